"""Which stories are in which threads once a placement is taken, without taking it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from stream.threads.placement import Placement
from stream.threads.thread_state import ThreadState

MOST_STORIES = 256  # of a thread, the newest: what is told of it must not take longer the larger it is


def after(
    state: ThreadState, placement: Placement, before: Iterable[Placement] = ()
) -> dict[str, tuple[str, ...]]:
    """The stories of each thread that a placement changes, in order of arrival; none for one that went into another.

    Args:
        state: that the placement was judged by.
        placement: not applied yet.
        before: placements without moves, not applied either, that come before it.
    """
    threads = [
        placement.thread_id,
        *(name for move in placement.moves for name in (move.from_thread, move.to_thread)),
    ]
    held = {name: [*stories_of(state, name)] for name in dict.fromkeys(threads)}
    for one in (*before, placement):
        if one.thread_id in held:
            held[one.thread_id].append(one.story_id)
    for move in placement.moves:
        moved = {*move.stories}
        held[move.from_thread] = [story for story in held[move.from_thread] if story not in moved]
        held[move.to_thread] += [story for story in move.stories if story not in {*held[move.to_thread]}]
    return {name: tuple(stories) for name, stories in held.items()}


def stories_of(state: ThreadState, thread_id: str) -> Sequence[str]:
    """The newest stories of a thread, in order of arrival; none for one that is not known."""
    number = state.number_of(thread_id)
    if not number:
        return ()
    return state.ring.ids(np.frombuffer(state.newest(number, MOST_STORIES), np.int64))
