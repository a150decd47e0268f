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
from typing import Final, NamedTuple

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique
from stream.intake.encodings import decode_text
from stream.intake.formats.edges import edged
from stream.intake.formats.forwarded import bare_subject, forwarded_in
from stream.intake.formats.nitf import made_id
from stream.intake.formats.notebook import without_notebook
from stream.intake.formats.story import text_in
from stream.intake.formats.times import rfc3339
from stream.intake.reasons import Refusal, refuse
from stream.text.markup import plain_text
from stream.text.wrapping import paragraphs

_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_WIRE: Final = frozenset(
    {"application/json", "application/xml", "text/xml", "application/rss+xml", "application/atom+xml"}
)
_WIRE_SUFFIXES: Final = ("+xml", "+json")
_PICTURES: Final = frozenset({"image/svg+xml", "application/xhtml+xml"})  # XML, but no wire format
_MAIL: Final = "message/rfc822"
_COVER: Final = 200  # characters: what stands above a mail that is passed on is mostly a word to the desk
_MOST_ENVELOPES: Final = 1  # mails that a mail may stand in as an encoded part
_PARTS: Final = 200  # of a mail; more are an attack
_LONGEST_HEADER: Final = 20_000  # characters
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

WireReader = Callable[[bytes, Hints], tuple[Found, ...]]
IsWire = Callable[[str], bool]


def read(data: bytes, hints: Hints, wire: WireReader, is_wire: IsWire) -> Iterator[Found]:
    """The mail as a draft, or what the wire message in it holds (`wire` reads that, `is_wire` tells it).

    Mails that it carries as parts are read as if each came alone; a word above them is no article.
    """
    if hints.depth > _MOST_ENVELOPES:
        raise refuse(Refusal.TOO_DEEP, "", "a mail in a mail in a mail: send the inner one")
    try:
        mail = email.message_from_bytes(data)
    except RecursionError as error:
        raise refuse(Refusal.TOO_DEEP, "", "too many parts of the mail stand in one another") from error
    if mail.get_content_type() == "multipart/report":
        yield NotAnArticle("Content-Type", "a mail system's report of another mail")
        return
    carried = _carried(mail)
    yield from _of_mail(mail, hints, wire, is_wire, least=_COVER if carried else 0)
    for each in carried:
        yield from _of_mail(each, hints, wire, is_wire)


def _of_mail(
    mail: Message, hints: Hints, wire: WireReader, is_wire: IsWire, *, least: int = 0
) -> Iterator[Found]:
    """What one mail holds; nothing where its text is shorter than `least`."""
    name, address = email.utils.parseaddr(_header(mail, "From"))
    source = hints.source or name or address.rpartition("@")[2]
    parts = list(_leaves(mail))
    within = Hints(source, depth=hints.depth + 1)
    for part in parts:
        if _is_wire_part(part):
            yield from wire(_bytes(part), within)
            return
    written = _text(parts)
    passed = forwarded_in(written.text)
    text = passed.text if passed else written.text
    if not written.joined and (signature := _SIGNATURE.search(text)) is not None:
        text = text[: signature.start()]
    if is_wire(text):
        yield from wire(text.strip().encode(), within)
        return
    if len(text) < least:
        return
    subject = bare_subject(_header(mail, "Subject"))
    if not subject and not text:
        yield NotAnArticle("body", "a mail without subject and text")
        return
    if passed is not None:
        source, subject = hints.source or passed.sender, passed.subject or subject
    if not written.joined:
        text = text_in(text, plain=True) if "<p" in text.lower() else paragraphs(text)
    parted = edged(without_notebook(text))  # press offices write an embargo above the text
    number = _header(mail, "Message-ID").strip("<> \t")
    yield Draft(
        uri=f"mid:{number}" if number else made_id("mail", source, subject, _header(mail, "Date"), text),
        source=source,
        version_created=rfc3339(_header(mail, "Date")),
        headline=subject,
        byline=parted.byline,
        ednote=" ".join(unique([" ".join(passed.above.split()) if passed else "", parted.note])),
        body=parted.story,
        extra={"format": "e-mail"},
        names={"uri": "Message-ID", "headline": "Subject", "version_created": "Date"},
    )


def _carried(mail: Message) -> list[Message]:
    """The mails that stand in a mail as parts (RFC 2046), also in one another; without recursion."""
    pending: list[Message] = [mail]
    found: list[Message] = []
    seen = 0
    while pending and seen < _PARTS:
        part = pending.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list):
            several = [each for each in inner if isinstance(each, Message)]
            found += several if part.get_content_type() == _MAIL else []
            pending += reversed(several)
    return found


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; without recursion, for parts may nest without end."""
    pending: list[Message] = [mail]
    seen = 0
    while pending and seen < _PARTS:
        part = pending.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() == _MAIL:
            continue  # a mail of its own
        if isinstance(inner, list):
            pending += [each for each in reversed(inner) if isinstance(each, Message)]
        elif part.get_content_disposition() != "attachment" or _is_wire_part(part):
            yield part


def _is_wire_part(part: Message) -> bool:
    """Whether a part is of a wire format by its type: SOAP with attachments has types of its own in XML."""
    kind = part.get_content_type()
    return kind in _WIRE or (kind.endswith(_WIRE_SUFFIXES) and kind not in _PICTURES)


class _Written(NamedTuple):
    """The text of a mail, as its lines stand or with those of its markup joined."""

    text: str
    joined: bool


def _text(parts: list[Message]) -> _Written:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() != kind:
                continue
            text = _CONTROL.sub("", decode_text(_bytes(part), _charset(part)).replace("\r\n", "\n"))
            if not text.strip():
                continue
            if kind == "text/html":
                return _Written(plain_text(text), joined=True)
            if str(part.get_param("format", "")).lower() == "flowed":
                text = _flowed(text, "" if str(part.get_param("delsp", "")).lower() == "yes" else " ")
            return _Written(text, joined=False)
    return _Written("", joined=False)


def _flowed(text: str, blank: str) -> str:
    """Lines that go on in the next, joined (RFC 3676): those that end in a blank, which `delsp=yes` adds between letters too.

    A line that begins with a blank, `>` or `From` has one more before it.
    """
    found: list[list[str]] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ")
        if not (goes_on and line):
            found.append([])
        goes_on = line.endswith(" ") and line.strip() != "--"
        found[-1].append(line[:-1] + blank if goes_on else line)
    return "\n".join(map("".join, found))


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
