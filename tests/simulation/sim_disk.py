"""Disks that outlive their workers: what was written last may be lost with the power, and a write may take long."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

Change = tuple[bytes, bytes | None]


class Files:
    """One database on a disk: its rows, and every change in order."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}
        self.keys: list[bytes] = []
        self.changes: list[Sequence[Change]] = []

    def change(self, changes: Sequence[Change]) -> None:
        """Put rows, or take them away: all of them, whatever happens to the machine."""
        self.changes.append(changes)
        for key, value in changes:
            if value is None:
                if self.rows.pop(key, None) is not None:
                    del self.keys[bisect_left(self.keys, key)]
                continue
            if key not in self.rows:
                insort(self.keys, key)
            self.rows[key] = value

    def forget_last(self, changes: int) -> None:
        """Lose the last changes: RocksDB's log is in order, and its end goes first."""
        kept = self.changes[: max(len(self.changes) - changes, 0)]
        self.rows, self.keys, self.changes = {}, [], []
        for each in kept:
            self.change(each)


class Disk:
    """The databases of one data folder. `writes` is called before each change: it may freeze or kill the writer."""

    def __init__(self, writes: Callable[[], None]) -> None:
        self.files: dict[Path, Files] = {}
        self.writes = writes

    def open(self, path: Path) -> Database:
        """A database; made where there is none."""
        return Database(self, self.files.setdefault(path, Files()))


class Batch:
    """`rocksdict.WriteBatch`, as far as Faust uses it."""

    def __init__(self, raw_mode: bool = False) -> None:
        _ = raw_mode
        self.changes: list[Change] = []

    def put(self, key: bytes, value: bytes) -> None:
        """Put a row."""
        self.changes.append((key, value))

    def delete(self, key: bytes) -> None:
        """Take a row away."""
        self.changes.append((key, None))


class Database:
    """`rocksdict.Rdict` in raw mode, as far as Faust and the tables use it."""

    def __init__(self, disk: Disk, files: Files) -> None:
        self._disk = disk
        self._files = files

    def get(self, key: bytes) -> bytes | None:
        """A row's data."""
        return self._files.rows.get(key)

    def __getitem__(self, key: bytes) -> bytes:
        return self._files.rows[key]

    def put(self, key: bytes, value: bytes) -> None:
        """Put a row."""
        self._disk.writes()
        self._files.change([(key, value)])

    def delete(self, key: bytes) -> None:
        """Take a row away."""
        self._disk.writes()
        self._files.change([(key, None)])

    def write(self, batch: Batch) -> None:
        """All of a batch or nothing."""
        self._disk.writes()
        self._files.change(batch.changes)

    def key_may_exist(self, key: bytes) -> bool:
        """Whether there is such a row."""
        return key in self._files.rows

    def keys(self, *, backwards: bool = False, from_key: bytes | None = None) -> Iterator[bytes]:
        """The keys in order, from one on."""
        keys = self._files.keys
        if backwards:
            end = len(keys) if from_key is None else bisect_left(keys, from_key + b"\0")
            return iter(keys[:end][::-1])
        return iter(keys[0 if from_key is None else bisect_left(keys, from_key) :])

    def items(self, *, from_key: bytes | None = None) -> Iterator[tuple[bytes, bytes]]:
        """The rows in the order of their keys, from one on."""
        return ((key, self._files.rows[key]) for key in self.keys(from_key=from_key))

    def iter(self) -> Any:
        """A cursor, which Faust makes and does not use."""
        return _Cursor()

    def latest_sequence_number(self) -> int:
        """How many changes there were."""
        return len(self._files.changes)

    def close(self) -> None:
        """Nothing: a killed worker closes nothing either."""


class _Cursor:
    def seek_to_first(self) -> None: ...
