"""The lives of workers: seeded, and of every kind."""

from __future__ import annotations

from itertools import islice

from tests.chaos.lives import EARLY_SECONDS, WORKING_SECONDS, lives


def test_the_same_seed_gives_the_same_lives() -> None:
    """A run can be repeated; workers do not die in step."""
    assert list(islice(lives(1, 0), 50)) == list(islice(lives(1, 0), 50))
    assert list(islice(lives(1, 0), 50)) != list(islice(lives(1, 1), 50))


def test_kills_fall_everywhere() -> None:
    """In the start, in joining and recovery, and in work; with the disk and without."""
    found = list(islice(lives(1, 0), 200))
    early = [life.seconds for life in found if not life.from_ready]
    working = [life.seconds for life in found if life.from_ready]
    assert EARLY_SECONDS[0] <= min(early) < 1.0
    assert 5.0 < max(early) <= EARLY_SECONDS[1]
    assert min(working) < 0.5
    assert 4.0 < max(working) <= WORKING_SECONDS[1]
    assert {True, False} == {life.wiped for life in found}
