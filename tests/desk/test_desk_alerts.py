from __future__ import annotations

from typing import Any

import pytest

from stream.desk.desk_alerts import alerts_of
from stream.desk.story_rows import BuiltStory
from stream.model.articles import Stream
from tests.desk.making import article, copy_of, notice, story

LATER = 1_800_000_000_000


def open_of(built: BuiltStory, now: int = LATER, own: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Kind and outlet of each alert."""
    return [(each.kind, each.who) for each in alerts_of(built.row, built.outlets, now, 900_000, own)]


ORIGINAL = (Stream.ENRICHED, article("a1", received="2026-03-17T08:00:00Z"))
COPY = (Stream.COPIES, copy_of("c1", "a1", received="2026-03-17T08:30:00Z"))
LATE = (Stream.COPIES, copy_of("c2", "a1", source="Coast Herald", received="2026-03-17T09:30:00Z"))
KILL = (Stream.NOTICES, notice("kill", versions=["a1"]))
CORRECTED = (
    Stream.ENRICHED,
    article("a2", uri="urn:x:a1", verdict="correction", version="2", received="2026-03-17T09:00:00Z"),
)
CORRECTION = (Stream.NOTICES, notice("correction", article_id="a2", versions=["a1", "a2"]))

TABLE: list[tuple[str, list[tuple[Stream, dict[str, Any]]], list[tuple[str, str]]]] = [
    ("nothing is wrong with a copy", [ORIGINAL, COPY], []),
    ("a killed text", [ORIGINAL, COPY, KILL], [("killed text", "Daily Mercury")]),
    ("a late copy comes first", [ORIGINAL, COPY, LATE, KILL], [("late copy", "Coast Herald"), ("killed text", "Daily Mercury")]),
    ("a held text", [ORIGINAL, COPY, (Stream.NOTICES, notice("hold", versions=["a1"]))], [("held text", "Daily Mercury")]),
    (
        "a release ends a hold",
        [ORIGINAL, COPY, (Stream.NOTICES, notice("hold", versions=["a1"])), (Stream.NOTICES, notice("release", versions=["a1"], received="2026-03-17T09:10:00Z"))],
        [],
    ),
    ("a corrected version", [ORIGINAL, COPY, CORRECTED, CORRECTION], [("wrong version", "Daily Mercury")]),
    (
        "an outlet that took the correction over",
        [ORIGINAL, COPY, CORRECTED, CORRECTION, (Stream.COPIES, copy_of("c9", "a2", uri="urn:x:c1", version="2", received="2026-03-17T09:40:00Z"))],
        [],
    ),
    ("an update is no alert", [ORIGINAL, COPY, (Stream.ENRICHED, article("a2", uri="urn:x:a1", verdict="update", received="2026-03-17T09:00:00Z"))], []),
    (
        "an outlet that withdrew its page",
        [ORIGINAL, COPY, KILL, (Stream.NOTICES, notice("kill", uri="urn:x:c1", source="Daily Mercury", versions=["c1"], received="2026-03-17T09:20:00Z"))],
        [],
    ),
    ("a kill that could mean several suppresses nothing", [ORIGINAL, COPY, (Stream.NOTICES, notice("kill", versions=["a1"], ambiguous=True))], []),
    ("a kill of something never seen", [(Stream.NOTICES, notice("kill"))], [("kill of something never seen", "Lantern Wire")]),
    ("a kill of what was never published", [(Stream.NOTICES, notice("kill", versions=["a1"]))], []),
]  # fmt: skip


@pytest.mark.parametrize(("records", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_kind_is_open_when_it_is_and_not_otherwise(
    records: list[tuple[Stream, dict[str, Any]]], expected: list[tuple[str, str]]
) -> None:
    """Long after it happened, nobody heard of since."""
    assert expected == open_of(story(*records))


def test_a_correction_is_an_alert_after_its_grace() -> None:
    """Fifteen minutes to follow; before that an outlet is only not seen since."""
    built = story(ORIGINAL, COPY, CORRECTED, CORRECTION)
    corrected = built.outlets[0].corrected or 0
    assert [[], ["wrong version"]] == [
        [kind for kind, _ in open_of(built, corrected + wait)] for wait in (900_000, 900_001)
    ]


def test_our_own_come_first_of_a_kind() -> None:
    """And a worse kind of others still comes before."""
    built = story(ORIGINAL, COPY, LATE, KILL, (Stream.COPIES, copy_of("c0", "a1", source="Aft Herald")))
    assert ["Coast Herald", "Daily Mercury", "Aft Herald"] == [
        who for _, who in open_of(built, own=("daily mercury",))
    ]


def test_a_toll_that_went_down_is_for_a_person_to_look_at() -> None:
    """Twelve killed, then nine."""

    def told(number: int, **given: Any) -> tuple[Stream, dict[str, Any]]:
        tolls = [{"kind": "killed", "minimum": number, "maximum": number}]
        return Stream.ENRICHED, article(f"a{number}", uri="urn:x:a", conflict={"tolls": tolls}, **given)

    down = story(told(12), told(9, verdict="update", received="2026-03-17T09:00:00Z"))
    assert (["toll went down"], "9 killed, was 12") == ([kind for kind, _ in open_of(down)], down.row.toll)
    assert [] == open_of(story(told(9), told(12, verdict="update", received="2026-03-17T09:00:00Z")))


def fell_at(*steps: tuple[int | None, str]) -> int | None:
    """The place, from 1, of the version that an answer to the alert holds until; None where no toll went down."""
    told = []
    for place, (number, verdict) in enumerate(steps, 1):
        tolls = [] if number is None else [{"kind": "killed", "minimum": number, "maximum": number}]
        given = {"conflict": {"tolls": tolls}, "version": str(place), "verdict": verdict}
        told.append(
            (
                Stream.ENRICHED,
                article(f"a{place}", uri="urn:x:a", received=f"2026-03-17T08:0{place}:00Z", **given),
            )
        )
    found = alerts_of((built := story(*told)).row, built.outlets, LATER, 900_000, ())
    start = 1_773_734_400_000  # 08:00
    return (found[0].told - start) // 60_000 if found else None


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([(12, "original"), (9, "update")], 2),
        ([(12, "original"), (9, "update"), (9, "update"), (None, "update"), (9, "update")], 2),
        ([(12, "original"), (9, "update"), (7, "update")], 3),  # down again
        ([(12, "original"), (9, "update"), (12, "update"), (9, "update"), (9, "update")], 4),
        ([(12, "original"), (9, "update"), (9, "correction"), (9, "update")], 3),
        ([(12, "correction"), (9, "update")], 2),  # an older correction
        ([(12, "original"), (9, "update"), (10, "update")], None),
        ([(12, "original"), (9, "update"), (None, "update")], None),
    ],
)
def test_a_toll_that_went_down_is_told_anew_by_what_tells_it_anew(
    steps: list[tuple[int | None, str]], place: int | None
) -> None:
    """By one that is lower again, or by a newer correction; versions that repeat it open no answered alert again."""
    assert place == fell_at(*steps)
