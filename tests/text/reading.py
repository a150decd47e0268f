"""Sketches read back."""

from __future__ import annotations

from stream.text.outline import Outline, Paragraph, codes_in, headline_in, marks_in, particulars_in
from stream.text.sketch import Sketch, decode_bytes, keys_in, outline_in


def decode_sketch(text: str) -> Sketch:
    """The sketch that `encode_sketch` wrote."""
    data = decode_bytes(text)
    return Sketch(keys_in(data), unpack(outline_in(data)))


def unpack(data: bytes) -> Outline:
    """The outline that `pack` wrote."""
    marks = list(marks_in(data))
    return Outline(
        codes_in(data),
        tuple(Paragraph(start, end, words) for start, end, words, _ in marks),
        bytes(check for *_, check in marks),
        headline_in(data),
        particulars_in(data),
    )
