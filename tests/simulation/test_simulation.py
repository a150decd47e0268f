"""Schedules of the simulation: clean as the worker is, and not with a guard taken away.

In a process of its own each: the order of sets hangs on the hash seed, which the command fixes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import orjson
import pytest

from tests.simulation.sabotages import DOUBLED, SABOTAGES

pytestmark = pytest.mark.alone

# Each seed in a process of its own, side by side: two thousand in all, which take about two minutes of one core.
SCHEDULES = 500
SEEDS = (1, 2, 3, 4)
FOUND_SEED = 8
# The schedule of this seed that found it when it was written; the test goes on from there.
FOUND_BY = {
    "gap-check": 2,
    "unfinished-batches": 10,
    "lost-in-hand": 457,
    "stored-position": 0,
    "disk-hole": 26,
    "past-others-rows": 26,
    "back-to-the-start": 18,
    "forgotten-at-seek": 110,
    "taken-for-uncommitted": 2,
    "quiet-embargo": 13,
    "refused-commits": 64,
    "skipped-around-recovery": 20,
    "one-writer": 46,
    "deleted-unread": 261,
    "late-resume": 1889,
    "handed-out-in-recovery": 1014,
}
MOST = 150
# Those that guard what another guard does, too, stay clean without it, in so many schedules.
DOUBLED_SCHEDULES = 30
FAULTS = {
    "beheaded-fetch", "broker-away", "clock-jump", "coordinator-away", "disk-lost", "fetched-twice", "frozen", "frozen-at-row",
    "killed", "killed-at-answer", "killed-at-step", "killed-at-write", "late", "lost", "power-lost", "rebalance",
    "rebalance-storm", "slow-disk", "slow-fetch", "slow-write", "stopped", "swapped-fetch", "unanswered",
}  # fmt: skip


def simulate(*arguments: object) -> list[dict[str, Any]]:
    """What a run printed."""
    command = [sys.executable, "-m", "tests.simulation", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    assert done.stdout, done.stderr.decode()[-2000:]
    return [orjson.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("seed", SEEDS)
def test_schedules_are_clean(seed: int) -> None:
    """Whatever comes, and in whatever order: nothing lost, contradicted, doubled or skipped, no row and no disk lacks a decision."""
    (report,) = simulate("--schedules", SCHEDULES, "--seed", seed)
    assert (SCHEDULES, 0, []) == (report["schedules"], report["unclean"], report["seeds"])
    assert FAULTS <= set(report["faults"])


def test_a_seed_is_a_schedule() -> None:
    """The same seed gives the same schedule, to the last callback."""
    first, second = (simulate("--schedules", 2, "--seed", 5)[0] for _ in range(2))
    assert [first[name] for name in ("callbacks", "faults")] == [
        second[name] for name in ("callbacks", "faults")
    ]


def test_a_guard_that_is_gone_is_noticed() -> None:
    """Each fault that was found once is found again, should it come back."""
    options = [part for name, first in FOUND_BY.items() for part in ("--sabotage", f"{name}:{first}")]
    reports = simulate("--schedules", MOST, "--seed", FOUND_SEED, *options)
    assert dict.fromkeys(FOUND_BY, 1) == {report["sabotage"]: report["unclean"] for report in reports}


def test_a_guard_that_another_stands_behind_is_not_missed() -> None:
    """Each of these alone may go: docs/simulation.md says what does for it."""
    options = [part for name in DOUBLED for part in ("--sabotage", name)]
    reports = simulate("--schedules", DOUBLED_SCHEDULES, "--seed", 8, *options)
    assert dict.fromkeys(DOUBLED, 0) == {report["sabotage"]: report["unclean"] for report in reports}


def test_every_sabotage_is_tried() -> None:
    """Those of the test are the sabotages of the command."""
    assert set(SABOTAGES) == set(FOUND_BY)
