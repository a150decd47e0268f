"""Schedules one after the other in one process, each by its seed alone."""

from __future__ import annotations

import gc
import logging
import secrets
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import faust.tables.recovery
import faust.transport.consumer
from faust.stores import rocksdb
from mode import Service
from mode.utils.logging import CompositeLogger

from stream.config.settings import Settings
from stream.pipeline import core_rules
from stream.worker.app import bare_app
from stream.worker.metrics import Metrics
from tests.simulation.sim_account import Found, account_of, crashes_of
from tests.simulation.sim_disk import Batch
from tests.simulation.sim_loop import EPOCH
from tests.simulation.sim_world import World

NAMED_SEEDS: Final = 20
COLLECTED_AFTER: Final = 4  # schedules: what the dead leave is much, and all of it in cycles


@dataclass(frozen=True, slots=True)
class Ran:
    """A schedule that was run: what was found, the faults that were done, and in words why it is not clean."""

    seed: str
    found: Found
    faults: Counter[str]
    steps: int
    seconds: float
    why: tuple[str, ...]


@dataclass(slots=True)
class Runs:
    """What many schedules came to: faults by kind, what was found, and the first seeds that found it."""

    schedules: int = 0
    steps: int = 0
    simulated_seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    unclean: int = 0
    seeds: list[str] = field(default_factory=list)

    def add(self, ran: Ran) -> None:
        """Count a schedule."""
        self.schedules += 1
        self.steps += ran.steps
        self.simulated_seconds += ran.seconds
        self.faults += ran.faults
        self.found.update({each.name: getattr(ran.found, each.name) for each in fields(ran.found)})
        if not ran.found.clean:
            self.unclean += 1
            self.seeds += [ran.seed] if len(self.seeds) < NAMED_SEEDS else []


def run_schedule(seed: str) -> Ran:
    """One schedule and its account; `simulated` must surround it."""
    with _simulated_clock() as clock:
        world = World(seed, _conf(), _settings(), _metrics(), _tagger())
        clock.append(world.loop)
        world.run()
    why = [world.unfinished] if world.unfinished else []
    why += [f"{type(error).__name__}: {error}" for error in crashes_of(world)]
    return Ran(seed, account_of(world), world.faults, world.loop.steps, world.loop.now, tuple(why))


def run_schedules(seed: int, first: int, schedules: int) -> Generator[Ran, None, None]:
    """Schedules by a seed and their numbers."""
    with simulated():
        for number in range(first, first + schedules):
            yield run_schedule(f"{seed}/{number}")
            if number % COLLECTED_AFTER == 0:
                gc.collect()


@contextmanager
def simulated() -> Iterator[None]:
    """What of a process is in the way of a simulation: its log, its garbage collector, real databases, the tagger's load."""
    _, _, _ = _tagger(), _conf(), _metrics()  # made by the clock of the machine
    # All that is replaced is Faust's and mode's own: they take neither a store, a log nor a clock by their constructors.
    with ExitStack() as stack:
        stack.enter_context(patch.object(rocksdb, "rocksdict", SimpleNamespace(WriteBatch=Batch)))
        stack.enter_context(patch.object(rocksdb, "gc", SimpleNamespace(collect=lambda: 0)))
        stack.enter_context(patch.object(CompositeLogger, "log", lambda *_, **__: None))
        for module in (faust.tables.recovery, faust.transport.consumer):
            stack.enter_context(patch.object(module.terminal, "logtable", lambda *_, **__: ""))
        logging.disable(logging.CRITICAL)
        gc.disable()
        gc.collect()
        gc.freeze()  # what stays need not be looked through each time
        try:
            yield
        finally:
            for _ in range(5):
                gc.collect()  # what is left of the dead, while the log is silent
            gc.unfreeze()
            gc.enable()
            logging.disable(logging.NOTSET)


@contextmanager
def _simulated_clock() -> Iterator[list[Any]]:
    """All clocks are the loop's, which is put into the list."""
    loops: list[Any] = []

    def wall() -> float:
        return float(loops[-1].wall()) if loops else EPOCH

    def monotonic() -> float:
        return float(loops[-1].now) if loops else 0.0

    names = iter(range(1_000_000))
    # Faust and aiokafka read these clocks themselves, wherever they wait.
    with ExitStack() as stack:
        stack.enter_context(patch.object(time, "time", wall))
        for name in ("monotonic", "perf_counter"):
            stack.enter_context(patch.object(time, name, monotonic))
        stack.enter_context(patch.object(secrets, "token_hex", lambda _: f"{next(names):08x}"))
        stack.enter_context(patch.dict(Service.itertimer.__kwdefaults__, clock=monotonic))
        yield loops


@cache
def _conf() -> Any:
    return bare_app(_settings()).conf


@cache
def _settings() -> Settings:
    return Settings(data_dir=Path("tables"))


@cache
def _metrics() -> Metrics:
    return Metrics((), 3)


@cache
def _tagger() -> Any:
    return Remembering(core_rules.load_tagger(_settings()))


class Remembering:
    """A tagger that reads each text once: the texts of all schedules are the same few."""

    def __init__(self, tagger: Any) -> None:
        self._tagger = tagger
        self._said: dict[Any, Any] = {}

    def tag(self, text: str, **given: Any) -> Any:
        """As the tagger."""
        key = text, repr(given)
        if key not in self._said:
            self._said[key] = self._tagger.tag(text, **given)
        return self._said[key]
