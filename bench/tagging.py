"""How fast the conflict tagger is, on labelled news or any lines of {"text": ...}.

    python -m bench.tagging DATA [--rounds N]

DATA is a folder with re3d.jsonl (or such a file). Articles a second on one core, the best of the rounds: on a busy
machine the others measure the neighbours. What the tagger finds is measured by `newswire eval tagging`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from stream.conflict.tagger import Tagger
from stream.evaluation.corpora import documents


def main() -> None:
    """Load, tag, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    chosen = parser.parse_args()
    begun = time.perf_counter()
    tagger = Tagger.load()
    print(f"lexicon loaded in {time.perf_counter() - begun:.2f} s")
    path = chosen.data / "re3d.jsonl" if chosen.data.is_dir() else chosen.data
    texts = [doc["text"] for doc in documents(path)]
    best = float("inf")
    for _ in range(chosen.rounds):
        begun = time.process_time()
        for text in texts:
            tagger.tag(text)
        best = min(best, time.process_time() - begun)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts) / best:,.0f} articles/s of {words / len(texts):.0f} words")


if __name__ == "__main__":
    main()
