from __future__ import annotations

from stream.evaluation.relevance_score import called_share, score
from stream.evaluation.scoring import Document
from stream.model.tags import Conflict

YES, NO = Conflict(True, 0.9, (), ()), Conflict(False, 0.1, (), ())


def test_precision_and_recall_in_all_and_by_half() -> None:
    """Two of three called are relevant, and two of three relevant ones called; the errors are listed."""
    docs: list[Document] = [
        {"text": "a", "conflict": True, "half": "one"},
        {"text": "b", "conflict": True, "half": "one"},
        {"text": "c", "conflict": False, "half": "two"},
        {"text": "d", "conflict": True, "half": "two"},
    ]
    section = score(docs, [YES, YES, YES, NO])
    shown = [(row.what, row.gold, row.found, row.precision, row.recall) for row in section.rows]
    assert shown == [
        ("relevant", 3, 3, 2 / 3, 2 / 3),
        ("relevant (one)", 2, 2, 1.0, 1.0),
        ("relevant (two)", 1, 1, 0.0, 0.0),
    ]
    assert section.errors == ("scored 0.90, labelled False: c", "scored 0.10, labelled True: d")


def test_the_share_of_a_feed() -> None:
    """How many of how many, each called one listed."""
    docs: list[Document] = [{"id": name, "body": name} for name in "abcd"]
    section = called_share(docs, [YES, NO, NO, NO])
    assert [(row.gold, row.found, row.recall) for row in section.rows] == [(4, 1, 0.25)]
    assert section.errors == ("a 0.90: 'a'",)
