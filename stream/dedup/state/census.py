"""What a shard holds, in numbers: for those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from stream.dedup.journal.decision import Decision
from stream.dedup.state.state import State
from stream.model.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Census:
    """Counts of the window; `span` is from the article that came first to the latest, by article time.

    `index_bytes` is the memory of keys and sketches, `embargoed` how many texts wait for the end of an embargo.
    """

    articles: int
    stories: int
    span: timedelta
    indexed: int
    index_bytes: int
    embargoed: int


def census(state: State) -> Census:
    """Count a shard; costs no more for a large one."""
    first = state.articles.first()
    return Census(
        len(state.articles),
        len(state.stories),
        timedelta(0) if first is None else max(state.watermark - first.time, timedelta(0)),
        len(state.index),
        state.index.nbytes,
        state.embargoes.waiting,
    )


def until_copied(state: State, decision: Decision) -> timedelta | None:
    """How long a story stood alone before this decision, its first copy; None for any other decision.

    From the founding article's time to the copy's; a copy that is older than what it copies waited for nothing.
    """
    story = state.stories.get(decision.story_id) if decision.verdict is Verdict.COPY else None
    if story is None or any(state.articles[number].verdict is Verdict.COPY for number in story.members):
        return None
    return max(decision.time - state.articles[story.founded].time, timedelta(0))
