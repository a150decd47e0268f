"""How fast the conflict tagger is, on one core: as shipped, without its learned model, both as plain Python, and spaCy.

    python -m bench.tagging DATA [--rounds N] [--spacy PIPELINE]

DATA is a folder with re3d.jsonl (or such a file: lines of {"text": ...}). Articles a second, the best of the rounds: on a
busy machine the others measure the neighbours. The first round meets every word for the first time and is told apart.
Where the core is compiled, each of our tiers is measured once more as plain Python, and what compiling is worth is told.
spaCy's small English pipeline is measured where it is installed; nothing needs it. What the tagger finds is measured
by `newswire eval tagging`.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from stream.evaluation.corpora import documents
from stream.model.errors import StopError
from stream.tagging import tagger
from stream.tagging.tagger import Tagger
from stream.tagging.tiers import LEARNED, RULES_TIER


def main() -> None:
    """Load, tag, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--spacy", default="en_core_web_sm", help="a spaCy pipeline, if installed")
    parser.add_argument(
        "--tier", choices=(LEARNED, RULES_TIER), help=argparse.SUPPRESS
    )  # alone, its rate alone
    chosen = parser.parse_args()
    path = chosen.data / "re3d.jsonl" if chosen.data.is_dir() else chosen.data
    texts = [doc["text"] for doc in documents(path)]
    if chosen.tier:
        best, _ = _rates(Tagger.load(chosen.tier).tag, texts, chosen.rounds)
        print(best)
        return
    print(f"{len(texts)} articles of {sum(len(text.split()) for text in texts) / len(texts):.0f} words")
    before = _megabytes()
    begun = time.perf_counter()
    learned = Tagger.load(LEARNED)
    loaded = time.perf_counter() - begun
    print(f"lexicon and model loaded in {loaded:.2f} s, {_megabytes() - before:.0f} MB at most")
    rates = {
        LEARNED: _report("learned", learned.tag, texts, chosen.rounds),
        RULES_TIER: _report("rules alone", Tagger.load(RULES_TIER).tag, texts, chosen.rounds),
    }
    if not tagger.__file__.endswith(".py"):
        for tier, rate in rates.items():
            plain = _plain(path, tier, chosen.rounds)
            print(
                f"{tier} as plain Python {plain:,.0f} articles/s: compiled it is {rate / plain:.2f} times as fast"
            )
    try:
        _report(chosen.spacy, Tagger.load(f"spacy:{chosen.spacy}").tag, texts, min(3, chosen.rounds))
    except StopError as error:
        print(f"left out: {error}")


def _plain(path: Path, tier: str, rounds: int) -> float:
    """The rate of one of our tiers in a process that imports sources alone."""
    here = [sys.executable, "-m", "bench.plain", "bench.tagging", str(path)]
    command = [*here, "--tier", tier, "--rounds", str(rounds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - our own


def _report(name: str, tag: Callable[[str], object], texts: list[str], rounds: int) -> float:
    best, first = _rates(tag, texts, rounds)
    print(f"{name:<16}{best:>9,.0f} articles/s{first:>9,.0f} in the first round")
    return best


def _rates(tag: Callable[[str], object], texts: list[str], rounds: int) -> tuple[float, float]:
    """Articles a second of processor time: in the best round, and in the first."""
    seconds = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for text in texts:
            tag(text)
        seconds.append(time.process_time() - begun)
    return len(texts) / min(seconds[1:]), len(texts) / seconds[0]


def _megabytes() -> float:
    """The most memory that the process has held, as Linux counts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
