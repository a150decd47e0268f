"""The rows of a shard in a folder: what a worker's table does, without Faust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.row_archive import RowArchive
from stream.dedup.journal.rows import encode_rows

BATCH: Final = 500


class Folder(Mapping[bytes, bytes]):
    """Rows as files, by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.written = 0
        path.mkdir(parents=True, exist_ok=True)

    def __getitem__(self, key: bytes) -> bytes:
        return (self._path / key.decode()).read_bytes()

    def __iter__(self) -> Iterator[bytes]:
        return (path.name.encode() for path in sorted(self._path.iterdir()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def put(self, key: bytes, data: bytes) -> None:
        """Write a row."""
        self.written += len(data)
        (self._path / key.decode()).write_bytes(data)


class WritingArchive(RowArchive):
    """An archive that writes a row for every 500 decisions."""

    def __init__(self, rows: Folder) -> None:
        super().__init__(rows)
        self._folder = rows
        self._batch: list[Decision | Tick] = []
        self._start = 0

    def append(self, serial: int, decision: Decision | Tick) -> None:
        """Hold a decision; write those held when they are many."""
        super().append(serial, decision)
        self._batch.append(decision)
        if len(self._batch) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        for data, count, _ in encode_rows(self._batch, 1 << 22):
            key = b"%015d" % self._start
            self._folder.put(key, data)
            self.written(key, self._start, count)
            self._start += count
        self._batch.clear()
