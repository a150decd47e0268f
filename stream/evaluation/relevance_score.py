"""How well texts about armed conflict are told from those that only sound like it, and how many of a feed are called so."""

from __future__ import annotations

from collections.abc import Sequence

from stream.evaluation.scoring import Document, ScoreRow, Section, f1
from stream.model.tags import Conflict


def score(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """Precision and recall over texts labelled `conflict` or not; in all, and by `half` where they name one."""
    halves = sorted({str(doc["half"]) for doc in docs if "half" in doc})
    rows: list[ScoreRow] = []
    errors: list[str] = []
    for half in ("", *halves):
        gold = found = right = 0
        for doc, conflict in zip(docs, tagged, strict=True):
            if half and doc.get("half") != half:
                continue
            gold += bool(doc["conflict"])
            called = bool(conflict.relevant)
            found += called
            right += bool(doc["conflict"]) and called
            if not half and called != doc["conflict"]:
                errors.append(
                    f"scored {conflict.score or 0.0:.2f}, labelled {doc['conflict']}: {doc['text']}"
                )
        rows.append(
            ScoreRow(
                f"relevant ({half})" if half else "relevant", gold, found, *f1(right, found, right, gold)
            )
        )
    return Section("relevance", tuple(rows), tuple(errors))


def called_share(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """How many of a feed without labels are called relevant; the recall shown is their share of all."""
    called = [(doc, conflict) for doc, conflict in zip(docs, tagged, strict=True) if conflict.relevant]
    listed = tuple(
        f"{doc['id']} {conflict.score or 0.0:.2f}: {doc['body'][:120]!r}" for doc, conflict in called
    )
    part = len(called) / len(docs) if docs else 0.0
    return Section("dev", (ScoreRow("called relevant", len(docs), len(called), None, part, None),), listed)
