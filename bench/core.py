"""Articles a second through each stage of the core, on one core of this machine, on the demo's day.

    python -m bench.core [--rounds N]

The best of the rounds is printed: on a busy machine the others measure the neighbours. The lexical scan of a plain
word split over the same texts stands beside it, so that two machines can be compared by ratio.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from stream.config.settings import Settings
from stream.dedup import stage as judging
from stream.dedup.state.state import State
from stream.demo.day import build_day
from stream.intake.prepare import Raw
from stream.intake.stage import intake
from stream.model.articles import Position, Stream
from stream.model.records import Record
from stream.pipeline.core_rules import dedup_rules, intake_rules
from stream.tagging import stage as tagging
from stream.tagging.document.versions import Versions
from stream.tagging.tagger import Tagger

WORD = re.compile(rb"\w+")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    settings = Settings()
    received = datetime(2026, 3, 17, tzinfo=UTC)
    values = [delivery.value for delivery in build_day().deliveries]
    raws = [Raw(value, None, (), Position("raw", 0, offset), received) for offset, value in enumerate(values)]
    prepared = intake(raws, intake_rules(settings), 1).outputs
    to_judge = [Record(Position("prepared", 0, at), output.value) for at, output in enumerate(prepared)]
    judged = judging.dedup(State(dedup_rules(settings)), to_judge).outputs
    to_tag = [
        Record(Position("judged", 0, at), output.value)
        for at, output in enumerate(judged)
        if output.stream is Stream.JUDGED
    ]
    started = time.perf_counter()
    tagger = Tagger.load()
    versions = Versions(settings.window)
    print(f"lexicon loaded in {time.perf_counter() - started:.2f} s")
    rates = {
        "word split": _rate(lambda: [WORD.findall(value) for value in values], len(values), rounds),
        "intake": _rate(lambda: intake(raws, intake_rules(settings), 1), len(raws), rounds),
        "dedup": _rate(lambda: judging.dedup(State(dedup_rules(settings)), to_judge), len(to_judge), rounds),
        "tag": _rate(lambda: tagging.tag(tagger, versions, to_tag), len(to_tag), rounds),
    }
    for name, rate in rates.items():
        print(f"{name:<12}{rate:>10,.0f} articles/s   {rate / rates['word split']:.3f} of a word split")


def _rate(work: Callable[[], object], articles: int, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return articles / best


if __name__ == "__main__":
    main()
