"""Content that was encoded for its way inside a message: base64, quoted-printable, compressed; back to characters."""

from __future__ import annotations

import binascii
import quopri
import re
import zlib
from typing import Final

from stream.intake.encodings import decode_text

# Bytes that come out of a compressed content at most: a hundred of the longest articles.
_MOST: Final = 20_000_000
GZIP: Final = b"\x1f\x8b"
_BASE64: Final = frozenset({"base64", "base-64", "b64", "base64binary"})
_QUOTED: Final = frozenset({"quoted-printable", "quotedprintable", "qp"})
_COMPRESSED: Final = frozenset({"gzip", "x-gzip", "gz", "zlib", "deflate"})
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_XML_CHARSET: Final = re.compile(rb"""<\?xml\b[^>]{0,150}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# Where no one says so: nothing but the letters of base64, in whole groups. A word or a number is shorter.
_LOOKS_LIKE: Final = re.compile(r"\s*+(?:[A-Za-z0-9+/]++\s*+)++={0,2}\s*+")
_SHORTEST: Final = 40
_SAMPLE: Final = 1200  # letters by which text is told from anything else
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


def decoded(content: str, notations: tuple[str, ...], content_type: str = "") -> str:
    """The characters of a content.

    `notations` names what was done to it, the outermost first, "" for nothing (codes of schemes as well:
    `encd:base64`). `content_type` may name the charset. What is not what it says comes back as it is: a sender that
    declares an encoding and sends plain text loses nothing. What is no text (a picture) is "".
    """
    names = [name.rstrip("/").rpartition("/")[2].rpartition(":")[2].strip().lower() for name in notations]
    names = [name for name in names if name in _BASE64 | _QUOTED | _COMPRESSED]
    if not names:
        return _undeclared(content)
    data: bytes | None = content.encode("utf-8", "replace")
    for name in names:
        data = _undone(data, name) if data is not None else None
    if data is None:
        return content
    text = _characters(data, content_type)
    return "" if _NO_TEXT.search(text[:_SAMPLE]) else text


def gunzipped(data: bytes) -> bytes:
    """The bytes of a whole record that was compressed by gzip; as they are where they are not, or unpack to more than 20 MB."""
    if not data.startswith(GZIP):
        return data
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacker.decompress(data, _MOST)
    except zlib.error:
        return data
    return data if unpacker.unconsumed_tail or found.startswith(GZIP) else found


def _undone(data: bytes, name: str) -> bytes | None:
    if name in _BASE64:
        return _from_base64(data)
    if name in _QUOTED:
        return quopri.decodestring(data)
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, _MOST)
    except zlib.error:
        return None


def _from_base64(data: bytes) -> bytes | None:
    letters = b"".join(data.split()).rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
    except binascii.Error:
        return None


def _undeclared(content: str) -> str:
    """Base64 of a text that nobody calls so; anything else as it is."""
    if len(content) < _SHORTEST or " " in content.strip() or _LOOKS_LIKE.fullmatch(content) is None:
        return content
    start = "".join(content[:_SAMPLE].split())
    if not _is_text(_from_base64(start[: len(start) // 4 * 4].encode())):  # a picture, or a long word
        return content
    data = _from_base64(content.encode())
    return content if data is None or not _is_text(data) else _characters(data, "")


def _is_text(data: bytes | None) -> bool:
    text = "" if data is None else _characters(data, "")
    return " " in text and _NO_TEXT.search(text) is None


def _characters(data: bytes, content_type: str) -> str:
    declared = _CHARSET.search(content_type)
    inside = _XML_CHARSET.search(data[:400])
    return decode_text(data, declared[1] if declared else inside[1].decode() if inside else "")
