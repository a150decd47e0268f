"""What every corpus of `newswire eval tagging` hands back: rows of one table, and the errors for reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from stream.model.errors import NewswireError
from stream.model.tags import Conflict

# One labelled document of a corpus: `id`, `text`, `entities`, and the fields that only this corpus has.
Document: TypeAlias = dict[str, Any]
# (gold, found): the errors of a type are told by what was labelled and what was found there.
Scorer: TypeAlias = Callable[[Sequence[Document], Sequence[Conflict]], "Section"]


class LabelError(NewswireError):
    """Labelled data that cannot be read."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of the table. `precision`, `recall`, `f1` and `strict_f1` are shares; None where it has no meaning.

    `false_rate` counts what was found where nothing is labelled, per 1,000 words; `median_km` is the median distance of
    what was found from where its label lies.
    """

    what: str
    gold: int
    found: int
    precision: float | None
    recall: float | None
    f1: float | None
    strict_f1: float | None = None
    false_rate: float | None = None
    median_km: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one corpus, and one line of text for each error: document id, kind of error, the words.

    `part` is that of `stream.evaluation.corpora`: `read`, `unread`, or "" where a corpus is not split.
    """

    corpus: str
    rows: tuple[ScoreRow, ...]
    errors: tuple[str, ...] = ()
    part: str = ""


def f1(right_found: int, found: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where nothing was found or looked for."""
    precision = right_found / found if found else 0.0
    recall = right_gold / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
