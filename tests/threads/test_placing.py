"""Threads of a made-up stream: events are told apart, whatever the order of arrival."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.evaluation.event_scores import score_events
from stream.loops.chosen import put_story
from stream.loops.plain_profiles import term_of
from stream.loops.plain_threads import ROW_LENGTH
from stream.model.errors import StopError
from stream.model.thread_records import ThreadEvidence
from stream.threads.contrast import divide, likenesses
from stream.threads.frequencies import has_plurals, packaged
from stream.threads.placement import MoveKind, PlacedStory, Placement
from stream.threads.profiles import EMPTY, TERMS, Profiler
from stream.threads.thread_rows import decode_steps, encode_step
from stream.threads.thread_rules import ThreadRules
from stream.threads.threads import Threads, ThreadStory
from tests.threads.look_alikes import DAY, START, MadeUp, articles


def story(number: int, one: MadeUp, clock: int | None = None) -> ThreadStory:
    """An article as the core takes it, received when it was written if nothing else is said."""
    return ThreadStory(f"{number + 1:016x}", "en", one.headline, one.body, one.time, clock or one.time)


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
        row = b"".join(map(encode_step, placements[begin : begin + batch]))
        for step in decode_steps(row):
            assert isinstance(step, PlacedStory)
            rebuilt.apply(step)
    assert [found(rebuilt, cut)] == [found(threads, cut)]
    for number, one in stream[cut : cut + 20]:
        ahead = threads.judge(story(number, one))
        assert rebuilt.judge(story(number, one)) == ahead
        threads.apply(ahead)
        rebuilt.apply(ahead)


@given(st.integers(min_value=0, max_value=3), st.integers(min_value=60, max_value=180))
@settings(max_examples=12, deadline=None)
def test_rows_that_are_left_rebuild_the_state(seed: int, cut: int) -> None:
    """A state rebuilt from the rows of stories in the window alone goes on as the one that read them all.

    Threads keep ids and age, though the stories that they began with are in no row any more.
    """
    stream = list(enumerate(articles(seed)))
    rules = ThreadRules(window=ThreadRules().window / 4)
    threads, placements = run(stream[:cut], rules)
    first = threads.first_number("en")
    assert first > 1
    rebuilt = Threads(rules)
    for step in decode_steps(b"".join(encode_step(each) for each in placements if each.number >= first)):
        assert isinstance(step, PlacedStory)
        rebuilt.apply(step)
    assert found(rebuilt, cut) == found(threads, cut)
    for number, one in stream[cut : cut + 20]:
        ahead = threads.judge(story(number, one))
        assert rebuilt.judge(story(number, one)) == ahead
        threads.apply(ahead)
        rebuilt.apply(ahead)


def test_a_quiet_language_forgets_with_the_others() -> None:
    """Time that one language's stories tell passes for all: nothing keeps the rows of one that has gone quiet."""
    threads, _ = run(list(enumerate(articles(1)))[:20], ThreadRules())
    one = articles(1)[0]
    later = ThreadStory("00000000000000ff", "de", one.headline, one.body, START + 90 * DAY, START + 90 * DAY)
    threads.apply(threads.judge(later))
    assert len(threads) == 1
    assert threads.first_number("en") == 21


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


LOOK_ALIKES = {
    "two earthquakes": (
        "Magnitude 5.8 earthquake shakes Marlow Bay, {n} injured",
        (
            "An earthquake of magnitude 5.{m} struck near {village} on {day}, shaking Marlow Bay. Hospital director {a} said "
            "{n} people were treated. {b} of the seismological institute put its depth at {m}1 kilometres."
        ),
    ),
    "two football matches": (
        "Marlow Bay City beat {club} 2-1",
        (
            "Marlow Bay City beat {club} 2-1 in the league on {day} with a late goal by {a}. Manager {b} praised his side before "
            "{n}00 spectators."
        ),
    ),
    "two court dates of one trial": (
        "Harbour fraud trial in Marlow Bay hears {a}",
        (
            "The trial of former harbour master Otto Kessel, accused of fraud, went on at the court in Marlow Bay on {day}. Witness "
            "{a} spoke of {subject}. Prosecutor Hana Merrow asked judge Piet Strand to hear {b} as well."
        ),
    ),
}
OF_THE_FIRST = {
    "n": 14,
    "m": 3,
    "village": "Brenna",
    "day": "Monday",
    "a": "Mirela Costin",
    "b": "Joris Pellew",
} | {
    "club": "Delmar Athletic",
    "subject": "bank transfers to Tulla",
}
OF_THE_SECOND = {
    "n": 37,
    "m": 6,
    "village": "Kolding",
    "day": "Friday",
    "a": "Vito Varga",
    "b": "Oona Caddick",
} | {
    "club": "Pontia Rovers",
    "subject": "a burned ledger",
}


@pytest.mark.parametrize("days", [11, 40])
@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_look_alikes_of_other_days(kind: str, days: int) -> None:
    """Two earthquakes, two matches, two court dates of one trial: told in the same sentences, on other days, two threads."""
    headline, body = LOOK_ALIKES[kind]
    texts = [
        MadeUp("", START + at * 3600, headline.format(**told), body.format(**told))
        for told, begin in ((OF_THE_FIRST, 0), (OF_THE_SECOND, days * 24))
        for at in (begin, begin + 5)
    ]
    texts = [replace(one, body=f"{one.body} {'Update. ' * (at % 2)}") for at, one in enumerate(texts)]
    threads, _ = run(list(enumerate(texts)), ThreadRules(window=3 * LONG.window))
    held = [*found(threads, 4).values()]
    assert held[0] == held[1] != held[2] == held[3]


