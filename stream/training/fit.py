"""Fit the sequence model: a conditional random field whose labels share what they have in common.

The weight of a label is the sum of a part for its position (O, B, I), a part for its type and a part of its own, each
held small on its own (as in multi-task priors, Evgeniou and Pontil 2004): few labelled words then teach where any
mention begins, and rare types borrow the bounds of frequent ones. Weapon and platform stand in a handful of texts:
weights that only ask "is this the type that the rules propose?" are shared by all types (`_agreements`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream.model.tags import EntityType
from stream.tagging.learned.features import (
    COLUMNS,
    NOTHING,
    REACH,
    VECTOR_WINDOW,
    WINDOWS,
    place_values,
    word_values,
)
from stream.tagging.learned.labels import COARSE, LABELS, NEVER_BEHIND, NEVER_FIRST, TYPES
from stream.tagging.learned.model import VERSION, WIDTH, Model, Weights
from stream.tagging.learned.place_numbers import UNKNOWN_VALUE
from stream.tagging.learned.vectors import Vectors
from stream.tagging.sheet import Sheet
from stream.training.lbfgs import Point, minimise
from stream.training.likelihood import Floats, LongInts, Sentences, likelihood

# Measured by cross-validation on re3d, in steps of about two: flat around these.
_HELD: Final = 2.0
_HELD_STEPS: Final = 0.5
_HELD_AGREEMENTS: Final = 0.1
_HELD_BIAS: Final = 0.02
# Vectors weigh half: at full weight they drown what the words themselves teach.
_VECTOR_SCALE: Final = 0.5
ROUNDS: Final = 60
_MEANINGS: Final = {
    "weapon": "weapon", "platform": "platform", "people": "nationality", "facility": "location", "group": "organisation",
    "forces": "organisation", "gov": "organisation", "org": "organisation", "country": "location",
    "region": "location",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the rules sheets it, and the label number of each of its words."""

    sheet: Sheet
    labels: Sequence[int]


@dataclass(frozen=True)
class _Design:
    """All words of all examples in one run, REACH rows of nothing around every sentence.

    `values` is (rows, columns), `vectors` (rows, components), `words` the rows that are words.
    """

    values: LongInts
    vectors: Floats
    words: LongInts
    sentences: Sentences


@dataclass(frozen=True, slots=True)
class _Block:
    """One column at one distance: `order` sorts the words by value, `firsts` begin the runs of one value."""

    at: int
    rows: LongInts
    order: LongInts
    firsts: LongInts
    present: LongInts


class _Field:
    """The parameters as one vector, and the loss over a design."""

    def __init__(self, design: _Design, vocabularies: dict[str, dict[str, int]]) -> None:
        self.design = design
        self.parts = _parts()
        self.agreements = _agreements(vocabularies)
        self.blocks: list[_Block] = []
        height = 0
        for number, column in enumerate(COLUMNS):
            for distance in WINDOWS[column]:
                rows = design.values[design.words + distance, number]
                order = np.argsort(rows, kind="stable")
                ordered = rows[order]
                firsts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
                self.blocks.append(_Block(height, rows, order, firsts, ordered[firsts]))
                height += len(vocabularies[column])
        self.components = design.vectors.shape[1]
        self.seen = [design.vectors[design.words + distance] for distance in VECTOR_WINDOW]
        self.vectors_at = height
        self.bias_at = height + self.components * len(VECTOR_WINDOW)
        self.height = self.bias_at + 1
        self.held = np.full((self.height, 1), _HELD)
        self.held[self.bias_at] = _HELD_BIAS
        self.agreeing = [
            (matrix[design.values[design.words, COLUMNS.index(column)]]) for column, matrix in self.agreements
        ]
        self.sizes = (self.height * len(self.parts), len(LABELS) ** 2, len(LABELS), len(self.agreements))

    def split(self, at: Point) -> tuple[Floats, Floats, Floats, Floats]:
        """(parts of the weights, steps, starts, agreements)."""
        parts, step, start, agreement = np.split(at, np.cumsum(self.sizes)[:-1])
        return parts.reshape(self.height, -1), step.reshape(len(LABELS), -1), start, agreement

    def __call__(self, at: Point) -> tuple[float, Point]:
        """Loss and gradient."""
        parts, step, start, agreement = self.split(at)
        weights = parts @ self.parts
        scores = np.tile(weights[self.bias_at], (len(self.design.words), 1))
        for block in self.blocks:
            scores += weights[block.at + block.rows]
        for number, seen in enumerate(self.seen):
            begin = self.vectors_at + number * self.components
            scores += seen @ weights[begin : begin + self.components]
        for share, matrix in zip(agreement, self.agreeing, strict=True):
            scores += share * matrix
        start_open = np.where(NEVER_FIRST, -np.inf, start)
        step_open = np.where(NEVER_BEHIND, -np.inf, step)
        slope = likelihood(self.design.sentences, scores, start_open, step_open)
        total = np.zeros((self.height, len(LABELS)))
        for block in self.blocks:
            total[block.at + block.present] += np.add.reduceat(
                slope.scores[block.order], block.firsts, axis=0
            )
        for number, seen in enumerate(self.seen):
            begin = self.vectors_at + number * self.components
            total[begin : begin + self.components] = seen.T @ slope.scores
        total[self.bias_at] = slope.scores.sum(axis=0)
        told = np.array([(slope.scores * matrix).sum() for matrix in self.agreeing])
        loss = slope.loss + 0.5 * float(
            (self.held * parts * parts).sum()
            + _HELD_STEPS * ((step * step).sum() + (start * start).sum())
            + _HELD_AGREEMENTS * (agreement * agreement).sum()
        )
        gradient = (
            total @ self.parts.T + self.held * parts,
            slope.step + _HELD_STEPS * step,
            slope.start + _HELD_STEPS * start,
            told + _HELD_AGREEMENTS * agreement,
        )
        return loss, np.concatenate([part.reshape(-1) for part in gradient])


