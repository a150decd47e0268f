"""Arrays whose untouched pages cost nothing: room for parts of a table that grow each at its own pace."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def reserved(count: int, kind: DTypeLike) -> NDArray[Any]:
    """So many zeros. numpy's own large arrays come in huge pages, which fill the gaps between the parts."""
    dtype = np.dtype(kind)
    memory = mmap.mmap(-1, max(count * dtype.itemsize, 1), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):  # Linux alone has them
        memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, dtype, count)
