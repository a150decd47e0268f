from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.notify.backoff import pause
from stream.notify.targets import Retries


@given(st.integers(1, 10_000), st.floats(0, 1), st.floats(0, 1e6))
def test_a_pause_is_bounded_by_the_settings(failed: int, chance: float, asked: float) -> None:
    """However many tries failed and whatever a target asks: at least half the first wait, at most the longest."""
    assert 1.0 <= pause(Retries(first_wait=2.0, longest_wait=30.0), failed, chance, asked) <= 30.0


def test_pauses_double_and_half_of_each_is_chance() -> None:
    """2 to 4 s, 4 to 8 s, 8 to 16 s; what the target asks for is given where it is longer."""
    bounds = Retries(first_wait=4.0, longest_wait=100.0)
    assert [(pause(bounds, n, 0.0), pause(bounds, n, 1.0)) for n in (1, 2, 3)] == [(2, 4), (4, 8), (8, 16)]
    assert pause(bounds, 1, 0.5, asked=50.0) == 50.0
