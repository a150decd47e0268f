"""Files that come beside the messages of a wire."""

from __future__ import annotations

import pytest

from stream.intake.draft import NotAnArticle
from stream.model.errors import RejectedError
from tests.intake.formats.making import found


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", b"\x89PNG\r\n\x1a\n\x00\x00", b"GIF89a\x01\x00", b"II*\x00\x08", b"MM\x00*\x00",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ", b"RIFF\x24\x00\x00\x00WAVEfmt ", b"ID3\x03\x00", b"OggS\x00\x02", b"\x00\x00\x00\x18ftypmp42",
        b"\x00\x00\x00\x1cftypheic", b"\x1a\x45\xdf\xa3\x01", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    ],
)  # fmt: skip
def test_pictures_sound_and_calendars_are_no_articles(data: bytes) -> None:
    """A folder that an agency delivers has them beside its messages."""
    (only,) = found(data)

    assert isinstance(only, NotAnArticle)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04\x14\x00", b"\x00\x01\x02\x03", b"II", b"RIFF"]
)
def test_what_may_hold_a_text_is_a_dead_letter(data: bytes) -> None:
    """A person can open it."""
    (only,) = found(data)

    assert isinstance(only, RejectedError)
