"""The shipped weights, and the spans that they see in a text.

The score of a label at a word is the sum of the weights of every column value within its window and of the word
vectors' share; the best row of labels is found by `stream.loops.plain`. Word columns and vectors are summed once per distinct
written word and kept; the columns of place are rows gathered by number. All sums are of whole numbers: the same on
every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.loops.chosen import label_words
from stream.loops.plain import Ints, Shorts
from stream.model.errors import StopError
from stream.tagging.learned.features import COLUMNS, PLACE_COLUMNS, REACH, WINDOWS, WORD_COLUMNS, word_values
from stream.tagging.learned.labels import LABELS, NEVER_BEHIND, NEVER_FIRST, spans
from stream.tagging.learned.place_numbers import UNKNOWN_VALUE, PlaceNumbers
from stream.tagging.learned.vectors import STEPS as VECTOR_STEPS
from stream.tagging.learned.vectors import Vectors
from stream.tagging.lexicon.artefact import read_artefact, write
from stream.tagging.sheet import Sheet

MODEL_FILE: Final = Path(__file__).parent / "data" / "tagger.bin"
VERSION: Final = 1
# Weights are kept in steps of 1/1024 in 16 bits, so up to ±31: sums of a hundred of them are off by 0.05 at most.
STEPS: Final = 1024
WIDTH: Final = 2 * REACH + 1
# The loops have rows of sixteen labels, fifteen of them ours.
_ROW: Final = 16
# Below any sum of weights, in steps of 1/32,768: a weight times a component of a vector is a whole number of these.
_NEVER: Final = -(2**28)
# Distinct words remembered: 300 bytes each. When full the memory is emptied; a word costs some 30 µs to meet anew.
_REMEMBERED: Final = 60_000


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights, in steps of 1/1024.

    `columns[c]` is (values, distances of the column's window, labels); `vectors` (WIDTH, components, labels); `bias`
    (labels); `start[j]`: of label j on a first word; `step[i, j]`: of label j behind label i.
    """

    columns: dict[str, Shorts]
    vectors: Shorts
    bias: Shorts
    start: Shorts
    step: Shorts

    @classmethod
    def rounded(
        cls,
        columns: dict[str, NDArray[Any]],
        vectors: NDArray[Any],
        bias: NDArray[Any],
        start: NDArray[Any],
        step: NDArray[Any],
    ) -> Weights:
        """The nearest steps of weights as they were fitted; the columns' have all distances here."""
        narrow = {
            column: _steps(table[:, [distance + REACH for distance in WINDOWS[column]]])
            for column, table in columns.items()
        }
        return cls(narrow, _steps(vectors), _steps(bias), _steps(start), _steps(step))


