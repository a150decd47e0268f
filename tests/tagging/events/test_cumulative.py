from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Casualty, Conflict


def running(conflict: Conflict) -> list[bool]:
    """Whether each casualty is a running toll."""
    return [e.cumulative for e in conflict.entities if isinstance(e, Casualty)]


@pytest.mark.parametrize(
    "text",
    [
        "More than 200,000 people have been killed since 2011.",
        "The war has killed some 12,400 people.",
        "At least 50 civilians were killed since Friday last week.",
        "So far 8 civilians have died.",
        "Strikes killed hundreds of civilians in recent months.",
        "The conflict, in which 600 people have died this year, goes on.",
        "Over the past three years 900 soldiers were killed.",
    ],
)
def test_running_tolls(tag: Callable[..., Conflict], text: str) -> None:
    """Over time, or of a war rather than of a blow."""
    assert running(tag(text)) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 12 people on Friday.",
        "Twelve soldiers died when rebels shelled the camp.",
        "Rebels said the fighting had left 4 dead on Monday.",
    ],
)
def test_single_incidents(tag: Callable[..., Conflict], text: str) -> None:
    """A blow that struck once."""
    assert running(tag(text))[0] is False
