"""E-mail (MIME): what press offices send, and mails that carry a wire message.

The standard library's parser, with its older policy: the newer one raises on some broken headers.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Final

from stream.intake.draft import Draft, Found, Hints, NotAnArticle
from stream.intake.encodings import decode_text
from stream.intake.formats.nitf import made_id
from stream.intake.formats.story import text_in
from stream.intake.formats.times import moment
from stream.text.markup import plain_text
from stream.text.wrapping import paragraphs

_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_FLOWED: Final = re.compile(r" \n(?=\S)")  # RFC 3676: a line that ends in a blank goes on in the next
_WIRE: Final = frozenset(
    {"application/json", "application/xml", "text/xml", "application/rss+xml", "application/atom+xml"}
)
_PARTS: Final = 200  # of a mail; more are an attack
_LONGEST_HEADER: Final = 20_000  # characters
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Reader = Callable[[bytes, Hints], tuple[Found, ...]]


def read(data: bytes, hints: Hints, wire: Reader) -> Iterator[Found]:
    """The mail as a draft, or what the wire message in it holds (`wire` reads that)."""
    mail = email.message_from_bytes(data)
    name, address = email.utils.parseaddr(_header(mail, "From"))
    source = hints.source or name or address.rpartition("@")[2]
    parts = list(_leaves(mail))
    within = Hints(source)
    for part in parts:
        if part.get_content_type() in _WIRE:
            yield from wire(_bytes(part), within)
            return
    text = _text(parts)
    if text.lstrip()[:1] in ("{", "["):
        yield from wire(text.encode(), within)
        return
    subject = _header(mail, "Subject")
    if not subject and not text:
        yield NotAnArticle("body", "a mail without subject and text")
        return
    number = _header(mail, "Message-ID").strip("<> \t")
    yield Draft(
        uri=f"mid:{number}" if number else made_id("mail", source, subject, _header(mail, "Date"), text),
        source=source,
        version_created=moment(_header(mail, "Date")),
        headline=subject,
        body=text,
        extra={"format": "e-mail"},
        names={"uri": "Message-ID", "headline": "Subject", "version_created": "Date"},
    )


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; without recursion, for parts may nest without end."""
    pending: list[Message] = [mail]
    seen = 0
    while pending and seen < _PARTS:
        part = pending.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list):
            pending += [each for each in reversed(inner) if isinstance(each, Message)]
        elif part.get_content_disposition() != "attachment" or part.get_content_type() in _WIRE:
            yield part


def _text(parts: list[Message]) -> str:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() != kind:
                continue
            text = _CONTROL.sub("", decode_text(_bytes(part), _charset(part)).replace("\r\n", "\n"))
            if not text.strip():
                continue
            if kind == "text/html":
                return plain_text(text)
            signature = _SIGNATURE.search(text)
            story = text[: signature.start()] if signature else text
            if str(part.get_param("format", "")).lower() == "flowed":
                story = _FLOWED.sub(" ", story)
            if story.lstrip()[:1] in ("{", "["):
                return story.strip()
            return text_in(story, plain=True) if "<p" in story.lower() else paragraphs(story)
    return ""


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, email.errors.MessageError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset("") or "")
    except (ValueError, LookupError):
        return ""


def _header(mail: Message, name: str) -> str:
    """A header on one line, RFC 2047 decoded."""
    raw = str(mail.get(name, ""))[:_LONGEST_HEADER]
    pieces = []
    try:
        for value, charset in email.header.decode_header(raw):
            pieces.append(decode_text(value, charset or "") if isinstance(value, bytes) else value)
    except (ValueError, email.errors.MessageError):
        pieces = [raw]
    text = "".join(pieces).encode("utf-8", "replace").decode()
    return " ".join(_CONTROL.sub(" ", text).split())
