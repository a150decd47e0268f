"""Which thread a story is in: the state is read and not written.

The stories that share most of its strongest terms are compared with it; of their threads the one that is nearest in the
mean takes it in, if it is near enough. What the story shows of threads is decided with it: two that it ties together
merge, one that it fills may split.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream.model.thread_records import Nearest, ThreadEvidence
from stream.threads.contrast import (
    Matrix,
    divide,
    likenesses,
    mean_between,
    mean_profile,
    ratio,
)
from stream.threads.placement import Move, MoveKind, Placement
from stream.threads.profiles import Profile
from stream.threads.thread_state import ThreadState

_THREADS: Final = 4  # compared whole: the nearest story is in one of them
# Stories of a thread that a story is compared with, the newest: they say what it is about now.
_COMPARED: Final = 24
_DIVIDED: Final = 40  # stories of a thread among which a split is looked for, the newest
# A split is looked for when a thread has so many stories: with each one more the answer seldom changes.
_LOOKED: Final = (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 25, 28, 32, 36)
_EVERY: Final = 8  # beyond these
# Where a thread has grown to so many stories it takes in what is near to all of them together.
_GATHERED: Final = (3, 4, 6, 8, 11, 15, 20, 27, 35)
_MIDDLE: Final = 250  # terms of what the stories of a thread have in common: the others are of one or two
_TAKEN_IN: Final = 3  # threads at most, each time
_NEAREST: Final = 0.2  # what the nearest story counts beside the mean of all: a long thread drifts
_FAINT: Final = 0.6  # of what joins: the nearest story of a thread that takes one in is nearer than that
_SHOWN_TERMS: Final = 8
_SHOWN_STORIES: Final = 3
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class ArrivingStory:
    """A story that comes: its id (16 hex digits), its own time and the log's in seconds since 1970."""

    story_id: str
    language: str
    time: int
    clock: int


@dataclass(frozen=True, slots=True)
class _Near:
    """A thread that is near: its stories compared, their likeness, the mean in time, and the seconds between."""

    thread: int
    stories: NDArray[np.int64]
    likeness: list[float]
    score: float
    gap: int


def place(state: ThreadState, arrival: ArrivingStory, profile: Profile) -> Placement:
    """The thread of a story that the state does not know yet."""
    near = _near(state, arrival, profile)
    least = state.rules.least_likeness(state.ring.heads)
    close = [each for each in near if each.score >= least]
    if not close:
        score = near[0].score if near else 0.0
        alone = _Thread(state.next_number, arrival.story_id)
        return _placement(state, arrival, profile, alone, score, ThreadEvidence("first"))
    best, rule = close[0], "joined"
    moves: list[Move] = []
    if len(close) > 1:
        best, merge = _between(state, profile, close[0], close[1])
        rule = "closer" if merge is None and best is not close[0] else rule
        moves = [] if merge is None else [merge]
    moves = moves or _gather(state, arrival, profile, best) or _split(state, arrival, profile, best)
    evidence = _evidence(state, profile, best, rule)
    joined = _Thread(best.thread, state.thread_id(best.thread))
    return _placement(state, arrival, profile, joined, best.score, evidence, tuple(moves))


class _Thread(NamedTuple):
    number: int
    thread_id: str


def _placement(
    state: ThreadState,
    arrival: ArrivingStory,
    profile: Profile,
    thread: _Thread,
    score: float,
    evidence: ThreadEvidence,
    moves: tuple[Move, ...] = (),
) -> Placement:
    held = len(profile.terms)
    keys = profile.keys[:held].astype("<u4", copy=False).tobytes()
    return Placement(
        arrival.story_id,
        arrival.language,
        arrival.time,
        arrival.clock,
        keys,
        profile.weights[:held].tobytes(),
        thread.thread_id,
        state.next_number,
        thread.number,
        moves,
        round(score, 4),
        evidence,
    )


def _near(state: ThreadState, arrival: ArrivingStory, profile: Profile) -> list[_Near]:
    """The threads near a story, nearest first, of equal ones the older; none of those that nothing is near in."""
    ring = state.ring
    faint = state.rules.join * _FAINT
    nearest = state.index.threads_near(ring, profile.keys, profile.weights, faint, _THREADS)
    if not nearest:
        return []
    groups = [state.newest(thread, _COMPARED) for thread in nearest]
    together = array("q")
    for group in groups:
        together += group
    stories = np.frombuffer(together, np.int64)
    likeness = ring.likeness(profile.keys, profile.weights, stories)
    gaps = np.abs(ring.times(stories) - arrival.time).tolist()
    near, begin = [], 0
    for thread, group in zip(nearest, groups, strict=True):
        end = begin + len(group)
        part, gap = likeness[begin:end], min(gaps[begin:end])
        mean = (1.0 - _NEAREST) * math.fsum(part) / len(part) + _NEAREST * max(part)
        near.append(_Near(thread, stories[begin:end], part, mean * _nearness(state, gap), gap))
        begin = end
    near.sort(key=lambda each: (-each.score, each.thread))
    return near


def _nearness(state: ThreadState, gap: int) -> float:
    """What a distance in time leaves of a likeness."""
    return float(0.5 ** (gap / state.rules.half_life.total_seconds()))


