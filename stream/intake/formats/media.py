"""Files that come beside the messages of a wire and hold no text: pictures, sound, video, calendars."""

from __future__ import annotations

import re
from typing import Final

# By the bytes that such files begin with.
_BY_START: Final = (
    ("picture", re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II\*\x00|MM\x00\*|8BPS\x00|RIFF.{4}WEBP", re.DOTALL)),
    ("picture", re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL)),
    ("graphic", re.compile(rb"%!PS-Adobe-|\xc5\xd0\xd3\xc6")),
    ("sound", re.compile(rb"ID3[\x02-\x04]|OggS\x00|fLaC\x00|RIFF.{4}WAVE|.{4}ftypM4A", re.DOTALL)),
    ("video", re.compile(rb".{4}ftyp|\x1a\x45\xdf\xa3|RIFF.{4}AVI |\x00\x00\x01\xba", re.DOTALL)),
    ("calendar", re.compile(rb"BEGIN:VCALENDAR\r?\n")),
)  # fmt: skip
_MESSAGES: Final = frozenset(
    {b"{", b"[", b"<"}
)  # no file but one that says `ftyp` behind four bytes begins so


def medium_of(data: bytes) -> str:
    """What a file without text is, "" for all that may be a message."""
    if data[:1] in _MESSAGES and data[4:8] != b"ftyp":
        return ""
    return next((name for name, start in _BY_START if start.match(data)), "")
