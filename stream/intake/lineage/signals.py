"""What an item's own marks say of its lineage: headline prefix, slugline, editor's note, status, signal codes.

The marks are those of the agencies' public style guides: Reuters (UPDATE n-, CORRECTED-, REFILE-, RPT-, STORY
WITHDRAWN-), dpa (KILL KILL KILL, HOLD HOLD HOLD), AP (nth Ld-Writethru, ELIMINATION), Yonhap (2nd LD), Business
Wire (CORRECTING and REPLACING); those of other languages are in `marks.tsv`. Matched where agencies put them and in their
case: ordinary prose has the words.

What kills a photo, a paragraph or a headline kills no story, and a kill that is taken back is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stream.intake.lineage.marks import headline_patterns, note_pattern, words_of
from stream.model.articles import PubStatus, Signal

# Gravest first: a correction of an update is both, and is treated as a correction.
ORDER: Final = (Signal.KILL, Signal.HOLD, Signal.CORRECTION, Signal.REFILE, Signal.REPEAT, Signal.UPDATE)

_ORDINAL_LEAD: Final = (
    r"\d{1,2}(?:st|nd|rd|th)[ -](?:Ld|LD|Lead|LEAD)(?:[ -]?(?:Writethru|WRITETHRU|writethru))?"
)
_LEAD_IN_CAPITALS: Final = (
    r"(?:\d{1,2}(?:ST|ND|RD|TH) (?:LEAD|LD|NET|ADD|UPDATE)(?:[ -]WRITETHRU)?|(?:LEAD|LD) \d{1,2})"
)
# After a hyphen these make an everyday compound of a headline in capitals: HOLD-UP, KILL-SWITCH, REPEAT-OFFENDER.
_COMPOUNDS: Final = r"(?i:-(?:UPS?|OUTS?|OVERS?|ING|SWITCH\w*|JOYS?|OFFS?|RATES?|ZONES?|SHOTS?|OR|TEAMS?|CHAINS?|OFFEND\w+|OFFENCE\w*)\b)"
_HEADLINE: Final = tuple(
    (signal, re.compile(rf"\s*(?:{pattern})\s*"))
    for signal, pattern in (
        (Signal.KILL, r"(?:BULLETIN |MANDATORY )?KILL(?: KILL)+\b[\s:,-]*"),
        (Signal.KILL, rf"(?:BULLETIN |MANDATORY )?KILL(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.KILL, rf"(?:(?:STORY|ITEM) )?WITHDRAWN(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.KILL, r"STORY (?:WITHDRAWN|REMOVED|KILLED)(?:\s*[-:,.]|\s*$)"),
        (
            Signal.KILL,
            r"(?:Story|Item|Article|Report) (?:withdrawn|killed|retracted|removed)(?:\s*[-:]|\s*$)",
        ),
        (Signal.KILL, r"(?:BULLETIN |MANDATORY )?ELIMINAT(?:ION|E)(?:\s*[-:,]|\s*$)"),
        (Signal.KILL, rf"(?:(?:STORY|ITEM|REPORT) )?RETRACT(?:ED|ION)(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.HOLD, r"HOLD(?: HOLD)+\b[\s:,-]*"),
        (Signal.HOLD, rf"HOLD(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.CORRECTION, r"(?:CORRECTED|CORRECTION|CORRECTS)(?:[ -]?\(OFFICIAL\))?\s*[-:]"),
        (Signal.CORRECTION, r"(?:Corrected|Correction):|\((?:CORRECTED|CORRECTION|Corrected)\)\s*[-:]?"),
        (Signal.CORRECTION, r"(?:(?:CORRECTION|Correction)|(?:CLARIFICATION|Clarification))\s*(?:[-:]|$)"),
        (Signal.CORRECTION, r"(?:CANCELS?|ANNULS?) (?:AND|&) REPLACES?\b\s*[-:]?"),
        (Signal.CORRECTION, r"CORRECTING and REPLACING\b:?"),
        (Signal.REFILE, r"REFILED?\s*[-:]|\(REFILE\)\s*[-:]?"),
        (Signal.REPEAT, rf"(?:REPEAT|RPT)(?!{_COMPOUNDS})(?: \d{{1,2}})?\s*[-:]|\((?:REPEAT|RPT)\)\s*[-:]?"),
        (
            Signal.UPDATE,
            r"(?:UPDATE|WRAPUP) \d{1,2}\s*[-:]|UPDATED?\s*[-:]|Updated?:|\(UPDATE(?: \d{1,2})?\)\s*[-:]?",
        ),
        (Signal.UPDATE, rf"\((?:{_ORDINAL_LEAD}|LEAD)\)\s*[-:]?|{_ORDINAL_LEAD}\s*[-:]"),
        (Signal.UPDATE, rf"{_LEAD_IN_CAPITALS}(?:\s*[-:/]|\s+(?=[A-Z\d(])|\s*$)"),
    )
)
# A kill behind the headline: "Bridge taken (WITHDRAWN)", "Bridge taken - STORY WITHDRAWN".
_BEHIND: Final = re.compile(
    r"(?:\s[-\u2013\u2014]{1,2}\s*|\s*[(\[]\s*)((?:STORY |ITEM |REPORT )?(?:WITHDRAWN|KILLED|RETRACTED|ELIMINATED)|KILL|MANDATORY KILL)\s*[)\]]?\s*$"
)
# Without anything behind them ("KILL Bridge taken") they are an order where the text says so.
_BARE: Final = re.compile(
    rf"\s*(?:BULLETIN |MANDATORY )?(?P<mark>KILL|HOLD|WITHDRAW|ELIMINATE|RETRACT)(?!{_COMPOUNDS})\s+(?=\S)"
)
_ORDER: Final = re.compile(
    r"(?i)\b(?:please|kindly|editors?|eds|subscribers|clients)\b[^.;]{0,60}?\b(?:kill|withdraw|hold|eliminate|do not (?:use|publish|run))\b"
    r"|\b(?:story|item|report|article|dispatch)\b[^.;]{0,80}?\b(?:is|was|has been|should be|must be) (?:withdrawn|killed|retracted|held|eliminated)\b"
    r"|\bno substitute\b|\b(?:we|has|have|are|is) (?:withdr[ae]w\w*|retract\w*|kill(?:ed|ing)) (?:the |this |its |our |an? )?(?:\w+ ){0,3}(?:story|item|report|article|dispatch)\b"
)
# A short item that begins with an order to the desks kills, whatever its headline.
_BEGINS: Final = re.compile(
    r"(?i)\W*(?:(?:attention|note to|notice to)\s+)?(?:(?:editors?|eds|subscribers|clients)\b[\s.,:;\u2013\u2014-]*)?"
    r"(?:(?:please|kindly)\s+)?(?:mandatory kill\b|kill|withdraw|retract)\s+(?:the|our|this|an?)\s[^.;\n]{0,80}?\b(?:story|item|report|article|dispatch|version)\b"
)
# Words of the news as well: over a whole story whose beginning does not speak of it they are no order.
_WEAK: Final = re.compile(
    r"\s*(?:WITHDRAWN|ELIMINAT(?:ION|E)|HOLD|RETRACT(?:ED|ION)|(?:Story|Item|Article|Report) \w+)(?!\s+(?:HOLD|WITHDRAWN))\b|\s*[(\[<]?(?:"
    + "|".join(words for words in words_of("kill", "headline") if " " not in words)
    + r")\b"
)
_STRONG: Final = re.compile(r"\s*(\w+)(?:[ ,]+\1)+\b")
_TOLD: Final = re.compile(
    r"(?i)withdr[ae]w|\bkill|eliminat|retract|do not use|cancel|recall|pulled|"
    + "|".join(
        re.escape(words)
        for words in (*words_of("kill", "headline", "note", "anywhere"), *words_of("hold", "anywhere"))
    )
)
_LONG: Final = 60  # words: a kill's own text is a sentence or two
_BEGINNING: Final = 400  # characters in which a kill says that it is one

_HEADLINE_OTHER: Final = headline_patterns()
_SLUG_WORDS: Final = {
    "KILL": Signal.KILL, "ELIMINATION": Signal.KILL, "WITHDRAWN": Signal.KILL, "STORY WITHDRAWN": Signal.KILL,
    "HOLD": Signal.HOLD, "CORRECTED": Signal.CORRECTION, "CORRECTION": Signal.CORRECTION, "CORRECTIVE": Signal.CORRECTION,
    "REFILE": Signal.REFILE, "REPEAT": Signal.REPEAT, "RPT": Signal.REPEAT, "UPDATE": Signal.UPDATE,
}  # fmt: skip
_SLUG_LEAD: Final = re.compile(
    r"[\s,(-]{0,4}\b\d{1,2}(?:st|nd|rd|th)[ -](?:Ld|Lead|Add)(?:[ -]?Writethru)?\b\)?|[\s,(-]{0,4}\bLd-Writethru\b\)?",
    re.IGNORECASE,
)
# A mark stands behind a comma, in parentheses, or is the whole slug: VELDRIA-ARMY/KILL is a slug about a killing.
_SLUG_MARK: Final = re.compile(
    r"(?:^|,\s*|\(\s*)(KILL|ELIMINATION|(?:STORY )?WITHDRAWN|HOLD|CORRECTED|CORRECTION|CORRECTIVE|REFILE|REPEAT|RPT|UPDATE)"
    r"(?: \d{1,2})?\s*(?:\)|$|(?=,))"
)
_SLUG_OTHER: Final = tuple(
    (signal, re.compile(rf"(?i:(?:,\s*|\(\s*)(?:{'|'.join(found)})(?: \d{{1,2}})?\s*(?:\)|$|(?=,)))"))
    for signal in Signal
    if (found := words_of(signal.value, "slug"))
)

_CLAUSE: Final = r"(?:^|[.;,(:]|\band )\W{0,4}(?:Eds?[.:]\s*|Editors?:\s*|Note:\s*)?"
_EDNOTE: Final = tuple(
    (signal, re.compile(pattern))
    for signal, pattern in (
        (Signal.KILL, r"(?i:\b(?:story|item|article|report) (?:is |was |has been )?(?:withdrawn|killed)\b)"),
        (
            Signal.KILL,
            rf"{_CLAUSE}(?:KILL(?: KILL)*\b|ELIMINAT(?:ION|E)\b|WITHDRAWN\b|MANDATORY KILL\b|(?i:please kill)\b)",
        ),
        (
            Signal.HOLD,
            rf"{_CLAUSE}(?:HOLD(?: HOLD)+\b|HOLD\s*(?:[:.,-]|$)|(?i:please (?:hold|do not use|do not publish))\b)",
        ),
        (Signal.CORRECTION, rf"{_CLAUSE}(?:(?i:corrects|correcting|corrected|corrections?|corrective)\b)"),
        (
            Signal.CORRECTION,
            r"(?i:\b(?:story|version|item|article|this|that|which|lead|an?) (?:corrects|correction)\b)",
        ),
        (Signal.REFILE, rf"{_CLAUSE}(?i:refil(?:es|ed|ing|e)\b)"),
        (Signal.REPEAT, rf"{_CLAUSE}(?i:repeats\b|repeat(?:ed|ing)? (?:to|for|without|story|item)\b)"),
        # "UPDATES: With AP Photos." stands on first versions too: only pictures are new.
        (
            Signal.UPDATE,
            rf"{_CLAUSE}(?i:(?:updates|updating|recasts|adds|adding)\b(?!\W{{0,3}}with (?:AP )?(?:photos?|videos?|graphics?|audio)\b\W*(?:$|\.)))",
        ),
    )
)
_EDNOTE_OTHER: Final = tuple((signal, note_pattern(signal.value)) for signal in Signal)
_NOTES: Final = frozenset({Signal.KILL, Signal.HOLD})
_CLAUSE_END: Final = re.compile(r"[.;!?\n。](?!\d)")
_WORD: Final = re.compile(r"\w+")
_PART: Final = frozenset(words.casefold() for words in words_of("part", "note"))
_WHOLE: Final = frozenset(words.casefold() for words in words_of("story", "note"))
_OBJECT: Final = 8  # words behind a kill in which it says of what
_PART_KILL: Final = re.compile(
    r"\s*(?:PHOTO|PHOTOS|PICTURE|PICTURES|GRAPHIC|GRAPHICS|IMAGE|IMAGES|VIDEO|CAPTION|INFOGRAPHIC)\b"
)
_LIFTED: Final = re.compile(
    r"^\W*(?:MANDATORY |BULLETIN )?(?:KILL|HOLD|ELIMINATION|WITHDRAWAL)(?: NOTICE| ORDER| ADVISORY)? "
    r"(?:IS |WAS |HAS BEEN |NOW )?(?:WITHDRAWN|LIFTED|RESCINDED|CANCELL?ED|REVOKED|REVERSED|VOID|VOIDED|RELEASED|OFF)\b"
    r"|(?i:\b(?:the|our|this|that|an?|previous|earlier|preceding|mandatory) (?:mandatory |earlier |previous )?"
    r"(?:kill|hold|withdrawal|elimination)(?: notice| order| advisory| note| message)?\b[^.;]{0,60}?"
    r"\b(?:in error|by mistake|mistakenly|erroneously|(?:is|was|has been|now) (?:withdrawn|lifted|rescinded|cancell?ed|revoked|reversed|void)))\b"
    r"|(?i:\b(?:disregard|ignore|withdraws?|withdrawing|rescinds?|rescinding|cancels?|cancelling|lifts?|lifting|revokes?|reverses?|voids?)"
    r"(?: (?:the|our|an?|this|that|previous|earlier|last|mandatory|preceding|\d{4} ?(?:gmt|utc)?)){0,4} (?:kill|hold|withdrawal|elimination)\b)",
    re.MULTILINE,
)
_LIFTED_OTHER: Final = note_pattern("lifted")

_CODE: Final = {
    "update": Signal.UPDATE, "correction": Signal.CORRECTION, "corrected": Signal.CORRECTION, "refile": Signal.REFILE,
    "repeat": Signal.REPEAT, "hold": Signal.HOLD, "kill": Signal.KILL, "withdrawn": Signal.KILL, "retraction": Signal.KILL,
}  # fmt: skip
_STATUS: Final = {PubStatus.WITHHELD: Signal.HOLD, PubStatus.CANCELED: Signal.KILL}


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
    found = {*_in_headline(headline, f"{ednote}\n{body}"), *_in_slugline(slugline), *_in_ednote(ednote)}
    found.update(_in_body(body))
    if any(pattern.search(text) for pattern in (_LIFTED, _LIFTED_OTHER) for text in (headline, ednote)):
        found -= _NOTES
    found.update(signal for mark in marks if (signal := _coded(mark)))
    if pubstatus in _STATUS:
        found.add(_STATUS[pubstatus])
    return tuple(signal for signal in ORDER if signal in found)


def bare_headline(headline: str) -> str:
    """The headline without its marks: `CORRECTED-UPDATE 1-Bridge seized` is `Bridge seized`."""
    found, end = _marked(headline)
    alone = _BARE.match(headline) if not found else None
    bare = headline[alone.end() if alone else end :]
    behind = _BEHIND.search(bare)
    return (bare[: behind.start()] if behind else bare).strip()


def doubtful_kill(headline: str, found: Iterable[Signal]) -> bool:
    """Whether a headline has the mark of a kill that was not believed: over a whole text that does not speak of it.

    The same words are news of things withdrawn. Where the text is one that its source sent before, under the same headline
    without the mark, it is a kill.
    """
    return not set(found) & _NOTES and (
        Signal.KILL in _marked(headline)[0] or _BEHIND.search(headline) is not None
    )


def lineage_slug(slugline: str) -> str:
    """The slug that all versions of a story share: marks off, case folded.

    AP repeats the slug on every later lead, so that with a source and a day it is a lineage key.
    """
    bare = _SLUG_MARK.sub("", _SLUG_LEAD.sub("", slugline))
    for _, pattern in _SLUG_OTHER:
        bare = pattern.sub("", bare)
    return bare.strip(" ,-/").casefold()


def _in_headline(headline: str, text: str) -> Iterable[Signal]:
    found = _marked(headline)[0]
    short = len(text.split(None, _LONG)) <= _LONG
    if _NOTES.isdisjoint(found):
        bare = _BARE.match(headline)
        if bare and _ORDER.search(text[:_BEGINNING]) and not _PART_KILL.match(headline, bare.end()):
            return [*found, Signal.HOLD if bare["mark"] == "HOLD" else Signal.KILL]
        if _BEHIND.search(headline) and (short or _TOLD.search(text[:_BEGINNING])):
            return [*found, Signal.KILL]
    if _NOTES.isdisjoint(found) or _STRONG.match(headline) or not _WEAK.match(headline):
        return found
    if short or _TOLD.search(text[:_BEGINNING]):
        return found
    return [signal for signal in found if signal not in _NOTES]


def _in_body(body: str) -> Iterator[Signal]:
    """A kill that stands in a short text alone."""
    begins = _BEGINS.match(body[:_BEGINNING])
    if (
        begins
        and len(body.split(None, _LONG)) <= _LONG
        and not _of_a_part(body, begins.start(), begins.end())
    ):
        yield Signal.KILL


def _in_ednote(ednote: str) -> Iterator[Signal]:
    for signal, pattern in (*_EDNOTE, *_EDNOTE_OTHER):
        if signal in _NOTES:
            if any(not _of_a_part(ednote, hit.start(), hit.end()) for hit in pattern.finditer(ednote)):
                yield signal
        elif pattern.search(ednote):
            yield signal


def _of_a_part(note: str, start: int, end: int) -> bool:
    """Whether what a note kills or holds is less than the story: the first thing named in the clause, or behind the mark."""
    while start < end and not note[start].isalnum():
        start += 1
    before = [hit.end() for hit in _CLAUSE_END.finditer(note, 0, start)]
    behind = _CLAUSE_END.search(note, end)
    first = _WORD.findall(note[before[-1] if before else 0 : end])
    repeated = _STRONG.match(note, start) is not None
    after = _WORD.findall(note[end : behind.start() if behind else len(note)])[: 1 if repeated else _OBJECT]
    for words in (first, after):
        for word in words:
            folded = word.casefold()
            if folded in _WHOLE:
                return False
            if folded in _PART:
                return True
    return False


def _marked(headline: str) -> tuple[list[Signal], int]:
    """The marks at the start of a headline and where they end; several may stand in a row."""
    found: list[Signal] = []
    at = 0
    while mark := next(
        (
            (signal, hit)
            for signal, pattern in (*_HEADLINE, *_HEADLINE_OTHER)
            if (hit := pattern.match(headline, at)) and hit.end() > at
        ),
        None,
    ):
        if mark[0] in _NOTES and _PART_KILL.match(headline, mark[1].end()):
            break
        found.append(mark[0])
        at = mark[1].end()
    return found, at


def _in_slugline(slugline: str) -> Iterator[Signal]:
    if _SLUG_LEAD.search(slugline):
        yield Signal.UPDATE
    for mark in _SLUG_MARK.finditer(slugline):
        yield _SLUG_WORDS[mark[1]]
    for signal, pattern in _SLUG_OTHER:
        if pattern.search(slugline):
            yield signal


def _coded(mark: str) -> Signal | None:
    return _CODE.get(re.split(r"[:/#]", mark.strip().rstrip("/"))[-1].lower())
