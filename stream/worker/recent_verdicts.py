"""The last verdicts and the rates of the last minute, for the status page. The caller passes the time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from stream.dedup.journal.decision import Decision

KEPT_VERDICTS: Final = 20  # verdicts: as many as a person reads
PINNED: Final = 5  # of each of the following, however old: they are few, and the ones that a desk looks for
PINNED_VERDICTS: Final = ("kill", "hold", "correction")
SPAN_SECONDS: Final = 60.0  # over a minute a rate is steady and still follows a change


@dataclass(frozen=True, slots=True)
class RecentVerdict:
    """A verdict as it was given; `at` in seconds since 1970. Nothing of the article's text."""

    at: float
    article_id: str
    uri: str
    source: str
    verdict: str
    rule: str
    reason: str
    story_id: str


class Recent:
    """The last verdicts. Written by an agent, read from the web port's thread."""

    def __init__(self) -> None:
        self._given: deque[RecentVerdict] = deque(maxlen=KEPT_VERDICTS)
        self._pinned: dict[str, deque[RecentVerdict]] = {
            name: deque(maxlen=PINNED) for name in PINNED_VERDICTS
        }
        self._lock = threading.Lock()

    def add(self, decided: Iterable[Decision], at: float) -> None:
        """Note the verdicts of a batch, in order."""
        given = [
            RecentVerdict(
                at,
                decision.article_id,
                decision.uri,
                decision.source,
                decision.verdict.value,
                decision.reason.rule,
                decision.reason.text,
                decision.story_id,
            )
            for decision in decided
        ]
        with self._lock:
            self._given.extend(given)
            for each in given:
                if each.verdict in self._pinned:
                    self._pinned[each.verdict].append(each)

    def pinned(self) -> tuple[RecentVerdict, ...]:
        """The last kills, holds and corrections, the latest first."""
        with self._lock:
            found = [each for pinned in self._pinned.values() for each in pinned]
        return tuple(sorted(found, key=lambda each: each.at, reverse=True))

    def latest(self) -> tuple[RecentVerdict, ...]:
        """Those that are kept, the latest first."""
        with self._lock:
            return tuple(reversed(self._given))


class Rates:
    """The growth of totals per second over the last minute, from samples of the totals."""

    def __init__(self) -> None:
        self._noted: deque[tuple[float, Mapping[str, float]]] = deque()

    def note(self, at: float, totals: Mapping[str, float]) -> None:
        """Note the totals at a time, `at` in seconds. Samples older than the span are dropped but for the latest of them."""
        self._noted.append((at, totals))
        while len(self._noted) > 2 and self._noted[1][0] <= at - SPAN_SECONDS:
            self._noted.popleft()

    def per_second(self) -> dict[str, float]:
        """The growth of each total; empty before two were noted."""
        noted = tuple(self._noted)
        if len(noted) < 2:
            return {}
        (began, first), (ended, last) = noted[0], noted[-1]
        return {name: (last[name] - first.get(name, 0.0)) / (ended - began) for name in last}
