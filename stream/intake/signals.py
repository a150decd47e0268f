"""What an item's own marks say of its lineage: headline prefix, slugline, editor's note, status, signal codes.

The marks are those of the agencies' public style guides: Reuters (UPDATE n-, CORRECTED-, REFILE-, RPT-, STORY
WITHDRAWN-), dpa (KILL KILL KILL, HOLD HOLD HOLD), AP (nth Ld-Writethru, ELIMINATION), Yonhap (2nd LD), Business
Wire (CORRECTING and REPLACING). Matched where agencies put them and in their case: ordinary prose has the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stream.records import PubStatus, Signal

# Gravest first: a correction of an update is both, and is treated as a correction.
ORDER: Final = (Signal.KILL, Signal.HOLD, Signal.CORRECTION, Signal.REFILE, Signal.REPEAT, Signal.UPDATE)

_ORDINAL_LEAD: Final = (
    r"\d{1,2}(?:st|nd|rd|th)[ -](?:Ld|LD|Lead|LEAD)(?:[ -]?(?:Writethru|WRITETHRU|writethru))?"
)
# After a hyphen these make an everyday compound of a headline in capitals: HOLD-UP, KILL-SWITCH, REPEAT-OFFENDER.
_COMPOUNDS: Final = r"(?i:-(?:UPS?|OUTS?|OVERS?|ING|SWITCH\w*|JOYS?|OFFS?|RATES?|ZONES?|SHOTS?|OR|TEAMS?|CHAINS?|OFFEND\w+|OFFENCE\w*)\b)"
_HEADLINE: Final = tuple(
    (signal, re.compile(rf"\s*(?:{pattern})\s*"))
    for signal, pattern in (
        (Signal.KILL, r"(?:BULLETIN |MANDATORY )?KILL(?: KILL)+\b[\s:,-]*"),
        (Signal.KILL, rf"(?:BULLETIN |MANDATORY )?KILL(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.KILL, rf"(?:(?:STORY|ITEM) )?WITHDRAWN(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.KILL, r"STORY (?:WITHDRAWN|REMOVED|KILLED)\b[\s:,-]*"),
        (Signal.KILL, r"(?:BULLETIN |MANDATORY )?ELIMINAT(?:ION|E)(?:\s*[-:,]|\s*$)"),
        (Signal.HOLD, r"HOLD(?: HOLD)+\b[\s:,-]*"),
        (Signal.HOLD, rf"HOLD(?!{_COMPOUNDS})(?:\s*[-:,]|\s*$)"),
        (Signal.CORRECTION, r"(?:CORRECTED|CORRECTION|CORRECTS)(?:[ -]?\(OFFICIAL\))?\s*[-:]"),
        (Signal.CORRECTION, r"(?:Corrected|Correction):|\((?:CORRECTED|CORRECTION|Corrected)\)\s*[-:]?"),
        (Signal.CORRECTION, r"CORRECTING and REPLACING\b:?"),
        (Signal.REFILE, r"REFILED?\s*[-:]|\(REFILE\)\s*[-:]?"),
        (Signal.REPEAT, rf"(?:REPEAT|RPT)(?!{_COMPOUNDS})(?: \d{{1,2}})?\s*[-:]|\((?:REPEAT|RPT)\)\s*[-:]?"),
        (
            Signal.UPDATE,
            r"(?:UPDATE|WRAPUP) \d{1,2}\s*[-:]|UPDATED?\s*[-:]|Updated?:|\(UPDATE(?: \d{1,2})?\)\s*[-:]?",
        ),
        (Signal.UPDATE, rf"\((?:{_ORDINAL_LEAD}|LEAD)\)\s*[-:]?|{_ORDINAL_LEAD}\s*[-:]"),
    )
)

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
        (Signal.UPDATE, rf"{_CLAUSE}(?i:(?:updates|updating|recasts|adds|adding)\b)"),
    )
)

_CODE: Final = {
    "update": Signal.UPDATE, "correction": Signal.CORRECTION, "corrected": Signal.CORRECTION, "refile": Signal.REFILE,
    "repeat": Signal.REPEAT, "hold": Signal.HOLD, "kill": Signal.KILL, "withdrawn": Signal.KILL, "retraction": Signal.KILL,
}  # fmt: skip
_STATUS: Final = {PubStatus.WITHHELD: Signal.HOLD, PubStatus.CANCELED: Signal.KILL}


def signals(
    *, headline: str, slugline: str, ednote: str, pubstatus: PubStatus, marks: Iterable[str] = ()
) -> tuple[Signal, ...]:
    """The lineage signals of an item, gravest first, each once. `marks` are signal codes such as `sig:update`."""
    found = {
        *_in_headline(headline),
        *_in_slugline(slugline),
        *(signal for signal, pattern in _EDNOTE if pattern.search(ednote)),
        *(signal for mark in marks if (signal := _coded(mark))),
    }
    if pubstatus in _STATUS:
        found.add(_STATUS[pubstatus])
    return tuple(signal for signal in ORDER if signal in found)


def bare_headline(headline: str) -> str:
    """The headline without its marks: `CORRECTED-UPDATE 1-Bridge seized` is `Bridge seized`."""
    return headline[_marked(headline)[1] :].strip()


def lineage_slug(slugline: str) -> str:
    """The slug that all versions of a story share: marks off, case folded.

    AP repeats the slug on every later lead, so that with a source and a day it is a lineage key.
    """
    return _SLUG_MARK.sub("", _SLUG_LEAD.sub("", slugline)).strip(" ,-/").casefold()


def _in_headline(headline: str) -> Iterable[Signal]:
    return _marked(headline)[0]


def _marked(headline: str) -> tuple[list[Signal], int]:
    """The marks at the start of a headline and where they end; several may stand in a row."""
    found: list[Signal] = []
    at = 0
    while mark := next(
        ((signal, hit) for signal, pattern in _HEADLINE if (hit := pattern.match(headline, at))), None
    ):
        found.append(mark[0])
        at = mark[1].end()
    return found, at


def _in_slugline(slugline: str) -> Iterator[Signal]:
    if _SLUG_LEAD.search(slugline):
        yield Signal.UPDATE
    for mark in _SLUG_MARK.finditer(slugline):
        yield _SLUG_WORDS[mark[1]]


def _coded(mark: str) -> Signal | None:
    return _CODE.get(re.split(r"[:/#]", mark.strip().rstrip("/"))[-1].lower())
