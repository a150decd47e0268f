from __future__ import annotations

import orjson
import pytest

from stream.intake.prepare import Raw, dead_letter, prepare
from stream.intake.reasons import Refusal
from stream.model.articles import Prepared, Stream
from stream.model.codec import decode, encode
from stream.model.errors import RejectedError
from stream.model.outputs import DeadLetter
from stream.model.schemas import validator
from tests.intake.hostile import HOSTILE
from tests.intake.making import RULES, raw


def refusal(record: Raw) -> RejectedError | None:
    """The error that refuses a record, None if it is prepared; anything else that is raised ends the test."""
    try:
        prepare(record, RULES)
    except RejectedError as error:
        return error
    return None


@pytest.mark.parametrize("value", [value for _, value in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_every_value_is_prepared_or_refused_with_a_reason(value: bytes | None) -> None:
    """A hostile value gives a record that its schema accepts, or a refusal that names reason and field."""
    record = raw(value)
    error = refusal(record)

    if error is None:
        prepared = prepare(record, RULES)
        written = encode(prepared)
        assert prepared == decode(Prepared, written)
        assert validator(Stream.PREPARED).is_valid(orjson.loads(written))
        assert written == encode(prepare(record, RULES))
    else:
        assert error.reason in set(Refusal)
        assert error.message.startswith(f"{error.field}: ") or not error.field
        assert 0 < len(error.message) < 400 + len(error.field)
        letter = dead_letter(record, "intake", error)
        assert letter == decode(DeadLetter, encode(letter))
        assert validator(Stream.DEADLETTERS).is_valid(orjson.loads(encode(letter)))


def test_the_list_is_long_and_its_names_are_unique() -> None:
    """There are at least a hundred hostile values, and a failing one can be told by its name."""
    names = [name for name, _ in HOSTILE]
    assert len(names) >= 100
    assert sorted(names) == sorted(set(names))
