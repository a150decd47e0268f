"""Many inputs, one after the other, each by a seed and its number."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.targets import TARGETS

KEPT: int = 20  # of what was found: enough to begin with


@dataclass(slots=True)
class Fuzzed:
    """What the inputs came to.

    `slowest` is, for each target, the longest processor time of one input in seconds; `grown` how many megabytes the
    process has grown by since a tenth of the inputs was through.
    """

    inputs: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    grown: float = 0.0


def fuzz(inputs: int, seed: int, say: Callable[[str], None] = lambda _: None) -> Fuzzed:
    """Give every target its share of inputs."""
    done, names = Fuzzed(), list(TARGETS)
    shares = [TARGETS[name][0] for name in names]
    before = 0.0
    for number in range(inputs):
        rng = Random(f"{seed}/{number}")  # noqa: S311 - to be made again, no secret
        (name,) = rng.choices(names, shares)
        _, make, target = TARGETS[name]
        given = make(rng)
        began = time.process_time()
        try:
            wrong = target(given)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            wrong = f"{type(error).__name__}: {error}"
        done.inputs[name] += 1
        done.slowest[name] = max(done.slowest.get(name, 0.0), round(time.process_time() - began, 3))
        if wrong and len(done.found) < KEPT:
            done.found.append(f"{seed}/{number} {name}: {wrong[:300]}")
            say(done.found[-1])
        if number == inputs // 10:
            before = _megabytes()
    done.grown = round(_megabytes() - before, 1)
    return done


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
