"""Which stories changed, from the reader of the topics to the pages that are open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Final

MOST_READERS: Final = 200  # open pages at once; one more is told so, and asks again by itself
MOST_NAMED: Final = 200  # stories named in one event; above, a page asks for what it shows whatever changed
# Seconds between two events to one page, and more for each open page: fifty pages ask a hundred times a second at worst.
PAUSE_SECONDS: Final = 0.2
PAUSE_EACH: Final = 0.006


@dataclass(frozen=True, slots=True)
class LiveChange:
    """Something changed: `number` names the state after it, `stories` what changed; () for anything."""

    number: str
    stories: tuple[str, ...] = ()


@dataclass(slots=True)
class _Listener:
    stories: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class LiveChanges:
    """One for all open pages; its calls come from one event loop.

    Args:
        most: pages that may follow at once.
    """

    def __init__(self, most: int = MOST_READERS) -> None:
        self._most = most
        self._readers: list[_Listener] = []
        self._began = time.time_ns()  # a desk that was started anew is another state
        self._count = 0
        self._closed = False

    @property
    def number(self) -> str:
        """The name of the present state; a page that shows another one asks anew."""
        return f"{self._began:x}.{self._count}"

    @property
    def open(self) -> int:
        """How many pages follow."""
        return len(self._readers)

    @property
    def full(self) -> bool:
        """Whether no other page may follow."""
        return self._closed or len(self._readers) >= self._most

    @property
    def readers(self) -> int:
        """How many pages follow."""
        return len(self._readers)

    def publish(self, stories: Iterable[str]) -> None:
        """Tell every open page."""
        named = set(stories)
        if not named:
            return
        self._count += 1
        for each in self._readers:
            each.stories |= named
            each.woken.set()

    def close(self) -> None:
        """End what every page follows."""
        self._closed = True
        for each in self._readers:
            each.woken.set()

    async def follow(self) -> AsyncIterator[LiveChange]:
        """The present state at once, then what changes; what came meanwhile is told together."""
        reader = _Listener()
        self._readers.append(reader)
        try:
            yield LiveChange(self.number)
            while True:
                await reader.woken.wait()
                if self._closed:
                    return
                reader.woken.clear()
                named, reader.stories = reader.stories, set()
                yield LiveChange(self.number, tuple(sorted(named)) if len(named) <= MOST_NAMED else ())
                await asyncio.sleep(PAUSE_SECONDS + PAUSE_EACH * len(self._readers))
        finally:
            self._readers.remove(reader)
