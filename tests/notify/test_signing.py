from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.articles import Position
from stream.model.codec import decode, encode
from stream.model.notices import Notice, NoticeKind
from stream.notify.signing import idempotency_key, signature
from tests.notify.making import copy, notice


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of its specification: receivers verify with its libraries."""
    secret, key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert expected == signature(secret, key, 1_614_265_330, b'{"test": 2432232314}')
    assert expected == signature(secret.removeprefix("whsec_"), key, 1_614_265_330, b'{"test": 2432232314}')


@given(st.binary(max_size=40), st.binary(max_size=40), st.integers(0, 2**40))
def test_another_body_or_time_has_another_signature(one: bytes, two: bytes, at: int) -> None:
    """Nothing of what is signed can be changed."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the specification
    assert (one == two) == (signature(secret, "k", at, one) == signature(secret, "k", at, two))
    assert signature(secret, "k", at, one) != signature(secret, "k", at + 1, one)


def test_a_notice_keeps_its_key_through_its_record_and_in_other_words() -> None:
    """Read again, or told by a release that words it otherwise and adds a headline: the same notice."""
    told = notice()
    assert idempotency_key(told) == idempotency_key(decode(Notice, encode(told)))
    assert idempotency_key(told) == idempotency_key(replace(told, text="Otherwise.", headline="", body="x"))


@pytest.mark.parametrize(
    "other",
    [
        notice(kind=NoticeKind.HOLD),
        notice(late=True),
        notice(ambiguous=True),
        notice(story_id="5b7790ce1f2ad346"),
        notice(position=Position("newswire.raw", 1, 4800, 1)),
        notice(copies=(copy(version="2"),)),
        notice(copies=()),
        notice(merged=("5b7790ce1f2ad346",)),
    ],
)
def test_another_notice_has_another_key(other: Notice) -> None:
    """Of the same item as it may be: a receiver that dropped it would miss something."""
    assert idempotency_key(notice()) != idempotency_key(other)
