"""What is decided of a story: its thread, why, and what happens to threads by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MoveKind(StrEnum):
    """Why stories go from one thread to another."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A story of the thread that is among the nearest, and how like it is: a cosine of weighted terms, 0 to 1."""

    story_id: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a story is in its thread.

    `rule` is `first` (nothing known is like it), `joined` (like the stories of the thread in the mean), or `closer`
    (two threads are alike, and this one has in common with it what the other lacks). `terms` are the words that it shares
    with the nearest stories, the weightiest first; `hours` how far the thread's nearest story is in time; `stories` how many
    of the thread were known.
    """

    rule: str
    terms: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    hours: float = 0.0
    stories: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """Stories that go from a thread to another.

    Of a merge they are all of the thread; of a split those that are a thread of their own now. `score` is the mean
    likeness by which threads merge, or the ratio by which one splits (see `ThreadRules`).
    """

    kind: MoveKind
    from_thread: str
    to_thread: str
    stories: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Placement:
    """A story in its thread: a row of the state.

    `time` is in seconds since 1970, `clock` the log's. `keys` (uint32, little-endian) and `weights` (uint8) are those of
    its profile, without the empty places. `thread_id` is the id of the thread before the moves, which are applied in order.
    """

    story_id: str
    language: str
    time: int
    clock: int
    keys: bytes
    weights: bytes
    thread_id: str
    score: float
    evidence: Evidence
    moves: tuple[Move, ...] = ()

    @property
    def final_thread(self) -> str:
        """The story's thread after the moves."""
        thread = self.thread_id
        for move in self.moves:
            if self.story_id in move.stories:
                thread = move.to_thread
        return thread
