from __future__ import annotations

import pytest

from stream.errors import RejectedError
from stream.intake.decode import MAX_DEPTH, decode_json
from stream.intake.reasons import Refusal


def reason_of(value: bytes | None) -> str:
    """The reason for which bytes are refused."""
    with pytest.raises(RejectedError) as caught:
        decode_json(value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, Refusal.EMPTY),
        (b"", Refusal.EMPTY),
        (b" \n", Refusal.EMPTY),
        (b"\xef\xbb\xbf", Refusal.EMPTY),
        (b'{"a":"\xff"}', Refusal.NOT_UTF8),
        ('{"a":1}'.encode("utf-16"), Refusal.NOT_UTF8),
        (b'{"a":', Refusal.NOT_JSON),
        (b'{"a":NaN}', Refusal.NOT_JSON),
        (b'{"a":1e999}', Refusal.NOT_JSON),
        (rb'{"a":"\ud800"}', Refusal.LONE_SURROGATE),
        (b"[" * 10_000 + b"]" * 10_000, Refusal.TOO_DEEP),
        (b"[]", Refusal.NOT_OBJECT),
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


def test_a_byte_order_mark_is_skipped() -> None:
    """Windows tools write one, and the text behind it is fine."""
    assert decode_json(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


def test_of_equal_keys_the_last_counts() -> None:
    """As in every common parser, so that sender and receiver see the same item."""
    assert decode_json(b'{"a":1,"a":2}') == {"a": 2}


def test_big_numbers_do_not_lose_the_record() -> None:
    """A number beyond 64 bits in some field comes as the nearest double."""
    assert decode_json(b'{"a":123456789012345678901234567890}') == {"a": 123456789012345678901234567890.0}


def test_depth_is_counted_from_the_object_itself() -> None:
    """The limit is inclusive: what is as deep as allowed passes, one level more is refused by name."""

    def nested(depth: int) -> bytes:
        return b'{"tags":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    assert list(decode_json(nested(MAX_DEPTH))) == ["tags"]
    with pytest.raises(RejectedError) as caught:
        decode_json(nested(MAX_DEPTH + 1))
    assert (caught.value.reason, caught.value.field) == (Refusal.TOO_DEEP, "tags")


def test_an_escaped_backslash_is_no_nul() -> None:
    """The bytes backslash backslash u0000 are a harmless text."""
    assert decode_json(rb'{"a":"C:\\u0000"}') == {"a": r"C:\u0000"}


def test_a_message_says_where() -> None:
    """Position for faults of the bytes, path for faults of a value."""
    with pytest.raises(RejectedError, match=r"byte 0xff at 6 is not UTF-8"):
        decode_json(b'{"a":"\xff"}')
    with pytest.raises(RejectedError, match=r"^a\.b\[1\]: "):
        decode_json(rb'{"a":{"b":["x","\u0000"]}}')
