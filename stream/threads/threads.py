"""The threads of a shard: of each of its languages apart, for nothing is shared between the words of two."""

from __future__ import annotations

from dataclasses import dataclass

from stream.threads.placement import Placement
from stream.threads.placing import Arrival, place
from stream.threads.profiles import Profiler
from stream.threads.thread_rules import ThreadRules
from stream.threads.thread_state import ThreadState


@dataclass(frozen=True, slots=True)
class Story:
    """A story by its first article: id (16 hex digits), language as `shard_language` gives it, and its text.

    `time` is the article's own and `clock` the log's, in seconds since 1970. A time after the clock counts as the clock.
    """

    story_id: str
    language: str
    headline: str
    body: str
    time: int
    clock: int


class Threads:
    """State by language. `judge` reads it; only `apply` writes it, so that a decision becomes real with its row."""

    def __init__(self, rules: ThreadRules) -> None:
        self._rules = rules
        self._states: dict[str, ThreadState] = {}
        self._profilers: dict[str, Profiler] = {}

    def __len__(self) -> int:
        return sum(map(len, self._states.values()))

    def thread_of(self, language: str, story_id: str) -> str | None:
        """The thread that a story is in now; None for one that is not known (any more)."""
        state = self._states.get(language)
        return None if state is None else state.thread_of(story_id)

    def judge(self, story: Story) -> Placement:
        """The thread of a story that is not known yet: a function of the rows applied and the story."""
        state = self._states.get(story.language) or ThreadState(self._rules)
        profiler = self._profilers.get(story.language)
        if profiler is None:
            profiler = self._profilers[story.language] = Profiler(story.language)
        profile = profiler.profile(story.headline, story.body, state.ring.counted, len(state))
        arrival = Arrival(story.story_id, story.language, min(story.time, story.clock), story.clock)
        return place(state, arrival, profile)

    def apply(self, placement: Placement) -> None:
        """Take a placement; a second one of the same story changes nothing."""
        state = self._states.get(placement.language)
        if state is None:
            state = self._states[placement.language] = ThreadState(self._rules)
        if state.thread_of(placement.story_id) is None:
            state.apply(placement)
