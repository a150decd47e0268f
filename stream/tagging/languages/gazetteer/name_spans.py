"""Where a text has the name of a place, longest first, with what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.languages.gazetteer.name_index import KnownPlace, NameIndex
from stream.tagging.languages.gazetteer.word_cuts import Cut
from stream.tagging.languages.gazetteer.words_around import WordsAround

# Names of more words are looked for no further ("Saint Vincent and the Grenadines").
_MOST_WORDS: Final = 6
_JOINT: Final = re.compile(r"[ \u00a0]?[-'\u2019\u2010\u2011.]?[ \u00a0]?")
# What is written into the next word in Arabic, the longest first: and, so, by, for, as, that will.
_CLITICS: Final = name_forms("ar", "clitics")
_SHORTEST_REST: Final = 3
_COMMON_WORD: Final = 3.2
# Behind the place where a story was filed: ", 23 may (EFE)", " (Avila), 23 may", " (EFE)".
_FILED: Final = re.compile(
    r"(?: \([^)]{2,25}\))?, ?\d{1,2} (?:de )?\w{3,10}\.? ?(?:\(|-|–|—)|(?: \([^)]{2,25}\))? ?\((?:[A-Z]{2,5}|Reuters|Lusa|ots|dpa)\)"
)
# Turkish writes an apostrophe behind proper names alone, so that no common word has one; some suffixes say where.
_PROPER: Final = re.compile(r"['\u2019](?:(?P<case>[dt][ae](?:n|ki\w*)?|y?[ae])\b|[a-zçğıöşü]+)")
_CLUB_LEAST, _CLUB_MOST = 2, 4  # letters
_OF: Final = frozenset(name_forms("latin", "of"))


@dataclass(slots=True)
class NameSpan:
    """A stretch of words that is a name of `places`: word numbers, offsets, and what stands around it.

    `classed`: a word like "city" stands beside it. `cued`: a preposition of place stands before it. `joined`: it may be
    part of a longer name, `titled` of a person's, `owned` of an organisation's ("Universidad de Sevilla").
    `opening`: it begins a sentence, `dateline`: and a comma or bracket follows. `zipf`: how common the word is in the
    language. `named`: it is a given name too. `articled`: an article that towns do not take stands before it.
    `genitive`: it has an -s that the place's own name has not ("Berlins"). `named_for`: a longer name with a capital ends with it ("Premio de Italia", "MSV Duisburg").
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    places: tuple[KnownPlace, ...]
    classed: bool = False
    cued: bool = False
    joined: bool = False
    titled: bool = False
    owned: bool = False
    opening: bool = False
    dateline: bool = False
    zipf: float = 0.0
    named: bool = False
    articled: bool = False
    genitive: bool = False
    named_for: bool = False
    chosen: KnownPlace | None = field(default=None)


def name_spans(text: str, cuts: list[Cut], index: NameIndex, around: WordsAround) -> list[NameSpan]:
    """All spans, leftmost longest, none overlapping."""
    found: list[NameSpan] = []
    at = 0
    while at < len(cuts):
        span = _longest(text, cuts, at, index, around)
        if span is None:
            at += 1
            continue
        _look_around(span, text, cuts, index, around)
        span.zipf = index.zipf(span.key)
        suffix = _PROPER.match(text, span.end) if index.language == "tr" else None
        if suffix is not None:
            span.zipf = 0.0
            span.cued = span.cued or suffix.group("case") is not None
        span.named = index.is_given(span.key)
        found.append(span)
        at = span.last + 1
    return found


def _longest(text: str, cuts: list[Cut], at: int, index: NameIndex, around: WordsAround) -> NameSpan | None:
    for skipped, head in _heads(cuts[at], index):
        most = 1
        if index.begins(head):
            most = _run(text, cuts, at)
        for count in range(most, 0, -1):
            last = at + count - 1
            key = " ".join((head, *(cut.key for cut in cuts[at + 1 : last + 1])))
            places = _allowed(key, cuts[at : last + 1], index) if not index.caseless else index.lookup(key)
            genitive = False
            if (
                not places
                and index.language == "de"
                and key.endswith("s")
                and len(key) > 4
                and cuts[at].capital
            ):
                places = index.lookup(key[:-1])
                genitive = bool(places)
            if places and not (
                count == 1 and key not in around.articled and (key in around.classes or key in around.never)
            ):
                return NameSpan(
                    at, last, cuts[at].start + skipped, cuts[last].end, key, places, genitive=genitive
                )
    return None


