"""Killed and injured against the incidents of MUC-4: the distinct numbers of each document."""

from __future__ import annotations

from collections.abc import Sequence

from stream.evaluation.scoring import Document, ScoreRow, Section, f1
from stream.model.tags import Casualty, Conflict


def score(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """F1 over (document, kind, number); plurals without a number are set aside on both sides.

    The corpus has answers for terrorist incidents alone. Deaths in fights, in accidents and on other days, which the text also
    tells, count as our errors; in documents without an incident all counts do, so a second row of each kind leaves these out. Running
    tolls ("70,000 in ten years") are marked as such and no claim of an incident.
    """
    rows: list[ScoreRow] = []
    errors: list[str] = []
    pairs = list(zip(docs, tagged, strict=True))
    keyed = [(doc, conflict) for doc, conflict in pairs if doc["incidents"]]
    for kind in ("killed", "injured"):
        for name, some in ((kind, pairs), (f"{kind}, where keyed", keyed)):
            right = found = gold = 0
            for doc, conflict in some:
                told, ours = _told(doc, kind), _ours(conflict, kind)
                gold += len(told)
                found += len(ours)
                right += len(told & ours)
                if some is pairs and told ^ ours:
                    errors.append(f"{doc['id']} {kind}: labelled {sorted(told)}, found {sorted(ours)}")
            rows.append(ScoreRow(name, gold, found, *f1(right, found, right, gold)))
    return Section("muc4", tuple(rows), tuple(errors))


def _ours(conflict: Conflict, kind: str) -> set[int]:
    numbers = {
        entity.minimum or entity.maximum
        for entity in conflict.entities
        if isinstance(entity, Casualty) and entity.kind == kind and not entity.cumulative
    }
    return {number for number in numbers if number is not None}


def _told(doc: Document, kind: str) -> set[int]:
    return {
        slot["number"][0]
        for incident in doc["incidents"]
        for slot in incident["_casualties"][kind]
        if slot["number"] and isinstance(slot["number"][0], int)
    }
