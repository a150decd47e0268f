"""Workers that are killed: each life is a process, and each kill is counted."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

from stream.config.settings import Settings
from tests.chaos.lives import lives
from tests.chaos.workers import Kills, Worker


def test_a_worker_lives_until_it_is_killed_and_leaves_its_disk_if_it_may(tmp_path: Path) -> None:
    """As its plan says; whatever it runs."""
    seed = next(
        seed
        for seed in count()
        if not (life := next(lives(seed, 0))).from_ready and life.seconds + life.rest < 0.8 and life.wiped
    )
    said: list[str] = []
    kills = Kills(1)
    worker = Worker(0, Settings(), tmp_path, ("tests.test_warm_start", "wait"), said.append)
    (tmp_path / "data-0").mkdir()
    asyncio.run(worker.live(seed, kills))
    assert (kills.given, said) == (1, ["kill 1: worker 0 and its disk"])
    assert not (tmp_path / "data-0").exists()
    assert worker.log.read_text() == ""
