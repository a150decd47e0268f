"""Dates: days, months and years as news writes them, counted from the dateline."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import ordered_words, value_of_words, word_list
from stream.tagging.mentions.numbers import count_at, starts_count
from stream.tagging.sheet import Mention, Sheet

_DAYS: Final = ordered_words("dates days")
_MONTHS: Final = {name: int(number) for name, number in value_of_words("dates months").items()}
_NUMBERS: Final = ordered_words("dates numbers")
_NUMBER: Final = "|".join((*_NUMBERS, "couple of"))
_UNITS: Final = ordered_words("dates units")
_UNIT: Final = "|".join(_UNITS)
_MONTH: Final = "(?P<{}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_NAME: Final = "(?:" + "|".join(_DAYS) + ")"
_DAY: Final = "(?P<weekday>" + "|".join(_DAYS) + ")"

# Over the folded text; each alternative begins with a literal or a digit, and nothing is repeated without bound.
_DATE: Final = re.compile(
    r"\b(?:"
    rf"(?:{_DAY_NAME},? )?(?P<from>[0-3]?\d )?(?P<day1>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month1')},?(?: (?P<year1>(?:19|20)\d\d|[6-9]\d(?= )))?(?!\d)"
    rf"|(?:{_DAY_NAME},? )?{_MONTH.format('month2')} ?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    rf"|(?:(?P<turn>last|next|this|past|late|early) )?{_DAY}\b(?: (?P<past>last week)| (?:morning|afternoon|evening|night)\b)?"
    rf"|(?:(?P<year0>(?:19|20)\d\d) (?P<month0>0[1-9]|1[0-2]) (?P<day0>[0-3]\d))\b"
    rf"|{_MONTH.format('month3')},?(?: of)? (?P<year3>(?:19|20)\d\d)\b"
    rf"|(?P<lone>(?:in|since|until|last|by|this|early|late|mid) ){_MONTH.format('month4')}(?! \d)"
    r"|(?P<near>today|yesterday|tomorrow|tonight|last night)\b"
    rf"|(?P<which>last|this|next|past) (?P<unit>week|month|year|weekend)\b"
    rf"|(?P<recent>recent (?:{_UNIT})s)\b"
    rf"|(?P<span>(?:the )?(?:last|past|previous|coming|next) (?:(?:{_NUMBER}|\d+) )?(?:{_UNIT})s)\b"
    rf"|(?P<ago>(?:a |an |the )?(?:{_NUMBER}|\d+|a|an|one)? ?(?:{_UNIT})s? (?:ago|earlier|before|later)(?! than))\b"
    r"|(?P<year>(?:19[5-9]|20[0-4])\d)\b(?![.,]\d)"
    r")"
)
_YEAR_CUES: Final = word_list("dates year_cues")
# A date has at most this many words before the word that marks it as a date: "the last three months".
_LEAD: Final = 3
_TRIGGERS: Final = (
    frozenset({*_DAYS, *_MONTHS})
    | word_list("dates triggers")
    | {unit + plural for unit in _UNITS for plural in ("", "s")}
)
# Words that a date can begin with, besides figures and the words that mark a date.
_OPENERS: Final = _TRIGGERS | word_list("dates openers") | frozenset(_NUMBERS)
# A day without a year is in the past, but agencies also announce: up to this many days ahead. It is compared as a difference,
# because the anchor plus this many days may be beyond the calendar.
_AHEAD: Final = 60
_YEAR: Final = 366
_VAGUE: Final = frozenset({"few", "several", "many"})
# Dashes between the first and the last day, which folding makes spaces.
_DASHES: Final = "-\u2010\u2011\u2013"
# A number of four figures counts as a year only if it begins with one of these: it may be the end of a telephone number.
_CENTURIES: Final = ("18", "19", "20")
# The calendar begins with January of the year 1.
_FIRST_MONTH: Final = 12
# Other words of time, which the pattern does not read.
_TIMES: Final = word_list("dates times")
_COUNTED: Final = frozenset(_NUMBERS) | {"couple", "one"}
# Only this far into a text is a date part of the dateline.
_DATELINE_END: Final = 400


def claim_dates(sheet: Sheet, day: date | None) -> None:
    """Claim every date; values are counted from `day`, or else from a full date in the text's own dateline.

    A value is a day (2017-11-10), month (2017-10) or year (2017), or "" where the text and `day` do not tell.
    """
    reading = sheet.reading
    found: list[tuple[int, int, re.Match[str]]] = []
    for match in _matches(reading):
        start, end = match.span()
        if match["lone"]:
            start += len(match["lone"])
        if match["from"] and reading.text[match.end("from") - 1] not in _DASHES:
            start = match.start("day1")  # "killed 12 13 March"
        while end > start and reading.folded[end - 1] in " ,":
            end -= 1
        first, last = reading.at(start), reading.until(end)
        if last < 0:
            last = reading.until(end - 1)
        if first < 0 or last < 0 or not _genuine(sheet, match, first):
            continue
        found.append((first, last, match))
    anchor = day or _own_dateline(sheet, found)
    sheet.year = anchor.year if anchor is not None else 0
    for first, last, match in found:
        if sheet.free(first, last):
            sheet.claim(Mention(EntityType.DATE, first, last, value=_value(match, anchor)))


def is_dated(words: list[str]) -> bool:
    """Whether any word of a phrase is one of time; a number alone is none."""
    return any(
        word in _TRIGGERS
        or word in _TIMES
        or (len(word) == 4 and word.isdigit() and word[:2] in _CENTURIES)
        or word.endswith(("day", "ish", "tide"))
        for word in words
    ) or not any(word[:1].isdigit() or word in _COUNTED for word in words)


def _matches(reading: Reading) -> list[re.Match[str]]:
    """Dates around the words that every date has, left to right, none overlapping.

    Trying the pattern only there is five times as fast as searching the text with it.
    """
    found: list[re.Match[str]] = []
    words, starts, folded = reading.words, reading.starts, reading.folded
    done = 0
    for number, word in enumerate(words):
        if word not in _TRIGGERS and not (len(word) == 4 and word.isdigit()):
            continue
        end = reading.ends[number]
        if end <= done:
            continue
        for first in range(max(0, number - _LEAD), number + 1):
            start, opener = starts[first], words[first]
            if start < done or not (opener in _OPENERS or opener[0].isdigit()):
                continue
            match = _DATE.match(folded, start)
            if match is not None and match.end() >= end:
                done = match.end()
                found.append(match)
                break
    return found


def _genuine(sheet: Sheet, match: re.Match[str], first: int) -> bool:
    """Months and weekdays need their capital ("may", "march"); a bare year a word of time before it."""
    reading = sheet.reading
    for group in ("month1", "month2", "month3", "month4", "weekday"):
        if match[group]:
            return reading.text[match.start(group)].isupper()
    if match["year"]:
        return (
            first > 0
            and reading.words[first - 1] in _YEAR_CUES
            and reading.gaps[first - 1] in {" ", "\n", "-"}
        )
    return True


def _own_dateline(sheet: Sheet, found: list[tuple[int, int, re.Match[str]]]) -> date | None:
    for first, _, match in found:
        if sheet.reading.starts[first] > _DATELINE_END:
            return None
        value = _value(match, None)
        if len(value) == 10:
            return date.fromisoformat(value)
    return None


def _value(match: re.Match[str], anchor: date | None) -> str:
    for group in "0123":
        month = match[f"month{group}"]
        if month:
            number = int(month) if group == "0" else _MONTHS[month]
            day = match[f"day{group}"] if group != "3" else None
            return _calendar(match[f"year{group}"], number, day, anchor)
    if match["month4"]:
        number = _MONTHS[match["month4"]]
        return f"{anchor.year - (number > anchor.month):04}-{number:02}" if anchor else ""
    if match["year"]:
        return match["year"]
    return _relative(match, anchor) if anchor else ""


def _calendar(year: str | None, month: int, day: str | None, anchor: date | None) -> str:
    if year is None:
        if anchor is None or day is None:
            return ""
        for candidate in (anchor.year, anchor.year - 1, anchor.year + 1):
            found = _day(candidate, month, int(day))
            if found and -_YEAR <= (found - anchor).days <= _AHEAD:
                return found.isoformat()
        return ""
    full = int(year) if len(year) == 4 else 1900 + int(year)
    if day is None:
        return f"{full:04}-{month:02}"
    found = _day(full, month, int(day))
    return found.isoformat() if found else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(match: re.Match[str], anchor: date) -> str:
    try:
        return _counted(match, anchor)
    except OverflowError:  # at the ends of the calendar there is no yesterday
        return ""


def _counted(match: re.Match[str], anchor: date) -> str:
    if match["weekday"]:
        back = (anchor.weekday() - _DAYS.index(match["weekday"])) % 7
        if match["past"]:
            monday = anchor - timedelta(days=anchor.weekday() + 7)
            return (monday + timedelta(days=_DAYS.index(match["weekday"]))).isoformat()
        if match["turn"] == "next":
            return (anchor + timedelta(days=7 - back)).isoformat()
        if match["turn"] in {"last", "past"} and back == 0:
            back = 7
        return (anchor - timedelta(days=back)).isoformat()
    if match["near"]:
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["near"], 0)
        return (anchor + timedelta(days=shift)).isoformat()
    if match["unit"] in {"month", "year"}:
        step = {"last": -1, "past": -1, "next": 1}.get(match["which"], 0)
        if match["unit"] == "year":
            return f"{anchor.year + step:04}"
        months = anchor.year * 12 + anchor.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return _before(match["ago"].split(), anchor) if match["ago"] else ""


def _before(words: list[str], anchor: date) -> str:
    """What lies so long before the anchor: "two days ago" to the day, "three months ago" to the month; "" of "a day later"."""
    if words[-1] != "ago" or not _VAGUE.isdisjoint(words):
        return ""
    count = count_at(words, [" "] * len(words), 0, 0, len(words)) if starts_count(words[0]) else None
    number = count.minimum if count is not None else 1 if words[0] in {"a", "an"} else None
    if number is None:
        return ""
    unit = words[-2].rstrip("s")
    if unit in {"day", "week"}:
        return (anchor - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - number
        return f"{months // 12:04}-{months % 12 + 1:02}" if months >= _FIRST_MONTH else ""
    return f"{anchor.year - number:04}" if unit == "year" and anchor.year > number else ""
