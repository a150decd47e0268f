"""One item in the old text formats of the wires, IPTC 7901 and ANPA 1312, and as an e-mail."""

from __future__ import annotations

import textwrap
from email.header import Header
from email.utils import format_datetime

from stream.demo.json_items import WireItem, body_of

_WIDTH = 69  # characters of a line on the wire
_WORDS = {"canceled": "KILL", "withheld": "HOLD"}


def iptc7901(item: WireItem) -> bytes:
    """With its control characters, in windows-1252; a version is a lead, and the number ends the uri."""
    number = item.uri.split(":")[3]
    marks = [" ".join([_WORDS[item.pubstatus]] * 3)] if item.pubstatus in _WORDS else []
    marks += [f"{_ordinal(item.version).upper()} LEAD"] if item.version else []
    heading = "\r\n".join(
        [*marks, *textwrap.wrap(item.headline, _WIDTH - 2), *([f"By {item.byline}"] if item.byline else [])]
    )
    words = len(body_of(item).split())
    footer = f"{item.created:%d%H%M} GMT {item.created:%b %y}" if item.created else ""
    return (
        f"\x01{number} {item.urgency or 3} i {words}\r\n{item.slugline}/\r\n\x02{heading} =\r\n{_wrapped(item)}\r\n\x03{footer}\r\n\x7f\x04"
    ).encode("cp1252")


def anpa1312(item: WireItem) -> bytes:
    """A line a paragraph, in Latin-1; a version is in the words of the slug, and so is a kill."""
    words = (
        ",KILL"
        if item.pubstatus == "canceled"
        else f",{_ordinal(item.version)} Ld-Writethru"
        if item.version != "0"
        else ""
    )
    slug = f"{item.slugline}{words}"
    stamp = f"{item.created:%m-%d-%y %H%M}" if item.created else ""
    note = f"^Eds: {item.ednote}<\r\n" if item.ednote else ""
    byline = f"^By {item.byline}=\r\n" if item.byline else ""
    text = "".join(f"\t{paragraph}\r\n" for paragraph in item.paragraphs)
    return (
        f"\x16\x16\x01a{item.alt_id or '0001'}\x1f_lwxx-\r\nu i\x13\x11 {slug[:24].lower()} {stamp[:5]} {len(body_of(item).split()):04}\r\n"
        f"\x02^{slug},{len(text.split())}<\r\n^{item.headline}<\r\n{note}{byline}{text}^{item.source.upper()}-WF-{stamp}GMT<\r\n\x03\x04"
    ).encode("latin-1")


def plain_mail(item: WireItem) -> bytes:
    """Plain text with the sender's signature."""
    number, _, domain = item.uri.removeprefix("mid:").partition("@")
    date = format_datetime(item.created) if item.created else ""
    sender = Header(item.source, "utf-8").encode()
    subject = Header(item.headline, "utf-8").encode()
    head = f"Message-ID: <{number}@{domain}>\r\nFrom: {sender} <desk@{domain}>\r\nDate: {date}\r\nSubject: {subject}\r\n"
    return f"{head}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body_of(item)}\r\n\r\n-- \r\n{item.source}\r\n".encode()


def _wrapped(item: WireItem) -> str:
    lines = [
        textwrap.fill(paragraph, _WIDTH, initial_indent="   ", break_on_hyphens=False, break_long_words=False)
        for paragraph in item.paragraphs
    ]
    return "\n".join(lines).replace("\n", "\r\n")


def _ordinal(version: str) -> str:
    return f"{version}{({'1': 'st', '2': 'nd', '3': 'rd'}).get(version, 'th')}"
