"""Threads of a made-up stream: events are told apart, whatever the order of arrival."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from stream.evaluation.event_scores import score_events
from stream.model.errors import StopError
from stream.threads.contrast import divide, likenesses
from stream.threads.frequencies import key_of, packaged, term_of
from stream.threads.placement import Evidence, MoveKind, Placement
from stream.threads.profiles import EMPTY, Profiler
from stream.threads.term_index import LENGTH, TermIndex
from stream.threads.thread_rows import decode_placements, encode_placements
from stream.threads.thread_rules import ThreadRules
from stream.threads.threads import Story, Threads
from tests.threads.look_alikes import DAY, START, MadeUp, articles


def story(number: int, one: MadeUp, clock: int | None = None) -> Story:
    """An article as the core takes it, received when it was written if nothing else is said."""
    return Story(f"{number + 1:016x}", "en", one.headline, one.body, one.time, clock or one.time)


def run(stream: Sequence[tuple[int, MadeUp]], rules: ThreadRules) -> tuple[Threads, list[Placement]]:
    """Place articles in the order given, the log's time standing at the latest of them."""
    threads, placements = Threads(rules), []
    clock = 0
    for number, one in stream:
        clock = max(clock, one.time)
        placements.append(threads.judge(story(number, one, clock)))
        threads.apply(placements[-1])
    return threads, placements


def found(threads: Threads, count: int) -> dict[str, str]:
    """The thread of each article at the end."""
    return {f"{n}": threads.thread_of("en", f"{n + 1:016x}") or "gone" for n in range(count)}


def _of(threads: NDArray[np.int64], thread: int) -> Callable[[NDArray[np.uint32]], NDArray[np.bool_]]:
    return lambda numbers: threads[numbers] == thread


LONG = ThreadRules(window=30 * (ThreadRules().window / 14))  # nothing leaves it in these tests


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_look_alikes(seed: int) -> None:
    """40 events of eight kinds in two towns over 20 days: B³ F1 is at least 0.95, as they come and shuffled."""
    stream = list(enumerate(articles(seed)))
    gold = {f"{number}": one.event for number, one in stream}
    for order in range(3):
        if order:
            random.Random(order).shuffle(stream)  # noqa: S311 - orders of arrival, no secret
        threads, _ = run(stream, LONG)
        score = score_events(gold, found(threads, len(stream)))
        assert score.b_cubed.f1 >= 0.95
        assert score.pairs.precision >= 0.88


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_order_changes_little(chance: random.Random) -> None:
    """Promised: two orders of arrival within a day's delay give threads that agree to a B³ F1 of 0.93 or more."""
    stream = list(enumerate(articles(3)))
    threads, _ = run(stream, LONG)
    delayed = sorted(stream, key=lambda each: (each[1].time + chance.randrange(DAY), each[0]))
    others, _ = run(delayed, LONG)
    count = len(stream)
    assert score_events(found(threads, count), found(others, count)).b_cubed.f1 >= 0.93


def test_the_same_order_gives_the_same() -> None:
    """Two runs over one order place every article alike, evidence and all."""
    stream = list(enumerate(articles(1)))[:120]
    assert run(stream, ThreadRules())[1] == run(stream, ThreadRules())[1]


@given(st.integers(min_value=1, max_value=40), st.integers(min_value=0, max_value=199))
@settings(max_examples=12, deadline=None)
def test_rows_rebuild_the_state(batch: int, cut: int) -> None:
    """A state rebuilt from its rows, in batches of any size, goes on as the one that wrote them."""
    stream = list(enumerate(articles(1)))
    rules = ThreadRules()
    threads, placements = run(stream[:cut], rules)
    rebuilt = Threads(rules)
    for begin in range(0, cut, batch):
        for placement in decode_placements(encode_placements(placements[begin : begin + batch])):
            rebuilt.apply(placement)
    assert [found(rebuilt, cut)] == [found(threads, cut)]
    for number, one in stream[cut : cut + 20]:
        ahead = threads.judge(story(number, one))
        assert rebuilt.judge(story(number, one)) == ahead
        threads.apply(ahead)
        rebuilt.apply(ahead)


def test_a_row_that_came_twice() -> None:
    """A placement that is applied again changes nothing: a batch may be read again after a crash."""
    stream = list(enumerate(articles(1)))[:80]
    threads, placements = run(stream, ThreadRules())
    before = found(threads, 80)
    for one in placements[-20:]:
        threads.apply(one)
    assert before == found(threads, 80)


def test_judging_writes_nothing() -> None:
    """A judgement that is never applied leaves no trace in those after it."""
    stream = list(enumerate(articles(1)))[:60]
    threads, placements = run(stream[:40], ThreadRules())
    other = Threads(ThreadRules())
    for placement in placements:
        other.apply(placement)
    for number, one in stream[40:]:
        other.judge(story(number, one))
    number, last = stream[59]
    assert threads.judge(story(number, last)) == other.judge(story(number, last))


