from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from stream.model.errors import StopError
from stream.worker.topic_watch import wrong_twice

WRONG = ["newswire.raw has 1 partitions, settings say 4"]


def seen(*looks: list[str] | StopError) -> tuple[list[str], list[float]]:
    """What is found wrong over these looks, and how long was slept before each."""
    told: Iterator[list[str] | StopError] = iter(looks)
    slept: list[float] = []

    async def look() -> list[str]:
        each = next(told)
        if isinstance(each, StopError):
            raise each
        return each

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return asyncio.run(wrong_twice(look, sleep)), slept


def test_what_is_wrong_twice_in_a_row_is_told() -> None:
    """The second look comes soon."""
    found, slept = seen([], WRONG, WRONG)
    assert found == WRONG
    assert slept[2] < slept[0]


def test_a_topic_that_is_being_made_anew_is_waited_for() -> None:
    """Wrong once and right again is nothing; nor is a broker that is away."""
    found, slept = seen(WRONG, [], StopError("no broker"), WRONG, StopError("no broker"), WRONG, WRONG)
    assert found == WRONG
    assert len(slept) == 7


@pytest.mark.parametrize("error", [OSError("disk")])
def test_other_errors_come_through(error: OSError) -> None:
    """They are no answer about topics."""

    async def look() -> list[str]:
        raise error

    async def sleep(_: float) -> None:
        return None

    with pytest.raises(OSError, match="disk"):
        asyncio.run(wrong_twice(look, sleep))
