from __future__ import annotations

import pytest

from stream.model.errors import StopError
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.vocabulary import kinds, words


def test_lists_are_folded() -> None:
    """Words are compared with folded words, so they must be folded themselves."""
    roles = words("persons roles")
    assert {fold(word) for word in roles} == roles


def test_kinds_are_told_by_list() -> None:
    """A word of `[casualties self displaced]` has that kind."""
    assert kinds("casualties self")["fled"] == "displaced"


def test_a_missing_list_stops() -> None:
    """A rule without its words must not run on an empty list."""
    with pytest.raises(StopError, match="no such"):
        words("no such")
