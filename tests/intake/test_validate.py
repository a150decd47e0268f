from __future__ import annotations

from typing import Any

import pytest

from stream.intake.reasons import Refusal
from stream.intake.validate import validate
from stream.model.errors import RejectedError
from stream.model.schemas import RAW_FLAT, RAW_NINJS
from tests.intake.making import flat, ninjs


def refused(name: str, item: dict[str, Any]) -> RejectedError:
    """The refusal of an item."""
    with pytest.raises(RejectedError) as caught:
        validate(name, item)
    return caught.value


def test_good_items_pass() -> None:
    """Valid items raise nothing."""
    validate(RAW_FLAT, flat())
    validate(RAW_NINJS, ninjs())


@pytest.mark.parametrize(
    ("name", "item", "reason", "message"),
    [
        (RAW_FLAT, flat(source=None), Refusal.MISSING_FIELD, "source: is required and absent"),
        (RAW_NINJS, ninjs(uri=None), Refusal.MISSING_FIELD, "uri: is required and absent: send uri or guid"),
        (RAW_FLAT, flat(body=5), Refusal.WRONG_TYPE, "body: 5 has the wrong type: expected string"),
        (RAW_FLAT, flat(version=[1]), Refusal.WRONG_TYPE, "version: [1] has the wrong type: expected string or integer"),
        (RAW_FLAT, flat(uri=""), Refusal.BAD_VALUE, "uri: '' does not fit: expected at least 1 characters"),
        (RAW_FLAT, flat(language="x" * 101), Refusal.TOO_LONG, f"language: '{'x' * 60}...' does not fit: expected at most 100 characters"),
        (RAW_NINJS, ninjs(bodies=[{}, {"value": 7}]), Refusal.WRONG_TYPE, "bodies[1].value: 7 has the wrong type: expected string"),
        (RAW_NINJS, ninjs(bodies=[{}] * 1001), Refusal.TOO_LONG, "bodies: [{}, "),
    ],
)  # fmt: skip
def test_a_message_has_path_value_and_expectation(
    name: str, item: dict[str, Any], reason: Refusal, message: str
) -> None:
    """A sender can mend the item from the message alone, and a long value does not fill the log."""
    error = refused(name, item)

    assert (error.reason, error.message[: len(message)]) == (reason, message)
    assert len(error.message) < 200


def test_of_several_faults_the_same_one_is_named() -> None:
    """The order of the fields in the item does not decide: dead letters of one fault can be counted."""
    item = flat(headline=5, body=5)
    backwards = dict(reversed(item.items()))

    assert refused(RAW_FLAT, item).field == refused(RAW_FLAT, backwards).field == "body"
