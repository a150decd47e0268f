from __future__ import annotations

from stream.evaluation.plover import score
from stream.model.tags import Conflict, EntityType, Event


def _told(*categories: str) -> Conflict:
    events = tuple(
        Event(EntityType.EVENT, at, at + 1, "x", plover=name) for at, name in enumerate(categories)
    )
    return Conflict(False, 0.0, (), events)


def test_categories_of_sentences() -> None:
    """One right of three told; the old name of a merged category counts as the new one."""
    docs = [
        {"id": "a", "event": "FIGHT", "text": "A."},
        {"id": "b", "event": "AID", "text": "B."},
    ]
    section = score(docs, [_told("ASSAULT", "AGREE"), _told("CONSULT")])
    row = section.rows[0]
    assert (row.gold, row.found, row.precision, row.recall) == (2, 3, 1 / 3, 0.5)
    assert [one.what for one in section.rows[1:]] == ["AID", "ASSAULT"]
    assert section.errors == ("b: labelled AID, found ['CONSULT']: B.",)
