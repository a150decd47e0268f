"""Word vectors: a word that no labelled text had is judged by words that are used alike.

GloVe 6B (Pennington, Socher, Manning 2014; Public Domain Dedication and License), the most frequent words alone,
reduced to their 32 principal components and to 8 bits by scripts/build_vectors.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.tagging.lexicon.artefact import read_artefact

VECTORS_FILE: Final = Path(__file__).parent / "data" / "vectors.bin"
# Steps of the 8-bit values: components have a standard deviation of one and hardly ever reach four.
STEPS: Final = 32


@dataclass(frozen=True, slots=True)
class Vectors:
    """Folded word → its row; `zero` stands for words without a vector."""

    rows: dict[str, int]
    values: NDArray[np.int8]

    @classmethod
    def load(cls, path: Path | None = None) -> Vectors:
        """Read the artefact, the packaged one by default.

        Raises:
            StopError: when the file is missing or damaged.
        """
        artefact = read_artefact(path or VECTORS_FILE)
        words = artefact.texts["words"].split("\n")
        values = artefact.arrays["values"].reshape(len(words), -1)
        return cls({word: row for row, word in enumerate(words)}, values)

    @property
    def size(self) -> int:
        """Components of a vector."""
        return int(self.values.shape[1])

    def steps_of(self, word: str) -> NDArray[np.int32]:
        """The vector of a folded word in steps of 1/STEPS, zeros if it has none."""
        row = self.rows.get(word)
        steps: NDArray[np.int32] = (np.zeros(self.size) if row is None else self.values[row]).astype(np.int32)
        return steps

    def of(self, word: str) -> NDArray[np.float32]:
        """The vector of a folded word, zeros if it has none."""
        row = self.rows.get(word)
        if row is None:
            return np.zeros(self.size, np.float32)
        vector: NDArray[np.float32] = self.values[row].astype(np.float32) / np.float32(STEPS)
        return vector
