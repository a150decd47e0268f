"""The threads of one language: a function of the placements applied, in order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from stream.threads.number_table import NumberTable
from stream.threads.placement import Move, Placement
from stream.threads.profile_ring import ProfileRing
from stream.threads.profiles import EMPTY, TERMS, strongest_of
from stream.threads.term_index import KEYS, TermIndex
from stream.threads.thread_rules import ThreadRules


class ThreadState:
    """Stories of the window, their threads, and the index of their strongest terms.

    Stories and threads have numbers inside and ids outside: a thread's id is that of the story it began with, which it
    keeps when that story has left the window.
    """

    def __init__(self, rules: ThreadRules) -> None:
        self.rules = rules
        self.ring = ProfileRing()
        self.index = TermIndex()
        self.clock = 0
        self._window = int(rules.window.total_seconds())
        self._numbers = NumberTable(self.ring.name)
        self._members: dict[int, array[int]] = {}  # of threads of two or more, by number, rising
        self._names: dict[int, int] = {}  # of threads whose first story has left
        self._orphans: dict[int, int] = {}  # their numbers by these

    def __len__(self) -> int:
        return len(self.ring)

    def thread_of(self, story_id: str) -> str | None:
        """The thread that a story is in now; None for a story that is not known (any more)."""
        number = self._numbers.get(int(story_id, 16))
        return self.thread_id(self.ring.thread(number)) if number else None

    def thread_id(self, thread: int) -> str:
        """A thread's id."""
        name = self._names.get(thread)
        return f"{self.ring.name(thread) if name is None else name:016x}"

    def story_id(self, number: int) -> str:
        """A story's id."""
        return f"{self.ring.name(number):016x}"

    def members(self, thread: int) -> NDArray[np.int64]:
        """The stories of a thread within the window, by number, rising."""
        held = self._members.get(thread)
        return np.array((thread,)) if held is None else np.frombuffer(held, np.int64).copy()

    def size(self, thread: int) -> int:
        """How many stories of a thread are within the window."""
        held = self._members.get(thread)
        return 1 if held is None else len(held)

    def apply(self, placement: Placement) -> None:
        """Take a story into its thread, and do the moves."""
        self._pass_time(placement.clock)
        name = int(placement.story_id, 16)
        keys, weights = np.full(TERMS, EMPTY, np.uint32), np.zeros(TERMS, np.uint8)
        given = np.frombuffer(placement.keys, "<u4")
        keys[: len(given)], weights[: len(given)] = given, np.frombuffer(placement.weights, np.uint8)
        thread = self._numbered(placement.thread_id)
        number = self.ring.append(keys, weights, placement.time, name, thread)
        self._numbers.put(name, number)
        if thread:
            self._add(thread, (number,))
        strongest = strongest_of(weights, KEYS)
        self.index.grow(len(self.ring))
        self.index.put(keys[strongest], number, self._is_of(thread or number))
        for move in placement.moves:
            self._move(move)

    def _numbered(self, thread_id: str) -> int:
        """The number of a thread, 0 for one that begins."""
        name = int(thread_id, 16)
        return self._orphans.get(name) or self._numbers.get(name)

    def _is_of(self, thread: int) -> Callable[[NDArray[np.uint32]], NDArray[np.bool_]]:
        def is_own(numbers: NDArray[np.uint32]) -> NDArray[np.bool_]:
            own: NDArray[np.bool_] = self.ring.threads(numbers.astype(np.int64)) == thread
            return own & (numbers >= self.ring.first)

        return is_own

    def _move(self, move: Move) -> None:
        before, after = self._numbered(move.from_thread), self._numbered(move.to_thread)
        numbers = sorted(self._numbers.get(int(story, 16)) for story in move.stories)
        left = sorted({*self.members(before).tolist()} - {*numbers})
        self._set(before, left)
        self._add(after, numbers)
        self.ring.move(np.array(numbers, np.int64), after)

    def _add(self, thread: int, numbers: Iterable[int]) -> None:
        held = self._members.get(thread)
        if held is None:
            # A thread that a split begins holds nothing yet: its first story is among the numbers.
            alone = self.ring.first <= thread and self.ring.thread(thread) == thread
            self._set(thread, sorted({*numbers, *((thread,) if alone else ())}))
            return
        self._set(thread, sorted({*held, *numbers}))

    def _set(self, thread: int, numbers: list[int]) -> None:
        """Say what a thread holds; of a thread that holds its own first story alone nothing is kept."""
        if numbers and numbers != [thread]:
            self._members[thread] = array("q", numbers)
            return
        self._members.pop(thread, None)
        if not numbers and thread in self._names:
            del self._orphans[self._names.pop(thread)]

    def _pass_time(self, clock: int) -> None:
        self.clock = max(self.clock, clock)
        ring = self.ring
        while len(ring) and ring.time(ring.first) < self.clock - self._window:
            number = ring.first
            thread, name = ring.thread(number), ring.name(number)
            held = self._members.get(thread)
            if held is not None:
                left = [each for each in held if each != number]
                if left and number == thread:
                    self._names[thread] = name
                    self._orphans[name] = thread
                self._set(thread, left)
            self._numbers.remove(name)
            ring.drop_first()
