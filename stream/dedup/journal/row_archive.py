"""The decisions of a shard in the rows of its table, and those of the present batch in memory."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.rows import Row, decode_row
from stream.model.errors import StopError
from stream.model.faults import REBUILD, said_of


class RowArchive:
    """Decisions by serial, read from the table when one is asked for again.

    Args:
        rows: the table's data.
    """

    def __init__(self, rows: Mapping[bytes, bytes]) -> None:
        self._rows = rows
        self._starts: deque[int] = deque()
        self._keys: deque[bytes] = deque()
        self._fresh: dict[int, Decision | Tick] = {}
        self._last: tuple[bytes, Row] | None = None

    def read_from(self, rows: Mapping[bytes, bytes]) -> None:
        """Read from another place where the same rows are."""
        self._rows = rows
        self._last = None

    def append(self, serial: int, decision: Decision | Tick) -> None:
        """Hold a new decision until its row is written."""
        self._fresh[serial] = decision

    def get(self, serial: int) -> Decision | Tick:
        """Give one again.

        Raises:
            StopError: its row is not there, or is no such row.
        """
        fresh = self._fresh.get(serial)
        if fresh is not None:
            return fresh
        at = bisect_right(self._starts, serial) - 1
        key = self._keys[at]
        # A batch read again asks for one after the other.
        try:
            if self._last is None or self._last[0] != key:
                self._last = key, decode_row(self._rows[key])
            return self._last[1].decision(serial - self._starts[at])
        except StopError:
            raise
        except Exception as error:
            # Not the fault of the record that asks for it: it must not become that one's dead letter.
            msg = f"row {key.decode()} of the deduplication's table cannot be read ({said_of(error)}). {REBUILD}"
            raise StopError(msg) from error

    def drop(self, serial: int) -> None:
        """Nothing to do: rows go when all in them may."""

    def written(self, key: bytes, start: int, count: int) -> None:
        """Note that the decisions from `start` on are in a row; rows come in order."""
        self._starts.append(start)
        self._keys.append(key)
        for serial in range(start, start + count):
            self._fresh.pop(serial, None)

    def removed(self) -> None:
        """Forget the oldest row."""
        self._starts.popleft()
        self._keys.popleft()
