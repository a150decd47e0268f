"""Event categories on the examples of the PLOVER project: one sentence each, with one category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from stream.evaluation.scoring import Document, ScoreRow, Section, f1
from stream.model.tags import Conflict, Event

# The examples have the categories of 2018; the manual of 2021, whose names we write, merged some of them.
MERGED: Final = {"FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}


def score(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """Precision and recall over (sentence, category); a sentence may tell of more than its label says."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    errors: list[str] = []
    for doc, conflict in zip(docs, tagged, strict=True):
        labelled = str(doc["event"])
        label = MERGED.get(labelled, labelled)
        told = {entity.plover for entity in conflict.entities if isinstance(entity, Event)}
        gold[label] += 1
        found.update(told)
        if label in told:
            right[label] += 1
        else:
            errors.append(f"{doc['id']}: labelled {label}, found {sorted(told)}: {doc['text']}")
    total = right.total()
    row = ScoreRow(
        "event category", gold.total(), found.total(), *f1(total, found.total(), total, gold.total())
    )
    rows = [
        ScoreRow(name, gold[name], found[name], *f1(right[name], found[name], right[name], gold[name]))
        for name in sorted(gold)
    ]
    return Section("plover_gsr", (row, *rows), tuple(errors))
