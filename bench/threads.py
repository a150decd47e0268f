"""Time and memory of threads as the window fills, beside scikit-learn's tf-idf with nearest neighbours.

    python -m bench.threads [--stories N] [--beside N]

A made-up stream, all of it within the window: events of one to a few hundred stories, each with words of its own, of its
subject and of the language. Of one story in five the tagger tells places, tolls and actors (`bench/event_reports.py`). For each
size the table shows what the last thousands before it took an article, in processor time: reading its terms, finding its
thread, applying what was decided (with what the records of threads of several stories say), and hearing what was told, shared out over all; and the resident memory above that of the
empty process. At the end a state of the first size is measured once more, in turn with the last. The bars: at the last size at
most 1.3 times the time at the first, at most 150 microseconds and 0.6 KB a story.

Beside it, where scikit-learn is installed: TfidfVectorizer and NearestNeighbors (cosine, brute force, as for sparse vectors)
over as many stories as it is given (--beside), queries in batches, nothing inserted.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from bench.event_reports import base_of, telling
from stream.threads.event_links import EventLinks
from stream.threads.membership import after
from stream.threads.placement import Placement
from stream.threads.placing import ArrivingStory, place
from stream.threads.profiles import Profiler
from stream.threads.story_report import StoryReport, encode_story_report
from stream.threads.thread_bases import PackedBase, ThreadBases, encode_base
from stream.threads.thread_facts import ThreadFacts
from stream.threads.thread_rows import decode_steps
from stream.threads.thread_rules import ThreadRules
from stream.threads.thread_state import ThreadState

FIRST: Final = 20_000
MEASURED: Final = 4_000  # stories timed before each size
BATCH: Final = 500
FLAT, MICROSECONDS, BYTES = 1.3, 150.0, 0.6 * 1024
SECONDS: Final = 5  # between two stories: 200,000 are twelve days
_LANGUAGE, _SUBJECTS, _NAMES = 40_000, 400, 400_000
_OPEN: Final = 3_000  # events that go on at one time
_TELLING: Final = 5  # of so many stories one names a place or a toll, as on a wire
Spent = tuple[float, float, float, float]  # microseconds a story: reading, finding, applying, hearing


class Stream:
    """Texts, one after the other; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = np.random.default_rng(seed)
        ranks = np.arange(1, _LANGUAGE + 1)
        self._shares = np.cumsum(1 / ranks) / (1 / ranks).sum()
        # How many stories of all an event has: most one or two, some hundreds.
        weights = 1 / np.arange(1, _OPEN + 1) ** 0.8
        self._sizes = np.cumsum(weights) / weights.sum()
        self._events = [self._event() for _ in range(_OPEN)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Headline and body of a story, for ever."""
        chance = self._chance
        while True:
            place_ = int(np.searchsorted(self._sizes, chance.random()))
            if chance.random() < min(1.0, 0.002 * (place_ + 1) ** 0.8):
                self._events[place_] = self._event()
            names, subject = self._events[place_]
            told = [names[at] for at in chance.integers(0, len(names), 40).tolist()]
            about = [f"s{subject}w{at}" for at in chance.integers(0, 60, 30).tolist()]
            common = [f"w{at}" for at in np.searchsorted(self._shares, chance.random(150)).tolist()]
            body = [*told, *about, *common]
            chance.shuffle(body)
            yield " ".join([*told[:5], *about[:3]]), " ".join(body)

    def _event(self) -> tuple[list[str], int]:
        names = [f"N{at}" for at in self._chance.integers(0, _NAMES, 24).tolist()]
        return names, int(self._chance.integers(0, _SUBJECTS))


class Growing:
    """A state and the stream that it grows by."""

    def __init__(self, seed: int = 1) -> None:
        self._stream = iter(Stream(seed))
        self._profiler = Profiler("en")
        rules = ThreadRules()
        window = int(rules.window.total_seconds())
        self.state, self.facts, self.links = ThreadState(rules), ThreadFacts(window), EventLinks()
        self.bases = ThreadBases()
        self._count = 0

    def grow(self, size: int) -> None:
        """Take stories up to a size."""
        while len(self.state) < size:
            self.batch(min(BATCH, size - len(self.state)))

    def batch(self, count: int = BATCH) -> Spent:
        """What the next so many stories take."""
        texts = [next(self._stream) for _ in range(count)]
        state, spent = self.state, [0.0] * 4
        began = time.process_time()
        for headline, body in texts:
            self._count += 1
            clock = self._count * SECONDS
            started = time.perf_counter()
            profile = self._profiler.profile(headline, body, state.ring.counts, state.ring.heads)
            read = time.perf_counter()
            placement = place(state, ArrivingStory(f"{self._count:016x}", "en", clock, clock), profile)
            found = time.perf_counter()
            self._keep_bases(placement, headline)
            state.apply(placement)
            applied = time.perf_counter()
            if self._count % _TELLING == 0:
                for told in telling(placement, self._count):
                    self._hear(told)
            heard = time.perf_counter()
            for at, took in enumerate((read - started, found - read, applied - found, heard - applied)):
                spent[at] += took
        # Processor time is asked for once a batch: where that is a call of the system it takes as long as a step does. The
        # other clock says how it is shared out.
        whole = (time.process_time() - began) / count * 1e6
        read_, found_, applied_, heard_ = (whole * took / sum(spent) for took in spent)
        return read_, found_, applied_, heard_

    def _keep_bases(self, placement: Placement, headline: str) -> None:
        """As a shard does: of each thread of several stories that changes, what its record says is in the row, and kept."""
        if placement.thread == placement.number and not placement.moves:
            return
        for thread_id, stories in after(self.state, placement).items():
            if len(stories) > 1:
                for step in decode_steps(encode_base(base_of(placement, thread_id, stories, headline))):
                    if isinstance(step, PackedBase):
                        self.bases.put(step, self.state.ring.first)

    def _hear(self, told: StoryReport) -> None:
        """As a shard does: what is decided stands in a row, and the row is what is taken."""
        partners = tuple((link.story_id, link.article_id) for link in self.links.judge(told))
        told = replace(told, partners=partners) if partners else told
        for step in decode_steps(encode_story_report(told)):
            if isinstance(step, StoryReport):
                if step.home:
                    self.facts.put(step)
                self.links.apply(step)


def main() -> int:
    """Measure and print; the exit code says how many bars are missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=200_000)
    parser.add_argument("--beside", type=int, default=20_000)
    parser.add_argument("--contender", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contender:
        contender(options.beside)
        return 0
    missed = ours(options.stories)
    if importlib.util.find_spec("sklearn") is None:
        print("scikit-learn: left out, it is not installed")
    else:
        command = [sys.executable, "-m", "bench.threads", "--contender", "--beside", str(options.beside)]
        subprocess.run(command, check=True)  # noqa: S603 - our own
    return missed


def ours(stories: int) -> int:
    """Our state at growing sizes; how many bars it misses."""
    large = Growing()  # with its stream, whose memory is no state
    gc.collect()
    empty = _resident()
    print(
        f"{'stories':>10}{'read us':>10}{'find us':>10}{'apply us':>10}{'hear us':>10}{'together':>10}{'bytes each':>12}"
    )
    held = 0.0
    for size in sorted({FIRST, 50_000, 100_000, stories}):
        if size > stories:
            break
        large.grow(size - MEASURED)
        best = min((large.batch() for _ in range(MEASURED // BATCH)), key=sum)
        gc.collect()
        held = (_resident() - empty) / size
        _tell(size, best, held)
    small = Growing(2)
    small.grow(FIRST)
    pairs = [(small.batch(), large.batch()) for _ in range(MEASURED // BATCH)]
    first, last = (min(each, key=sum) for each in zip(*pairs, strict=True))
    _tell(FIRST, first, None)
    _tell(stories, last, None)
    bars = [
        (f"time at the last size / at the first <= {FLAT}", sum(last) / sum(first), FLAT),
        (f"microseconds <= {MICROSECONDS:.0f}", sum(last), MICROSECONDS),
        (f"bytes each <= {BYTES:.0f}", held, BYTES),
    ]
    for wanted, value, most in bars:
        print(f"  {'reached' if value <= most else 'MISSED'}: {wanted} ({value:,.2f})")
    return sum(value > most for _, value, most in bars)


def _tell(size: int, best: Spent, held: float | None) -> None:
    told = "" if held is None else f"{held:>12,.0f}"
    print(
        f"{size:>10,}" + "".join(f"{each:>10.1f}" for each in (*best, sum(best))) + told,
        flush=True,
    )


def contender(stories: int) -> None:
    """scikit-learn: vectors of all stories, then the ten nearest of some more."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only this contender needs it
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - as above

    stream = iter(Stream())
    texts = [" ".join(next(stream)) for _ in range(stories + MEASURED)]
    empty = _resident()
    started = time.process_time()
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    held = vectorizer.fit_transform(texts[:stories])
    neighbours = NearestNeighbors(n_neighbors=10, metric="cosine").fit(held)
    fitted = time.process_time() - started
    memory = (_resident() - empty) / stories
    started = time.process_time()
    for begin in range(stories, stories + MEASURED, BATCH):
        neighbours.kneighbors(vectorizer.transform(texts[begin : begin + BATCH]))
    took = (time.process_time() - started) / MEASURED * 1e6
    print(
        f"scikit-learn at {stories:,} stories: {took:,.0f} us a query, fitting {fitted / stories * 1e6:,.0f} us "
        f"and {memory:,.0f} bytes a story"
    )


def _resident() -> int:
    """Resident memory of this process in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    sys.exit(main())
