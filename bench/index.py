"""Time and memory of the deduplication's state as it grows, beside what else is used for such an index.

    python -m bench.index [--articles N] [--steps N,N,...] [--beside N]

A synthetic feed (see `bench.feed`) goes through judging and into one state, all of it within the window. For each size
the table shows what the last thousands before it took, probe, verdict and insert, in batches as a worker has them and in
processor time (other work on the machine lengthens the wall's), and the resident memory above that of the empty process. The decisions go to rows, as in
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
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.feed import Feed
from bench.table import BATCH, Folder, WritingArchive
from stream.dedup.journal import Entry, Tick
from stream.dedup.judge import judge, tick
from stream.dedup.outline import pack
from stream.dedup.passages import Comparison
from stream.dedup.rules import DedupRules
from stream.dedup.state import State
from stream.dedup.text import look_ahead
from stream.records import Position

FIRST: Final = 20_000
WINDOW: Final = 4_000  # articles timed before each size
FLAT, MICROSECONDS, BYTES = 1.3, 150.0, 1024


class _Timed(WritingArchive):
    """An archive that tells the time it took: in a worker rows are written by the batch, not by the article."""

    spent = 0.0

    def keep(self, serial: int, decision: Entry | Tick) -> None:
        """Keep a decision."""
        started = time.process_time()
        super().keep(serial, decision)
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
    with tempfile.TemporaryDirectory() as folder:
        return _ours(sizes, Folder(Path(folder)))


def _ours(sizes: list[int], rows_written: Folder) -> int:
    archive = _Timed(rows_written)
    state = State(DedupRules(), archive)
    empty = _resident()
    print(
        f"{'articles':>10}{'judge us':>10}{'insert us':>10}{'together':>10}{'all us':>10}{'slowest ms':>12}{'bytes each':>12}"
    )
    rows = []
    slowest = took = 0.0
    feed = iter(Feed(sizes[-1]))
    for before, size in zip([0, *sizes], sizes, strict=False):
        for prepared in islice(feed, max(size - before - WINDOW, 0)):
            started = time.process_time()
            _pass_time(state, prepared.article.received)
            state.apply(judge(state, prepared))
            spent = time.process_time() - started
            took += spent
            slowest = max(slowest, spent)
        best = _timed(state, archive, feed, min(WINDOW, size - before))
        held = (_resident() - empty) / size
        rows.append((sum(best), held))
        print(
            f"{size:>10,}{best[0]:>10.1f}{best[1]:>10.1f}{sum(best):>10.1f}"
            f"{took / max(size - before - WINDOW, 1) * 1e6:>10.1f}{slowest * 1e3:>12.0f}{held:>12,.0f}",
            flush=True,
        )
        slowest = took = 0.0
    print(f"rows: {rows_written.written / state.serial:,.0f} bytes a decision")
    bars = [
        (f"time at the last size / at the first <= {FLAT}", rows[-1][0] / rows[0][0], FLAT),
        (f"microseconds <= {MICROSECONDS:.0f}", rows[-1][0], MICROSECONDS),
        (f"bytes each <= {BYTES}", rows[-1][1], BYTES),
    ]
    for wanted, value, most in bars:
        print(f"  {'reached' if value <= most else 'MISSED'}: {wanted} ({value:,.2f})")
    return sum(value > most for _, value, most in bars)


def _timed(state: State, archive: _Timed, feed: Iterator[Any], articles: int) -> tuple[float, float]:
    """Microseconds an article for judging and for inserting: the best of batches, so that neighbours and pauses are not in it."""
    batches = []
    for start in range(0, articles, BATCH):
        prepared = list(islice(feed, min(BATCH, articles - start)))
        judging = inserting = 0.0
        started = time.process_time()
        look_ahead(state, prepared)
        judging += time.process_time() - started
        for each in prepared:
            _pass_time(state, each.article.received)
            archive.spent = 0.0
            started = time.process_time()
            entry = judge(state, each)
            judged = time.process_time()
            state.apply(entry)
            inserting += time.process_time() - judged - archive.spent
            judging += judged - started
        batches.append((judging / len(prepared) * 1e6, inserting / len(prepared) * 1e6))
    return min(batches, key=sum)


def _pass_time(state: State, now: Any) -> None:
    at = state.next_release()
    if at is not None and at <= now:
        state.apply(tick(state, Position("newswire.prepared", 0, state.serial), now))


def dictionary(articles: int) -> None:
    """Keys in a dict of lists, outlines in another."""
    feed = Feed(articles)
    postings: dict[int, list[int]] = {}
    outlines: dict[int, bytes] = {}
    comparison = Comparison()
    empty, took = _resident(), 0.0
    for number in range(articles):
        sketch = feed.sketch(number)
        outline = pack(sketch.outline)
        started = time.process_time()
        found: set[int] = set()
        listed = sketch.keys.tolist()
        for key in listed:
            found.update(postings.get(key, ()))
        comparison.compare(outline, [outlines[other] for other in found])
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
