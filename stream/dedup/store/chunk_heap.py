"""Byte strings by reference in chunks of a megabyte, freed by the chunk: no object, no allocation for each.

What expires together was written together, so chunks empty as segments expire; the few that stragglers keep alive
are evacuated. At most half of any chunk but the last is waste after that.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

CHUNK: Final = 1 << 20
_BITS: Final = 20
_ALIGN: Final = 4  # sketches are read in place as uint32


class Heap:
    """Append, read, drop. A reference is `chunk << 20 | offset`; the owner keeps the sizes."""

    def __init__(self) -> None:
        self._chunks: dict[int, bytearray] = {}
        self._live: dict[int, int] = {}
        self._current = -1
        self._at = CHUNK

    def __len__(self) -> int:
        return sum(self._live.values())

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes, waste included."""
        return sum(map(len, self._chunks.values()))

    def put(self, data: bytes | memoryview) -> int:
        """Keep some bytes."""
        size = len(data)
        if not size:
            return 0
        if self._at + size > CHUNK:
            self._open(max(CHUNK, size))
        at = self._at
        self._chunks[self._current][at : at + size] = data
        self._at = at + -(-size // _ALIGN) * _ALIGN
        self._live[self._current] += size
        return self._current << _BITS | at

    def put_all(self, data: bytes | memoryview, sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Keep many that lie one behind the other; a reference to each."""
        ends = np.cumsum(sizes)
        refs = np.zeros(len(sizes), np.int64)
        done = start = 0
        while done < len(sizes):
            last = int(np.searchsorted(ends, start + CHUNK - self._at, "right"))
            if last <= done:
                if not sizes[done]:
                    last = done + 1
                else:
                    self._open(max(CHUNK, int(sizes[done])))
                    last = max(int(np.searchsorted(ends, start + CHUNK, "right")), done + 1)
            end = int(ends[last - 1])
            if end > start:
                refs[done:last] = self._current << _BITS | (
                    ends[done:last] - sizes[done:last] - start + self._at
                )
                self._chunks[self._current][self._at : self._at + end - start] = data[start:end]
                self._at += -(-(end - start) // _ALIGN) * _ALIGN
                self._live[self._current] += end - start
            done, start = last, end
        return refs

    def chunk(self, ref: int) -> bytearray:
        """The chunk that holds a reference."""
        return self._chunks[ref >> _BITS]

    def get(self, ref: int, size: int) -> bytes:
        """The bytes kept."""
        if not size:
            return b""
        at = ref & (CHUNK - 1)
        return bytes(self._chunks[ref >> _BITS][at : at + size])

    def drop(self, ref: int, size: int) -> None:
        """Let bytes go."""
        if not size:
            return
        chunk = ref >> _BITS
        self._live[chunk] -= size
        if not self._live[chunk] and chunk != self._current:
            del self._live[chunk], self._chunks[chunk]

    def evacuate(self, refs: NDArray[np.int64], sizes: NDArray[np.uint32]) -> None:
        """Move what is left in chunks less than half of which is alive; `refs` (negative: nothing) is changed."""
        sparse = [chunk for chunk, live in self._live.items() if live < CHUNK // 2 and chunk != self._current]
        if not sparse:
            return
        for at in np.nonzero(np.isin(refs >> _BITS, sparse))[0].tolist():
            ref, size = int(refs[at]), int(sizes[at])
            refs[at] = self.put(self.get(ref, size))
            self.drop(ref, size)

    def _open(self, size: int) -> None:
        if self._current >= 0 and not self._live[self._current]:
            del self._live[self._current], self._chunks[self._current]
        self._current += 1
        self._chunks[self._current] = bytearray(size)
        self._live[self._current] = 0
        self._at = 0
