"""The account: each kind of fault, planted into a faultless run, is counted, as that fault and no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest

from stream.model.articles import Stream
from tests.chaos.account import Fact, Place, Report, account, contradictions, fact

RAW = "chaos.raw"


def record(stream: Stream, offset: int, about: int | None = None, **fields: Any) -> Fact:
    """A record of partition 0, about the raw record at `about` (its own offset by default)."""
    position = {"topic": RAW, "partition": 0, "offset": offset if about is None else about}
    return fact(stream, RAW, 0, offset, b"key", orjson.dumps({"position": position, **fields}))


def judged(offset: int, verdict: str, story: str, **fields: Any) -> Fact:
    """A verdict on the raw record of the same offset, unless told."""
    stream = Stream.COPIES if verdict == "copy" else Stream.JUDGED
    return record(stream, offset, uri=f"urn:chaos:{story}:harrow", verdict=verdict, embargo="", **fields)


def raw(offset: int) -> Fact:
    """A raw record."""
    return fact(Stream.RAW, RAW, 0, offset, b"key", b"{")


# An original, its copy (sent twice, in a replay), a bad record, an embargoed original that was released.
FAULTLESS = [
    *(raw(offset) for offset in range(4)),
    *(record(Stream.PREPARED, offset, about) for offset, about in enumerate((0, 1, 3))),
    judged(0, "original", "one"),
    judged(1, "copy", "one"),
    replace(judged(1, "copy", "one"), offset=5),
    record(Stream.DEADLETTERS, 0, 2, reason="not_json"),
    replace(judged(3, "original", "two"), embargo="parked", offset=1, digest=1),
    replace(judged(3, "original", "two"), embargo="released", offset=2, digest=2),
    record(Stream.ENRICHED, 0, 0, uri="urn:chaos:one:harrow", verdict="original", embargo=""),
    record(Stream.ENRICHED, 1, 3, uri="urn:chaos:two:harrow", verdict="original", embargo="released"),
]
COMMITTED = {(Stream.RAW, 0): 4, (Stream.PREPARED, 0): 3, (Stream.JUDGED, 0): 2}
CLEAN = Report(
    articles=4,
    lost=0,
    contradicted=0,
    double_originals=0,
    replayed=1,
    deadlettered=1,
    kills=2,
    offset_holes=0,
    seconds=9.9,
)


def of(facts: list[Fact]) -> Report:
    """The account of a run."""
    return account(facts, COMMITTED, kills=2, seconds=9.87)


def test_a_faultless_run_is_clean() -> None:
    """All decided, all enriched, all released, one record twice: nothing to complain of."""
    assert CLEAN == of(FAULTLESS)
    assert CLEAN.clean


def test_the_order_of_reading_does_not_count() -> None:
    """Topics are read side by side: any order of the facts gives the same account."""
    assert CLEAN == of(FAULTLESS[::-1])


def test_a_run_without_replay_proves_nothing() -> None:
    """No record twice means that no kill fell into work: not clean."""
    once = of(without(Stream.COPIES, 5))
    assert replace(CLEAN, replayed=0) == once
    assert not once.clean


def test_a_resent_raw_record_is_no_replay() -> None:
    """What the sender repeats is not the pipeline's doing."""
    resent = [*FAULTLESS, raw(4), replace(record(Stream.DEADLETTERS, 1, 4), digest=77)]
    assert replace(CLEAN, articles=5, deadlettered=2) == of(resent)


def without(stream: Stream, offset: int) -> list[Fact]:
    """The faultless run with one record missing."""
    left = [one for one in FAULTLESS if (one.stream, one.offset) != (stream, offset)]
    assert len(FAULTLESS) - 1 == len(left)
    return left


def _undecided() -> list[Fact]:
    """The faultless run without any verdict on the copy."""
    return [one for one in FAULTLESS if one.stream is not Stream.COPIES]


def test_a_missing_verdict_is_lost() -> None:
    """The copy's verdict is missing, below the offsets committed: lost, and a hole."""
    assert replace(CLEAN, lost=1, replayed=0, offset_holes=1) == of(_undecided())


def test_a_missing_dead_letter_is_lost() -> None:
    """A bad record that vanished is as lost as a good one, and a hole in the raw topic."""
    assert replace(CLEAN, lost=1, deadlettered=0, offset_holes=1) == of(without(Stream.DEADLETTERS, 0))


def test_a_missing_enriched_record_is_lost() -> None:
    """An original that was judged and never tagged is lost to the newsroom."""
    assert replace(CLEAN, lost=1, offset_holes=1) == of(without(Stream.ENRICHED, 0))


@pytest.mark.parametrize("verdict", ["kill", "hold", "correction"])
def test_a_missing_notice_is_lost(verdict: str) -> None:
    """A kill, hold or correction that nobody was told of."""
    enriched = record(Stream.ENRICHED, 9, 4, uri="urn:chaos:one:harrow", verdict=verdict, embargo="")
    silent = [*FAULTLESS, raw(4), record(Stream.PREPARED, 9, 4), judged(4, verdict, "one"), enriched]
    assert replace(CLEAN, articles=5, lost=1) == of(silent)
    assert replace(CLEAN, articles=5) == of([*silent, record(Stream.NOTICES, 0, 4, kind=verdict)])


