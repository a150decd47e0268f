from __future__ import annotations

from typing import Any

from stream.evaluation.final_stories import final_stories


def said(uri: str, story: str, stream: str = "judged") -> tuple[str, dict[str, Any]]:
    """A verdict record."""
    return stream, {"uri": uri, "story_id": story}


def merge(kept: str, *merged: str) -> tuple[str, dict[str, Any]]:
    """A merge notice."""
    return "notices", {"kind": "merge", "story_id": kept, "merged": list(merged)}


def test_merges_are_followed_to_the_end() -> None:
    """A story merged into one that is merged later ends in the last."""
    records = [
        said("a", "1"),
        said("b", "2"),
        merge("1", "2"),
        said("c", "3", "copies"),
        said("d", "4"),
        merge("3", "1"),
    ]
    assert {"a": "3", "b": "3", "c": "3", "d": "4"} == final_stories(records)


def test_other_notices_and_streams_say_nothing() -> None:
    """Kills name a story without moving it, and dead letters have none."""
    records = [
        said("a", "1"),
        ("notices", {"kind": "kill", "story_id": "9"}),
        ("deadletters", {"message": "x"}),
    ]
    assert {"a": "1"} == final_stories(records)


def test_merges_in_a_circle_end() -> None:
    """Ids that come again after the window may close a circle: still an answer."""
    records = [said("a", "1"), merge("2", "1"), merge("1", "2")]
    assert {"a"} == final_stories(records).keys()
