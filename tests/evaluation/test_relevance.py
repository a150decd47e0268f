from __future__ import annotations

from stream.evaluation.relevance import score


def test_precision_and_recall() -> None:
    """Three called of which two are relevant, of four relevant ones."""
    found = score([(True, True), (True, True), (False, True), (True, False), (True, False), (False, False)])
    assert (found.precision, found.recall) == (2 / 3, 0.5)


def test_nothing_labelled_or_called() -> None:
    """Shares of nothing are 0."""
    found = score([(False, False)])
    assert (found.precision, found.recall) == (0.0, 0.0)
