"""Which format a record is in, told by its content alone, and what it holds.

A new format is a file beside this one and a line in `_BY_ROOT` (XML) or `_of_text` (anything else).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from stream.intake.decode import not_an_object, not_json, read_json
from stream.intake.draft import Draft, Found, Hints, NotAnArticle
from stream.intake.encodings import decode_text, is_wide
from stream.intake.formats import (
    agency_xml,
    anpa1312,
    iptc7901,
    mime,
    newsml1,
    newsml_g2,
    nitf,
    rss,
    xml_tree,
)
from stream.intake.formats.flat import read_flat
from stream.intake.formats.ninjs import is_ninjs, read_ninjs
from stream.intake.formats.wrappers import items_in
from stream.intake.reasons import Refusal, refuse
from stream.intake.validate import validate
from stream.model.errors import RejectedError
from stream.model.schemas import RAW_FLAT, RAW_NINJS

# What may stand before a message: a byte order mark, blanks, and the fill characters of lines and modems.
_LEADING: Final = b"\xef\xbb\xbf \t\r\n\x7f\x16\x00"
_HEADER: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_OF_MAIL: Final = re.compile(rb"^(?:message-id|received|mime-version|from):", re.IGNORECASE | re.MULTILINE)
_HEADER_BYTES: Final = 65_536  # of an e-mail: routes and signatures of filters grow long

Reader = Callable[[xml_tree.Element, Hints], Iterator[Found]]

# By the root's local name; the lower-case ones are told whatever their case.
_BY_ROOT: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(newsml_g2.ROOTS, newsml_g2.read),
    **dict.fromkeys(newsml1.ROOTS, newsml1.read),
    **dict.fromkeys(nitf.ROOTS, nitf.read),
    **dict.fromkeys(rss.ROOTS, rss.read),
}


def read(value: bytes | None, hints: Hints) -> tuple[Found, ...]:
    """What a record holds, in its order: drafts, what is no article, and refusals of single items.

    A pure function; it never raises. What is wrong with the record as a whole is one refusal.
    """
    try:
        return tuple(_sourced(found, hints) for found in _read(value, hints))
    except RejectedError as error:
        return (error,)


def _sourced(found: Found, hints: Hints) -> Found:
    """A draft whose format names no sender, with the one that the record or the settings name."""
    return replace(found, source=hints.source) if isinstance(found, Draft) and not found.source else found


def _read(value: bytes | None, hints: Hints) -> Iterator[Found]:
    if value is None:
        raise refuse(Refusal.EMPTY, "", "the value is null (a tombstone): send a kill to withdraw an item")
    if is_wide(value):
        value = decode_text(value).encode("utf-8", "replace")
    start = value.lstrip(_LEADING)
    if not start:
        raise refuse(Refusal.EMPTY, "", "the value is empty: expected an article")
    if start[:1] in (b"{", b"["):
        return _of_json(value, hints)
    if start[:1] == b"<" and not iptc7901.is_message(start):
        return _of_xml(start, hints)
    return _of_text(start, value, hints)


def _of_text(start: bytes, value: bytes, hints: Hints) -> Iterator[Found]:
    syn = value[: len(value) - len(start)].endswith(b"\x16\x16")
    if anpa1312.is_message(start, synchronised=syn):
        return anpa1312.read(start, hints)
    if iptc7901.is_message(start):
        return iptc7901.read(start, hints)
    if _is_mail(start) or "rfc822" in hints.content_type.lower():
        return mime.read(start, hints, read)
    raise not_json(value)


def _is_mail(start: bytes) -> bool:
    header = _HEADER.match(start[:_HEADER_BYTES])
    return header is not None and len(_OF_MAIL.findall(header[0])) > 1


def _of_xml(data: bytes, hints: Hints) -> Iterator[Found]:
    root = xml_tree.parse(data)
    name = xml_tree.name_of(root)
    reader = _BY_ROOT.get(name)
    if reader is None and agency_xml.holds_stories(root):
        reader = agency_xml.read
    if reader is None:
        known = ", ".join(_BY_ROOT)
        raise refuse(
            Refusal.UNKNOWN_FORMAT, name[:60], f"is the root of no news format: expected one of {known}"
        )
    return reader(root, hints)


def _of_json(value: bytes, hints: Hints) -> Iterator[Found]:
    fields = read_json(value)
    for path, item in items_in(fields):
        try:
            yield _item(item, path, hints)
        except RejectedError as error:
            yield error


def _item(item: Any, path: str, hints: Hints) -> Found:
    if isinstance(item, list) and not item:
        return NotAnArticle(path, "an empty list: nothing new")
    if not isinstance(item, dict):
        raise not_an_object(item, path)
    if is_ninjs(item):
        validate(RAW_NINJS, item)
        return read_ninjs(item, hints.source)
    if hints.source and not item.get("source"):
        item = {**item, "source": hints.source}
    validate(RAW_FLAT, item)
    return read_flat(item)
