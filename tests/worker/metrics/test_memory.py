from __future__ import annotations

from pathlib import Path

import pytest

from stream.worker.metrics import Metrics
from stream.worker.metrics.memory import memory_limit


@pytest.mark.parametrize("said", ["max\n", "9223372036854771712\n", None])
def test_without_a_limit_it_is_the_machine(said: str | None, tmp_path: Path) -> None:
    """No control group, one that sets none, and one whose number means none."""
    file = tmp_path / "memory.max"
    if said is not None:
        file.write_text(said)
    assert memory_limit([file]) == memory_limit([])


def test_the_smallest_limit_holds(tmp_path: Path) -> None:
    """A container's limit, in bytes."""
    files = [tmp_path / "one", tmp_path / "other"]
    files[0].write_text("1048576\n")
    files[1].write_text("max\n")
    assert 1048576 == memory_limit(files)


def test_the_disk_of_the_tables_is_read_at_each_scrape(tmp_path: Path) -> None:
    """0 while the folder is not there."""
    metrics = Metrics()
    metrics.worker.watch_disk(tmp_path / "later")
    assert "newswire_data_disk_bytes 0.0" in metrics.exposition().decode()
    (tmp_path / "later").mkdir()
    found = dict(line.rsplit(" ", 1) for line in metrics.exposition().decode().splitlines() if line[0] != "#")
    free, size = (
        float(found[name]) for name in ("newswire_data_disk_free_bytes", "newswire_data_disk_bytes")
    )
    assert 0 < free <= size
