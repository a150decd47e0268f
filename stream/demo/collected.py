"""What the pipeline sent, read once: duplicates of at-least-once delivery fold into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from stream.model.articles import Stream
from stream.model.notices import NoticeKind

Value = dict[str, Any]


@dataclass(slots=True)
class Collected:
    """The outputs by what the day knows them by: the uri and the Kafka time of the delivery.

    `verdicts` holds every different record of a delivery: one, or two where an embargo parked it first.
    """

    verdicts: dict[tuple[str, datetime], list[Value]] = field(default_factory=lambda: defaultdict(list))
    enriched: dict[tuple[str, datetime], Value] = field(default_factory=dict)
    briefs: dict[tuple[str, str], Value] = field(default_factory=dict)
    notices: list[Value] = field(default_factory=list)
    deadletters: dict[datetime, Value] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def story(self, story_id: str) -> str:
        """The story that an id means after all merges."""
        while story_id in self.merged:
            story_id = self.merged[story_id]
        return story_id

    def final(self, uri: str, at: datetime) -> Value | None:
        """The latest record of a delivery: the released one rather than the parked one."""
        records = self.verdicts.get((uri, at), [])
        return max(records, key=lambda record: record["embargo"] != "parked", default=None)

    def finals(self) -> Iterator[Value]:
        """The latest record of every delivery."""
        for uri, at in self.verdicts:
            record = self.final(uri, at)
            if record is not None:
                yield record


def received(value: Value) -> datetime:
    """The Kafka time of the delivery that a record is about."""
    return datetime.fromisoformat(value["received"])


def read_outputs(outputs: Iterable[tuple[str, str, Value]]) -> Collected:
    """Sort outputs (stream name, key, value) by kind, in whatever order and however often they come."""
    ledger = Collected()
    seen: set[bytes] = set()
    for stream, _, value in outputs:
        mark = stream.encode() + orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        if mark in seen:
            continue
        seen.add(mark)
        if stream in (Stream.JUDGED, Stream.COPIES):
            ledger.verdicts[value["uri"], received(value)].append(value)
        elif stream == Stream.ENRICHED:
            ledger.enriched[value["uri"], received(value)] = value
        elif stream == Stream.CONFLICT:
            ledger.briefs[value["uri"], value["version"]] = value
        elif stream == Stream.NOTICES:
            ledger.notices.append(value)
        elif stream == Stream.DEADLETTERS:
            ledger.deadletters[received(value)] = value
    for notice in ledger.notices:
        if notice["kind"] == NoticeKind.MERGE:
            for story_id in notice["merged"]:
                if story_id != notice["story_id"]:
                    ledger.merged[story_id] = notice["story_id"]
    return ledger