def fit(
    examples: Sequence[Example],
    vectors: Vectors,
    about: dict[str, Any] | None = None,
    *,
    rounds: int = ROUNDS,
) -> Model:
    """The model of these examples. The same examples give the same weights on the same machine.

    `about` is kept in the model: where the texts came from, under which licences.
    """
    vocabularies = _vocabularies(examples)
    design = _design(examples, vocabularies, vectors)
    field = _Field(design, vocabularies)
    best = minimise(field, np.zeros(sum(field.sizes)), rounds=rounds)
    parts, step, start, agreement = field.split(best)
    weights = parts @ field.parts
    by_column: dict[str, Floats] = {}
    blocks = iter(field.blocks)
    for column in COLUMNS:
        table = np.zeros((len(vocabularies[column]), WIDTH, len(LABELS)))
        for distance in WINDOWS[column]:
            at = next(blocks).at
            table[:, REACH + distance] = weights[at : at + len(table)]
        by_column[column] = table
    for share, (column, matrix) in zip(agreement, field.agreements, strict=True):
        by_column[column][:, REACH] += share * matrix
    of_vectors = np.zeros((WIDTH, field.components, len(LABELS)))
    for number, distance in enumerate(VECTOR_WINDOW):
        begin = field.vectors_at + number * field.components
        of_vectors[REACH + distance] = weights[begin : begin + field.components] * _VECTOR_SCALE
    return Model(
        vocabularies,
        Weights.rounded(by_column, of_vectors, weights[field.bias_at], start, step),
        vectors,
        {**(about or {}), "version": VERSION, "columns": list(COLUMNS)},
    )


def _parts() -> Floats:
    """(parts, labels): which parts a label's weight is the sum of."""
    rows = [[float(label[0] == position) for label in LABELS] for position in "OBI"]
    rows += [[float(label[2:] == kind) for label in LABELS] for kind in TYPES]
    rows += [[float(label == own) for label in LABELS] for own in LABELS[1:]]
    return np.array(rows)


def _agreements(vocabularies: dict[str, dict[str, int]]) -> list[tuple[str, Floats]]:
    """(column, (values, labels)) of the weights that all types share.

    The label is what the rules propose, with its position; of its type; none, where they propose none; the label's
    type is a meaning of the word in the lexicon.
    """
    rule, lexicon = vocabularies["rule"], vocabularies["lexicon"]
    same, kind, none = (np.zeros((len(rule), len(LABELS))) for _ in range(3))
    for value, number in rule.items():
        proposed = COARSE.get(EntityType(value[1:].rstrip("~"))) if value[:1] in {"B", "I"} else None
        for at, label in enumerate(LABELS):
            same[number, at] = proposed is not None and label == f"{value[0]}-{proposed}"
            kind[number, at] = proposed is not None and label[2:] == proposed
            none[number, at] = value == NOTHING and label == "O"
    means = np.zeros((len(lexicon), len(LABELS)))
    for value, number in lexicon.items():
        kinds = {_MEANINGS.get(meaning) for meaning in value[1:].split("+")} - {None}
        for at, label in enumerate(LABELS):
            means[number, at] = label[2:] in kinds
    return [("rule", same), ("rule", kind), ("rule", none), ("lexicon", means)]


def _columns(example: Example) -> dict[str, Sequence[str]]:
    """The values of every column over all words."""
    sheet = example.sheet
    reading = sheet.reading
    of_words = [
        word_values(reading.text[start:end], word, sheet.lexicon)
        for start, end, word in zip(reading.starts, reading.ends, reading.words, strict=True)
    ]
    columns = [*zip(*of_words, strict=True), *place_values(sheet)]
    return dict(zip(COLUMNS, columns, strict=True))


def _vocabularies(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    """The values of every column in the examples, numbered in order; before them "no word here" and UNKNOWN."""
    met: dict[str, Counter[str]] = {column: Counter() for column in COLUMNS}
    for example in examples:
        for column, values in _columns(example).items():
            met[column].update(values)
    # "\n" stands in no word, shape or proposal.
    return {
        column: {value: number for number, value in enumerate(["\n", "\n\n", *sorted(counted)])}
        for column, counted in met.items()
    }


def _design(
    examples: Sequence[Example], vocabularies: dict[str, dict[str, int]], vectors: Vectors
) -> _Design:
    values: list[list[int]] = []
    of_words: list[NDArray[np.float32]] = []
    words: list[int] = []
    labels: list[int] = []
    lengths: list[int] = []
    blank, zero = [0] * len(COLUMNS), np.zeros(vectors.size, np.float32)
    for example in examples:
        reading = example.sheet.reading
        columns = _columns(example)
        numbered = [[vocabularies[c].get(value, UNKNOWN_VALUE) for value in columns[c]] for c in COLUMNS]
        rows = list(zip(*numbered, strict=True))
        for first, end in reading.sentences:
            values += [blank] * REACH
            of_words += [zero] * REACH
            words += range(len(values), len(values) + end - first)
            values += [list(row) for row in rows[first:end]]
            of_words += [vectors.of(word) for word in reading.words[first:end]]
            labels += example.labels[first:end]
            lengths.append(end - first)
    values += [blank] * REACH
    of_words += [zero] * REACH
    return _Design(
        np.array(values),
        np.array(of_words, np.float64) * _VECTOR_SCALE,
        np.array(words),
        Sentences.of(lengths, np.array(labels)),
    )
