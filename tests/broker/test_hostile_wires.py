"""The messages that are made to break a reader, of every format, through a worker on a real Kafka protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.articles import Stream
from tests.broker.harness import Emitted, article, decided, read_until, send, with_port
from tests.intake.formats.test_hostile_messages import BOMBS, LONG, MEGABYTE, SEEDS, large_parts
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

ENDS = (Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS)
# Rounds in which the allocator's pools fill (eight to twelve were seen); the rounds over which memory must be level, and the
# kilobytes that they may add together: they bring 12 MB, so a worker that keeps half of what it reads is found.
FIRST_ROUNDS = 4
LEVEL_ROUNDS = 4
LEVEL = 6 * 1024
MOST_ROUNDS = 24
MOST = 700 * 1024  # with two parts of twenty megabytes on their way


def resident(process_id: int) -> int:
    """Kilobytes of memory that a process holds."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


def level(held: list[int]) -> bool:
    """Whether the last rounds added next to nothing to the memory held after each round, in kilobytes."""
    return len(held) >= FIRST_ROUNDS + LEVEL_ROUNDS and held[-1] - held[-1 - LEVEL_ROUNDS] < LEVEL


def _all_decided(count: int) -> Callable[[list[Emitted]], bool]:
    """Whether so many records have ended."""
    return lambda got: len(decided(got)) >= count


def test_every_hostile_message_ends_and_leaves_no_memory_behind(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Bombs, long ones, cut ones and large parts: each an article, no article or a dead letter; sent again, memory is level."""
    own = with_port(settings, keep_not_text=True, max_record_bytes=40 * MEGABYTE)
    asyncio.run(admin.create_missing(own))
    cut = [seed.encode()[: len(seed) * 2 // 3] for seed in SEEDS.values()]
    values = [*BOMBS.values(), *(make(MEGABYTE // 32).encode() for make in LONG.values()), *cut, article(1)]
    large = list(large_parts().values())
    with running_worker(own, tmp_path / "worker.log") as worker:
        held: list[int] = []
        sent = 0
        while not level(held) and len(held) < MOST_ROUNDS:
            send(own, values)
            sent += len(values)
            read_until(own, ENDS, _all_decided(sent))
            held.append(resident(worker.process.pid))
        # The large ones come last: what they leave free would hide what a worker keeps.
        send(own, large)
        sent += len(large)
        found = read_until(own, ENDS, _all_decided(sent))
        most = resident(worker.process.pid)
        assert worker.process.poll() is None
    assert len(decided(found)) == sent
    letters = [record.fields for record in found if record.stream is Stream.DEADLETTERS]
    assert all(letter["reason"] not in ("", "internal_error") and letter["message"] for letter in letters)
    assert level(held), held
    assert most < MOST, held
