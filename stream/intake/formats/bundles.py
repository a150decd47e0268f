"""One record that holds several messages one after another: where each begins.

Gateways append what came in one go to one file, and lines deliver several messages in one block. Each function gives the
messages in order, or the bytes as they are where they are one message. A message that is broken is a piece of its own, so
that it is refused alone.
"""

from __future__ import annotations

import re
from typing import Final

# Messages of one record: each that is broken is a dead letter with the whole record, so that garbage must not be a million.
MOST_MESSAGES: Final = 1000
_DECLARATION: Final = re.compile(rb"<\?xml\s")
_SECTION: Final = b"[CDATA["  # a document inside another one
_ROOT: Final = re.compile(rb"<(?!\?|!)([A-Za-z_][\w.:-]{0,80})")
_ROOT_WITHIN: Final = 100_000  # bytes before a root: declarations, comments
# The beginning of a message of the old wires, with the fill characters before it: a header of either format behind SOH, or
# whatever stands behind SOH where a message ended before.
_WIRE: Final = re.compile(
    rb"\x01(?=[^\W\d_]{1,5}\d{1,6}[ \t]+[1-9][ \t]|[^\n\x01\x02]{1,120}\n[A-Za-z][ \t][A-Za-z])|(?<=[\x03\x04])[^\x01-\x04]{0,80}+\x01"
)
_FILL: Final = 16  # characters that synchronise a line, before a message: two are sent
_PLAIN: Final = re.compile(
    rb"^[A-Za-z]{2,5}\d{2,6}[ \t][1-9][ \t]+[A-Za-z]{1,4}[ \t]+\d{1,6}(?:[ \t][^\r\n]{0,200})?\r?$",
    re.MULTILINE,
)
# The end of a message that lost its control characters: the time of its footer, or the line's own end.
_PLAIN_END: Final = re.compile(
    rb"(?:\d{6}[ \t]{0,3}[A-Za-z]{0,4}[ \t]{1,3}[^\W\d_]{3,9}\.?[ \t]{1,3}\d{2,4}|N{4})[\s\x00-\x1f\x7f]*\Z",
    re.IGNORECASE,
)
_END_BYTES: Final = 120  # before a header, in which the end of the message before it stands
_TELEGRAPH: Final = re.compile(rb"(?<=NNNN)[\s\x00-\x1f\x7f]*+(?=ZCZC)")
_MAIL: Final = re.compile(rb"(?<=\n)\r?\n(?=From \S{1,320}[^\r\n]{0,60}\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:)")
_OBJECT: Final = re.compile(rb"(?<=\})[\s\x1e]*+(?=\{)")


def xml_documents(data: bytes) -> list[bytes]:
    """XML documents, each with its declaration or without one: for bytes that are no single document."""
    starts = [found.start() for found in _DECLARATION.finditer(data)]
    starts = [at for at in starts if not data[:at][-40:].rstrip().endswith(_SECTION)]
    pieces = _cut(data, [at for at in starts if data[max(at - _ROOT_WITHIN, 0) : at].strip()])
    if len(pieces) > 1:
        return pieces
    root = _ROOT.search(data[:_ROOT_WITHIN])
    if root is None:
        return [data]
    end = re.compile(rb"</" + re.escape(root[1]) + rb"\s*>(?=[\s\x00-\x1f]*<)")
    return _cut(data, [found.end() for found in end.finditer(data)])


def wire_messages(data: bytes) -> list[bytes]:
    """Messages of IPTC 7901 or ANPA 1312."""
    if data.count(b"\x01") > 1:
        return _cut(data, [at for found in _WIRE.finditer(data) if (at := _filled(data, found.end() - 1))])
    headers = [found.start() for found in _PLAIN.finditer(data)]
    return _cut(data, [at for at in headers if at and _PLAIN_END.search(data[max(at - _END_BYTES, 0) : at])])


def telegraph_messages(data: bytes) -> list[bytes]:
    """Messages of a telegraph line, from ZCZC to NNNN."""
    return _cut(data, [found.end() for found in _TELEGRAPH.finditer(data)])


def mails(data: bytes) -> list[bytes]:
    """The mails of a mailbox file."""
    return _cut(data, [found.end() for found in _MAIL.finditer(data)])


def json_objects(data: bytes) -> list[bytes]:
    """JSON objects, a line each or otherwise one behind the other."""
    return _cut(data, [found.end() for found in _OBJECT.finditer(data)])


def _filled(data: bytes, start: int) -> int:
    """Where a message that begins here begins with the characters that synchronise its line."""
    before = data[max(start - _FILL, 0) : start]
    return start - len(before) + len(before.rstrip(b"\x16"))


def _cut(data: bytes, starts: list[int]) -> list[bytes]:
    """The pieces between these places that hold anything."""
    if len(starts) >= MOST_MESSAGES:
        return [data]
    ends = [*starts, len(data)]
    pieces = [data[start:end] for start, end in zip([0, *starts], ends, strict=True)]
    return (
        [each for each in pieces if each.strip(b" \t\r\n\x00\x01\x03\x04\x16\x1e\x7f")]
        if len(pieces) > 1
        else [data]
    )
