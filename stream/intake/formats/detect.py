"""Which format a record is in, told by its content alone, and what it holds.

A new format is a file beside this one and a line in `_BY_ROOT` (XML) or `_of_text` (anything else).
"""

from __future__ import annotations

import itertools
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
    bare_text,
    bundles,
    envelopes,
    iptc7901,
    json_feed,
    mime,
    newsml1,
    newsml_g2,
    nitf,
    rss,
    xml_parsing,
    xml_tree,
)
from stream.intake.formats.encoded import decoded, gunzipped
from stream.intake.formats.flat import read_flat, shell
from stream.intake.formats.json_dialects import as_ninjs
from stream.intake.formats.media import medium_of
from stream.intake.formats.ninjs import is_ninjs, of_other_kind, read_ninjs
from stream.intake.formats.wrappers import OF_AN_ITEM, items_in
from stream.intake.formats.xml_tree import name_of
from stream.intake.reasons import Refusal, refuse
from stream.intake.validate import validate
from stream.model.errors import RejectedError
from stream.model.schemas import RAW_FLAT, RAW_NINJS

# What may stand before a message: a byte order mark, blanks, and the fill characters of lines and modems.
_LEADING: Final = b"\xef\xbb\xbf \t\r\n\x7f\x16\x00\x1e"
_TRAILING: Final = b"\x00\x03\x04\x1a\x1e"  # and behind JSON
_HEADER: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
# What a telegraph line puts before a message ("NNNN" comes after it), and a mailbox file before a mail.
_TELEGRAPH: Final = re.compile(rb"ZCZC[ \t]*(?:[A-Z]{2,4}\d{2,4}[ \t]*(?=\r?\n))?[\s\x01]*(?=\S)")
_TELEGRAPH_END: Final = re.compile(rb"(?<!\s)\s*+N{4}[\s\x00-\x1f\x7f]*+$")
_MAILBOX: Final = re.compile(rb"From \S{1,320}[^\r\n]{0,60}\r?\n")
_OF_MAIL: Final = re.compile(rb"^(?:message-id|received|mime-version|from):", re.IGNORECASE | re.MULTILINE)
# Headers that a mail without an id still has. Lines that a person wrote above a text do not have all of these.
_OF_LETTER: Final = re.compile(rb"^(from|subject|date|to):", re.IGNORECASE | re.MULTILINE)
_HEADER_BYTES: Final = 65_536  # of an e-mail: routes and filters' signatures can be long
# Refusals of one record. Each becomes a dead letter with the whole record: a megabyte of `{}` must not become a terabyte.
MOST_BROKEN: Final = 50
_PLAIN: Final = "text/plain"  # a media type, and what a telegraph line carries where it is of no other format
_MOST_FIELDS: Final = 50  # of a wrapper in JSON
_MOST_ENVELOPES: Final = 2  # one in another

Reader = Callable[[xml_tree.Element, Hints], Iterator[Found]]

# By the local name of the root; lower-case names match in any case.
_BY_ROOT: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(newsml_g2.ROOTS, newsml_g2.read),
    **dict.fromkeys(newsml1.ROOTS, newsml1.read),
    **dict.fromkeys(nitf.ROOTS, nitf.read),
    **dict.fromkeys(rss.ROOTS, rss.read),
}

# Formats that senders write in capitals, with the names that they have in mixed case.
_IN_CAPITALS: Final[Mapping[str, Mapping[str, str]]] = {
    "nitf": {},
    **{root: {name.lower(): name for name in rss.MIXED} for root in ("rss", "feed", "channel")},
}


def read(value: bytes | None, hints: Hints) -> tuple[Found, ...]:
    """What a record holds, in its order: drafts, items that are no articles, and refusals of single items.

    A pure function that never raises. A fault of the record as a whole is one refusal.
    """
    try:
        return _bounded(tuple(_sourced(found, hints) for found in _read(value, hints)))
    except RejectedError as error:
        return (error,)