def test_a_missing_release_is_lost() -> None:
    """A parked article must come out when its embargo has passed."""
    assert replace(CLEAN, lost=1) == of(without(Stream.JUDGED, 2))


def test_a_story_without_original_is_lost() -> None:
    """Copies of nothing: the newsroom never sees the story."""
    untagged = [one for one in without(Stream.JUDGED, 0) if (one.stream, one.offset) != (Stream.ENRICHED, 0)]
    assert replace(CLEAN, lost=1) == of([*untagged, judged(0, "copy", "one")])


def test_a_missing_prepared_record_is_a_hole() -> None:
    """Even where the verdict is there: the raw offset was committed over an outcome that is not in the log."""
    assert replace(CLEAN, offset_holes=1) == of(without(Stream.PREPARED, 1))


def test_nothing_is_a_hole_above_the_committed_offset() -> None:
    """What is not committed will be read again: lost so far, but no hole."""
    report = account(_undecided(), {(Stream.RAW, 0): 4}, kills=2, seconds=9.87)
    assert replace(CLEAN, lost=1, replayed=0) == report


@pytest.mark.parametrize(("committed", "holes"), [(2, 0), (3, 1)])
def test_the_committed_offset_is_the_next_to_be_read(committed: int, holes: int) -> None:
    """The bad record at 2 has no outcome: a hole from the moment that 3 is committed."""
    report = account(without(Stream.DEADLETTERS, 0), {(Stream.RAW, 0): committed})
    assert holes == report.offset_holes


def test_an_offset_beyond_the_end_is_a_hole() -> None:
    """What will be written there would never be read."""
    report = account(FAULTLESS, {**COMMITTED, (Stream.RAW, 0): 6}, kills=2, seconds=9.87)
    assert replace(CLEAN, offset_holes=2) == report


def test_prepared_records_that_need_no_outcome_are_no_holes() -> None:
    """The clock's records, and kills in shards that are not their home."""
    clock = fact(Stream.PREPARED, RAW, 0, 3, b"clock", b'{"clock":"2026-03-17T06:00:00Z"}')
    away = record(Stream.PREPARED, 4, 7, home=False)
    report = account([*FAULTLESS, clock, away], {**COMMITTED, (Stream.PREPARED, 0): 5}, kills=2, seconds=9.87)
    assert CLEAN == report


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(judged(1, "redelivery", "one"), id="another verdict"),
        pytest.param(judged(1, "copy", "one", reason="other"), id="the same verdict in other bytes"),
        pytest.param(replace(judged(1, "copy", "one"), embargo="parked", digest=5), id="parked and not"),
        pytest.param(record(Stream.DEADLETTERS, 1, 1, reason="late"), id="a dead letter too"),
    ],
)
def test_two_answers_contradict(second: Fact) -> None:
    """One article, two answers, however they differ."""
    assert 1 == of([*FAULTLESS, replace(second, offset=9)]).contradicted


def test_two_ways_of_tagging_contradict() -> None:
    """A replay must tag the same."""
    again = record(
        Stream.ENRICHED, 9, 0, uri="urn:chaos:one:harrow", verdict="original", embargo="", conflict={}
    )
    assert replace(CLEAN, contradicted=1) == of([*FAULTLESS, again])


def test_two_originals_of_a_story_are_counted() -> None:
    """The copy was called an original too, and tagged."""
    doubled = [
        *_undecided(),
        judged(1, "original", "one"),
        record(Stream.ENRICHED, 9, 1, uri="urn:chaos:one:post", verdict="original", embargo=""),
    ]
    assert replace(CLEAN, double_originals=1, replayed=0) == of(doubled)


def test_one_original_sent_twice_is_one() -> None:
    """A replay of the original is no second one."""
    assert replace(CLEAN, replayed=2) == of([*FAULTLESS, replace(FAULTLESS[7], offset=9)])


def test_facts_know_whom_they_speak_of() -> None:
    """A dead letter of a later stage names a place in another topic: of no raw record."""
    own = record(Stream.DEADLETTERS, 0, 2)
    position = {"topic": "chaos.judged", "partition": 0, "offset": 2}
    other = fact(Stream.DEADLETTERS, RAW, 0, 0, None, orjson.dumps({"position": position}))
    assert (Place(0, 2), None) == (own.about, other.about)


def test_contradictions_are_told_with_every_answer_and_its_place() -> None:
    """Who looks into a run finds both answers in Kafka; a run without has nothing to tell."""
    other = replace(judged(1, "update", "one"), offset=7)
    assert list(contradictions(FAULTLESS)) == []
    told = list(contradictions([*FAULTLESS, other]))
    assert [line.partition(", digest")[0] for line in told] == [
        "raw 0/1: no verdict at prepared 0/1",
        "raw 0/1: copy at copies 0/1",
        "raw 0/1: copy at copies 0/5",
        "raw 0/1: update at judged 0/7",
    ]
