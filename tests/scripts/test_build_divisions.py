from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

_SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="module")
def build() -> Any:
    """The build script's module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(_SCRIPTS))
        return importlib.import_module("build_divisions")


def division(build: Any, name: str, alpha2: str, level: int = 1, aliases: tuple[str, ...] = ()) -> Any:
    """A division of that name."""
    return build.Division(1, name, alpha2, f"{alpha2}.1", level, aliases)


def test_the_middle_is_that_of_the_area_not_of_the_towns(build: Any) -> None:
    """Ten towns in a corner weigh no more than one."""
    corner = [(0.1 * n, 0.0) for n in range(10)]
    assert build.middle([(0.0, 0.0), (0.0, 4.0), (4.0, 0.0), (4.0, 4.0), *corner]) == pytest.approx(
        (2.0, 2.0)
    )


def test_towns_in_a_line_have_a_middle(build: Any) -> None:
    """And so has one town alone."""
    assert build.middle([(1.0, 1.0), (3.0, 3.0)]) == pytest.approx((2.0, 2.0))
    assert build.middle([(1.0, 1.0)]) == (1.0, 1.0)


def test_the_date_line_is_no_gap(build: Any) -> None:
    """Islands on both sides of it have their middle between them."""
    assert build.middle([(0.0, 178.0), (0.0, -178.0)]) == pytest.approx((0.0, -180.0))


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-80, 80)), min_size=1, max_size=20))
def test_the_middle_lies_among_the_towns(build: Any, points: list[tuple[float, float]]) -> None:
    """Between the outermost of them, whatever they are."""
    for axis, middle in enumerate(build.middle(points)):
        values = [point[axis] for point in points]
        assert min(values) - 1e-6 <= middle <= max(values) + 1e-6


def test_generic_words_are_left_out_where_news_does(build: Any) -> None:
    """A province by its bare name too; a county of the United States by its full name alone."""
    assert {"kesh", "kesh governorate"} <= division(build, "Kesh Governorate", "SY").keys()
    assert division(build, "Black Hawk County", "US", 2, ("Black Hawk",)).keys() == {"black hawk county"}