def _between(state: ThreadState, profile: Profile, first: _Near, second: _Near) -> tuple[_Near, Move | None]:
    """Which of two near threads a story is in, and whether they are one."""
    plain, beyond = _matrices(state, profile, np.concatenate((first.stories, second.stories)))
    count = len(plain) - 1
    one, other = np.arange(len(first.stories)), np.arange(len(first.stories), count)
    new = np.array((count,))
    chosen = first
    if min(len(one), len(other)) > 1 and mean_between(beyond, new, other) > mean_between(beyond, new, one):
        chosen, one, other = second, other, one
    one = np.append(one, new)
    gap = _gap(state, first.stories, second.stories)
    score = mean_between(plain, one, other) * _nearness(state, gap)
    if score < state.rules.join or _are_apart(state, beyond, one, other, gap):
        return chosen, None
    older, younger = (first, second) if first.thread < second.thread else (second, first)
    # The story goes to the older thread with the others.
    return older, _merge(state, younger.thread, older.thread, score)


def _merge(state: ThreadState, younger: int, older: int, score: float, others: Sequence[str] = ()) -> Move:
    stories = (*map(state.story_id, state.members(younger).tolist()), *others)
    return Move(
        MoveKind.MERGE, state.thread_id(younger), state.thread_id(older), stories, round(score, 4), older
    )


def _gap(state: ThreadState, one: NDArray[np.int64], other: NDArray[np.int64]) -> int:
    """The seconds between two groups of stories."""
    return seconds_between(state.ring.times(one), state.ring.times(other))


def seconds_between(one: NDArray[np.int64], other: NDArray[np.int64]) -> int:
    """The seconds between two groups of times, 0 where they overlap."""
    return max(0, int(one.min() - other.max()), int(other.min() - one.max()))


def _are_apart(
    state: ThreadState, beyond: Matrix, one: NDArray[np.int64], other: NDArray[np.int64], gap: int
) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 1 and ratio(beyond, one, other) < state.rules.least_ratio(smaller, gap)


def _gather(state: ThreadState, arrival: ArrivingStory, profile: Profile, near: _Near) -> list[Move]:
    """The threads that one which has grown merges with: those near to what its stories have in common.

    A story that came before the others may have found nothing near enough.
    """
    size = state.size(near.thread) + 1
    if size not in _GATHERED and (size < _GATHERED[-1] or size % _EVERY):
        return []
    moves: list[Move] = []
    gone: list[str] = [arrival.story_id]
    for thread in _around(state, profile, near):
        stories = state.members(thread)[-_COMPARED:]
        plain, beyond = _matrices(state, profile, np.concatenate((near.stories, stories)))
        count = len(plain) - 1
        one, other = np.append(np.arange(len(near.stories)), count), np.arange(len(near.stories), count)
        gap = _gap(state, near.stories, stories)
        score = mean_between(plain, one, other) * _nearness(state, gap)
        if score < state.rules.join or _are_apart(state, beyond, one, other, gap):
            continue
        if thread < near.thread:
            moves.append(_merge(state, near.thread, thread, score, gone))
            break
        moves.append(_merge(state, thread, near.thread, score))
        gone.extend(moves[-1].stories)
    return moves


def _around(state: ThreadState, profile: Profile, near: _Near) -> list[int]:
    """The threads with the stories that are likest to the middle of a thread, likest first, of equal ones the older."""
    ring = state.ring
    middle, parts = mean_profile(*ring.terms_with(near.stories, profile.keys, profile.weights), _MIDDLE)
    close = state.index.threads_near(ring, middle, parts, state.rules.join, _TAKEN_IN + 1)
    return [thread for thread in close if thread != near.thread][:_TAKEN_IN]


def _split(state: ThreadState, arrival: ArrivingStory, profile: Profile, near: _Near) -> list[Move]:
    """The stories that leave the thread which takes a story in, where it falls into two."""
    members = state.members(near.thread)
    size = len(members) + 1
    if size not in _LOOKED and (size < _LOOKED[-1] or size % _EVERY):
        return []
    known = members[-(_DIVIDED - 1) :]
    _, beyond = _matrices(state, profile, known)
    division = divide(beyond)
    if division is None:
        return []
    smaller = min(len(division.one), len(division.other))
    times = np.append(state.ring.times(known), arrival.time)
    gap = seconds_between(times[list(division.one)], times[list(division.other)])
    if division.ratio >= state.rules.least_ratio(smaller, gap):
        return []
    # The part with the oldest story keeps the id; older stories than those compared stay with it.
    leaves = division.other if 0 in division.one else division.one
    stories = tuple(arrival.story_id if at == len(known) else state.story_id(int(known[at])) for at in leaves)
    first = leaves[0]
    number = state.next_number if first == len(known) else int(known[first])
    told = round(division.ratio, 4)
    return [Move(MoveKind.SPLIT, state.thread_id(near.thread), stories[0], stories, told, number)]


def _matrices(state: ThreadState, profile: Profile, stories: NDArray[np.int64]) -> tuple[Matrix, Matrix]:
    """The likenesses among some stories, and behind them of the one that comes."""
    return likenesses(*state.ring.terms_with(stories, profile.keys, profile.weights))


def _evidence(state: ThreadState, profile: Profile, near: _Near, rule: str) -> ThreadEvidence:
    ranked = sorted((-like, at) for at, like in enumerate(near.likeness))
    order = [at for _, at in ranked[:_SHOWN_STORIES]]
    told = state.ring.shared(profile.keys, profile.weights, near.stories[order])
    shared = sorted((-told[at], at) for at in range(len(profile.terms)) if told[at])
    terms = tuple(profile.terms[at] for _, at in shared[:_SHOWN_TERMS])
    nearest = tuple(
        Nearest(state.story_id(int(near.stories[at])), round(near.likeness[at], 4)) for at in order
    )
    return ThreadEvidence(rule, terms, nearest, round(near.gap / _HOUR, 1), state.size(near.thread))
