"""The threads of a shard: of each of its languages apart, for nothing is shared between the words of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stream.threads.membership import after, stories_of
from stream.threads.placement import PlacedStory, Placement
from stream.threads.placing import ArrivingStory, place
from stream.threads.profiles import Profiler
from stream.threads.thread_rules import ThreadRules
from stream.threads.thread_state import ThreadState


@dataclass(frozen=True, slots=True)
class ThreadStory:
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

    def find(self, story_id: str) -> tuple[str, int] | None:
        """The thread of a story of any language, and how many stories it holds; None for one that is not known."""
        for state in self._states.values():
            thread = state.thread_of(story_id)
            if thread is not None:
                return thread, state.size_of(thread)
        return None

    def language_of(self, story_id: str) -> str | None:
        """The language whose threads have a story; None for one that is not known."""
        return next(
            (name for name, state in self._states.items() if state.thread_of(story_id) is not None), None
        )

    def last_number(self, language: str) -> int:
        """The number of the newest story of a language, 0 where there is none."""
        state = self._states.get(language)
        return 0 if state is None else state.next_number - 1

    def first_number(self, language: str) -> int:
        """The number of the oldest story of a language that is held: rows of those before it are needed no more."""
        state = self._states.get(language)
        return 1 if state is None else state.ring.first

    def __iter__(self) -> Iterator[tuple[str, ThreadState]]:
        yield from self._states.items()

    def after(self, placement: Placement, before: Iterable[Placement] = ()) -> dict[str, tuple[str, ...]]:
        """The stories of each thread that a placement changes (see `stream.threads.membership.after`)."""
        state = self._states.get(placement.language) or ThreadState(self._rules)
        return after(state, placement, (one for one in before if one.language == placement.language))

    def stories_of(self, language: str, thread_id: str) -> tuple[str, ...]:
        """The newest stories of a thread, in order of arrival."""
        state = self._states.get(language)
        return () if state is None else tuple(stories_of(state, thread_id))

    def judge(self, story: ThreadStory) -> Placement:
        """The thread of a story that is not known yet: a function of the rows applied and the story."""
        state = self._states.get(story.language) or ThreadState(self._rules)
        profiler = self._profilers.get(story.language)
        if profiler is None:
            profiler = self._profilers[story.language] = Profiler(story.language)
        profile = profiler.profile(story.headline, story.body, state.ring.counts, state.ring.heads)
        arrival = ArrivingStory(story.story_id, story.language, min(story.time, story.clock), story.clock)
        return place(state, arrival, profile)

    def apply(self, step: PlacedStory) -> None:
        """Take a step; a second one of the same story changes nothing.

        Time passes for all languages: one that is quiet forgets with the others.
        """
        state = self._states.get(step.language)
        if state is None:
            state = self._states[step.language] = ThreadState(self._rules)
        if state.thread_of(step.story_id) is None:
            for each in self._states.values():
                each.pass_time(step.clock)
            state.apply(step)
