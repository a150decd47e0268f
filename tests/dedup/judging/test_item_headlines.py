from __future__ import annotations

import pytest

from stream.dedup.judging.item_headlines import are_alike, headlines_of, is_quoted
from tests.dedup.harness import Desk, article, prepared
from tests.dedup.texts import BRIDGE, STRIKE

HEADLINE = "Bridge taken at Velmar, 14 dead"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("UPDATE 1-Bridge taken at Velmar, 14 dead", True),
        ("KILL: bridge taken", True),
        ("Bridge", False),
        ("Bridge of the harvest opened", False),
        ("MANDATORY KILL story withdrawn", False),
    ],
)
def test_headlines_are_alike_by_most_words_of_the_shorter_one(other: str, alike: bool) -> None:
    """Marks and small words count for nothing, and one word alone is not enough."""
    assert are_alike(HEADLINE, other) == alike


def test_the_first_and_the_last_headlines_of_an_item_are_looked_at() -> None:
    """Between them a headline changes by degrees: of eight versions the first and the last four."""
    desk = Desk()
    for number in range(1, 9):
        desk.tell(
            article(
                "urn:harrow:1", version=str(number), headline=f"Lead {number}", body=f"{BRIDGE} {number}."
            )
        )
    lineage = desk.state.lineage("urn:harrow:1")
    assert lineage is not None
    assert headlines_of(desk.state, lineage) == ["Lead 1", "Lead 5", "Lead 6", "Lead 7", "Lead 8"]


@pytest.mark.parametrize(
    ("headline", "text", "quoted"),
    [
        ("KILL", f"Please withdraw {HEADLINE} at once", True),
        (f"KILL: {HEADLINE}", "", True),
        ("KILL", "Please withdraw the story of the bridge", False),
    ],
)
def test_a_note_quotes_a_headline_or_has_one_like_it(headline: str, text: str, quoted: bool) -> None:
    """The whole headline in its words, in whatever letters; or most of its words in the note's own headline."""
    desk = Desk()
    desk.tell(article("urn:harrow:1", headline=HEADLINE, body=STRIKE))
    lineage = desk.state.lineage("urn:harrow:1")
    assert lineage is not None
    note = prepared(uri="urn:harrow:2", headline=headline, body=text or "Withdrawn.")
    words = text.casefold().replace(",", "").split()
    assert is_quoted(desk.state, lineage, note, words) == quoted
