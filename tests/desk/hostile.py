"""Records in whose every field a stranger wrote what would run, reach elsewhere or break a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from stream.desk.desk_database import TopicRecord

EVIL = "evil.example"
ATTACK = (
    f"\"'></title></textarea><script>window.hacked=1</script><img src=https://{EVIL}/x onerror=window.hacked=1>"
    f"<svg onload=window.hacked=1><a hx-get=https://{EVIL}/h hx-trigger=load>x</a><style>@import 'https://{EVIL}/s'</style>"
    "<base href=//evil.example/>{{ 7331*3 }}{% raw %}\u202e\u2066\u0007&lt;" + "W" * 400
)
LINK = "javascript:window.hacked=1//"
# What the desk reads by, and what a schema holds to a form: ids, times, choices.
KEPT = {
    "article_id", "story_id", "received", "version_created", "embargoed_until", "verdict", "kind", "embargo", "topic",
    "certainty", "precision", "date", "pubstatus", "type", "supersedes", "plover",
}  # fmt: skip


def hostile(arrivals: Sequence[TopicRecord], stories: set[str]) -> list[TopicRecord]:
    """The records of some stories with an attack in every text of theirs; how they hang together stays."""
    made = []
    for each in arrivals:
        record = orjson.loads(each.value)
        if record["story_id"] in stories:
            made.append(TopicRecord(each.stream, orjson.dumps(_turned(record)), each.partition, each.offset))
    return made


def _turned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _turned(held, name) for name, held in value.items()}
    if isinstance(value, list):
        return [_turned(held, key) for held in value]
    if not isinstance(value, str) or key in {*KEPT, "versions", "merged"}:
        return value
    if key == "url":
        return LINK
    if key == "body":
        return f"{ATTACK}\n\n{value}\n\n{ATTACK}"
    if key in {"uri", "source"}:  # several things of one name stay apart
        return f"{value} {ATTACK}"
    return ATTACK
