"""The questions of the wire: its rows, its counts, and what an open page asks for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from stream.desk.desk_alerts import Alert
from stream.desk.desk_queries import PAGE, Clock, columns_of, open_alerts, rows_where
from stream.desk.desk_rows import first_number
from stream.desk.desk_tables import FILTERED
from stream.desk.page_sizes import MOST_COUNTED
from stream.desk.story_rows import StoryRow
from stream.desk.wire_filters import COUNTED, OTHER_TOLL, Filters, condition, values_in

VALUES: Final = 40  # of a filter's list; the rest is reached by the address


@dataclass(frozen=True, slots=True)
class WirePage:
    """A page of the wire: rows with their alerts, the number to go on before (None at the end), all rows by count.

    `total` and `values` are of the newest stories alone (`PageSizes.counted`); of the rows of an open page they are not counted.
    `newest` is the highest number that the page knows of, and `waiting` counts the stories that came after it.
    """

    rows: tuple[tuple[StoryRow, tuple[Alert, ...]], ...]
    following: int | None
    total: int
    values: Mapping[str, Sequence[tuple[str, int]]]
    newest: int = 0
    waiting: int = 0


def wire(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    before: int | None = None,
    most: int = PAGE,
    most_counted: int = MOST_COUNTED,
) -> WirePage:
    """Stories by their last change, newest first."""
    alerts = open_alerts(connection, clock)
    by_story: dict[str, list[Alert]] = {}
    for each in alerts:
        by_story.setdefault(each.story, []).append(each)
    where, parameters = condition(filters, clock.now, sorted(by_story), own=clock.own, who=clock.who)
    rows = list(stories(connection, where, parameters, before, most + 1))
    total, values = counted(connection, filters, clock, sorted(by_story), most_counted)
    shown = rows[:most]
    return WirePage(
        tuple((row, tuple(by_story.get(row.story, ()))) for row in shown),
        shown[-1].number if len(rows) > most else None,
        total,
        values,
        max([each.number for each in shown], default=first_number(clock.now)),
    )


def counted(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    wrong: Sequence[str],
    most: int = MOST_COUNTED,
) -> tuple[int, dict[str, Sequence[tuple[str, int]]]]:
    """How many stories pass the filters, and the values of each filter with their counts as the others stand; `wrong` have an alert."""

    def passing(held: Filters) -> list[tuple[Any, ...]]:
        return _counted(connection, *condition(held, clock.now, wrong, own=clock.own, who=clock.who), most)

    columns = passing(filters)
    values: dict[str, Sequence[tuple[str, int]]] = {}
    for at, name in enumerate(COUNTED):
        held = passing(filters.without(name)) if getattr(filters, name) else columns
        values[name] = values_in(name, Counter(row[at] for row in held).items())[:VALUES]
    return len(columns), values


def wire_rows(
    connection: sqlite3.Connection, filters: Filters, clock: Clock, shown: Sequence[str], newest: int
) -> WirePage:
    """The rows of a page that is open, as they are now and where they stand, and how many stories wait behind it.

    Args:
        connection: to the database.
        filters: those of the page.
        clock: the present.
        shown: ids of the stories in sight, in their order; one that is no more is left out.
        newest: the highest number that the page knew.
    """
    by_story: dict[str, list[Alert]] = {}
    for each in open_alerts(connection, clock):
        by_story.setdefault(each.story, []).append(each)
    questions = ", ".join("?" * len(shown))
    found = {
        row.story: row
        for row in rows_where(connection, StoryRow, "story", f"story IN ({questions})", list(shown))
    }
    where, parameters = condition(filters, clock.now, sorted(by_story), own=clock.own, who=clock.who)
    (waiting,) = connection.execute(
        f"SELECT count(*) FROM story WHERE number > ? AND story NOT IN ({questions}) AND {where}",  # noqa: S608 - parts of ours
        [newest, *shown, *parameters],
    ).fetchone()
    rows = [(found[name], tuple(by_story.get(name, ()))) for name in shown if name in found]
    return WirePage(tuple(rows), None, 0, {}, newest, waiting)


def taken_back_since(connection: sqlite3.Connection, since: int, most: int = 10) -> list[StoryRow]:
    """Stories that were killed or held after a time (milliseconds since 1970), the newest first."""
    recent = "number > ? AND status != '' AND status_at > ? ORDER BY number DESC LIMIT ?"
    return rows_where(connection, StoryRow, "story", recent, [first_number(since), since, most])


def _counted(
    connection: sqlite3.Connection, where: str, parameters: Sequence[Any], most: int
) -> list[tuple[Any, ...]]:
    """What is counted of the newest stories that a condition holds for."""
    found = connection.execute(
        f"SELECT {', '.join(COUNTED.values())} FROM story INDEXED BY {FILTERED} WHERE {where} ORDER BY number DESC LIMIT ?",  # noqa: S608 - parts of ours
        [*parameters, most],
    )
    return found.fetchall()


def stories(
    connection: sqlite3.Connection, where: str, parameters: Sequence[Any], before: int | None, most: int
) -> Iterator[StoryRow]:
    """Stories that a condition holds for, newest change first."""
    bound = "" if before is None else " AND number < ?"
    found = connection.execute(
        f"SELECT {columns_of(StoryRow)} FROM story WHERE rowid IN (SELECT rowid FROM story INDEXED BY {FILTERED} "  # noqa: S608 - parts of ours
        f"WHERE ({where}){bound} ORDER BY number DESC LIMIT ?) ORDER BY +number DESC",
        [*parameters, *([] if before is None else [before]), most],
    )
    for row in found:
        yield StoryRow(*row)


def together(connection: sqlite3.Connection, names: Sequence[str]) -> Mapping[str, tuple[str, int]]:
    """Of stories that are in a thread with others: the thread, and how many stories it has."""
    questions = ", ".join("?" * len(names))
    found = connection.execute(
        "SELECT own.story, own.thread, count(*) FROM story AS own JOIN story AS other ON other.thread = own.thread "  # noqa: S608 - question marks
        f"WHERE own.story IN ({questions}) AND own.thread != '' GROUP BY own.story HAVING count(*) > 1",
        list(names),
    )
    return {story: (thread, count) for story, thread, count in found}


def other_tolls(connection: sqlite3.Connection, names: Sequence[str]) -> Mapping[str, list[tuple[str, str]]]:
    """Of each story the outlets whose version tells another toll than its head, with what it tells."""
    questions = ", ".join("?" * len(names))
    found = connection.execute(
        "SELECT DISTINCT outlet.story, outlet.source, outlet.toll FROM outlet JOIN story ON story.story = outlet.story "  # noqa: S608 - parts of ours
        f"WHERE outlet.story IN ({questions}) AND {OTHER_TOLL} ORDER BY outlet.source",
        list(names),
    )
    said: dict[str, list[tuple[str, str]]] = {}
    for story, source, toll in found:
        said.setdefault(story, []).append((source, toll))
    return said