def test_moves_keep_every_story_in_one_thread() -> None:
    """After merges and splits each story is in the thread that the moves say, and in no other."""
    stream = list(enumerate(articles(2)))
    random.Random(5).shuffle(stream)  # noqa: S311 - an order of arrival, no secret
    threads, placements = run(stream, LONG)
    said: dict[str, str] = {}
    kinds: Counter[MoveKind] = Counter()
    for one in placements:
        said[one.story_id] = one.thread_id
        for move in one.moves:
            kinds[move.kind] += 1
            for moved in move.stories:
                assert said[moved] == move.from_thread
                said[moved] = move.to_thread
            if move.kind is MoveKind.MERGE:
                assert move.from_thread not in said.values()
                assert int(move.to_thread, 16) != int(move.from_thread, 16)
    assert kinds[MoveKind.MERGE]
    assert {name: threads.thread_of("en", name) for name in said} == said


def test_the_window_forgets() -> None:
    """A story that has left the window is not known; its thread goes on under its id while others are within."""
    rules = ThreadRules()
    fire = [one for one in articles(1) if one.event == "fire-0"]
    days = [MadeUp(one.event, START + at * 6 * DAY, one.headline, one.body) for at, one in enumerate(fire)]
    near = ThreadRules(window=rules.window, half_life=60 * rules.half_life)
    threads, placements = run(list(enumerate(days)), near)
    ids = {one.thread_id for one in placements}
    assert ids == {f"{1:016x}"}
    assert threads.thread_of("en", f"{1:016x}") is None
    assert threads.thread_of("en", f"{5:016x}") == f"{1:016x}"
    assert len(threads) == 3
    assert [one.evidence.stories for one in placements] == [0, 1, 2, 3, 3]
    much_later = MadeUp("", START + 90 * DAY, "Rain", "Rain fell on Orrin.")
    threads.apply(threads.judge(story(900, much_later)))
    assert len(threads) == 1


def test_time_parts_what_words_do_not() -> None:
    """The same words two weeks later are another event's: two derbies of the same clubs are two threads."""
    derby = (
        "Halvsund United beat Orrin Town 2-1 in the derby, with goals by Torvald Lindmar and Casper Skjoldal."
    )
    other = "Orrin Town lost the derby 2-1 to Halvsund United; Torvald Lindmar and Casper Skjoldal scored."
    rules = ThreadRules(window=LONG.window)
    for days, same in ((0, True), (14, False)):
        threads, placements = run(
            [
                (0, MadeUp("", START, "Halvsund win derby", derby)),
                (1, MadeUp("", START + days * DAY, "Derby goes to Halvsund", other)),
            ],
            rules,
        )
        assert (placements[1].thread_id == placements[0].thread_id) is same
        assert len(threads) == 2


def test_evidence_says_why() -> None:
    """Evidence names the words shared, the nearest story, and how far it is in time."""
    quake = MadeUp(
        "",
        START,
        "Quake shakes Orrin",
        "A magnitude 6.4 earthquake shook Orrin and Skarvdal, geologist Ilka Brekvik said.",
    )
    later = MadeUp(
        "",
        START + 7200,
        "Skarvdal earthquake felt in Orrin",
        "Ilka Brekvik measured a magnitude of 6.4 near Skarvdal.",
    )
    _, (first, second) = run([(0, quake), (1, later)], ThreadRules())
    assert first.evidence.rule == "first"
    assert second.evidence.rule == "joined"
    assert {"Skarvdal", "Brekvik"} <= {*second.evidence.terms}
    assert [one.story_id for one in second.evidence.nearest] == [first.story_id]
    assert second.evidence.hours == 2.0
    assert second.evidence.nearest[0].likeness == pytest.approx(second.score, rel=0.05)


def test_languages_share_nothing() -> None:
    """The same words in another language are another state's."""
    threads = Threads(ThreadRules())
    one = articles(1)[0]
    first = story(0, one)
    threads.apply(threads.judge(first))
    other = Story("00000000000000ff", "de", one.headline, one.body, one.time, one.time)
    placement = threads.judge(other)
    assert placement.evidence.rule == "first"
    threads.apply(placement)
    assert len(threads) == 2


@pytest.mark.parametrize(
    "text", ["", "   ", "the and of", "12", "!!!", "\ud800 x", "東京で地震があった", "مظاهرات في بيروت"]
)
def test_texts_of_little(text: str) -> None:
    """A text that says little, or in another script, is placed like any: alone, if nothing is like it."""
    threads = Threads(ThreadRules())
    for number in range(3):
        placement = threads.judge(Story(f"{number:016x}", "en", "", text, START, START))
        threads.apply(placement)
    assert len(threads) == 3


