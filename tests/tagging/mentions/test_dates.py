from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from stream.model.tags import Conflict, DateMention
from stream.tagging.tagger import Tagger


def values(conflict: Conflict) -> list[tuple[str, str]]:
    """(text, value) of every date."""
    return [(e.text, e.value) for e in conflict.entities if isinstance(e, DateMention)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Monday.", ("Monday", "2030-05-13")),
        ("They met on Wednesday.", ("Wednesday", "2030-05-08")),
        ("They met last Monday.", ("last Monday", "2030-05-06")),
        ("They meet next Friday.", ("next Friday", "2030-05-17")),
        ("They met on Friday last week.", ("Friday last week", "2030-05-10")),
        ("They met yesterday.", ("yesterday", "2030-05-12")),
        ("They met on March 17.", ("March 17", "2030-03-17")),
        ("They met on 17 November.", ("17 November", "2029-11-17")),
        ("They met on Nov. 24, 2028.", ("Nov. 24, 2028", "2028-11-24")),
        ("They met on 3 May 1999.", ("3 May 1999", "1999-05-03")),
        ("They met on 2030-02-28.", ("2030-02-28", "2030-02-28")),
        ("They met in October 2025.", ("October 2025", "2025-10")),
        ("They met in December.", ("December", "2029-12")),
        ("They met in 1998.", ("1998", "1998")),
        ("They met on Thursday, Nov. 24, 2028.", ("Thursday, Nov. 24, 2028", "2028-11-24")),
        ("They met on 11-13 March.", ("11-13 March", "2030-03-13")),
        ("They met on Mar.14th.", ("Mar.14th", "2030-03-14")),
        ("They met last month.", ("last month", "2030-04")),
        ("They met last year.", ("last year", "2029")),
        ("They met in recent months.", ("recent months", "")),
        ("They met a few days earlier.", ("a few days earlier", "")),
        ("They met two days ago.", ("two days ago", "2030-05-11")),
        ("They met a week ago.", ("a week ago", "2030-05-06")),
        ("They met three months ago.", ("three months ago", "2030-02")),
        ("They met ten years ago.", ("ten years ago", "2020")),
        ("They met a few days ago.", ("a few days ago", "")),
        ("They met over the past three weeks.", ("the past three weeks", "")),
        ("They met on February 31.", ("February 31", "")),
    ],
)
def test_dates_are_counted_from_the_dateline(
    tag: Callable[..., Conflict], text: str, expected: tuple[str, str]
) -> None:
    """Days, months and years come as ISO 8601; spans of time are found without a value."""
    assert values(tag(text)) == [expected]


@pytest.mark.parametrize(
    "text", ["They may march on.", "He sat in the sun.", "It cost 1998 crowns.", "Page 2020, room 1999"]
)
def test_words_and_figures_are_no_dates(tag: Callable[..., Conflict], text: str) -> None:
    """Months need their capital, a bare year a word of time before it."""
    assert values(tag(text)) == []


def test_without_a_day_weekdays_have_no_value(tagger: Tagger) -> None:
    """Nothing is counted from a day that nobody gave."""
    assert values(tagger.tag("They met on Monday.")) == [("Monday", "")]


def test_the_text_s_own_dateline_counts(tagger: Tagger) -> None:
    """A full date at the head of the text serves where the record has none."""
    assert values(tagger.tag("BRELL, 13 May 2030 - They met on Friday.")) == [
        ("13 May 2030", "2030-05-13"),
        ("Friday", "2030-05-10"),
    ]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_hold(tagger: Tagger, day: date) -> None:
    """Yesterday and tomorrow of the first and last day are no error."""
    text = (
        "They met yesterday, on Friday last week, and will meet tomorrow, next Friday, next month, next year."
    )
    assert len(values(tagger.tag(text, date=day))) == 6
