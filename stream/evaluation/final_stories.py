"""The stories that a consumer of the topics would have: verdict records with the merge notices applied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def final_stories(records: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """Uri → story id, from (stream, value) records of `judged`, `copies` and `notices` in order."""
    story: dict[str, str] = {}
    parent: dict[str, str] = {}
    for stream, value in records:
        if stream in {"judged", "copies"}:
            story.setdefault(value["uri"], value["story_id"])
        elif stream == "notices" and value["kind"] == "merge":
            for merged in value["merged"]:
                parent[merged] = value["story_id"]
    return {uri: _root(parent, story_id) for uri, story_id in story.items()}


def _root(parent: dict[str, str], story_id: str) -> str:
    seen = {story_id}
    while story_id in parent and parent[story_id] not in seen:
        story_id = parent[story_id]
        seen.add(story_id)
    return story_id
