"""Embargoes that stand in words, in the editor's note or at the beginning of a headline.

"EMBARGOED UNTIL 1200 GMT MONDAY MARCH 2", "Sperrfrist: 2. März, 12 Uhr", "Not for release before 0001 GMT": where the time
can be read with its zone, the text waits for it; where not, nobody knows when it may run, and it is held.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

# What must follow the word: an embargo is in the news as well ("embargo on oil").
_TAIL: Final = (
    r"(?=\s*(?:[:,.)\u2013-]|$|\d|\(|(?i:until|till|til|to|for|at|bis|jusqu|hasta|fino|al[l ]|at\u00e9|tot|till|do|\u0434\u043e|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b))"
)
# How agencies say it, at the beginning of a headline (in capitals) or of a clause of the note.
_WORDS: Final = (
    rf"(?:STRICTLY |STRICT |UNDER (?:STRICT |AN? )?)?(?:EMBARGO(?:ED)?|SPERRFRIST|SOUS EMBARGO|EMBARGAD[AO]|EMBARGAT[AO]|SOTTO EMBARGO|ONDER EMBARGO|POD EMBARGIEM|AMBARGOLU|EMBARGERA[DT]|\u042d\u041c\u0411\u0410\u0420\u0413\u041e|\u0415\u041c\u0411\u0410\u0420\u0413\u041e){_TAIL}"
    r"|(?:MUST|MAY|SHOULD) NOT BE (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN)(?:,? OR (?:RELEASED|PUBLISHED|BROADCAST|USED|RUN))* (?:BEFORE|UNTIL|PRIOR TO)\b"
    r"|FOR (?:IMMEDIATE )?RELEASE (?=(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|\d)\b)"
    r"|FREI(?:GABE)? AB\b(?=[^\n]{0,30}\bUHR\b)|FREIGEGEBEN AB\b|VRIJ (?:VOOR PUBLICATIE|VANAF)\b|F\u00c5R EJ PUBLICERAS F\u00d6RE\b|NE PAS (?:PUBLIER|DIFFUSER|UTILISER) AVANT\b"
    r"|NO (?:PUBLICAR|DIFUNDIR|USAR) (?:ANTES|HASTA)\b|NON (?:PUBBLICARE|DIFFONDERE|UTILIZZARE) PRIMA\b|\u041d\u0415 \u041f\u0423\u0411\u041b\u0418\u041a\u041e\u0412\u0410\u0422\u042c \u0414\u041e\b"
    r"|\u7981(?:\u8fd0|\u904b|\u53d1|\u767c)(?:\u81f3|\u671f|\u5230|\u76f4)|\u89e3\u7981(?:\u65f6\u95f4|\u6642\u9593|\u65e5\u6642|\u65e5|\s?[:\uff1a])|\u5831\u9053\u7981\u6b62|(?:\uc5e0\ubc14\uace0|\u05d0\u05de\u05d1\u05e8\u05d2\u05d5)(?=\s*[:\uff1a(\d])|\u0645\u062d\u0638\u0648\u0631 \u0627\u0644\u0646\u0634\u0631"
    r"|(?:NOT FOR|NO) (?:RELEASE|PUBLICATION|BROADCAST|USE)(?: OR (?:PUBLICATION|BROADCAST|USE|RELEASE))* (?:BEFORE|UNTIL|PRIOR TO)\b"
    r"|HOLD FOR RELEASE\b(?:\s+UNTIL\b)?|FOR RELEASE (?:AT|ON|AFTER|NOT BEFORE)\b|DO NOT (?:USE|PUBLISH|RELEASE|RUN) (?:BEFORE|UNTIL)\b"
    r"|GESPERRT BIS\b"
)
_HEADLINE: Final = re.compile(rf"[\s(\[*+\u3010]*(?:{_WORDS})|.*\s[(\[](?=EMBARGO|SPERRFRIST)(?:{_WORDS})")
_NOTE: Final = re.compile(
    rf"(?i:(?:^|[.;,(:\n])\W{{0,4}}(?:Eds?[.:]\s*|Editors?[:,]\s*|Note:\s*|Achtung\W+|Please note[:,]?\s*)?"
    rf"(?:(?:this|the) (?:story|item|report|article|text|material)\s+(?:is|are|remains)\s+)?(?:{_WORDS}))"
)
_ENDED: Final = re.compile(
    r"(?i)\bembargo(?:ed)?\W+(?:(?:is|was|has|now|been|hereby)\s+)*(?:lifted|over|expired|ended|passed|removed|off|broken|cancell?ed)\b"
    r"|\b(?:no|lifts?|lifting|lifted|without|after|end of|ends) (?:the |an? )?embargo\b|sperrfrist (?:aufgehoben|abgelaufen)|embargo levé"
)
_READ: Final = 200  # characters behind the words in which the time stands
_ZONES: Final = {
    "GMT": "UTC", "UTC": "UTC", "Z": "UTC", "UT": "UTC", "BST": "+1", "WET": "UTC", "WEST": "+1", "CET": "+1", "CEST": "+2",
    "MEZ": "+1", "MESZ": "+2", "EET": "+2", "EEST": "+3", "MSK": "+3", "IST": "", "EST": "-5", "EDT": "-4", "ET": "America/New_York",
    "CST": "", "CDT": "-5", "CT": "America/Chicago", "MST": "-7", "MDT": "-6", "PST": "-8", "PDT": "-7", "PT": "America/Los_Angeles",
    "JST": "+9", "KST": "+9", "HKT": "+8", "SGT": "+8", "AEST": "+10", "AEDT": "+11", "NZST": "+12", "NZDT": "+13",
}  # fmt: skip
_CLOCK: Final = re.compile(
    r"(?<![\d.:/-])(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?|(?P<four>\d{4}))(?![\d/-])\s?(?:(?P<half>a\.?m\.?|p\.?m\.?)(?!\w))?\s?(?:Uhr|heures|hrs?|hours)?"
    r"\s?\(?(?P<zone>[A-Z]{1,4})\b(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio januari", "feb february februar février febrero fevereiro febbraio februari",
            "mar march märz mars marzo março maart", "apr april avril abril aprile", "may mai mayo maio maggio mei maj",
            "jun june juni juin junio junho giugno", "jul july juli juillet julio julho luglio", "aug august août agosto augustus augusti",
            "sep sept september septembre septiembre setembro settembre", "oct okt october oktober octobre octubre outubro ottobre",
            "nov november novembre noviembre novembro", "dec dez december dezember décembre diciembre dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+(?:de |of )?([^\W\d_]{3,10})\.?(?:,?\s+(?:de )?(\d{4})\b)?"
)
_MONTH_FIRST: Final = re.compile(
    r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s?[:.]\d)(?:,?\s+(\d{4})\b)?"
)
_ISO_DAY: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WEEKDAY: Final = re.compile(r"(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")
_WEEKDAYS: Final = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_ROUND: Final = timedelta(days=300)  # a date without a year is of the year in which it is nearest to now


class Embargo(NamedTuple):
    """An embargo in words; `until` is None where no time with a zone can be read."""

    until: datetime | None


def embargo_in(headline: str, ednote: str, now: datetime) -> Embargo | None:
    """The embargo that a headline or a note tells of, None for none; `now` is when the version was made."""
    for text, pattern in ((headline, _HEADLINE), (ednote, _NOTE)):
        hit = pattern.search(text) if pattern is _NOTE else pattern.match(text)
        if hit and not _ENDED.search(text):
            return Embargo(_time(text[hit.end() : hit.end() + _READ], now))
    return None


def _time(text: str, now: datetime) -> datetime | None:
    if iso := _ISO.search(text):
        written = re.sub(r"\s?(?:UTC|GMT|Z)$", "+00:00", iso[0])
        try:
            return datetime.fromisoformat(written).astimezone(UTC)
        except ValueError:
            return None
    for clock in _CLOCK.finditer(text):
        zone = _zone(clock["zone"].upper(), clock["offset"])
        minutes = _minutes(clock)
        if zone is None or minutes is None:
            continue
        try:
            day = _day(text[: clock.start()] + " " + text[clock.end() :], now)
            return _at(day, minutes, zone, now)
        except (ValueError, OverflowError):
            return None
    return None


def _zone(name: str, offset: str | None) -> ZoneInfo | timedelta | None:
    said = _ZONES.get(name, "")
    if offset and said == "UTC":
        hours, minutes = offset[1:3].rstrip(":"), offset[3:].lstrip(":")
        size = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return -size if offset[0] == "-" else size
    if "/" in said:
        return ZoneInfo(said)
    if not said:
        return None
    return timedelta() if said == "UTC" else timedelta(hours=int(said))


def _minutes(clock: re.Match[str]) -> int | None:
    if clock["four"]:
        hour, minute = int(clock["four"][:2]), int(clock["four"][2:])
    else:
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    return hour * 60 + minute if hour <= 24 and minute < 60 else None


def _day(text: str, now: datetime) -> date | None:
    """The day that a text names; None for none.

    Raises:
        ValueError: there is no such day.
    """
    if iso := _ISO_DAY.search(text):
        return date(*map(int, iso.groups()))
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for hit in pattern.finditer(text):
            month = _MONTHS.get(hit[month_at].casefold())
            if month is not None:
                return _nearest(int(hit[3]) if hit[3] else 0, month, int(hit[day_at]), now)
    if weekday := _WEEKDAY.search(text):
        ahead = (_WEEKDAYS.index(weekday[1].casefold()) - now.weekday()) % 7
        return now.date() + timedelta(days=ahead)
    return None


def _nearest(year: int, month: int, day: int, now: datetime) -> date:
    if year:
        return date(year, month, day)
    found = date(now.year, month, day)
    if found - now.date() > _ROUND:
        return date(now.year - 1, month, day)
    return date(now.year + 1, month, day) if now.date() - found > _ROUND else found


def _at(day: date | None, minutes: int, zone: ZoneInfo | timedelta, now: datetime) -> datetime:
    start = datetime.combine(day or now.date(), datetime.min.time()) + timedelta(minutes=minutes)
    if isinstance(zone, ZoneInfo):
        found = start.replace(tzinfo=zone).astimezone(UTC)
    else:
        found = (start - zone).replace(tzinfo=UTC)
    # Without a day it is the next such hour.
    return found + timedelta(days=1) if day is None and found < now else found
