"""What the map asks of the database: the events of the stories that pass the filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import orjson

from stream.desk import desk_queries
from stream.desk.charts.event_map import HAPPENED, MapEvent
from stream.desk.desk_queries import Clock
from stream.desk.desk_tables import EVENTS_OF
from stream.desk.event_rows import map_event
from stream.desk.event_tellings import ToldEvent, told_once
from stream.desk.trait_bits import TAKEN_BACK, event_bit
from stream.desk.wire_filters import Filters, Parameter, condition, event_condition

MOST_EVENTS: Final = 3_000  # on one map; drawing so many takes a browser a fortieth of a second
MOST_WITHOUT: Final = 10  # stories named below the list of events: more say nothing about the map


@dataclass(frozen=True, slots=True)
class ListedEvents:
    """The newest events that happened, for the list beside the map; what several stories tell alike is one.

    `count` are all of them up to `MOST_EVENTS` looked at, `unplaced` those on no map; `whole` says that all were looked at.
    """

    events: tuple[ToldEvent, ...]
    count: int
    unplaced: int
    whole: bool


def listed(
    connection: sqlite3.Connection, filters: Filters, clock: Clock, wrong: Sequence[str], most: int
) -> ListedEvents:
    """What the page of the map lists; only the events that it lists are read whole."""
    asked, parameters = _asked(filters, clock, wrong)
    found = connection.execute(
        f"SELECT event.rowid, event.certainty, event.longitude IS NULL FROM {asked}",  # noqa: S608 - parts of ours
        [*parameters, MOST_EVENTS],
    ).fetchall()
    happened = [(place, unplaced) for place, certainty, unplaced in found if certainty in HAPPENED]
    shown = happened[:most]
    questions = ", ".join("?" * len(shown))
    data = {
        place: (data, story)
        for place, data, story in connection.execute(
            f"SELECT rowid, data, story FROM event WHERE rowid IN ({questions})",  # noqa: S608 - question marks
            [place for place, _ in shown],
        )
    }
    read = [map_event(*data[place]) for place, _ in shown if place in data]
    told = told_once(connection, read)
    unplaced_again = sum(each.point is None for each in read) - sum(not each.key for each in told)
    return ListedEvents(
        tuple(told),
        len(happened) - len(read) + len(told),
        sum(unplaced for _, unplaced in happened) - unplaced_again,
        len(found) < MOST_EVENTS,
    )


def events(
    connection: sqlite3.Connection, filters: Filters, clock: Clock, most: int = MOST_EVENTS
) -> Iterator[MapEvent]:
    """Events by their story's last change, the newest first; of killed and held stories only where the filters name them."""
    asked, parameters = _asked(filters, clock, alarmed(connection, filters, clock))
    found = connection.execute(
        f"SELECT event.data, event.story FROM {asked}",  # noqa: S608 - parts of ours
        [*parameters, most],
    )
    for data, story in found:
        yield map_event(data, story)


def _asked(filters: Filters, clock: Clock, wrong: Sequence[str]) -> tuple[str, list[Parameter]]:
    """Where the events of the stories that pass are read from, newest change first, with its parameters but for the limit."""
    question = condition(filters, clock.now, wrong, own=clock.own, who=clock.who)
    if not filters.what:
        question = question.but(f"counted.traits & {TAKEN_BACK} = 0")
    held, given = event_condition(filters)
    asked = (
        f"{question.source} CROSS JOIN event INDEXED BY {EVENTS_OF} ON event.number = counted.number "
        f"WHERE {question.where} AND {held or '1'} ORDER BY counted.number DESC, event.place LIMIT ?"
    )
    return asked, [*question.parameters, *given]


def alarmed(connection: sqlite3.Connection, filters: Filters, clock: Clock) -> list[str]:
    """The stories with an open alert, where the filters ask for them."""
    if not filters.alert:
        return []
    return sorted({each.story for each in desk_queries.open_alerts(connection, clock)})


def told_of(connection: sqlite3.Connection, stories: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The place of each story, for events of which the text tells none, and its dead in words."""
    names = orjson.dumps(list(stories)).decode()
    found = connection.execute(
        "SELECT story, place, toll FROM story WHERE story IN (SELECT value FROM json_each(?))", (names,)
    )
    return {story: (place, toll) for story, place, toll in found}


def without_event(
    connection: sqlite3.Connection, filters: Filters, clock: Clock, wrong: Sequence[str]
) -> list[tuple[str, str, str]]:
    """The newest stories that tell of dead in none of their events, where the filters ask for the dead: id, headline, toll."""
    if not filters.deaths or filters.certainty or filters.box:
        return []
    asked = replace(filters, deaths="", victim="", killed=filters.killed or "1")
    question = condition(asked, clock.now, wrong, own=clock.own, who=clock.who)
    if not filters.what:
        question = question.but(f"counted.traits & {TAKEN_BACK} = 0")
    told = sum(event_bit("1", each) for each in sorted(HAPPENED))
    question = question.but(f"counted.traits & {told} = 0")
    found = connection.execute(
        f"SELECT story, headline, toll FROM story WHERE number IN (SELECT counted.number FROM {question.source} "  # noqa: S608 - parts of ours
        f"WHERE {question.where} ORDER BY counted.number DESC LIMIT ?) ORDER BY number DESC",
        [*question.parameters, MOST_WITHOUT],
    )
    return found.fetchall()
