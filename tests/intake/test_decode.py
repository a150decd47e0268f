from __future__ import annotations

import pytest

from stream.intake.decode import MAX_DEPTH, read_json
from stream.intake.draft import Draft, Hints, NotAnArticle
from stream.intake.formats.detect import read
from stream.intake.reasons import Refusal
from stream.model.errors import RejectedError


def reason_of(value: bytes | None) -> str:
    """The reason for which bytes are refused."""
    (found,) = read(value, Hints())
    assert isinstance(found, RejectedError)
    return found.reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, Refusal.EMPTY),
        (b"", Refusal.EMPTY),
        (b" \n", Refusal.EMPTY),
        (b"\xef\xbb\xbf", Refusal.EMPTY),
        (b'{"a":"\xff"}', Refusal.NOT_UTF8),
        ('{"a":"Caf\xe9'.encode("latin-1"), Refusal.NOT_UTF8),
        (b'{"a":', Refusal.NOT_JSON),
        (b'{"a":NaN}', Refusal.NOT_JSON),
        (b'{"a":1e999}', Refusal.NOT_JSON),
        (rb'{"a":"\ud800"}', Refusal.LONE_SURROGATE),
        (b"[" * 10_000 + b"]" * 10_000, Refusal.TOO_DEEP),
        (b'["a", "b"]', Refusal.NOT_OBJECT),
        (b'"story"', Refusal.NOT_OBJECT),
        (b"null", Refusal.NOT_OBJECT),
        (rb'{"a":"x\u0000"}', Refusal.NUL_CHARACTER),
        (rb'{"a\u0000":1}', Refusal.NUL_CHARACTER),
        (rb'{"a":[["x\u0000"]]}', Refusal.NUL_CHARACTER),
    ],
)
def test_unreadable_bytes_are_refused_by_kind(value: bytes | None, reason: Refusal) -> None:
    """Each fault of the bytes has its own reason: they are mended in different places."""
    assert reason_of(value) == reason


@pytest.mark.parametrize("value", [b"[]", b'{"data": {"items": []}}'])
def test_an_empty_list_is_no_article_and_no_fault(value: bytes) -> None:
    """An interface that is polled has nothing new most of the time."""
    (found,) = read(value, Hints())

    assert isinstance(found, NotAnArticle)


def test_a_byte_order_mark_is_skipped() -> None:
    """Windows tools write one, and the text behind it is fine."""
    assert read_json(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_json_of_old_systems_is_read_in_its_own_encoding(encoding: str) -> None:
    """Latin-1 and windows-1252 from old editorial systems, UTF-16 from Windows, with its mark and without."""
    value = '{"uri": "urn:x:1", "source": "Lantern", "headline": "Zölle für Köln", "body": "Später."}'
    (found,) = read(value.encode(encoding), Hints())

    assert isinstance(found, Draft)
    assert (found.headline, found.body) == ("Zölle für Köln", "Später.")


def test_of_equal_keys_the_last_counts() -> None:
    """As in every common parser, so that sender and receiver see the same item."""
    assert read_json(b'{"a":1,"a":2}') == {"a": 2}


def test_big_numbers_do_not_lose_the_record() -> None:
    """A number beyond 64 bits in some field comes as the nearest double."""
    assert read_json(b'{"a":123456789012345678901234567890}') == {"a": 123456789012345678901234567890.0}


def test_depth_is_counted_from_the_object_itself() -> None:
    """The limit is inclusive: what is as deep as allowed passes, one level more is refused by name."""

    def nested(depth: int) -> bytes:
        return b'{"tags":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    assert list(read_json(nested(MAX_DEPTH))) == ["tags"]
    with pytest.raises(RejectedError) as caught:
        read_json(nested(MAX_DEPTH + 1))
    assert (caught.value.reason, caught.value.field) == (Refusal.TOO_DEEP, "tags")


def test_an_escaped_backslash_is_no_nul() -> None:
    """The bytes backslash backslash u0000 are a harmless text."""
    assert read_json(rb'{"a":"C:\\u0000"}') == {"a": r"C:\u0000"}


def test_a_message_says_where() -> None:
    """Position for faults of the bytes, path for faults of a value."""
    with pytest.raises(RejectedError, match=r"byte 0xff at 6 is not UTF-8"):
        read_json(b'{"a":"\xff"}')
    with pytest.raises(RejectedError, match=r"^a\.b\[1\]: "):
        read_json(rb'{"a":{"b":["x","\u0000"]}}')
