from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stream.worker.health import (
    ANSWER_SECONDS,
    LOOP_SECONDS,
    POLL_SECONDS,
    Recovering,
    WorkerFacts,
    why_not_alive,
    why_not_ready,
)

WELL = WorkerFacts(
    crashed=False,
    turned=0.2,
    polled=0.5,
    patience=150.0,
    rebalancing=False,
    recovered=True,
    answered=2.0,
    partitions={"newswire.raw": (0, 1)},
    recovery={("dedup", 0): Recovering(9, 9), ("tolls", 0): Recovering(-1, -1)},
)


def test_a_worker_in_its_stride_is_alive_and_ready() -> None:
    """Nothing is missing, and nothing is said."""
    assert ([], []) == (why_not_alive(WELL), why_not_ready(WELL))


def test_a_spare_worker_without_partitions_is_ready() -> None:
    """There are more workers than partitions: it waits for one to go, and a rollout must not wait for it."""
    assert [] == why_not_ready(replace(WELL, partitions={}, recovery={}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"crashed": True}, "the worker has crashed"),
        ({"turned": LOOP_SECONDS + 1}, "the event loop has not come round for 21 s, 20 s are allowed"),
        ({"polled": POLL_SECONDS + 1}, "the consumer has not polled for 31 s, 30 s are allowed"),
    ],
)
def test_what_only_a_restart_mends_is_neither_alive_nor_ready(changes: dict[str, Any], said: str) -> None:
    """Both probes say the same of it."""
    facts = replace(WELL, **changes)
    assert ([said], [said]) == (why_not_alive(facts), why_not_ready(facts))


@pytest.mark.parametrize("changes", [{"rebalancing": True}, {"recovered": False}])
def test_a_consumer_may_be_silent_while_partitions_change_hands(changes: dict[str, Any]) -> None:
    """Faust stops polling until all have joined: a restart there would begin the next rebalance."""
    facts = replace(WELL, polled=149.0, **changes)
    assert [] == why_not_alive(facts)
    assert ["the consumer has not polled for 151 s, 150 s are allowed"] == why_not_alive(
        replace(facts, polled=151.0)
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rebalancing": True}, ["a rebalance is under way"]),
        (
            {"recovered": False, "recovery": {}},
            ["no partitions are assigned yet", "the tables are being recovered"],
        ),
        (
            {
                "recovered": False,
                "recovery": {("dedup", 0): Recovering(4, 9), ("tolls", 0): Recovering(7, 9)},
            },
            ["the tables are being recovered: 7 records to go"],
        ),
        ({"answered": None}, ["the producer is not connected to the broker"]),
        ({"answered": ANSWER_SECONDS + 1}, ["the broker has not answered the producer for 16 s"]),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], said: list[str]) -> None:
    """Each is for waiting, not for a restart: the worker stays alive."""
    facts = replace(WELL, **changes)
    assert (said, []) == (why_not_ready(facts), why_not_alive(facts))


def test_a_read_beyond_the_end_leaves_nothing_to_read() -> None:
    """The end is asked for once, and the log may have grown since."""
    assert 0 == Recovering(read=12, end=9).remaining