def test_a_time_after_the_log_counts_as_the_log() -> None:
    """An article dated next year does not empty the window, and stays no longer than others."""
    threads = Threads(ThreadRules())
    one = articles(1)[0]
    placement = threads.judge(Story("01" * 8, "en", one.headline, one.body, START + 400 * DAY, START))
    assert placement.time == START


def test_rows_of_another_version() -> None:
    """A row that this release does not read stops the worker and says so."""
    with pytest.raises(StopError, match="version 02"):
        decode_placements(b"\x02")
    with pytest.raises(StopError, match="damaged"):
        decode_placements(b"\x01xyz")


def test_terms_fold_endings() -> None:
    """A plural is its singular, and endings behind seven letters go: in languages that have such plurals."""
    assert term_of("earthquakes", "en") == term_of("earthquake", "en")
    assert term_of("parties", "en") == term_of("party", "en")
    assert term_of("haus", "de") == "haus"
    assert packaged("en").share("the", key_of("the")) > packaged("en").share("brekvik", key_of("brekvik"))
    assert len(packaged("xx")) == 0


def test_profiles_are_in_order() -> None:
    """Keys rise, empty places come last, and a profile is about one long."""
    profile = Profiler("en").profile(
        "Quake hits Orrin", "A quake hit Orrin on Monday.", lambda keys: np.zeros(len(keys)), 0
    )
    held = profile.keys[profile.weights > 0]
    assert all(one < other for one, other in pairwise(held.tolist()))
    assert set(profile.keys[profile.weights == 0].tolist()) <= {EMPTY}
    assert np.linalg.norm(profile.weights.astype(float)) == pytest.approx(255, rel=0.02)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 5)), min_size=1, max_size=80))
def test_a_row_of_the_index_holds_a_story_a_thread(put: list[tuple[int, int]]) -> None:
    """A term finds the newest story of each of the newest threads that have it, however long one thread is."""
    index = TermIndex()
    threads = np.zeros(len(put) + 1, np.int64)
    for number, (_, thread) in enumerate(put, start=1):
        threads[number] = thread
        index.put(np.array([7], np.uint32), number, _of(threads, thread))
    hits = index.find(np.array([7], np.uint32), np.array([1.0]), 1, LENGTH)
    newest = {thread: number for number, (_, thread) in enumerate(put, start=1)}
    assert sorted(newest.values(), reverse=True) == hits.tolist()


def test_two_events_fall_apart() -> None:
    """Stories of two look-alike events divide along the events, however much the events share."""
    shared = np.arange(100, 120)
    keys, weights = [], []
    for event in (0, 1):
        for at in range(4):
            own = 1000 * (event + 1) + np.arange(8)
            alone = 5000 + 100 * event + 10 * at + np.arange(4)
            keys.append(np.sort(np.concatenate((shared, own, alone))))
            weights.append(np.full(32, 45))
    plain, beyond = likenesses(np.array(keys, np.uint32), np.array(weights, np.uint8))
    division = divide(beyond)
    assert division is not None
    assert {division.one, division.other} == {(0, 1, 2, 3), (4, 5, 6, 7)}
    assert division.ratio < 0.1
    assert plain[0, 4] > 0.5


def test_a_grown_thread_takes_in_what_came_before_it() -> None:
    """A lone story near to a thread's others merges with it, though the one that makes the thread grow is not near to it."""
    early = "Brekvik Skarvdal Orrin Quillan Holmvik Corvane Lindmar Halvsund Norrby Isfeldt Dorvane Vasskog"
    late = "Ostrevik Tjelvar Wiksten Zandvik Kolbotten Rosvall"
    threads = Threads(LONG)
    texts = [early, f"{early} {late}", f"{late} {early}"]
    for number, text in enumerate(texts):
        alone = threads.judge(Story(f"{number + 1:016x}", "en", "", text, START, START))
        # The row of a state in which the second had not found the first.
        thread_id = f"{min(number, 1) + 1:016x}"
        threads.apply(replace(alone, thread_id=thread_id, evidence=Evidence("first"), moves=()))
    placement = threads.judge(Story("00000000000000aa", "en", "", late, START, START))
    assert placement.thread_id == f"{2:016x}"
    (move,) = placement.moves
    assert move.kind is MoveKind.MERGE
    assert (move.from_thread, move.to_thread) == (f"{2:016x}", f"{1:016x}")
    threads.apply(placement)
    assert {threads.thread_of("en", name) for name in (*move.stories, f"{1:016x}")} == {f"{1:016x}"}
