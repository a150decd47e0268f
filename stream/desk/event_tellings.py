"""Events that several stories tell, as those of linked threads in other languages, as one row each."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import orjson

from stream.desk.charts.event_map import MapEvent, mark_key
from stream.desk.stored_records import record_of

# What befell how many, whatever a language calls them.
CountsTold: TypeAlias = tuple[tuple[str, int | None, int | None], ...]
_LINKS: Final = (
    "SELECT record FROM notice WHERE kind = 'thread_link' "
    "AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(notice.text, value)) ORDER BY digest"
)
_THREADS: Final = (
    "SELECT story, thread FROM story WHERE thread != '' AND story IN (SELECT value FROM json_each(?))"
)


@dataclass(slots=True)
class ToldEvent:
    """An event as one story tells it, `key` that of its mark, and the same as `others` tell it."""

    event: MapEvent
    key: str
    others: list[MapEvent] = field(default_factory=list)

    @property
    def stories(self) -> int:
        """How many tell it."""
        return len({self.event.story_id, *(each.story_id for each in self.others)})


def told_once(connection: sqlite3.Connection, events: Sequence[MapEvent]) -> list[ToldEvent]:
    """Each event once, in their order.

    Stories of linked threads tell one event where as many people suffered the same at one place, or at a place that a text does
    not tell. The first with a place, and of those with a day, stands for all.
    """
    by_counts: dict[CountsTold, list[MapEvent]] = {}
    for each in events:
        if each.harmed:
            by_counts.setdefault(_counts(each), []).append(each)
    doubtful = {
        each.story_id
        for held in by_counts.values()
        if len({one.story_id for one in held}) > 1
        for each in held
    }
    group = _groups(connection, sorted(doubtful))
    told: list[ToldEvent] = []
    known: dict[tuple[str, CountsTold], list[ToldEvent]] = {}
    for each in events:
        key = mark_key(each)
        if each.story_id not in group or not each.harmed:
            told.append(ToldEvent(each, key))
            continue
        alike = known.setdefault((group[each.story_id], _counts(each)), [])
        same = next((one for one in alike if not (one.key and key) or one.key == key), None)
        if same is None:
            alike.append(ToldEvent(each, key))
            told.append(alike[-1])
        elif (bool(key), bool(each.date)) > (bool(same.key), bool(same.event.date)):
            same.others.append(same.event)
            same.event, same.key = each, key
        else:
            same.others.append(each)
    return told


def _counts(event: MapEvent) -> CountsTold:
    found = ((each.kind, each.minimum, each.maximum) for each in event.harmed)
    return tuple(sorted(found, key=str))


def _groups(connection: sqlite3.Connection, stories: Sequence[str]) -> Mapping[str, str]:
    """The stories whose threads are linked with each other: to each the least thread that its own leads to."""
    if not stories:
        return {}
    threads = dict(connection.execute(_THREADS, (orjson.dumps(stories).decode(),)).fetchall())
    leads: dict[str, str] = {}

    def least(thread: str) -> str:
        while leads.get(thread, thread) != thread:
            thread = leads[thread]
        return thread

    for (packed,) in connection.execute(_LINKS, (orjson.dumps(sorted(set(threads.values()))).decode(),)):
        linked = record_of(packed)["linked"]
        one, two = sorted((least(linked["thread_id"]), least(linked["other_id"])))
        leads[one] = leads[two] = one
    return {story: least(thread) for story, thread in threads.items() if thread in leads}
