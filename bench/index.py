"""Time and memory of the deduplication's state as it grows, beside what else is used for such an index.

    python -m bench.index [--articles N] [--beside N]

A synthetic feed (see `bench.feed`) goes through judging and into one state, all of it within the window. For each size
the table shows what the last thousands before it took, probe, verdict and insert, in batches as a worker has them and in
processor time (other work on the machine lengthens the wall's), and the resident memory above that of the empty process.
At the end the first size is measured once more, its batches in turn with those of the last: a machine is faster in one
minute than in the next. The decisions go to rows, as in
a worker, and leave memory with them. The bars: at the last size at most 1.3 times the time at the first, at most 150
microseconds and 1 KB an article.

Beside it, in processes of their own on as many articles as they are given (--beside): MinHashLSH of datasketch at the
threshold and size it is mostly used with, and the same keys in a dict of lists with the outlines in another, both
without any verdict.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.feed import Feed
from bench.table import BATCH, Folder, WritingArchive
from stream.dedup.index.passages import passages_shared
from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.judging.judge import judge, tick
from stream.dedup.judging.matching import look_ahead
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import Position
from stream.text.outline import pack_outline

FIRST: Final = 20_000
WINDOW: Final = 4_000  # articles timed before each size
FLAT, MICROSECONDS, BYTES = 1.3, 150.0, 1024


class _Timed(WritingArchive):
    """An archive that tells the time it took: in a worker rows are written by the batch, not by the article."""

    spent = 0.0

    def append(self, serial: int, decision: Decision | Tick) -> None:
        """Keep a decision."""
        started = time.process_time()
        super().append(serial, decision)
        self.spent += time.process_time() - started


def main() -> int:
    """Measure and print; the exit code says whether the bars are reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--beside", type=int, default=20_000)
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contender:
        CONTENDERS[options.contender](options.beside)
        return 0
    missed = ours(options.articles)
    for name in CONTENDERS:
        if name == "datasketch" and importlib.util.find_spec(name) is None:
            print("datasketch: left out, it is not installed")
            continue
        command = [sys.executable, "-m", "bench.index", "--contender", name, "--beside", str(options.beside)]
        subprocess.run(command, check=True)  # noqa: S603 - our own
    return missed


def ours(articles: int) -> int:
    """Our state at growing sizes; how many bars it misses."""
    sizes = [size for size in (FIRST, 100_000, 300_000, 1_000_000, 3_000_000) if size < articles] + [articles]
    with tempfile.TemporaryDirectory() as large, tempfile.TemporaryDirectory() as small:
        return _ours(sizes, Folder(Path(large)), Folder(Path(small)))


