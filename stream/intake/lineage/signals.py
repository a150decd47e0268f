"""What an item's own marks say of its lineage: headline prefix, slugline, editor's note, status, signal codes.

The marks themselves are in `signal_patterns` and `marks.tsv`.
What kills a photo, a paragraph or a headline kills no story, and a kill that is taken back is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stream.intake.lineage import signal_patterns as patterns
from stream.intake.lineage.headline_marks import HeadlineMarks, kills_part, marks_of, with_story
from stream.model.articles import PubStatus, Signal

# Gravest first: a correction of an update is both, and is treated as a correction.
ORDER: Final = (Signal.KILL, Signal.HOLD, Signal.CORRECTION, Signal.REFILE, Signal.REPEAT, Signal.UPDATE)


def signals(
    *,
    headline: str,
    slugline: str,
    ednote: str,
    pubstatus: PubStatus,
    marks: Iterable[str] = (),
    body: str = "",
) -> tuple[Signal, ...]:
    """The lineage signals of an item, gravest first, each once. `marks` are signal codes such as `sig:update`.

    `body` tells a kill from a story whose headline has the word.
    """
    told = marks_of(headline)
    found = {*_in_headline(told, ednote, body)}
    if slugline:
        found.update(_in_slugline(slugline))
    if ednote:
        found.update(_in_ednote(ednote))
    found.update(_in_body(told, body))
    if not found.isdisjoint(patterns.NOTES) and any(
        pattern.search(text)
        for pattern in (patterns.LIFTED, patterns.LIFTED_OTHER)
        for text in (told.headline, ednote)
    ):
        found -= patterns.NOTES
    found.update(signal for mark in marks if (signal := _coded(mark)))
    if pubstatus in patterns.STATUS:
        found.add(patterns.STATUS[pubstatus])
    return tuple(signal for signal in ORDER if signal in found)


def doubtful_kill(headline: str, found: Iterable[Signal]) -> bool:
    """Whether a headline has the mark of a kill that was not believed: over a whole text that does not speak of it.

    The same words are news of things withdrawn. Where the text is one that its source sent before, under the same headline
    without the mark, it is a kill.
    """
    told = marks_of(headline)
    return not set(found) & patterns.NOTES and (
        Signal.KILL in told.front
        or told.killed
        or (told.bare is not None and not kills_part(told.headline, told.bare.end()))
        or Signal.KILL in told.behind
    )


def lineage_slug(slugline: str) -> str:
    """The slug that all versions of a story share: marks off, case folded.

    AP repeats the slug on every later lead, so that with a source and a day it is a lineage key.
    """
    bare = patterns.SLUG_MARK.sub("", patterns.SLUG_LEAD.sub("", slugline))
    for _, pattern in patterns.SLUG_OTHER:
        bare = pattern.sub("", bare)
    return bare.strip(" ,-/").casefold()


def _in_headline(told: HeadlineMarks, ednote: str, body: str) -> Iterable[Signal]:
    headline, end, bare, last = told.headline, told.end, told.bare, told.killed
    if not (told.front or told.behind or bare or last):
        return ()  # nearly every article: its text is not read
    found, text = [*told.front], f"{ednote}\n{body}"
    alone = not any(map(str.isalnum, headline[end:]))
    short = len(text.split(None, patterns.REASON)) <= patterns.REASON
    believed = alone or short or patterns.TOLD.search(text[: patterns.BEGINNING]) is not None
    found += [signal for signal in told.behind if believed or signal not in patterns.NOTES]
    if patterns.NOTES.isdisjoint(found):
        if (
            bare
            and patterns.DESK_ORDER.search(text[: patterns.BEGINNING])
            and not kills_part(headline, bare.end())
        ):
            return [*found, Signal.HOLD if bare["mark"] == "HOLD" else Signal.KILL]
        if last and believed:
            return [*found, Signal.KILL]
    if patterns.NOTES.isdisjoint(found) or believed:
        return found
    sung = patterns.SUNG.match(headline) is not None and not patterns.TOLD.search(headline)
    cried = patterns.CRIED.match(headline) is not None and patterns.OF_THINGS.search(text) is not None
    if not sung and not cried and (patterns.STRONG.match(headline) or not patterns.WEAK.match(headline)):
        return found
    return [signal for signal in found if signal not in patterns.NOTES]


def _in_body(told_above: HeadlineMarks, body: str) -> Iterator[Signal]:
    """A kill that stands in a short text alone, and a correction under a headline that names none."""
    if told_above.of_the_house:
        if patterns.AVOWS.search(body[: patterns.BEGINNING]):
            yield Signal.CORRECTION
        told = patterns.DESK_ORDER.search(body[: patterns.BEGINNING])
        short = len(body.split(None, patterns.LONG)) <= patterns.LONG
        if told and short and not _of_a_part(body, told.start(), told.end()):
            yield Signal.HOLD if re.search(r"(?i)\b(?:hold|held)\b", told.group()) else Signal.KILL
    begins = patterns.BEGINS.match(body[: patterns.BEGINNING])
    if (
        begins
        and len(body.split(None, patterns.LONG)) <= patterns.LONG
        and not _of_a_part(body, begins.start(), begins.end())
    ):
        yield Signal.KILL


def _in_ednote(ednote: str) -> Iterator[Signal]:
    for signal, pattern in (*patterns.EDNOTE, *patterns.EDNOTE_OTHER):
        if signal in patterns.NOTES:
            if any(not _of_a_part(ednote, hit.start(), hit.end()) for hit in pattern.finditer(ednote)):
                yield signal
        elif pattern.search(ednote):
            yield signal


def _of_a_part(note: str, start: int, end: int) -> bool:
    """Whether what a note kills or holds is less than the story: the first thing named in the clause, or behind the mark."""
    while start < end and not note[start].isalnum():
        start += 1
    before = [hit.end() for hit in patterns.CLAUSE_END.finditer(note, 0, start)]
    behind = patterns.CLAUSE_END.search(note, end)
    first = patterns.WORD.findall(note[before[-1] if before else 0 : end])
    repeated = patterns.STRONG.match(note, start) is not None
    after = patterns.WORD.findall(note[end : behind.start() if behind else len(note)])
    for words, most in ((first, len(first)), (after, 1 if repeated else patterns.OBJECT)):
        folded = [word.casefold() for word in words]
        for at, word in enumerate(folded[:most]):
            if word in patterns.WORDS_FOR_STORY:
                return False
            if word in patterns.WORDS_FOR_PART:
                return not with_story(folded[at + 1 :])
    return False


def _in_slugline(slugline: str) -> Iterator[Signal]:
    if patterns.SLUG_LEAD.search(slugline):
        yield Signal.UPDATE
    for mark in patterns.SLUG_MARK.finditer(slugline):
        yield patterns.SLUG_WORDS[mark[1]]
    for signal, pattern in patterns.SLUG_OTHER:
        if pattern.search(slugline):
            yield signal


def _coded(mark: str) -> Signal | None:
    return patterns.CODE.get(re.split(r"[:/#]", mark.strip().rstrip("/"))[-1].lower())
