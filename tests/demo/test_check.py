"""The check: silent on a faultless run, and one line for every kind of fault."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from stream.demo.check import check_outputs
from stream.demo.truth import Day
from stream.model.verdicts import Verdict
from tests.demo.conftest import Row, first

Value = dict[str, Any]


def test_a_faultless_run_matches(day: Day, perfect: list[Row]) -> None:
    """Nothing is reported when every output is as planted."""
    report = check_outputs(day, perfect)

    assert report.mismatches == ()
    assert report.matches
    assert len(day.deliveries) == report.deliveries
    assert [row for row in report.verdicts if row.planted != row.found] == []


def test_order_and_repetition_do_not_matter(day: Day, perfect: list[Row]) -> None:
    """At least once and in any order: duplicates fold, the report stays the same."""
    shuffled = perfect * 2
    random.Random(5).shuffle(shuffled)  # noqa: S311 - a shuffle, not a secret

    report = check_outputs(day, shuffled)

    assert report.mismatches == ()
    assert check_outputs(day, perfect).stories == report.stories


def test_without_tagging_nothing_is_asked_of_it(day: Day, perfect: list[Row]) -> None:
    """A run of the deduplication alone can be checked."""
    judged = [row for row in perfect if row[0] not in ("enriched", "conflict")]

    assert check_outputs(day, judged, tagged=False).mismatches == ()
    assert not check_outputs(day, judged).matches


def _is(verdict: Verdict, embargo: str = "") -> Callable[[Value], bool]:
    return lambda value: value["verdict"] == verdict and value["embargo"] == embargo


def _about(label: str) -> Callable[[Value], bool]:
    return lambda value: value["story_id"] == f"story-{label}"


MERIDIAN = {
    "type": "PLACE", "text": "Meridian", "name": "Meridian", "country": "USA", "latitude": 43.6, "longitude": -116.4,
    "precision": "point",
}  # fmt: skip
STRAY = {"type": "EVENT", "text": "ambushed", "name": "", "sub_event_type": "Attack", "place": "Meridian"}
SPOILED: dict[str, tuple[str, Callable[[Value], bool], Value, str]] = {
    "verdict": ("copies", _is(Verdict.COPY), {"verdict": "original"}, "expected copy, found original"),
    "agency": ("copies", _is(Verdict.COPY), {"origin": None}, "agency: expected"),
    "false agency": (
        "judged", lambda value: value["origin"] is None and value["verdict"] == "original",
        {"origin": {"agency": "Lantern"}}, "agency: expected none, found Lantern Wire",
    ),
    "story": ("copies", _is(Verdict.COPY), {"story_id": "another"}, "expected one, found 2"),
    "two stories in one": (
        "judged", _about("own-bridge"), {"story_id": "story-kesh-bridge"}, "holds the articles of",
    ),
    "no match": ("copies", _is(Verdict.COPY), {"match": None}, "a copy names none"),
    "wrong match": ("copies", _is(Verdict.COPY), {"match": {"uri": "x", "version": "1"}}, "found x"),
    "wrong version": (
        "copies", _about("kesh-bridge"),
        {"match": {"uri": "urn:newsml:lanternwire.example:20260317:nL9N00001", "version": "9"}}, "found 9 of urn",
    ),
    "embargo leak": ("judged", _is(Verdict.ORIGINAL, "parked"), {"body": "text"}, "holds the text"),
    "no embargo": ("judged", _is(Verdict.ORIGINAL, "parked"), {"embargo": ""}, "embargo: expected"),
    "unknown": ("judged", _is(Verdict.ORIGINAL), {"uri": "urn:other"}, "nothing was sent then under this uri"),
    "dead letter reason": ("deadletters", lambda _: True, {"reason": "odd"}, "found odd"),
    "dead letter bytes": ("deadletters", lambda _: True, {"value": ""}, "does not hold the bytes"),
    "dead letter of a good record": (
        "deadletters", lambda _: True, {"received": "2026-03-17T00:00:01Z"}, "for a good record",
    ),
    "notice of nothing": ("notices", lambda n: n["kind"] == "hold", {"kind": "merge"}, "nobody asked for it"),
    "notice without its copies": (
        "notices", lambda n: n["kind"] == "kill" and len(n["copies"]) > 2, {"copies": []}, "does not name the copy",
    ),
    "notice of a stranger": (
        "notices", lambda n: n["kind"] == "kill", {"copies": [{"uri": "urn:stranger", "source": "x"}]},
        "names urn:stranger, which is not concerned",
    ),
    "early tags": ("enriched", lambda v: v["embargo"] == "released", {"embargo": "parked"}, "before its time"),
    "war in sport": (
        "enriched", _about("rovers-city"), {"conflict": {"relevant": True, "score": 0.9, "entities": []}},
        "is peaceful, scored 0.90",
    ),
    "peace in war": (
        "enriched", _about("goma-shelling"), {"conflict": {"relevant": False, "score": 0.2, "entities": []}},
        "is about armed conflict, scored 0.20",
    ),
    "no place": (
        "enriched", _about("gao-ambush"), {"conflict": {"relevant": True, "score": 0.9, "entities": []}},
        "no place within 10 km of Gao",
    ),
    "no casualties": (
        "enriched", _about("gao-ambush"), {"conflict": {"relevant": True, "score": 0.9, "entities": []}},
        "expected 7 killed, found none",
    ),
    "a place that is none": (
        "enriched", _about("kesh-bridge"), {"conflict": {"relevant": True, "score": 0.9, "entities": [MERIDIAN]}},
        "'Meridian' is put at Meridian (USA), where nothing was planted",
    ),
    "an event where nothing happened": (
        "enriched", _about("gao-ambush"), {"conflict": {"relevant": True, "score": 0.9, "entities": [MERIDIAN, STRAY]}},
        "the event 'ambushed' is put at Meridian (USA)",
    ),
    "no actors": (
        "enriched", _about("gao-ambush"), {"conflict": {"relevant": True, "score": 0.9, "entities": []}},
        "'militants' is not among the actors",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILED)
def test_every_fault_is_named(day: Day, perfect: list[Row], fault: str) -> None:
    """One field of one output spoiled is enough for a line that says what is wrong."""
    stream, wanted, change, message = SPOILED[fault]
    first(perfect, stream, wanted).update(change)

    report = check_outputs(day, perfect)

    assert not report.matches
    assert any(message in line for line in report.mismatches), report.mismatches


@pytest.mark.parametrize("stream", ["copies", "judged", "notices", "enriched", "conflict", "deadletters"])
def test_a_missing_output_is_noticed(day: Day, perfect: list[Row], stream: str) -> None:
    """A stream that stays empty is a mismatch."""
    assert not check_outputs(day, [row for row in perfect if row[0] != stream]).matches


def test_a_killed_embargo_must_leave_no_tags(day: Day, perfect: list[Row]) -> None:
    """The text killed while parked must never be enriched."""
    parked = first(perfect, "judged", _about("arms-report"))
    tags = {"relevant": True, "score": 1.0, "entities": []}
    perfect.append(("enriched", "x", {**parked, "embargo": "released", "conflict": tags}))

    report = check_outputs(day, perfect)

    assert any("killed while parked" in line for line in report.mismatches), report.mismatches


def test_a_copy_must_not_be_enriched(day: Day, perfect: list[Row]) -> None:
    """Only what is new is tagged."""
    copy = first(perfect, "copies")
    perfect.append(("enriched", "x", {**copy, "conflict": {"relevant": False, "score": 0.0, "entities": []}}))

    report = check_outputs(day, perfect)

    assert any("a copy is enriched" in line for line in report.mismatches), report.mismatches
