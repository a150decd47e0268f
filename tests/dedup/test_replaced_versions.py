"""Feeds that give every version an id of its own, and say which it replaces."""

from __future__ import annotations

from typing import Any

from stream.model.verdicts import Verdict
from tests.dedup.harness import Desk, article
from tests.dedup.texts import BRIDGE, HARVEST


def version(number: int, body: str, *replacing: int, source: str = "Norrland Wire") -> dict[str, Any]:
    """A version in ninjs."""
    return {
        "standard": {"name": "ninjs", "version": "2.1"}, "uri": f"http://wire.example/{number}", "language": "en", "headline": "Bridge",
        "versioncreated": f"2026-03-17T0{number}:00:00Z", "body_text": body, "source": source,
        "replacing": [f"http://wire.example/{each}" for each in replacing],
    }  # fmt: skip


def test_a_version_under_a_new_id_updates_what_it_replaces() -> None:
    """Also where it shares no text with it, and down the chain."""
    desk = Desk()
    first, second, third = desk.tell(
        version(1, BRIDGE), version(2, HARVEST, 1), version(3, f"{BRIDGE} More follows.", 2)
    ).said

    assert [each["verdict"] for each in (first, second, third)] == [
        Verdict.ORIGINAL,
        Verdict.UPDATE,
        Verdict.UPDATE,
    ]
    assert second["reason"]["rule"] == "update_by_replaces"
    assert (second["supersedes"], third["supersedes"]) == (first["article_id"], second["article_id"])
    assert len({each["story_id"] for each in (first, second, third)}) == 1


def test_nobody_replaces_another_s_item() -> None:
    """A source that names a stranger's item has written its own."""
    desk = Desk()
    _, other = desk.tell(version(1, BRIDGE), version(2, HARVEST, 1, source="Coast Herald")).said

    assert other["verdict"] == Verdict.ORIGINAL


def test_without_any_such_name_nothing_changes() -> None:
    """Two ids, two items."""
    desk = Desk()
    assert [each["verdict"] for each in desk.tell(article(body=BRIDGE), version(2, HARVEST)).said] == [
        Verdict.ORIGINAL
    ] * 2
