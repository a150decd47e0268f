"""What is written down of an exception that nobody foresaw."""

from __future__ import annotations

import pytest

from stream.model import codec
from stream.model.errors import NewswireError, StopError
from stream.model.faults import FaultError, fault_of, trace_places, unkept
from stream.model.verdicts import Judged

TEXT = "Harbour master quits over missing ferries"  # what stands for an article


def raised(error: Exception) -> Exception:
    """The error as raised from within the package, by a value that an encoder meets."""

    class Meets:
        def __getattr__(self, name: str) -> object:
            raise error

    try:
        codec.encode(Judged(*[Meets()] * len(Judged.__dataclass_fields__)))  # type: ignore[arg-type]
    except Exception as caught:  # noqa: BLE001 - whichever is given
        return caught
    return AssertionError("nothing was raised")


def test_a_fault_says_type_and_place_and_no_text() -> None:
    """The innermost place in our package, whoever raised it there; what the exception says stays out."""
    fault = fault_of(raised(KeyError(TEXT)))
    assert fault.reason == "internal_error"
    assert fault.field == ""
    assert fault.said.startswith("KeyError at stream.model.codec:")
    assert fault.message.startswith(fault.said)
    assert "deadletters replay --reason internal_error" in fault.message
    assert TEXT not in fault.message
    assert fault.trace
    assert all(place.startswith("stream.") for place in fault.trace)


def test_a_fault_of_no_place_of_ours_has_its_type() -> None:
    """An exception that was never raised has no traceback."""
    assert fault_of(ValueError(TEXT)).said == "ValueError"
    assert trace_places(None) == ()


@pytest.mark.parametrize("error", [StopError("disk"), NewswireError("lost"), OSError("disk"), MemoryError()])
def test_a_fault_of_the_surroundings_is_no_records(error: Exception) -> None:
    """It is raised on: the next record would fare no better, and the worker has to stop."""
    with pytest.raises(type(error)) as caught:
        fault_of(error)
    assert caught.value is error


def test_a_fault_is_a_rejection_like_any_other() -> None:
    """Given again from what was kept of it, its letter is the same."""
    assert (
        FaultError("KeyError at stream.model.codec:9").message
        == FaultError("KeyError at stream.model.codec:9", ("a",)).message
    )


def test_a_decision_half_taken_in_says_what_to_do() -> None:
    """Type and place, no text, and that the state is rebuilt."""
    said = str(unkept(raised(ValueError(TEXT)), "state"))
    assert said.startswith("ValueError at stream.model.codec:")
    assert "rebuilds the state" in said
    assert TEXT not in said
