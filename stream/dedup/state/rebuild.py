"""A state taken from its rows again, many decisions at once: the same state as deciding left, in a tenth of the time.

Most decisions need nothing of those around them: a new article of a new item that makes a story of its own, or joins
one. Their facts, sketches, keys and names go in together, as columns, those of several rows at a time. All others
(ticks, releases, merges, kills, a second version) follow one by one, in order. An article counts to the others as soon
as one of its names (its id, its item, a slug) is known already or has come before among those taken together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stream.dedup.journal.packing import article_ids, exact_hashes
from stream.dedup.journal.row_steps import JOINING, PLAIN, TICK, UNBOUND, Steps, join
from stream.dedup.journal.rows import Row
from stream.dedup.state.state import State
from stream.text.sketch import is_comparable, split_many

RowPlaces = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _StepsPart:
    """A part of the steps up to the next expiry: which of them are articles, their numbers, and their serials by step."""

    steps: Steps
    articles: RowPlaces
    numbers: NDArray[np.int64]
    serials: NDArray[np.int64]


def build_from_rows(state: State, rows: Sequence[Row]) -> None:
    """Take the decisions of some rows in order, which are in the archive already.

    One given before (two workers may each have written a row around a rebalance, and agree on what both decided)
    changes nothing, but counts.
    """
    steps = join(rows)
    places = steps.columns["place"]
    if len(rows) > 1 and len(np.unique(places)) < len(places):
        # One of them may have been given by another: which, only the rows before it tell.
        for row in rows:
            _take(state, row)
    else:
        _take(state, steps)


def _take(state: State, steps: Steps) -> None:
    columns = steps.columns
    fresh = ~_given_before(state, steps)
    first = state.deliveries.count_all(columns["place"], fresh)
    articles = fresh & (columns["facts"] > 0)
    window = state.window
    ticks, unbound = (fresh & (columns["kind"] == kind) for kind in (TICK, UNBOUND))
    logs = window.pass_all(columns["clock"], articles, ticks, unbound)
    times = window.all_believed(columns["time"], logs)
    due, until = window.segments_of(times, columns["until"], articles)
    serials = first + np.arange(len(steps))
    start = 0
    for end in [*_cuts(state, due, until[articles]), len(steps)]:
        at = start + np.nonzero(articles[start:end])[0]
        numbers = state.articles.add_all(*_joined(steps, at), serials[at], columns["place"][at], until[at])
        window.watch(int(times[at].max(initial=0)))
        _take_part(state, _StepsPart(steps, at, numbers, serials), start + np.nonzero(fresh[start:end])[0])
        state.expire()
        start = end


def _cuts(state: State, due: NDArray[np.int64], until: NDArray[np.int64]) -> list[int]:
    """Where the window moves on past an article: behind the decision that moves it, before the next."""
    moves = np.nonzero(np.diff(due, prepend=state.window.oldest) > 0)[0]
    if not len(moves):
        return []
    earliest = min(state.articles.earliest(), int(until.min(initial=int(due[-1]))))
    ends: list[int] = (moves[due[moves] > earliest] + 1).tolist()
    return ends


def _given_before(state: State, steps: Steps) -> NDArray[np.bool_]:
    """Which decisions were taken before; those that the hash of their position says may have been are looked at."""
    places = steps.columns["place"]
    again = state.deliveries.meets(places)
    for at in np.nonzero(again)[0].tolist():
        again[at] = state.was_given(state.serial + at, int(places[at]), steps.article_id(at))
    return again


def _joined(steps: Steps, at: RowPlaces) -> tuple[bytes | memoryview, NDArray[np.int64]]:
    """The facts of some decisions, one behind the other, and their sizes."""
    sizes = steps.columns["facts"][at].astype(np.int64)
    if not len(at):
        return b"", sizes
    starts = steps.fact_bounds[at]
    whole = steps.facts[int(starts[0]) : int(starts[-1] + sizes[-1])]
    if len(whole) == int(sizes.sum()):
        return whole, sizes
    ends = (starts + sizes).tolist()
    return b"".join([steps.facts[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]), sizes


def _take_part(state: State, part: _StepsPart, fresh: RowPlaces) -> None:
    steps, kinds = part.steps, part.steps.columns["kind"]
    numbers = np.zeros(len(steps), np.int64)
    numbers[part.articles] = part.numbers
    together = _together(state, part)
    joining = kinds[together] == JOINING
    alone = together[~joining]
    state.stories.alone_all(numbers[alone].tolist())
    _keep(state, steps, together, numbers[together])
    enters = np.zeros(len(steps), np.bool_)
    enters[together[joining]] = True
    kept: list[tuple[int, bytes]] = []
    others = np.setdiff1d(fresh, alone, assume_unique=True)
    for at, number, enter in zip(
        others.tolist(), numbers[others].tolist(), enters[others].tolist(), strict=True
    ):
        if enter:
            state.stories.enter(number, steps.acts[at])
        elif kinds[at] in (TICK, UNBOUND):
            state.build_tick(
                steps.act(at),
                int(part.serials[at]),
                int(steps.columns["place"][at]),
                unbound=bool(kinds[at] == UNBOUND),
            )
        else:
            step = steps.step(at)
            state.build_article(number, int(part.serials[at]), step)
            kept.append((number, step.sketch))
    state.index.add_keys(kept)


def _keep(state: State, steps: Steps, at: RowPlaces, numbers: NDArray[np.int64]) -> None:
    """Put these articles into the index: by the hash of their text where they have one, and by their sketches."""
    exact = exact_hashes(steps.facts, steps.fact_bounds[at])
    compared = np.ones(len(at), np.bool_)
    for place, text in exact.items():
        state.index.append(int(numbers[place]), b"", text)
        compared[place] = is_comparable(steps.sketch(int(at[place])))
    at, numbers = at[compared], numbers[compared]
    split = split_many(steps.sketches, steps.sketch_bounds[at], steps.sketch_bounds[at + 1])
    state.index.add_all(numbers, split)


def _together(state: State, part: _StepsPart) -> RowPlaces:
    """The articles that nothing known, or here before them, bears on; their names are put."""
    steps, at = part.steps, part.articles
    columns = steps.columns[at]
    counts = columns["aliases"]
    first = steps.alias_bounds[at]
    inside = np.arange(counts.sum(dtype=np.int64)) - np.repeat(
        np.cumsum(counts, dtype=np.int64) - counts, counts
    )
    aliases = steps.aliases[np.repeat(first, counts) + inside]
    names = np.concatenate((columns["article"], columns["item"], aliases))
    order = np.arange(len(at))
    of = np.concatenate((order, order, np.repeat(order, counts)))
    free = (columns["kind"] == PLAIN) | (columns["kind"] == JOINING)
    free[of[state.items.meets(names)]] = False
    free[_again(names, of)] = False
    ids = article_ids(steps.facts, steps.fact_bounds[at[free]])
    # A story outlives its founder, and a text that was parked its article: their names are not among those above.
    remembered = [place for place, each in enumerate(ids) if state.remembers(each)]
    free[np.nonzero(free)[0][remembered]] = False
    state.items.add_all(names[free[of]], part.numbers[of][free[of]])
    together: RowPlaces = at[free]
    return together


def _again(names: NDArray[np.uint32], of: RowPlaces) -> RowPlaces:
    """Those of which a name came before, given the names and whose they are."""
    both = names.astype(np.uint64) << np.uint64(32) | of.astype(np.uint64)
    both.sort()
    again = both[1:][np.diff(both >> np.uint64(32)) == 0]
    places: RowPlaces = (again & np.uint64(0xFFFFFFFF)).astype(np.intp)
    return places
