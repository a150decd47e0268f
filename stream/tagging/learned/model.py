"""The shipped weights, and the scores of all labels for every word of a text. No dictionary of features per word.

The score of a label at a word is the sum of the weights of every column value within its window and of the word
vectors' share. Word columns and vectors are summed once per distinct written word and kept; the columns of place are
rows gathered by number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.model.errors import StopError
from stream.tagging.learned.features import (
    COLUMNS,
    PLACE_COLUMNS,
    REACH,
    WINDOWS,
    WORD_COLUMNS,
    place_values,
    word_values,
)
from stream.tagging.learned.labels import LABELS, NEVER_BEHIND, NEVER_FIRST, spans
from stream.tagging.learned.vectors import Vectors
from stream.tagging.learned.viterbi import Chain, Floats
from stream.tagging.lexicon.artefact import read, write
from stream.tagging.sheet import Sheet

PACKAGED: Final = Path(__file__).parent / "data" / "tagger.bin"
VERSION: Final = 1
# Weights are kept in steps of 1/1024 in 16 bits, so up to ±31: sums of a hundred of them are off by 0.05 at most.
STEPS: Final = 1024
WIDTH: Final = 2 * REACH + 1
# Numbers of the values that no labelled text had, and of "no word here" beyond the ends of a sentence.
OUTSIDE: Final = 0
UNKNOWN: Final = 1
# Distinct words remembered: 300 bytes each. When full the memory is emptied; a word costs some 30 µs to meet anew.
_REMEMBERED: Final = 60_000
# Words decoded at a time: the memory that a text of any length takes.
_CHUNK: Final = 8_192


@dataclass(slots=True)
class Model:
    """Weights by column, and what it was made of.

    `vocabularies[c]` gives the number of a value of column c; `weights[c]` is (values, WIDTH, labels), with zeros
    outside the column's window; `vector_weights` (WIDTH, components, labels); `bias` (labels).
    `about`: version, texts by licence, scores, as the training wrote them.
    """

    vocabularies: dict[str, dict[str, int]]
    weights: dict[str, Floats]
    vector_weights: Floats
    bias: Floats
    chain: Chain
    vectors: Vectors
    about: dict[str, Any]
    _known: dict[str, int] = field(default_factory=dict)
    _rows: Floats = field(default_factory=lambda: np.zeros((0, 0, 0), np.float32))

    def propose(self, sheet: Sheet) -> list[tuple[str, int, int]]:
        """(coarse type, first word, last word) of every span that the model sees in the text, in order."""
        reading = sheet.reading
        values = place_values(sheet)
        found: list[tuple[str, int, int]] = []
        sentences = reading.sentences
        begin = 0
        for number, (_, end) in enumerate(sentences):
            offset = sentences[begin][0]
            if number + 1 < len(sentences) and end - offset < _CHUNK:
                continue
            part = sentences[begin : number + 1]
            labels = self._labels(sheet, values, part)
            for first, stop in part:
                found += [
                    (kind, first + a, first + b)
                    for kind, a, b in spans(labels[first - offset : stop - offset])
                ]
            begin = number + 1
        return found

    def _labels(
        self, sheet: Sheet, values: tuple[list[str], ...], sentences: list[tuple[int, int]]
    ) -> list[int]:
        """The labels of the words of some sentences that follow one another."""
        begin, end = sentences[0][0], sentences[-1][1]
        # Between two sentences stand REACH rows of nothing, so that no window reaches across.
        lengths = np.array([b - a for a, b in sentences])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) + REACH * np.arange(1, len(sentences) + 1)
        rows = np.arange(end - begin) + REACH * np.repeat(np.arange(1, len(sentences) + 1), lengths)
        height = int(starts[-1] + lengths[-1]) + REACH
        numbers = np.zeros(height, np.int64)
        numbers[rows] = self._word_rows(sheet, begin, end)
        wide = self._rows[numbers]
        for column, listed in zip(PLACE_COLUMNS, values, strict=True):
            known = self.vocabularies[column]
            numbers[:] = OUTSIDE
            numbers[rows] = [known.get(value, UNKNOWN) for value in listed[begin:end]]
            wide += self.weights[column][numbers]
        scores = np.tile(self.bias, (height, 1))
        inner = slice(REACH, height - REACH)
        for place in range(WIDTH):
            scores[inner] += wide[place : height - 2 * REACH + place, place]
        found: list[int] = self.chain.best(scores, starts, lengths)[rows].tolist()
        return found

    def _word_rows(self, sheet: Sheet, begin: int, end: int) -> list[int]:
        reading = sheet.reading
        text, known = reading.text, self._known
        if len(known) > _REMEMBERED:
            known.clear()
        if not known:
            # Row 0 is the place beyond the end of a sentence.
            self._rows = np.zeros((1024, WIDTH, len(LABELS)), np.float32)
            for column in WORD_COLUMNS:
                self._rows[0] += self.weights[column][OUTSIDE]
        found = []
        for at in range(begin, end):
            raw = text[reading.starts[at] : reading.ends[at]]
            row = known.get(raw)
            if row is None:
                row = self._meet(raw, reading.words[at], sheet)
            found.append(row)
        return found

    def _meet(self, raw: str, folded: str, sheet: Sheet) -> int:
        """Sum up a written word that was not met before."""
        row = self._known[raw] = len(self._known) + 1
        if row >= len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        total = np.einsum("c,wcl->wl", self.vectors.of(folded), self.vector_weights)
        for column, value in zip(WORD_COLUMNS, word_values(raw, folded, sheet.lexicon), strict=True):
            total += self.weights[column][self.vocabularies[column].get(value, UNKNOWN)]
        self._rows[row] = total
        return row

    def save(self, path: Path) -> int:
        """Write it as one file; the same model gives the same bytes. Returns its size in bytes."""
        texts = {"about": orjson.dumps(self.about, option=orjson.OPT_SORT_KEYS).decode()}
        arrays: dict[str, NDArray[Any]] = {
            "bias": _steps(self.bias),
            "start": _steps(self.chain.start),
            "step": _steps(self.chain.step),
            "vectors": _steps(self.vector_weights),
        }
        for column in COLUMNS:
            texts[f"values {column}"] = "\n".join(list(self.vocabularies[column])[UNKNOWN + 1 :])
            window = [distance + REACH for distance in WINDOWS[column]]
            arrays[f"weights {column}"] = _steps(self.weights[column][:, window])
        return write(path, texts, arrays)

    @classmethod
    def load(cls, path: Path | None = None, vectors: Vectors | None = None) -> Model:
        """Read a model, the packaged one by default.

        Raises:
            StopError: when the file is missing, damaged, or of another version or set of columns.
        """
        artefact = read(path or PACKAGED)
        try:
            about = orjson.loads(artefact.texts["about"])
            if (about["version"], about["columns"]) != (VERSION, list(COLUMNS)):
                msg = f"version {about['version']}, columns {about['columns']}"
                raise ValueError(msg)  # noqa: TRY301 - told with the other damages below
            vocabularies, weights = {}, {}
            for column in COLUMNS:
                listed = artefact.texts[f"values {column}"].split("\n")
                vocabularies[column] = {value: n for n, value in enumerate(["\n", "\n\n", *listed])}
                narrow = _floats(artefact.arrays[f"weights {column}"], len(WINDOWS[column]), len(LABELS))
                weights[column] = np.zeros((len(narrow), WIDTH, len(LABELS)), np.float32)
                weights[column][:, [distance + REACH for distance in WINDOWS[column]]] = narrow
            chain = Chain(_floats(artefact.arrays["start"]), _floats(artefact.arrays["step"], len(LABELS)))
            components = artefact.arrays["vectors"].size // (WIDTH * len(LABELS))
            return cls(
                vocabularies,
                weights,
                _floats(artefact.arrays["vectors"], components, len(LABELS)),
                _floats(artefact.arrays["bias"]),
                chain.barred(NEVER_FIRST, NEVER_BEHIND),
                vectors or Vectors.load(),
                about,
            )
        except (KeyError, ValueError) as error:
            msg = f"conflict model {path or PACKAGED}: not of this version ({error}). Reinstall, or run scripts/train_tagger.py."
            raise StopError(msg) from error


def _steps(values: Floats) -> NDArray[np.int16]:
    return np.clip(np.round(values * STEPS), -32_767, 32_767).astype(np.int16).reshape(-1)


def _floats(steps: NDArray[Any], *shape: int) -> Floats:
    return (
        (steps.astype(np.float32) / np.float32(STEPS)).reshape(-1, *shape)
        if shape
        else steps.astype(np.float32) / np.float32(STEPS)
    )
