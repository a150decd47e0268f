"""What is decided of a story: its thread, why, and what happens to threads by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stream.model.thread_records import ThreadEvidence


class MoveKind(StrEnum):
    """Why stories go from one thread to another."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Move:
    """Stories that go from a thread to another.

    Of a merge they are all of the thread; of a split those that are a thread of their own now. `score` is the mean
    likeness by which threads merge, or the ratio by which one splits (see `ThreadRules`). `number` is that of the thread
    that they go to, within the state.
    """

    kind: MoveKind
    from_thread: str
    to_thread: str
    stories: tuple[str, ...]
    score: float
    number: int


@dataclass(frozen=True, slots=True)
class PlacedStory:
    """A story in its thread, as the state takes it.

    `time` is in seconds since 1970, `clock` the log's. `keys` (uint32, little-endian) and `weights` (uint8) are those of
    its profile, without the empty places. `thread_id` is the id of the thread before the moves, which are applied in order.
    `number` and `thread` are the numbers of the story and the thread within the state: a state that is rebuilt from the
    rows that are left gives the same ones.
    """

    story_id: str
    language: str
    time: int
    clock: int
    keys: bytes
    weights: bytes
    thread_id: str
    number: int
    thread: int
    moves: tuple[Move, ...]

    @property
    def final_thread(self) -> str:
        """The story's thread after the moves."""
        thread = self.thread_id
        for move in self.moves:
            if self.story_id in move.stories:
                thread = move.to_thread
        return thread


@dataclass(frozen=True, slots=True)
class Placement(PlacedStory):
    """A story in its thread, and why: what a judgement comes to."""

    score: float
    evidence: ThreadEvidence
