"""Bytes to characters: as they are, not as they are declared."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.intake.encodings import decode_text


@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["", "utf-8", "iso-8859-1", "iso-8859-15", "utf-7", "shift_jis", "x", "utf-16", "hex", "rot13", "\0"]
    ),
)
def test_no_bytes_fail(data: bytes, declared: str) -> None:
    """Whatever is declared."""
    assert isinstance(decode_text(data, declared), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf_8_is_always_itself(text: str) -> None:
    """Bytes that are valid UTF-8 are read so, whatever they declare; UTF-16 by its mark."""
    for declared in ("", "iso-8859-1", "koi8-r", "utf-7"):
        assert decode_text(text.encode(), declared) == text
    assert decode_text(codecs.BOM_UTF8 + text.encode()) == text
    assert decode_text(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"\x93Esk\x94 \x96 5 \x80", "iso-8859-1", "\u201cEsk\u201d \u2013 5 \u20ac"),
        (b"5 \xa4", "iso-8859-15", "5 \u20ac"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251", "Привет"),
        ("Fähre ".encode() + b"f\xfcr", "utf-8", "Fähre für"),
        (b"\x81", "", "\x81"),
        ("<x/>".encode("utf-16-le"), "", "<x/>"),
        ("日本".encode("cp932"), "shift_jis", "日本"),
        (b"+ADw-", "utf-7", "+ADw-"),
    ],
)
def test_what_is_declared_counts_where_it_can_be_right(data: bytes, declared: str, text: str) -> None:
    """Latin-1 is Windows', other scripts are what they say, a mixed text keeps what is right in it."""
    assert decode_text(data, declared) == text


@pytest.mark.parametrize(
    "text",
    [
        "N\u00c3O, P\u00c2N\u0102",
        "voil\u00e0\u00a0\u00ab oui \u00bb",
        "\u00c2ge, \u00e2ge, \u00e2 \u20ac",
        "the world\u00e2\u20ac\u2122s",
    ],
)
def test_letters_with_accents_are_left_alone(text: str) -> None:
    """Portuguese and Romanian in capitals, French quotation marks, and text that was encoded twice on its way."""
    assert decode_text(text.encode()) == text
