from __future__ import annotations

from stream.tagging.learned.labels import LABELS, NEVER_BEHIND, NEVER_FIRST, NUMBER, spans


def test_spans_end_where_the_next_begins() -> None:
    """Two of one type may touch; the last one ends with the row."""
    row = ["O", "B-person", "I-person", "B-person", "O", "B-weapon", "I-weapon"]
    assert [("person", 1, 2), ("person", 3, 3), ("weapon", 5, 6)] == list(
        spans([NUMBER[label] for label in row])
    )


def test_a_later_word_stands_behind_its_own_type_alone() -> None:
    """I-person behind B-person and I-person; never first."""
    before = [label for label in LABELS if not NEVER_BEHIND[NUMBER[label], NUMBER["I-person"]]]
    assert ["B-person", "I-person"] == before
    assert [label.startswith("I-") for label in LABELS] == NEVER_FIRST.tolist()