def _heads(cut: Cut, index: NameIndex) -> list[tuple[int, str]]:
    """The word as it stands and, in Arabic, without each clitic that it may begin with."""
    heads = [(0, cut.key)]
    # A common word ("وقف") is not cut into a clitic and a town.
    if index.language == "ar":
        common = index.zipf(cut.key)
        for clitic in _CLITICS:
            if cut.key.startswith(clitic):
                rest = cut.key[len(clitic) :]
                article = "ال" if clitic.endswith(("ال", "لل")) else ""
                least = _SHORTEST_REST if article or clitic in {"ب", "و"} else _SHORTEST_REST + 1
                whole = common >= _COMMON_WORD and common > index.zipf(article + rest)
                if len(rest) >= least and not whole:
                    heads.append((len(clitic) - len(article) if article else len(clitic), article + rest))
                    if clitic == "لل":
                        heads.append((1, "ل" + rest))
    return [(skipped, head) for skipped, head in heads if skipped < cut.end - cut.start]


def _run(text: str, cuts: list[Cut], at: int) -> int:
    """How many words from here on stand close enough together to be one name."""
    count = 1
    while (
        count < _MOST_WORDS
        and at + count < len(cuts)
        and _JOINT.fullmatch(text, cuts[at + count - 1].end, cuts[at + count].start)
    ):
        count += 1
    return count


def _allowed(key: str, cuts: list[Cut], index: NameIndex) -> tuple[KnownPlace, ...]:
    """Names have capitals; Slavic adjectives of places have none."""
    if cuts[0].capital and (
        len(cuts) == 1 or cuts[-1].capital or not cuts[-1].text.isalpha() or len(cuts) == 2
    ):
        return index.lookup(key)
    if len(cuts) > 1 and cuts[-1].capital:
        return tuple(place for place in index.lookup(key) if not place.geonameid)
    if len(cuts) == 1 and index.language in {"ru", "uk"} and len(key) > 6:
        return tuple(place for place in index.lookup(key) if place.adjective)
    return ()


def _look_around(span: NameSpan, text: str, cuts: list[Cut], index: NameIndex, around: WordsAround) -> None:
    first, last, language = span.first, span.last, index.language
    span.opening = cuts[first].first
    before = cuts[first - 1] if first and not (span.opening and cuts[first].start == span.start) else None
    behind = cuts[last + 1] if last + 1 < len(cuts) and not cuts[last + 1].first else None
    gap_before = text[before.end : span.start] if before else ""
    gap_behind = text[span.end : behind.start] if behind else ""
    span.cued = before is not None and before.key in around.before and not gap_before.strip(" '\u2019")
    span.cued = span.cued or span.start > cuts[first].start
    if before is not None and not gap_before.strip(" .'\u2019"):
        beyond = cuts[first - 2] if first > 1 else before
        near = first > 1 and text[beyond.end : before.start] == " "
        of = before.key in _OF and not before.capital and near
        span.classed = before.key in around.classes or (of and beyond.key in around.classes)
        span.titled = before.key in around.titles
        span.articled = before.key in around.articles and span.key not in around.articled
        span.owned = before.key in around.streets or (of and beyond.key in around.streets)
        if of and beyond.capital and not beyond.first and not span.classed and language in {"es", "pt", "fr"}:
            span.named_for = True
        if (
            before.capital
            and not span.classed
            and not before.first
            and not (index.caseless or language == "de")
        ):
            span.joined = True
        opener = before.key in around.before or before.key in around.openers
        if before.first and before.capital and not opener and not span.classed:
            span.joined = language not in {"ar", "fa", "de"}
    if behind is not None and not gap_behind.strip(" '\u2019") and _is_class(behind.key, language, around):
        span.classed = True
    elif behind is not None and not gap_behind.strip(" ") and behind.capital and not index.caseless:
        span.joined = span.joined or language != "de"
    if language == "de":
        _look_for_person(span, before, behind, (gap_before, gap_behind), index)
    if behind is not None and gap_behind == "-" and language == "de":
        span.owned = True
    if before is not None and gap_before == "-" and language == "de":
        span.joined = True
    if language == "de" and before is not None and gap_before == " " and _is_club(before.text):
        span.named_for = True
    if _FILED.match(text, span.end):
        span.dateline, span.joined = True, False
    if span.opening and text[span.end : span.end + 2].strip()[:1] in {",", "(", "—", "–"}:
        span.dateline = True


def _look_for_person(
    span: NameSpan, before: Cut | None, behind: Cut | None, gaps: tuple[str, str], index: NameIndex
) -> None:
    """German nouns have capitals too: a given name beside another capital tells a person."""
    if before is not None and gaps[0] == " " and before.capital and index.is_given(before.key):
        span.joined = True
    if behind is not None and gaps[1] == " " and behind.capital and index.is_given(span.key):
        span.joined = True


def _is_club(word: str) -> bool:
    """Whether a word is the letters before a club's town: MSV, VfR, ERC."""
    return (
        _CLUB_LEAST <= len(word) <= _CLUB_MOST and word[0].isupper() and word[-1].isupper() and word != "US"
    )


def _is_class(word: str, language: str, around: WordsAround) -> bool:
    """Whether a word behind says what sort of place it was; Turkish puts its endings on that word."""
    if word in around.classes:
        return True
    return language == "tr" and word.startswith(tuple(sorted(around.classes)))
