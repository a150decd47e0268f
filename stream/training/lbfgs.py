"""Minimise a smooth convex function: L-BFGS (Nocedal 1980) with Armijo's rule for the length of a step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Point: TypeAlias = NDArray[np.float64]
# Value and gradient at a point.
Objective: TypeAlias = Callable[[Point], tuple[float, Point]]

_MEMORY: Final = 10
# Armijo's share of the promised descent, as in Nocedal and Wright, Numerical Optimization, 3.1.
_SUFFICIENT: Final = 1e-4
_SHORTEST: Final = 1e-8
# The first step has no curvature to go by.
_FIRST_STEP: Final = 0.1


def minimise(objective: Objective, at: Point, *, rounds: int, tolerance: float = 1e-5) -> Point:
    """The point reached from `at` after so many rounds, or once a round gains less than `tolerance` of the value."""
    value, slope = objective(at)
    memory: deque[tuple[Point, Point, float]] = deque(maxlen=_MEMORY)
    for _ in range(rounds):
        direction = -_curved(slope, memory)
        promised = float(slope @ direction)
        if promised >= 0:
            memory.clear()
            direction = -_FIRST_STEP * slope / max(1.0, float(np.linalg.norm(slope)))
            promised = float(slope @ direction)
        length = 1.0
        while True:
            there = at + length * direction
            new_value, new_slope = objective(there)
            if new_value <= value + _SUFFICIENT * length * promised or length < _SHORTEST:
                break
            length /= 2
        moved, bent = there - at, new_slope - slope
        curvature = float(moved @ bent)
        if curvature > 1e-10:
            memory.append((moved, bent, 1 / curvature))
        gained = value - new_value
        at, value, slope = there, new_value, new_slope
        if abs(gained) < tolerance * max(1.0, abs(value)):
            break
    return at


def _curved(slope: Point, memory: deque[tuple[Point, Point, float]]) -> Point:
    """The two-loop recursion: the slope times the inverse curvature as remembered."""
    if not memory:
        first: Point = _FIRST_STEP * slope / max(1.0, float(np.linalg.norm(slope)) ** 0.5)
        return first
    result = slope.copy()
    shares = []
    for moved, bent, scale in reversed(memory):
        shares.append(scale * float(moved @ result))
        result -= shares[-1] * bent
    moved, bent, _ = memory[-1]
    result *= float(moved @ bent) / float(bent @ bent)
    for (moved, bent, scale), share in zip(memory, reversed(shares), strict=True):
        result += (share - scale * float(bent @ result)) * moved
    return result
