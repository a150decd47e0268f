from __future__ import annotations

from typing import Any

import pytest

from tests.dedup.harness import Desk, article
from tests.dedup.texts import (
    BRIDGE,
    BRIDGE_CORRECTED,
    BRIDGE_LEAD,
    BRIDGE_QUOTE,
    BRIDGE_ROAD,
    BRIDGE_TALKS,
    BRIDGE_TOLL,
    SHORT,
    STRIKE,
)

OWN = STRIKE.split("\n\n")[0]  # what an outlet adds


def copied(body: str, headline: str = "Bridge taken", **fields: Any) -> tuple[dict[str, Any], str]:
    """What is said of a copy of the bridge story, and its body."""
    desk = Desk()
    desk.tell(article(body=BRIDGE))
    (said,) = desk.tell(article("urn:gull:1", source="Gull", body=body, headline=headline, **fields)).said
    return said["changes"], body


def texts(spans: list[dict[str, int]], body: str) -> list[str]:
    """The parts of a body that spans name."""
    return [body[span["start"] : span["end"]] for span in spans]


def test_a_true_copy_changed_nothing() -> None:
    """No paragraph cut or added, the same headline, a minute later."""
    assert {"headline": False, "cut": [], "added": [], "delay": 60} == copied(BRIDGE)[0]


def test_cut_and_added_paragraphs_are_named_with_their_offsets() -> None:
    """The cut ones in the body of the version copied, the added ones in the copy's own."""
    changes, body = copied(
        f"The Gull\n\n{BRIDGE_LEAD}\n\n{BRIDGE_TOLL}\n\n{OWN}\n\n{BRIDGE_ROAD}\n\nShare this story"
    )
    assert [BRIDGE_QUOTE, BRIDGE_TALKS] == texts(changes["cut"], BRIDGE)
    assert [OWN] == texts(changes["added"], body)


def test_edited_and_moved_paragraphs_are_neither() -> None:
    """A changed name and another order are no cut: the paragraph is still there."""
    edited = BRIDGE_ROAD.replace("third brigade", "brigade")
    changes, _ = copied(f"{BRIDGE_LEAD}\n\n{BRIDGE_TALKS}\n\n{BRIDGE_QUOTE}\n\n{BRIDGE_TOLL}\n\n{edited}")
    assert ([], []) == (changes["cut"], changes["added"])


@pytest.mark.parametrize(
    ("headline", "changed"),
    [("BRIDGE TAKEN", False), ("UPDATE 1-Bridge taken", False), ("Who holds the bridge?", True), ("", False)],
)
def test_another_headline_is_seen(headline: str, changed: bool) -> None:
    """Case and marks are no change; where there is none, nothing was changed."""
    assert changed == copied(BRIDGE, headline)[0]["headline"]


def test_short_copies_are_the_same_whole() -> None:
    """Texts too short for an outline are copies only when nothing was changed."""
    desk = Desk()
    desk.tell(article(body=SHORT))
    (said,) = desk.tell(article("urn:gull:1", source="Gull", body=SHORT)).said
    assert {"headline": False, "cut": [], "added": [], "delay": 60} == said["changes"]


def test_what_is_no_copy_has_no_changes() -> None:
    """An original and an update changed nothing of another's."""
    desk = Desk()
    told = desk.tell(article(body=BRIDGE), article(version="2", body=BRIDGE_CORRECTED))
    assert [None, None] == [said["changes"] for said in told.said]


@pytest.mark.parametrize(
    ("body", "version"),
    [
        (BRIDGE, "1"),
        (BRIDGE_CORRECTED, "2"),
        (f"{BRIDGE_CORRECTED}\n\n{OWN}", "3"),
        (f"{BRIDGE_LEAD}\n\n{BRIDGE_TOLL}\n\n{BRIDGE_ROAD}", "1"),
        (BRIDGE_CORRECTED.partition(BRIDGE_TALKS)[0], "2"),
    ],
)
def test_a_copy_carries_the_version_that_it_copied(body: str, version: str) -> None:
    """One word corrected or a paragraph added: the version is told by what it alone has, or alone has not."""
    desk = Desk()
    versions = [
        article(version="1", body=BRIDGE),
        article(version="2", body=BRIDGE_CORRECTED, headline="CORRECTED-Bridge taken"),
        article(version="3", body=f"{BRIDGE_CORRECTED}\n\n{OWN}", headline="UPDATE 1-Bridge taken"),
    ]
    desk.tell(*versions)
    (copy,) = desk.tell(article("urn:gull:1", source="Gull", body=body)).said
    assert ("copy", version) == (copy["verdict"], copy["match"]["version"])
