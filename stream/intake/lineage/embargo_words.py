"""Embargoes that stand in words, in the editor's note or at the beginning of a headline.

"EMBARGOED UNTIL 1200 GMT MONDAY MARCH 2", "Sperrfrist: 2. März, 12 Uhr", "Not for release before 0001 GMT": if the time and its
zone can be read, the text waits until then. If not, nobody knows when it may be published, and the text is held.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from stream.intake.lineage.embargo_times import time_in
from stream.text.needles import needles_of

# What must follow the word, because embargoes are also a subject of news ("embargo on oil").
_TAIL: Final = (
    r"(?=\s*(?:[:,.)\u2013-]|$|\d|\(|(?i:until|till|til|to|for|at|bis|jusqu|hasta|fino|al[l ]|at\u00e9|tot|till|do|\u0434\u043e|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"(?:lifts?|expires?|ends?|lifting|expiring)\s+(?=(?:at|on)\b|\d))\b))"
)
# How agencies say it, at the beginning of a headline (in capitals) or of a clause of the note.
_WORDS: Final = (
    rf"(?:STRICTLY |STRICT |UNDER (?:STRICT |AN? )?)?(?:EMBARGO(?:ED)?|SPERRFRIST|SOUS EMBARGO|EMBARGAD[AO]|EMBARGAT[AO]|SOTTO EMBARGO|ONDER EMBARGO|POD EMBARGIEM|AMBARGOLU|EMBARGERA[DT]|\u042d\u041c\u0411\u0410\u0420\u0413\u041e|\u0415\u041c\u0411\u0410\u0420\u0413\u041e){_TAIL}"
    r"|(?:MUST|MAY|SHOULD) NOT BE (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN)(?:,? OR (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN))* (?:BEFORE|UNTIL|PRIOR TO)\b"
    r"|FOR (?:IMMEDIATE )?RELEASE:? (?=(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b|\d))"
    r"|(?:RELEASE|PUBLICATION|BROADCAST|USAGE) TIME:? (?=\D{0,12}\d)|FOR (?:USE|PUBLICATION|RELEASE|BROADCAST) (?:AFTER|FROM|NOT BEFORE)\b"
    r"|NOT TO BE (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN)(?:,? OR (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN))* (?:BEFORE|UNTIL|PRIOR TO)\b"
    r"|FREI(?:GABE)? AB\b(?=[^\n]{0,30}\bUHR\b)|FREIGEGEBEN AB\b|VRIJ (?:VOOR PUBLICATIE|VANAF)\b|F\u00c5R EJ PUBLICERAS F\u00d6RE\b|NE PAS (?:PUBLIER|DIFFUSER|UTILISER) AVANT\b"
    r"|NO (?:PUBLICAR|DIFUNDIR|USAR) (?:ANTES|HASTA)\b|NON (?:PUBBLICARE|DIFFONDERE|UTILIZZARE) PRIMA\b|\u041d\u0415 \u041f\u0423\u0411\u041b\u0418\u041a\u041e\u0412\u0410\u0422\u042c \u0414\u041e\b"
    r"|\u7981(?:\u8fd0|\u904b|\u53d1|\u767c)(?:\u81f3|\u671f|\u5230|\u76f4)|\u89e3\u7981(?:\u65f6\u95f4|\u6642\u9593|\u65e5\u6642|\u65e5|\s?[:\uff1a])|\u5831\u9053\u7981\u6b62|\u5831\u9053\u89e3\u7981|\u30a8\u30f3\u30d0\u30fc\u30b4|(?:\uc5e0\ubc14\uace0|\u05d0\u05de\u05d1\u05e8\u05d2\u05d5)(?=\s*[:\uff1a(\d])|\u0645\u062d\u0638\u0648\u0631 \u0627\u0644\u0646\u0634\u0631"
    r"|(?:NOT FOR|NO) (?:RELEASE|PUBLICATION|BROADCAST|USE)(?: OR (?:PUBLICATION|BROADCAST|USE|RELEASE))* (?:BEFORE|UNTIL|PRIOR TO)\b"
    r"|HOLD FOR RELEASE\b(?:\s+UNTIL\b)?|FOR RELEASE (?:AT|ON|AFTER|NOT BEFORE)\b|DO NOT (?:USE|PUBLISH|RELEASE|RUN) (?:BEFORE|UNTIL)\b"
    r"|GESPERRT BIS\b"
)
_HEADLINE: Final = re.compile(rf"[\s(\[*+\u3010]*(?:{_WORDS})|.*\s[(\[](?=EMBARGO|SPERRFRIST)(?:{_WORDS})")
_NOTE: Final = re.compile(
    rf"(?i:(?:^|[.;,(:\n]|\s[-\u2013\u2014])\W{{0,4}}(?:Eds?[.:]\s*|Editors?[:,]\s*|Note:\s*|Achtung\W+|Please note[:,]?\s*)?"
    rf"(?:(?:this|the) (?:story|item|report|article|text|material)\s+(?:is|are|remains)\s+)?(?:{_WORDS}))"
)
_ENDED: Final = re.compile(
    r"(?i)\bembargo(?:ed)?\W+(?:(?:is|was|has|now|been|hereby)\s+)*(?:lifted|over|expired|ended|passed|removed|off|broken|cancell?ed)\b"
    r"|\b(?:no|lifts?|lifting|lifted|without|after|end of|ends) (?:the |an? )?embargo\b|sperrfrist (?:aufgehoben|abgelaufen)|embargo levé"
)
_NAMES: Final = ("EMBARG", "SPERRFRIST")  # what an order behind others' words is named by
_READ: Final = 200  # characters after the words in which a time is looked for


def _orders() -> list[str]:
    lines = Path(__file__).with_name("embargo_orders.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1] for line in lines if line and not line.startswith("#")]


ORDER_PHRASES: Final = _orders()
_OF_ORDER: Final = needles_of(ORDER_PHRASES)
_ORDERS: Final = "|".join(ORDER_PHRASES)
_ORDER: Final = re.compile(rf"(?i:{_ORDERS})")
_ORDER_FIRST: Final = re.compile(rf"(?i:[\s(\[*+\u3010]*(?:{_ORDERS}))")
_BEHIND: Final = re.compile(
    r"\s[-\u2013\u2014]{1,2}\s*(?:EMBARGOED|UNDER EMBARGO|SPERRFRIST|SOUS EMBARGO|EMBARGAD[AO])\b"
)
# The bare word, which is also a subject of news: an oil embargo, an arms embargo.
_BARE: Final = re.compile(
    r"[\s(\[*+\u3010]*(?:(?:STRICT|STRICTLY) )?(?:EMBARGO|AMBARGO|\u042d\u041c\u0411\u0410\u0420\u0413\u041e|\u0415\u041c\u0411\u0410\u0420\u0413\u041e)(?!\w)"
)
_PARTED: Final = re.compile(r"\s*(?:[:,.)\]\u2013\u2014-]|$)")
_CLOCK_OR_DAY: Final = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d|[Hh]\d{0,2})\b|\b\d{4}\s?(?:GMT|UTC|HRS|hrs|hours|[A-Z]{2,4}T)\b|\b\d{1,2}\s?(?:[AaPp]\.?[Mm]\b|UHR\b|Uhr\b)"
    r"|\b(?i:noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:UNTIL|TILL)\b|[\s:]\d{4}\s?[-\u2013:)\]]\s|[\s:]\d{4}$"
)
# Words of news about an embargo: goods, arms, and the word itself. The first sixty words of a text are enough to see them.
_ITS_NEWS: Final = re.compile(
    r"(?i)embarg|ambarg|\u044d\u043c\u0431\u0430\u0440\u0433|\u0435\u043c\u0431\u0430\u0440\u0433|\bsanction|\bsanktion|\bsanci|\b(?:oil|gas|arms|weapons?|grain|trade|imports?|exports?|tankers?|blockade)\b"
    r"|\bp\u00e9tr?ol|petr[o\u00f3]l|\u00f6l\b|\u043d\u0435\u0444\u0442|\bwaffen|\barmes\b|\barmas\b"
)


class Embargo(NamedTuple):
    """An embargo in words; `until` is None where no time with a zone can be read."""

    until: datetime | None


def embargo_in(headline: str, ednote: str, now: datetime, body: str = "") -> Embargo | None:
    """The embargo that a headline or a note tells of, None for none.

    Args:
        headline: as it came. A bare "EMBARGO:" without a time is no order if headline or text are news about an embargo.
        ednote: the editor's note.
        now: when the version was made.
        body: the text.
    """
    for text, end in ((headline, _in_headline(headline, body)), (ednote, _in_note(ednote))):
        if end is not None and not _ENDED.search(text):
            return Embargo(time_in(text[end : end + _READ], now))
    return None


def _in_headline(headline: str, body: str) -> int | None:
    hit = _order_in(headline)
    if hit is None:
        return None
    bare = _BARE.match(headline)
    if bare is None or _CLOCK_OR_DAY.search(headline, bare.end()):
        return hit.end()
    if not _PARTED.match(headline, bare.end()):
        return None  # "EMBARGO to end in June", "EMBARGO AT 60"
    return None if _ITS_NEWS.search(f"{headline[bare.end() :]}\n{body}") else hit.end()


def _order_in(headline: str) -> re.Match[str] | None:
    """The words of an order, each slow pattern behind what it cannot match without."""
    named = any(map(headline.__contains__, _NAMES))
    hit = None
    # No word that the pattern knows begins with a capital alone ("Bridge shut").
    if named or not (headline[:1].isalpha() and "a" <= headline[1:2] <= "z"):
        hit = _HEADLINE.match(headline)
    if hit is None and _OF_ORDER.may_be_in(headline):
        hit = _ORDER_FIRST.match(headline)
    return _BEHIND.search(headline) if hit is None and named else hit


def _in_note(ednote: str) -> int | None:
    if not ednote:
        return None
    hit = _NOTE.search(ednote) or _ORDER.search(ednote)
    return None if hit is None else hit.end()
