"""How fast the conflict tagger is, on one core: as shipped, without its learned model, and beside it spaCy.

    python -m bench.tagging DATA [--rounds N] [--spacy PIPELINE]

DATA is a folder with re3d.jsonl (or such a file: lines of {"text": ...}). Articles a second, the best of the rounds: on a
busy machine the others measure the neighbours. The first round meets every word for the first time and is told apart.
spaCy's small English pipeline is measured where it is installed; nothing needs it. What the tagger finds is measured
by `newswire eval tagging`.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

from stream.conflict.tagger import Tagger
from stream.conflict.tiers import LEARNED, RULES
from stream.errors import StopError
from stream.evaluation.corpora import documents


def main() -> None:
    """Load, tag, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--spacy", default="en_core_web_sm", help="a spaCy pipeline, if installed")
    chosen = parser.parse_args()
    path = chosen.data / "re3d.jsonl" if chosen.data.is_dir() else chosen.data
    texts = [doc["text"] for doc in documents(path)]
    print(f"{len(texts)} articles of {sum(len(text.split()) for text in texts) / len(texts):.0f} words")
    before = _megabytes()
    begun = time.perf_counter()
    learned = Tagger.load(LEARNED)
    loaded = time.perf_counter() - begun
    print(f"lexicon and model loaded in {loaded:.2f} s, {_megabytes() - before:.0f} MB at most")
    _report("learned", learned.tag, texts, chosen.rounds)
    _report("rules alone", Tagger.load(RULES).tag, texts, chosen.rounds)
    try:
        _report(chosen.spacy, Tagger.load(f"spacy:{chosen.spacy}").tag, texts, min(3, chosen.rounds))
    except StopError as error:
        print(f"left out: {error}")


def _report(name: str, tag: Callable[[str], object], texts: list[str], rounds: int) -> None:
    seconds = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for text in texts:
            tag(text)
        seconds.append(time.process_time() - begun)
    print(
        f"{name:<16}{len(texts) / min(seconds[1:]):>9,.0f} articles/s"
        f"{len(texts) / seconds[0]:>9,.0f} in the first round"
    )


def _megabytes() -> float:
    """The most memory that the process has held, as Linux counts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
