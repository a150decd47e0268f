from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Conflict, Event


def events(conflict: Conflict) -> list[tuple[str, str, str, str]]:
    """(PLOVER category, words, actor, target) of every event that ACLED does not code."""
    return [
        (e.plover, e.text, e.actor, e.target)
        for e in conflict.entities
        if isinstance(e, Event) and not e.event_type
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya accused Somalia of it.", ("ACCUSE", "accused", "Kenya", "Somalia")),
        ("Kenya held talks with Somalia.", ("CONSULT", "held talks", "Kenya", "Somalia")),
        ("Kenya rejected the proposal.", ("REJECT", "rejected", "Kenya", "")),
        ("Kenya will not negotiate.", ("REJECT", "will not negotiate", "Kenya", "")),
        ("Kenya will withdraw its soldiers.", ("AGREE", "will withdraw", "Kenya", "soldiers")),
        ("Kenya threatened Somalia.", ("THREATEN", "threatened", "Kenya", "Somalia")),
        ("Kenya imposed sanctions.", ("SANCTION", "imposed sanctions", "Kenya", "")),
        ("Kenya demanded an answer.", ("REQUEST", "demanded", "Kenya", "")),
        ("Kenya outlawed the party.", ("COERCE", "outlawed", "Kenya", "")),
    ],
)
def test_what_parties_do_short_of_violence(
    tag: Callable[..., Conflict], text: str, expected: tuple[str, str, str, str]
) -> None:
    """The category, by the longest form, with who deals and with whom."""
    assert events(tag(text)) == [expected]


@pytest.mark.parametrize("text", ["The plan was rejected.", "They accused nobody.", "Kenya was accused."])
def test_without_a_party_that_deals_there_is_none(tag: Callable[..., Conflict], text: str) -> None:
    """Nobody before the verb, or one to whom it is done."""
    assert events(tag(text)) == []
