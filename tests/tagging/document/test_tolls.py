from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.enriched import TollChange
from stream.model.tags import Conflict, Toll
from stream.tagging.document.tolls import toll_difference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed at least 19 people and wounded 40.", {"killed": 19, "injured": 40}),
        ("A bomb killed 19 people. Six nurses were killed with 60 others in March.", {"killed": 19}),
        ("The bomb killed nine soldiers and 11 farmers.", {"killed": 20}),
        ("The war has killed 9,000 people. Shells killed 3 farmers on Friday.", {"killed": 3}),
        ("The war has killed 9,000 people.", {"killed": 9000}),
        ("Up to 40 rebels surrendered.", {"surrendered": 40}),
        ("It said it had killed many militants.", {}),
    ],
)
def test_what_a_text_leads_with(tag: Callable[..., Conflict], text: str, expected: dict[str, int]) -> None:
    """The largest count of the first sentence that has one; a running toll only where there is no other."""
    tolls = tag(text).tolls
    assert {
        toll.kind: toll.minimum if toll.minimum is not None else toll.maximum for toll in tolls
    } == expected


def test_the_difference_of_two_versions() -> None:
    """Kinds that changed, came or went, in figures and in words; what stayed is left out."""
    before = (Toll("captured", 2, 2, ""), Toll("injured", 30, None, "at least"), Toll("killed", 12, 12, ""))
    after = (Toll("injured", 30, 30, ""), Toll("killed", 19, None, "at least"), Toll("missing", 4, 4, ""))
    change = toll_difference("0123456789abcdef", before, after)
    assert change.tolls == (
        TollChange("captured", 2, None),
        TollChange("killed", 12, 19),
        TollChange("missing", None, 4),
    )
    assert change.text == "captured 2 \u2192 none; killed 12 \u2192 19; missing none \u2192 4"


def test_nothing_changed() -> None:
    """The same numbers, otherwise qualified, are no change."""
    change = toll_difference(
        "0123456789abcdef", (Toll("killed", 12, 12, ""),), (Toll("killed", 12, None, "at least"),)
    )
    assert (change.tolls, change.text) == ((), "")