@dataclass(slots=True)
class Model:
    """Weights by column, and what it was made of.

    `vocabularies[c]` gives the number of a value of column c, which is its row of the weights.
    `about`: version, texts by licence, scores, as the training wrote them. `remembered`: of how many words the sums are kept.
    """

    vocabularies: dict[str, dict[str, int]]
    weights: Weights
    vectors: Vectors
    about: dict[str, Any]
    remembered: int = _REMEMBERED
    _wide: dict[str, Shorts] = field(init=False)
    _vector_weights: Ints = field(init=False)
    _bias: Ints = field(init=False)
    _start: Ints = field(init=False)
    _step: Ints = field(init=False)
    places: PlaceNumbers = field(init=False)
    _known: dict[str, int] = field(init=False, default_factory=dict)
    _rows: Ints = field(init=False, default_factory=lambda: np.zeros((0, 0, 0), np.int32))

    def __post_init__(self) -> None:
        weights, labels = self.weights, len(LABELS)
        self._wide = {}
        for column, table in weights.columns.items():
            wide = np.zeros((len(table), WIDTH, _ROW), np.int16)
            wide[:, [distance + REACH for distance in WINDOWS[column]], :labels] = table
            self._wide[column] = wide
        self._vector_weights = np.zeros((WIDTH, weights.vectors.shape[1], _ROW), np.int32)
        self._vector_weights[:, :, :labels] = weights.vectors
        never_first, never_behind = NEVER_FIRST.tolist(), NEVER_BEHIND.tolist()
        self._bias = np.full(_ROW, _NEVER, np.int32)
        self._bias[:labels] = weights.bias.astype(np.int32) * VECTOR_STEPS
        self._start = np.zeros(_ROW, np.int32)
        self._start[:labels] = np.where(never_first, _NEVER, weights.start.astype(np.int32) * VECTOR_STEPS)
        self._step = np.zeros((_ROW, _ROW), np.int32)
        self._step[:labels, :labels] = np.where(
            never_behind, _NEVER, weights.step.astype(np.int32) * VECTOR_STEPS
        )
        self.places = PlaceNumbers({column: self.vocabularies[column] for column in PLACE_COLUMNS})

    def propose(self, sheet: Sheet) -> list[tuple[str, int, int]]:
        """(coarse type, first word, last word) of every span that the model sees in the text, in order."""
        reading = sheet.reading
        numbers = self.places.of(sheet)
        columns = [
            (listed, self._wide[column]) for column, listed in zip(PLACE_COLUMNS, numbers, strict=True)
        ]
        words = self._word_rows(sheet)
        labels = label_words(
            reading.sentences, words, self._rows, columns, self._bias, self._start, self._step
        )
        return [
            (kind, first + a, first + b)
            for first, stop in reading.sentences
            for kind, a, b in spans(labels[first:stop])
        ]

    def _word_rows(self, sheet: Sheet) -> list[int]:
        reading = sheet.reading
        text, known, starts, ends = reading.text, self._known, reading.starts, reading.ends
        if len(known) > self.remembered:
            known.clear()
        if not known:
            # Row 0 is the place beyond the end of a sentence.
            self._rows = np.zeros((1024, WIDTH, _ROW), np.int32)
            for column in WORD_COLUMNS:
                self._rows[0] += self._wide[column][0]
            self._rows[0] *= VECTOR_STEPS
        found: list[int] = []
        for at in range(len(starts)):
            raw = text[starts[at] : ends[at]]
            row = known.get(raw, 0)
            found.append(row or self._meet(raw, reading.words[at], sheet))
        return found

    def _meet(self, raw: str, folded: str, sheet: Sheet) -> int:
        """Sum up a written word that was not met before."""
        row = self._known[raw] = len(self._known) + 1
        if row >= len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        total = np.einsum("c,wcl->wl", self.vectors.steps_of(folded), self._vector_weights)
        for column, value in zip(WORD_COLUMNS, word_values(raw, folded, sheet.lexicon), strict=True):
            total += (
                self._wide[column][self.vocabularies[column].get(value, UNKNOWN_VALUE)].astype(np.int32)
                * VECTOR_STEPS
            )
        self._rows[row] = total
        return row

    def save(self, path: Path) -> int:
        """Write it as one file; the same model gives the same bytes. Returns its size in bytes."""
        texts = {"about": orjson.dumps(self.about, option=orjson.OPT_SORT_KEYS).decode()}
        weights = self.weights
        arrays: dict[str, NDArray[Any]] = {
            "bias": weights.bias,
            "start": weights.start,
            "step": weights.step.reshape(-1),
            "vectors": weights.vectors.reshape(-1),
        }
        for column in COLUMNS:
            texts[f"values {column}"] = "\n".join(list(self.vocabularies[column])[UNKNOWN_VALUE + 1 :])
            arrays[f"weights {column}"] = weights.columns[column].reshape(-1)
        return write(path, texts, arrays)

    @classmethod
    def load(cls, path: Path | None = None, vectors: Vectors | None = None) -> Model:
        """Read a model, the packaged one by default.

        Raises:
            StopError: when the file is missing, damaged, or of another version or set of columns.
        """
        artefact = read_artefact(path or MODEL_FILE)
        try:
            about = orjson.loads(artefact.texts["about"])
            if (about["version"], about["columns"]) != (VERSION, list(COLUMNS)):
                msg = f"version {about['version']}, columns {about['columns']}"
                raise ValueError(msg)  # noqa: TRY301 - told with the other damages below
            arrays, labels = artefact.arrays, len(LABELS)
            vocabularies, columns = {}, {}
            for column in COLUMNS:
                listed = artefact.texts[f"values {column}"].split("\n")
                vocabularies[column] = {value: n for n, value in enumerate(["\n", "\n\n", *listed])}
                columns[column] = arrays[f"weights {column}"].reshape(-1, len(WINDOWS[column]), labels)
            components = arrays["vectors"].size // (WIDTH * labels)
            weights = Weights(
                columns,
                arrays["vectors"].reshape(WIDTH, components, labels),
                arrays["bias"],
                arrays["start"],
                arrays["step"].reshape(labels, labels),
            )
            return cls(vocabularies, weights, vectors or Vectors.load(), about)
        except (KeyError, ValueError) as error:
            msg = f"conflict model {path or MODEL_FILE}: not of this version ({error}). Reinstall, or run scripts/train_tagger.py."
            raise StopError(msg) from error


def _steps(values: NDArray[Any]) -> Shorts:
    return np.clip(np.round(values * STEPS), -32_767, 32_767).astype(np.int16)
