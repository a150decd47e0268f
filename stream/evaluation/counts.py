"""Killed and injured against the incidents of MUC-4: the distinct numbers of each document."""

from __future__ import annotations

from collections.abc import Sequence

from stream.evaluation.scoring import Document, Row, Section, f1
from stream.model.tags import Casualty, Conflict


def score(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """F1 over (document, kind, number); plurals without a number are set aside on both sides.

    The corpus keys terrorist incidents alone: deaths of fights, of accidents and of other days count against us here,
    though the text tells them. Running tolls ("70,000 in ten years") are marked as such and no claim of an incident.
    """
    rows: list[Row] = []
    errors: list[str] = []
    for kind in ("killed", "injured"):
        right = found = gold = 0
        for doc, conflict in zip(docs, tagged, strict=True):
            told = _told(doc, kind)
            ours = {
                e.minimum or e.maximum
                for e in conflict.entities
                if isinstance(e, Casualty) and e.kind == kind and not e.cumulative
            } - {None}
            gold += len(told)
            found += len(ours)
            right += len(told & ours)
            if told ^ ours:
                errors.append(
                    f"{doc['id']} {kind}: labelled {sorted(told)}, found {sorted(filter(None, ours))}"
                )
        rows.append(Row(kind, gold, found, *f1(right, found, right, gold)))
    return Section("muc4", tuple(rows), tuple(errors))


def _told(doc: Document, kind: str) -> set[int]:
    return {
        slot["number"][0]
        for incident in doc["incidents"]
        for slot in incident["_casualties"][kind]
        if slot["number"] and isinstance(slot["number"][0], int)
    }