def _ours(sizes: list[int], rows: Folder, rows_beside: Folder) -> int:
    large, empty = _Growing(Feed(sizes[-1]), rows), _resident()
    print(
        f"{'articles':>10}{'judge us':>10}{'insert us':>10}{'together':>10}{'all us':>10}{'slowest ms':>12}{'bytes each':>12}"
    )
    for size in sizes[:-1]:
        grown = large.grow(size - WINDOW)
        held = (_resident() - empty) / len(large.state.articles)
        _tell_size(size, min((large.batch() for _ in range(WINDOW // BATCH)), key=sum), grown, held)
    grown = large.grow(sizes[-1] - WINDOW)
    held = (_resident() - empty) / len(large.state.articles)
    small = _Growing(Feed(sizes[-1]), rows_beside)
    small_grown = small.grow(sizes[0] - WINDOW)
    batches = [(small.batch(), large.batch()) for _ in range(WINDOW // BATCH)]
    first, last = (min(each, key=sum) for each in zip(*batches, strict=True))
    _tell_size(sizes[-1], last, grown, held)
    _tell_size(sizes[0], first, small_grown, None)
    print(f"rows: {rows.written / large.state.serial:,.0f} bytes a decision")
    bars = [
        (f"time at the last size / at the first <= {FLAT}", sum(last) / sum(first), FLAT),
        (f"microseconds <= {MICROSECONDS:.0f}", sum(last), MICROSECONDS),
        (f"bytes each <= {BYTES}", held, BYTES),
    ]
    for wanted, value, most in bars:
        print(f"  {'reached' if value <= most else 'MISSED'}: {wanted} ({value:,.2f})")
    return sum(value > most for _, value, most in bars)


def _tell_size(size: int, best: tuple[float, float], grown: tuple[float, float], held: float | None) -> None:
    print(
        f"{size:>10,}{best[0]:>10.1f}{best[1]:>10.1f}{sum(best):>10.1f}{grown[0]:>10.1f}{grown[1]:>12.0f}"
        + ("" if held is None else f"{held:>12,.0f}"),
        flush=True,
    )


class _Growing:
    """A state and what is left of the feed that it grows by."""

    def __init__(self, feed: Feed, rows: Folder) -> None:
        self._archive = _Timed(rows)
        self._feed = iter(feed)
        self.state = State(DedupRules(), self._archive)

    def grow(self, size: int) -> tuple[float, float]:
        """Take articles one by one up to a size: microseconds an article, and milliseconds of the slowest."""
        took = slowest = 0.0
        articles = size - len(self.state.articles)
        for prepared in islice(self._feed, articles):
            started = time.process_time()
            _pass_time(self.state, prepared.article.received)
            self.state.apply(judge(self.state, prepared))
            spent = time.process_time() - started
            took += spent
            slowest = max(slowest, spent)
        return took / articles * 1e6, slowest * 1e3

    def batch(self) -> tuple[float, float]:
        """Microseconds an article for judging and for inserting, of the next batch."""
        state, archive = self.state, self._archive
        prepared = list(islice(self._feed, BATCH))
        inserting = 0.0
        started = time.process_time()
        look_ahead(state, prepared)
        judging = time.process_time() - started
        for each in prepared:
            _pass_time(state, each.article.received)
            archive.spent = 0.0
            started = time.process_time()
            entry = judge(state, each)
            judged = time.process_time()
            state.apply(entry)
            inserting += time.process_time() - judged - archive.spent
            judging += judged - started
        return judging / len(prepared) * 1e6, inserting / len(prepared) * 1e6


def _pass_time(state: State, now: Any) -> None:
    at = state.next_release()
    if at is not None and at <= now:
        state.apply(tick(state, Position("newswire.prepared", 0, state.serial), now))


def dictionary(articles: int) -> None:
    """Keys in a dict of lists, outlines in another."""
    feed = Feed(articles)
    postings: dict[int, list[int]] = {}
    outlines: dict[int, bytes] = {}
    empty, took = _resident(), 0.0
    for number in range(articles):
        sketch = feed.sketch(number)
        outline = pack_outline(sketch.outline)
        started = time.process_time()
        found: set[int] = set()
        listed = sketch.keys.tolist()
        for key in listed:
            found.update(postings.get(key, ()))
        passages_shared(outline, [outlines[other] for other in found])
        for key in listed:
            postings.setdefault(key, []).append(number)
        outlines[number] = outline
        took += time.process_time() - started
    _tell("dict of lists", articles, took, empty)


def datasketch(articles: int) -> None:
    """MinHashLSH, 128 permutations, threshold 0.5."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - only this contender needs it

    feed = Feed(articles)
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    blank = MinHash(num_perm=128)
    empty, took = _resident(), 0.0
    for number in range(articles):
        shingles = [hash_.tobytes() for hash_ in feed.text(number)]
        started = time.process_time()
        minhash = blank.copy()
        minhash.update_batch(shingles)
        lsh.query(minhash)
        lsh.insert(number, minhash, check_duplication=False)
        took += time.process_time() - started
    _tell("datasketch", articles, took, empty)


def _tell(name: str, articles: int, took: float, empty: int) -> None:
    held = (_resident() - empty) / articles
    print(
        f"{name}: {articles:,} articles, {took / articles * 1e6:.1f} us and {held:,.0f} bytes each",
        flush=True,
    )


def _resident() -> int:
    """Resident memory of this process in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


CONTENDERS: Final[dict[str, Callable[[int], None]]] = {"dictionary": dictionary, "datasketch": datasketch}

if __name__ == "__main__":
    sys.exit(main())