def _bounded(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """What a record holds, its broken items up to a number; the last of these says how many more there are."""
    broken = [each for each in found if isinstance(each, RejectedError)]
    if len(broken) <= MOST_BROKEN:
        return found
    last, more = broken[MOST_BROKEN - 1], {id(each) for each in broken[MOST_BROKEN:]}
    problem = f"{last}; {len(more)} more items of the record are broken: it stands whole in this dead letter"
    return tuple(
        RejectedError(last.reason, last.field, problem) if each is last else each
        for each in found
        if id(each) not in more
    )


def _sourced(found: Found, hints: Hints) -> Found:
    """A draft; if its format names no sender, with the sender that the record or the settings name."""
    return replace(found, source=hints.source) if isinstance(found, Draft) and not found.source else found


def _read(value: bytes | None, hints: Hints) -> Iterator[Found]:
    if value is None:
        raise refuse(Refusal.EMPTY, "", "the value is null (a tombstone): send a kill to withdraw an item")
    value = gunzipped(value)
    if medium := medium_of(value):
        return iter([NotAnArticle("", f"a {medium}: it holds no text")])
    if is_wide(value):
        value = decode_text(value).encode("utf-8", "replace")
    start = value.lstrip(_LEADING)
    if not start:
        raise refuse(Refusal.EMPTY, "", "the value is empty: expected an article")
    if (line := _TELEGRAPH.match(start)) is not None:
        several = bundles.telegraph_messages(start)
        if len(several) > 1:
            return _each(several, hints)
        # The characters that a line adds do not belong to the message, which begins after them.
        hints = replace(hints, content_type=hints.content_type or _PLAIN)
        start = value = _TELEGRAPH_END.sub(b"", start[line.end() :])
    elif (line := _MAILBOX.match(start)) is not None and _is_mail(start[line.end() :]):
        several = bundles.mails(start)
        if len(several) > 1:
            return _each(several, hints)
        start = start[line.end() :]
    if start[:1] in (b"{", b"["):
        return _of_json(value.lstrip(b"\x1e").rstrip(_TRAILING), hints)
    if start[:1] == b"<" and not iptc7901.is_message(start):
        return _of_xml(start, hints)
    return _of_text(start, value, hints)


def _each(messages: list[bytes], hints: Hints) -> Iterator[Found]:
    """What the messages of a record hold, in order; a broken message is refused alone."""
    for message in messages:
        yield from read(message, hints)


def _of_text(start: bytes, value: bytes, hints: Hints) -> Iterator[Found]:
    if start.startswith(b"\x01") or iptc7901.is_message(start):
        several = bundles.wire_messages(start)
        if len(several) > 1:
            return _each([value[: len(value) - len(start)] + several[0], *several[1:]], hints)
    if anpa1312.is_message(start):
        return anpa1312.read(start, hints)
    if iptc7901.is_message(start):
        return iptc7901.read(start, hints)
    if _is_mail(start) or "rfc822" in hints.content_type.lower():
        return mime.read(start, hints, read, is_wire)
    if hints.content_type.lower().startswith(_PLAIN) and bare_text.is_text(start):
        return bare_text.read(start, hints)
    raise not_json(value)


def is_wire(text: str) -> bool:
    """Whether a text (of a mail) is a message of the wire: JSON, a news format in XML, or one of the old formats."""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        return _is_json(start.encode("utf-8", "replace"))
    return (
        envelopes.is_document(start) if start.startswith("<") else iptc7901.is_message(start[:400].encode())
    )


def _is_mail(start: bytes) -> bool:
    header = _HEADER.match(start[:_HEADER_BYTES])
    if header is None:
        return False
    named = {each.lower() for each in _OF_LETTER.findall(header[0])}
    return len(_OF_MAIL.findall(header[0])) > 1 or ({b"from", b"subject"} <= named and len(named) > 2)


def _of_xml(data: bytes, hints: Hints, depth: int = 0) -> Iterator[Found]:
    try:
        root = xml_parsing.parse(data)
    except RejectedError:
        several = bundles.xml_documents(data)
        if len(several) < 2:
            raise
    else:
        return _of_root(root, hints, depth)
    return _each(several, hints)


def _of_root(root: xml_tree.Element, hints: Hints, depth: int) -> Iterator[Found]:
    name = name_of(root)
    if name not in _BY_ROOT and name.lower() in _IN_CAPITALS:
        name = name_of(xml_tree.lowered(root, _IN_CAPITALS[name.lower()]))
    if name in _BY_ROOT:
        return _BY_ROOT[name](root, hints)
    within = envelopes.messages_in(root)
    if within:
        return itertools.chain.from_iterable(_of_root(each, hints, depth) for each in within)
    carried = list(envelopes.payloads(root)) if depth < _MOST_ENVELOPES else []
    if carried:
        return itertools.chain.from_iterable(_carried(each, hints, depth + 1) for each in carried)
    if agency_xml.holds_stories(root):
        return agency_xml.read(root, hints)
    known = ", ".join(_BY_ROOT)
    raise refuse(Refusal.UNKNOWN_FORMAT, name[:60], f"is the root of no news format: expected one of {known}")


def _carried(data: bytes, hints: Hints, depth: int) -> Iterator[Found]:
    try:
        yield from _of_xml(data, hints, depth)
    except RejectedError as error:
        yield error


def _of_json(value: bytes, hints: Hints) -> Iterator[Found]:
    several: list[bytes] = []
    try:
        fields = read_json(value)
    except RejectedError:
        several = bundles.json_objects(value)
        if len(several) < 2 or not _is_json(several[0]):
            raise
        fields = None
    if fields is None and several:
        yield from _each(several, hints)
        return
    if json_feed.is_feed(fields):
        yield from json_feed.read(fields, hints)
        return
    for path, item in items_in(fields):
        carried = _carried_in(item)
        if carried:
            yield from _each(carried, hints)
            continue
        try:
            yield _item(item, path, hints)
        except RejectedError as error:
            yield error


def _carried_in(item: Any) -> list[bytes]:
    """The messages that a queue's wrapper in JSON holds as text; none for an item."""
    if not isinstance(item, dict) or not OF_AN_ITEM.isdisjoint(item) or len(item) > _MOST_FIELDS:
        return []
    texts = [decoded(text, ()) for text in item.values() if isinstance(text, str)]
    return [text.encode("utf-8", "replace") for text in texts if text[:1] not in ("{", "[") and is_wire(text)]


def _is_json(data: bytes) -> bool:
    try:
        read_json(data.strip(b"\x1e"))
    except RejectedError:
        return False
    return True


def _item(item: Any, path: str, hints: Hints) -> Found:
    if isinstance(item, list) and not item:
        return NotAnArticle(path, "an empty list: nothing new")
    if not isinstance(item, dict):
        raise not_an_object(item, path)
    if json_feed.is_item(item):
        return json_feed.read_item(item, {}, hints)
    item = as_ninjs(item)
    if is_ninjs(item):
        if (other := of_other_kind(item)) is not None:  # an event has no uri, and needs none
            return other
        validate(RAW_NINJS, item)
        return read_ninjs(item, hints.source)
    if (empty := shell(item)) is not None:
        return empty
    if hints.source and not item.get("source"):
        item = {**item, "source": hints.source}
    validate(RAW_FLAT, item)
    return read_flat(item)
