"""The threads of one language: a function of the placements applied, in order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stream.threads.number_table import NumberTable
from stream.threads.placement import Move, PlacedStory
from stream.threads.profile_ring import ProfileRing
from stream.threads.profiles import EMPTY, TERMS
from stream.threads.term_index import TermIndex
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

    def newest(self, thread: int, most: int) -> array[int]:
        """The newest stories of a thread within the window, by number, rising."""
        held = self._members.get(thread)
        return array("q", (thread,)) if held is None else held[-most:]

    def size(self, thread: int) -> int:
        """How many stories of a thread are within the window."""
        held = self._members.get(thread)
        return 1 if held is None else len(held)

    def size_of(self, thread_id: str) -> int:
        """`size`, by the thread's id."""
        return self.size(self.number_of(thread_id))

    def number_of(self, thread_id: str) -> int:
        """The number of a thread, 0 for one that is not known."""
        name = int(thread_id, 16)
        return self._orphans.get(name) or self._numbers.get(name)

    def apply(self, step: PlacedStory) -> None:
        """Take a story into its thread, and do the moves."""
        self.pass_time(step.clock)
        name = int(step.story_id, 16)
        keys, weights = np.full(TERMS, EMPTY, np.uint32), np.zeros(TERMS, np.uint8)
        given = np.frombuffer(step.keys, "<u4")
        keys[: len(given)], weights[: len(given)] = given, np.frombuffer(step.weights, np.uint8)
        if not len(self):
            self.ring.begin_at(step.number)
        begins = step.thread == step.number
        number = self.ring.append(keys, weights, step.time, name, 0 if begins else step.thread)
        self._numbers.put(name, number)
        if not begins:
            self._know(step.thread, step.thread_id)
            self._add(step.thread, (number,))
        thread = number if begins else step.thread
        self.index.put(self.ring, keys, weights, number, thread)
        for move in step.moves:
            self._move(move)

    @property
    def next_number(self) -> int:
        """The number of the next story."""
        return self.ring.behind

    def _know(self, thread: int, thread_id: str) -> None:
        """Keep the id of a thread whose first story is not held: rows of before it are gone in a rebuild."""
        if thread < self.ring.first and thread not in self._names:
            name = int(thread_id, 16)
            self._names[thread], self._orphans[name] = name, thread

    def _move(self, move: Move) -> None:
        known = (self._numbers.get(int(story, 16)) for story in move.stories)
        numbers = sorted(number for number in known if number)
        if not numbers:
            return
        before = self.ring.thread(numbers[0])
        left = sorted({*self.members(before).tolist()} - {*numbers})
        self._set(before, left)
        self._know(move.number, move.to_thread)
        self._add(move.number, numbers)
        self.ring.move(np.array(numbers, np.int64), move.number)

    def _add(self, thread: int, numbers: Sequence[int]) -> None:
        held = self._members.get(thread)
        if held is None:
            # A thread that a split begins holds nothing yet: its first story is among the numbers.
            alone = self.ring.first <= thread and self.ring.thread(thread) == thread
            self._set(thread, sorted({*numbers, *((thread,) if alone else ())}))
            return
        if len(numbers) == 1 and numbers[0] > held[-1]:
            held.append(numbers[0])
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

    def pass_time(self, clock: int) -> None:
        """Let the log's time be no less than `clock`, and forget what has left the window."""
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
