"""The time at which an embargo in words ends: a clock with its zone, and the day that stands beside it.

A time without a zone, and a day that nobody can read for certain, are no time: what waits for a person comes late, what
is let out a day early cannot be called back.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from stream.text.calendar_words import MAY, MONTHS, WEEKDAYS

_ZONES: Final = {
    "GMT": "UTC", "UTC": "UTC", "Z": "UTC", "UT": "UTC", "BST": "+1", "WET": "UTC", "WEST": "+1", "CET": "+1", "CEST": "+2",
    "MEZ": "+1", "MESZ": "+2", "EET": "+2", "EEST": "+3", "MSK": "+3", "IST": "", "EST": "-5", "EDT": "-4", "ET": "America/New_York",
    "CST": "", "CDT": "-5", "CT": "America/Chicago", "MST": "-7", "MDT": "-6", "PST": "-8", "PDT": "-7", "PT": "America/Los_Angeles",
    "UKT": "Europe/London", "CEUR": "Europe/Berlin", "SYDN": "Australia/Sydney", "BJT": "+8", "JST": "+9", "KST": "+9", "HKT": "+8", "SGT": "+8", "AEST": "+10", "AEDT": "+11", "NZST": "+12", "NZDT": "+13",
}  # fmt: skip
# Zones that are written out, and noon, as the table and the clock have them. Midnight may be either end of its day.
_WRITTEN_OUT: Final = tuple(
    (re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)"), short)
    for words, short in (
        (r"(?:12 )?(?:noon|midday)|12 uhr mittags?", "12:00"),
        (r"(?:london|u\.?k\.?|british)(?: local)? time", "UKT"),
        (r"(?:greenwich mean|universal) time|(?:heures? )gmt|(?:hora )gmt", "GMT"),
        (r"(?:new york|washington|(?:u\.?s\.? )?eastern(?: daylight| standard)?) time|eastern", "ET"),
        (r"(?:u\.?s\.? )?central(?: daylight| standard)? time", "CT"),
        (r"(?:(?:u\.?s\.? )?pacific(?: daylight| standard)?|los angeles) time|pacific", "PT"),
        (r"central european(?: summer)? time|mitteleurop\u00e4ische[rn]? (?:sommer)?zeit|heure de (?:paris|bruxelles)|hora (?:de madrid|peninsular)", "CEUR"),
        (r"ora italiana|(?:berlin|paris|brussels|frankfurt|rome|madrid|vienna|amsterdam|german|french) time", "CEUR"),
        (r"moscow time|\u043f\u043e \u043c\u043e\u0441\u043a\u0432\u0435|\u043f\u043e \u043c\u043e\u0441\u043a\u043e\u0432\u0441\u043a\u043e\u043c\u0443 \u0432\u0440\u0435\u043c\u0435\u043d\u0438|\u043c\u0441\u043a", "MSK"),
        (r"(?:tokyo|japan) time", "JST"),
        (r"beijing time", "BJT"),
        (r"(?:sydney|melbourne|canberra) time", "SYDN"),
    )
)  # fmt: skip
_CLOCK: Final = re.compile(
    r"(?<![\d.:/-])(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?|(?P<four>\d{4}))(?![\d/-])\s?(?:(?P<half>a\.?m\.?|p\.?m\.?)(?!\w))?\s?(?:Uhr|uur|heures|hrs?|hours|horas|ore|kl)?\.?"
    r"\s?\(?(?P<zone>[A-Z]{1,4})\b(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)")
_MONTHS: Final = {
    MAY.casefold(): 5,
    **{name: number for number, names in enumerate(MONTHS, 1) for name in names.split()},
}
_DAY_FIRST: Final = re.compile(
    r"(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\u00ba)?\.?\s+(?:de |of )?([^\W\d_]{3,10})\.?(?:,?\s+(?:de )?(\d{4})\b)?"
)
_MONTH_FIRST: Final = re.compile(
    r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s?[:.]\d)(?:,?\s+(\d{4})\b)?"
)
_ISO_DAY: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# Day and month in figures: with dots the day stands first; between slashes nobody knows unless one is beyond twelve.
_DOTTED: Final = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(0?[1-9]|1[0-2])\.\s?(\d{4}|\d\d)?(?![\d.])")
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])")
_EAST_ASIAN_DAY: Final = re.compile(r"(\d{1,2})\s?\u6708\s?(\d{1,2})\s?\u65e5")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Not their English short forms: "sat" and "sun" are words, and "mar" is March; and no ordinals ("segunda", "quarta").
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(WEEKDAYS)
    for name in names.split()
    if len(name) > 3 and name not in {"segunda", "terça", "quarta", "quinta", "sexta", "cuma", "pazar"}
}
_TOMORROW: Final = frozenset(
    {"tomorrow", "morgen", "demain", "mañana", "domani", "amanhã", "imorgon", "jutro", "завтра", "overmorgen"}
)  # fmt: skip
_CLAUSE_END: Final = re.compile(r"[.;\n)\]](?!\d)")
_ROUND: Final = timedelta(days=300)  # a date without a year is of the year in which it is nearest to now


def time_in(text: str, now: datetime) -> datetime | None:
    """The time that a text names with its zone, in UTC; None where none can be read for certain."""
    if iso := _ISO.search(text):
        written = re.sub(r"\s?(?:UTC|GMT|Z)$", "+00:00", iso[0])
        try:
            return datetime.fromisoformat(written).astimezone(UTC)
        except ValueError:
            return None
    for pattern, short in _WRITTEN_OUT:
        text = pattern.sub(short, text)
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
        ValueError: there is no such day, or the text names one in a form that nobody can read for certain: what waits
            for a person comes late, what is let out a day early cannot be called back.
    """
    if iso := _ISO_DAY.search(text):
        return date(*map(int, iso.groups()))
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for hit in pattern.finditer(text):
            month = _MONTHS.get(hit[month_at].casefold())
            if month is not None:
                return _nearest(int(hit[3]) if hit[3] else 0, month, int(hit[day_at]), now)
    if (day := _in_figures(text, now)) is not None:
        return day
    words = [word.casefold() for word in _WORD.findall(text)]
    weekday = next((number for word in words if (number := _WEEKDAYS.get(word)) is not None), None)
    if weekday is not None:
        return now.date() + timedelta(days=(weekday - now.weekday()) % 7)
    rest = _CLAUSE_END.split(_CLOCK.sub(" ", text), maxsplit=1)[0]
    if not _TOMORROW.isdisjoint(words) or any(map(str.isdigit, rest)):
        msg = f"a day that cannot be read: {rest!r}"
        raise ValueError(msg)
    return None


def _in_figures(text: str, now: datetime) -> date | None:
    for pattern, month_first in ((_DOTTED, False), (_EAST_ASIAN_DAY, True)):
        if hit := pattern.search(text):
            day, month = (int(hit[2]), int(hit[1])) if month_first else (int(hit[1]), int(hit[2]))
            return _nearest(_year(hit[3]) if not month_first else 0, month, day, now)
    if hit := _SLASHED.search(text):
        one, two = int(hit[1]), int(hit[2])
        if one != two and one <= 12 and two <= 12:
            msg = f"day and month cannot be told apart: {hit[0]}"
            raise ValueError(msg)
        return _nearest(_year(hit[3]), min(one, two), max(one, two), now)
    return None


def _year(written: str | None) -> int:
    return 0 if not written else int(written) if len(written) == 4 else 2000 + int(written)


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
