"""The compiled lexicon as a file: text columns and integer arrays, compressed, in one container.

Layout: 8 bytes magic, 4 bytes little-endian length of the header, the header (JSON: name, kind, length of every
section in order), the sections. A `text` section is LZMA of UTF-8 lines; an array section is LZMA of its
little-endian bytes, transposed so that all first bytes come first (they compress better), after taking differences
where the kind ends in `+` (sorted columns).
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.model.errors import StopError

LEXICON_FILE: Final = Path(__file__).parent / "data" / "lexicon.bin"
MAGIC: Final = b"NWLEX\x00\x00\x01"
_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9}]

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Artefact:
    """The sections of the file by name."""

    texts: dict[str, str]
    arrays: dict[str, Array]


def write(path: Path, texts: dict[str, str], arrays: dict[str, Array]) -> int:
    """Write the container; the same sections give the same bytes. Returns its size in bytes.

    An array whose values never fall is stored as differences.
    """
    header: list[tuple[str, str, int]] = []
    blocks: list[bytes] = []
    for name, text in sorted(texts.items()):
        blocks.append(_packed(text.encode()))
        header.append((name, "text", len(blocks[-1])))
    for name, array in sorted(arrays.items()):
        rising = len(array) > 1 and bool(np.all(array[1:] >= array[:-1]))
        kind = array.dtype.str.lstrip("<|")
        column = np.diff(array, prepend=array.dtype.type(0)) if rising else array
        planes = np.ascontiguousarray(column.astype(f"<{kind}")).view(np.uint8)
        blocks.append(_packed(planes.reshape(-1, array.itemsize).T.tobytes()))
        header.append((name, kind + "+" * rising, len(blocks[-1])))
    head = orjson.dumps(header)
    data = b"".join((MAGIC, len(head).to_bytes(4, "little"), head, *blocks))
    path.write_bytes(data)
    return len(data)


def read_artefact(path: Path) -> Artefact:
    """Read a container.

    Raises:
        StopError: when the file is missing, cut short or not such a container.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"conflict lexicon {path}: {error.strerror}. Reinstall, or run scripts/build_lexicon.py."
        raise StopError(msg) from error
    if not data.startswith(MAGIC):
        msg = f"conflict lexicon {path}: not a lexicon of this version. Run scripts/build_lexicon.py."
        raise StopError(msg)
    texts: dict[str, str] = {}
    arrays: dict[str, Array] = {}
    try:
        begin = 12 + int.from_bytes(data[8:12], "little")
        for name, kind, length in orjson.loads(data[12:begin]):
            raw = lzma.decompress(data[begin : begin + length], lzma.FORMAT_RAW, filters=_FILTERS)
            begin += length
            if kind == "text":
                texts[name] = raw.decode()
            else:
                arrays[name] = _column(raw, kind)
        if begin != len(data):
            msg = f"{len(data)} bytes where its header counts {begin}"
            raise ValueError(msg)  # noqa: TRY301 - told with the other damages below
    except (ValueError, EOFError, lzma.LZMAError) as error:
        msg = f"conflict lexicon {path}: damaged ({error}). Reinstall, or run scripts/build_lexicon.py."
        raise StopError(msg) from error
    return Artefact(texts, arrays)


def _packed(raw: bytes) -> bytes:
    return lzma.compress(raw, lzma.FORMAT_RAW, filters=_FILTERS)


def _column(raw: bytes, kind: str) -> Array:
    dtype = np.dtype("<" + kind.rstrip("+"))
    planes = np.frombuffer(raw, np.uint8).reshape(dtype.itemsize, -1)
    column: Array = np.ascontiguousarray(planes.T).view(dtype).reshape(-1)
    return np.cumsum(column, dtype=dtype) if kind.endswith("+") else column
