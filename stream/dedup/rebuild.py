"""A state taken from its rows again, many decisions at once: the same state as deciding left, in a tenth of the time.

Most decisions need nothing of those around them: a new article of a new item that makes a story of its own, or joins
one. Their facts, sketches, keys and names go in together, as columns. All others (ticks, releases, merges, kills, a
second version) follow one by one, in order. An article counts to the others as soon as one of its names (its id, its
item, a slug) is known already or comes twice among those taken together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal import Entry, Tick
from stream.dedup.packing import article_ids
from stream.dedup.rows import JOINING, PLAIN, TICK, Row
from stream.dedup.state import State

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a row up to the next expiry: which of its entries are articles, their numbers, and their serials by entry."""

    row: Row
    articles: Places
    numbers: NDArray[np.int64]
    serials: NDArray[np.int64]


def take_row(state: State, row: Row) -> None:
    """Take a row's decisions, which are in the archive already.

    One given before (two workers may each have written a row around a rebalance, and agree on what both decided)
    changes nothing, but counts.
    """
    columns = row.columns
    fresh = ~_given_before(state, row)
    first = state.deliveries.count_all(columns["place"], fresh)
    articles = fresh & (columns["facts"] > 0)
    window = state.window
    due, until = window.segments_of(columns["time"], columns["until"], articles)
    serials = first + np.arange(len(row))
    start = 0
    if fresh.any():
        window.pass_time(int(columns["clock"][fresh].max()))
    for end in [*_cuts(state, due, until[articles]), len(row)]:
        at = start + np.nonzero(articles[start:end])[0]
        numbers = state.entries.add_all(*_joined(row, at), serials[at], columns["place"][at], until[at])
        window.watch(int(columns["time"][at].max(initial=0)))
        _take_part(state, _Part(row, at, numbers, serials), start + np.nonzero(fresh[start:end])[0])
        state.expire()
        start = end


def _cuts(state: State, due: NDArray[np.int64], until: NDArray[np.int64]) -> list[int]:
    """Where the window moves on past an article: behind the entry that moves it, before the next."""
    moves = np.nonzero(np.diff(due, prepend=state.window.oldest) > 0)[0]
    if not len(moves):
        return []
    earliest = min(state.entries.earliest(), int(until.min(initial=int(due[-1]))))
    ends: list[int] = (moves[due[moves] > earliest] + 1).tolist()
    return ends


def _given_before(state: State, row: Row) -> NDArray[np.bool_]:
    """Which entries were taken before; those that the hash of their position says may have been are looked at."""
    again = state.deliveries.meets(row.columns["place"])
    for at in np.nonzero(again)[0].tolist():
        decision: Entry | Tick = row.decision(at)
        again[at] = state.recall(decision.position) is not None
    return again


def _joined(row: Row, at: Places) -> tuple[bytes | memoryview, NDArray[np.int64]]:
    """The facts of some entries, one behind the other, and their sizes."""
    sizes = row.columns["facts"][at].astype(np.int64)
    if not len(at):
        return b"", sizes
    bounds = row.fact_bounds
    whole = row.facts[bounds[int(at[0])] : bounds[int(at[-1]) + 1]]
    if len(whole) == int(sizes.sum()):
        return whole, sizes
    return b"".join(row.facts[bounds[each] : bounds[each + 1]] for each in at.tolist()), sizes


def _take_part(state: State, part: _Part, fresh: Places) -> None:
    row, kinds = part.row, part.row.columns["kind"]
    numbers = dict(zip(part.articles.tolist(), part.numbers.tolist(), strict=True))
    together = _together(state, part)
    alone = together[kinds[together] == PLAIN]
    state.stories.alone_all([numbers[at] for at in alone.tolist()])
    kept = _keep(state, row, numbers, together.tolist())
    others = np.setdiff1d(fresh, alone, assume_unique=True)
    joining = set(together[kinds[together] == JOINING].tolist())
    for at in others.tolist():
        if at in joining:
            state.stories.enter(numbers[at], row.acts[at])
        elif kinds[at] == TICK:
            state.take_tick(row.act(at), int(part.serials[at]))
        else:
            step = row.step(at)
            state.take_article(numbers[at], int(part.serials[at]), step)
            kept.append((numbers[at], step.sketch))
    state.index.add_keys(kept)


def _keep(state: State, row: Row, numbers: dict[int, int], entries: list[int]) -> list[tuple[int, bytes]]:
    """Put these articles into the index, all but their keys; those that have some, with their sketches."""
    kept: list[tuple[int, bytes]] = []
    for at in entries:
        exact = row.exact(at)
        if exact:
            state.index.keep(numbers[at], b"", exact)
        else:
            kept.append((numbers[at], row.sketch(at)))
    state.index.keep_all(kept)
    return kept


def _together(state: State, part: _Part) -> Places:
    """The articles that nothing here or known before bears on; their names are put."""
    row, at = part.row, part.articles
    columns = row.columns[at]
    counts = columns["aliases"]
    first = row.alias_bounds[at]
    inside = np.arange(counts.sum(dtype=np.int64)) - np.repeat(
        np.cumsum(counts, dtype=np.int64) - counts, counts
    )
    aliases = row.aliases[np.repeat(first, counts) + inside]
    names = np.concatenate((columns["article"], columns["item"], aliases))
    order = np.arange(len(at))
    of = np.concatenate((order, order, np.repeat(order, counts)))
    _, inverse, times = np.unique(names, return_inverse=True, return_counts=True)
    met = state.items.meets(names) | (times[inverse] > 1)
    free = (columns["kind"] == PLAIN) | (columns["kind"] == JOINING)
    free[of[met]] = False
    starts = [row.fact_bounds[each] for each in at[free].tolist()]
    ids = article_ids(row.facts, starts)
    # A story outlives its founder, and a text that was parked its article: their names are not among those above.
    free[np.nonzero(free)[0][[state.remembers(each) for each in ids]]] = False
    state.items.add_all(names[free[of]], part.numbers[of][free[of]])
    together: Places = at[free]
    return together
