"""Train the sequence model and write stream/tagging/learned/data/tagger.bin.

    python scripts/train_tagger.py DATA

DATA is the folder with re3d.jsonl. The same data give the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from stream.evaluation.corpora import documents
from stream.tagging.learned.model import MODEL_FILE
from stream.tagging.learned.vectors import Vectors
from stream.tagging.tagger import Tagger
from stream.tagging.tiers import RULES_TIER
from stream.training.corpus import permitted, train


def main() -> None:
    """Train, write, say how big it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    path = parser.parse_args().data / "re3d.jsonl"
    docs = [doc for doc in documents(path) if permitted(doc)]
    if not docs:
        parser.error(f"{path}: no text there whose licence lets a model of it be shipped")
    model = train(Tagger.load(RULES_TIER), docs, Vectors.load())
    size = model.save(MODEL_FILE)
    print(f"{MODEL_FILE}: {size:,} bytes, trained on {model.about['texts']}")


if __name__ == "__main__":
    main()
