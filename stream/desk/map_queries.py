"""What the map asks of the database: the events of the stories that pass the filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import orjson

from stream.desk import desk_queries, wire_queries
from stream.desk.charts.event_map import MapEvent
from stream.desk.desk_queries import Clock
from stream.desk.desk_tables import FILTERED
from stream.desk.event_rows import map_event
from stream.desk.wire_filters import Filters, condition, event_condition

MOST_EVENTS: Final = 3_000  # on one map; drawing so many takes a browser a fortieth of a second


def events(
    connection: sqlite3.Connection, filters: Filters, clock: Clock, most: int = MOST_EVENTS
) -> Iterator[MapEvent]:
    """Events by their story's last change, the newest first; of killed and held stories only where the filters name them."""
    wrong = alarmed(connection, filters, clock)
    # The events that are read are looked at themselves; the stories are narrowed by them first only where few pass.
    asked = filters if filters.box or filters.victim else replace(filters, deaths="", certainty="")
    where, parameters = condition(asked, clock.now, wrong, own=clock.own, who=clock.who)
    if not filters.what:
        where += " AND status = ''"
    held, given = event_condition(filters)
    found = connection.execute(
        "SELECT event.data, event.story FROM "  # noqa: S608 - parts of ours
        f"(SELECT story AS root, number AS changed FROM story INDEXED BY {FILTERED} WHERE {where}) "
        "CROSS JOIN event ON event.story = root "
        f"WHERE {held or '1'} ORDER BY changed DESC, event.place LIMIT ?",
        [*parameters, *given, most],
    )
    for data, story in found:
        yield map_event(data, story)


def alarmed(connection: sqlite3.Connection, filters: Filters, clock: Clock) -> list[str]:
    """The stories with an open alert, where the filters ask for them."""
    if not filters.alert:
        return []
    return sorted({each.story for each in desk_queries.open_alerts(connection, clock)})


def places(connection: sqlite3.Connection, stories: Sequence[str]) -> dict[str, str]:
    """The place of each story, for events of which the text tells none."""
    names = orjson.dumps(list(stories)).decode()
    found = connection.execute(
        "SELECT story, place FROM story WHERE story IN (SELECT value FROM json_each(?))", (names,)
    )
    return dict(found.fetchall())


def victims(connection: sqlite3.Connection) -> list[str]:
    """What the texts call those who were hurt, most often first."""
    counts: dict[str, int] = {}
    for words, count in connection.execute(
        "SELECT victims, count(*) FROM event WHERE victims != '' GROUP BY victims"
    ):
        for word in words.split("|"):
            if word:
                counts[word] = counts.get(word, 0) + count
    return sorted(counts, key=lambda word: (-counts[word], word))[: wire_queries.VALUES]
