"""What threads cost the whole pipeline: the stages without a broker, with threads on and off in turn, in one process.

    python -m bench.with_threads [--articles 3000] [--rounds 6] [--feed wire|day] [--no-tags]

Two pipelines as of `newswire replay` are given the same records, chunk by chunk, now one first and now the other, so what else
runs on the machine meets both. Counted is processor time. The first round warms up; the ratio is that of the sums of the
others, and beside it stand the lowest and the highest of a round. `wire` is the made-up feed of `bench/wire.py`, `day` the
demo's, a round each, which is dense with events: most of its stories are in threads of several. The bar: at most 1.1.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from bench.wire import Wire
from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay

CHUNK: Final = 25  # records between turns: short beside what else runs, long beside the clock's steps
BAR: Final = 1.1
_BEGIN: Final = datetime(2026, 3, 17, tzinfo=UTC)
_APART: Final = timedelta(seconds=2)
Received = tuple[bytes, datetime]


def main() -> int:
    """Measure and print; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--feed", choices=("wire", "day"), default="wire")
    parser.add_argument("--no-tags", action="store_true", help="intake and deduplication alone")
    options = parser.parse_args()
    settings = Settings(threads=True, agencies=AGENCY_NAMES)
    tagger = None if options.no_tags else load_tagger(settings)

    def fresh() -> list[Replay]:
        return [Replay(settings.model_copy(update={"threads": on}), tagger) for on in (False, True)]

    if options.feed == "day":
        rounds = [_round(fresh(), _day(seed)) for seed in range(options.rounds)]
    else:
        pipelines, feed = fresh(), _wire()
        every = max(options.articles // options.rounds, CHUNK)
        rounds = [_round(pipelines, list(islice(feed, every))) for _ in range(options.rounds)]
    print(f"{'round':>6}{'records':>9}{'off us':>10}{'on us':>10}{'ratio':>8}")
    for number, (off, on, count) in enumerate(rounds):
        told = "  warming up" if not number and len(rounds) > 1 else ""
        print(
            f"{number:>6}{count:>9,}{off / count * 1e6:>10.0f}{on / count * 1e6:>10.0f}{on / off:>8.3f}{told}"
        )
    counted = rounds[1:] or rounds
    ratio = sum(on for _, on, _ in counted) / sum(off for off, _, _ in counted)
    lowest, highest = (choose(on / off for off, on, _ in counted) for choose in (min, max))
    print(
        f"  {'reached' if ratio <= BAR else 'MISSED'}: with threads / without <= {BAR} "
        f"({ratio:.3f}; a round {lowest:.3f} to {highest:.3f})"
    )
    return int(ratio > BAR)


def _round(pipelines: Sequence[Replay], records: Sequence[Received]) -> tuple[float, float, int]:
    """Seconds of the processor without threads and with them, and the count of records."""
    spent = [0.0, 0.0]
    gc.collect()
    gc.disable()  # a collection that one starts is over the objects of both
    try:
        for turn, begin in enumerate(range(0, len(records), CHUNK)):
            chunk = records[begin : begin + CHUNK]
            for at in (0, 1) if turn % 2 else (1, 0):
                started = time.process_time()
                for value, received in chunk:
                    for _ in pipelines[at].feed(value, received):
                        pass
                spent[at] += time.process_time() - started
    finally:
        gc.enable()
    return spent[0], spent[1], len(records)


def _wire() -> Iterator[Received]:
    wire, at = Wire(), _BEGIN
    while True:
        at += _APART
        yield wire.next().value, at


def _day(seed: int) -> list[Received]:
    return [(delivery.value, delivery.at) for delivery in build_day(seed).deliveries]


if __name__ == "__main__":
    sys.exit(main())