def test_what_all_news_of_a_feed_has_joins_nothing() -> None:
    """Stories of one country's wire on one day share its places, its agency and the day: they are as many threads."""
    chance = random.Random(1)  # noqa: S311 - a made-up stream, no secret
    shared = "Veldria's government in Kalen said on Tuesday, Lantern Wire reported from Port Esk on the Kesh plain."
    threads = Threads(LONG)
    ids = []
    for number in range(40):
        own = " ".join(
            "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))
            for _ in range(30)
        )
        told = ThreadStory(
            f"{number + 1:016x}", "en", f"{own[:40]} in Veldria", f"{shared} {own}", START, START
        )
        placement = threads.judge(told)
        threads.apply(placement)
        ids.append(placement.thread_id)
    assert len({*ids}) >= 38


def test_counts_follow_the_window() -> None:
    """What threads have in common is forgotten with the stories that began them."""
    rules = ThreadRules()
    threads, _ = run([(at, one) for at, one in enumerate(articles(1)) if one.time < START + 5 * DAY], rules)
    (state,) = (each for _, each in threads)
    assert 0 < state.ring.heads < len(state)
    later = ThreadStory("00000000000000ff", "en", "Rain", "Rain fell.", START + 90 * DAY, START + 90 * DAY)
    threads.apply(threads.judge(later))
    assert state.ring.heads == 1
    held = state.ring.counts[: EMPTY & (len(state.ring.counts) - 1)]
    assert int(held.sum()) == np.count_nonzero(state.ring.terms(np.array([state.ring.first]))[1])


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
    other = ThreadStory("00000000000000ff", "de", one.headline, one.body, one.time, one.time)
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
        placement = threads.judge(ThreadStory(f"{number:016x}", "en", "", text, START, START))
        threads.apply(placement)
    assert len(threads) == 3


def test_a_time_after_the_log_counts_as_the_log() -> None:
    """An article dated next year does not empty the window, and stays no longer than others."""
    threads = Threads(ThreadRules())
    one = articles(1)[0]
    placement = threads.judge(ThreadStory("01" * 8, "en", one.headline, one.body, START + 400 * DAY, START))
    assert placement.time == START


def test_rows_of_another_version() -> None:
    """A row that this release does not read stops the worker and says so."""
    with pytest.raises(StopError, match="version 2"):
        list(decode_steps(b"\x02"))
    with pytest.raises(StopError, match="damaged"):
        list(decode_steps(b"\x01xyz"))
    _, placements = run(list(enumerate(articles(1)))[:1], ThreadRules())
    with pytest.raises(StopError, match="damaged"):
        list(decode_steps(encode_step(placements[0])[:-1]))


def test_terms_fold_endings() -> None:
    """A plural is its singular, and endings behind seven letters go: in languages that have such plurals."""
    english, german = has_plurals("en"), has_plurals("de")
    assert term_of("earthquakes", english) == term_of("earthquake", english)
    assert term_of("parties", english) == term_of("party", english)
    assert term_of("haus", german) == "haus"
    assert len(packaged("en")) > 10_000
    assert len(packaged("xx")) == 0


def test_profiles_are_in_order() -> None:
    """Keys rise, empty places come last, and a profile is about one long."""
    profile = Profiler("en").profile(
        "Quake hits Orrin", "A quake hit Orrin on Monday.", np.zeros(16, np.uint32), 0
    )
    held = profile.keys[profile.weights > 0]
    assert all(one < other for one, other in pairwise(held.tolist()))
    assert set(profile.keys[profile.weights == 0].tolist()) <= {EMPTY}
    assert np.linalg.norm(profile.weights.astype(float)) == pytest.approx(255, rel=0.02)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 5)), min_size=1, max_size=80))
def test_a_row_of_the_index_holds_a_story_a_thread(put: list[tuple[int, int]]) -> None:
    """A term finds the newest story of each of the newest threads that have it, however long one thread is."""
    rows, threads = np.zeros((8, ROW_LENGTH), np.uint32), np.zeros(128, np.uint32)
    for number, (_, thread) in enumerate(put, start=1):
        threads[number] = thread
        put_story(rows, np.array([7], np.uint32), np.array([1], np.uint8), 1, number, threads, thread, 1)
    newest = {thread: number for number, (_, thread) in enumerate(put, start=1)}
    assert sorted(newest.values(), reverse=True) == [number for number in rows[7].tolist() if number]


def test_two_events_fall_apart() -> None:
    """Stories of two look-alike events divide along the events, however much the events share."""
    shared = np.arange(100, 120)
    keys, weights = [], []
    for event in (0, 1):
        for at in range(4):
            own = 1000 * (event + 1) + np.arange(8)
            alone = 5000 + 100 * event + 10 * at + np.arange(4)
            free = TERMS - 32
            keys.append(np.concatenate((np.sort(np.concatenate((shared, own, alone))), [EMPTY] * free)))
            weights.append([45] * 32 + [0] * free)
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
        alone = threads.judge(ThreadStory(f"{number + 1:016x}", "en", "", text, START, START))
        # The row of a state in which the second had not found the first.
        first = min(number, 1) + 1
        threads.apply(
            replace(
                alone,
                thread_id=f"{first:016x}",
                thread=first,
                evidence=ThreadEvidence("first"),
                moves=(),
            )
        )
    placement = threads.judge(ThreadStory("00000000000000aa", "en", "", late, START, START))
    assert placement.thread_id == f"{2:016x}"
    (move,) = placement.moves
    assert move.kind is MoveKind.MERGE
    assert (move.from_thread, move.to_thread) == (f"{2:016x}", f"{1:016x}")
    threads.apply(placement)
    assert {threads.thread_of("en", name) for name in (*move.stories, f"{1:016x}")} == {f"{1:016x}"}
