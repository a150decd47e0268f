"""The questions of the wire: its rows, its counts, and what an open page asks for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from stream.desk.choice_counts import ChoiceCounts, CountedStory, PassingStories
from stream.desk.desk_alerts import Alert
from stream.desk.desk_queries import PAGE, Clock, rows_where
from stream.desk.desk_rows import first_number
from stream.desk.desk_tables import columns_of
from stream.desk.facet_sets import FacetSets
from stream.desk.page_sizes import MOST_COUNTED
from stream.desk.story_facets import value_counts
from stream.desk.story_rows import StoryRow
from stream.desk.wire_filters import COUNTED, OTHER_TOLL, Asked, Filters, condition

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


@dataclass(frozen=True, slots=True)
class CountedPage:
    """What a page of the wire counts: the stories that pass, and the values of each filter with their counts.

    `first` are the numbers of the first page's stories, newest first, and of one more.
    """

    total: int
    values: Mapping[str, Sequence[tuple[str, int]]]
    first: tuple[int, ...]


def counted_page(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    wrong: Sequence[str],
    known: FacetSets,
    most: int = MOST_COUNTED,
) -> CountedPage:
    """Count the newest stories that pass.

    Args:
        connection: to the database.
        filters: those of the page.
        clock: the present.
        wrong: ids of the stories with an open alert.
        known: the values that stories are counted under.
        most: stories that are counted.
    """
    asked = _asked(connection, clock, wrong, most)
    passing = asked.of(filters)
    counts = ChoiceCounts(connection, clock, wrong, asked.of, partial(known.of, connection))
    values = _values(connection, filters, known, asked) | counts.of(filters, passing)
    return CountedPage(len(passing), values, tuple(number for number, _, _ in passing[: PAGE + 1]))


def wire(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    alerts: Sequence[Alert],
    counted: CountedPage,
    before: int | None = None,
) -> WirePage:
    """Stories by their last change, newest first.

    Args:
        connection: to the database.
        filters: those of the page.
        clock: the present.
        alerts: all that is open, worst first.
        counted: what was counted for these filters.
        before: the number that the page goes on before.
    """
    by_story = alerts_by_story(alerts)
    if before is None:
        listed = ", ".join("?" * len(counted.first))
        rows = rows_where(
            connection, StoryRow, "story", f"number IN ({listed}) ORDER BY number DESC", counted.first
        )
    else:
        question = condition(filters, clock.now, sorted(by_story), own=clock.own, who=clock.who)
        rows = list(stories(connection, question, before, PAGE + 1))
    shown = rows[:PAGE]
    return WirePage(
        tuple((row, tuple(by_story.get(row.story, ()))) for row in shown),
        shown[-1].number if len(rows) > PAGE else None,
        counted.total,
        counted.values,
        max([each.number for each in shown], default=first_number(clock.now)),
    )


def alerts_by_story(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    """The alerts of each story, in their order."""
    by_story: dict[str, list[Alert]] = {}
    for each in alerts:
        by_story.setdefault(each.story, []).append(each)
    return by_story


def facet_counts(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    wrong: Sequence[str],
    known: FacetSets,
    most_counted: int = MOST_COUNTED,
) -> dict[str, Sequence[tuple[str, int]]]:
    """The values of each filter with their counts, as the other filters stand; `wrong` have an alert."""
    return _values(connection, filters, known, _asked(connection, clock, wrong, most_counted))


def _asked(connection: sqlite3.Connection, clock: Clock, wrong: Sequence[str], most: int) -> PassingStories:
    def ask(filters: Filters) -> Sequence[CountedStory]:
        question = condition(filters, clock.now, wrong, own=clock.own, who=clock.who)
        return _passing(connection, question, most)

    return PassingStories(ask, most)


def _values(
    connection: sqlite3.Connection, filters: Filters, known: FacetSets, asked: PassingStories
) -> dict[str, Sequence[tuple[str, int]]]:
    def values_of(found: Sequence[CountedStory]) -> dict[str, list[tuple[str, int]]]:
        counts = Counter([story[1] for story in found])
        return value_counts(known.of(connection, counts), counts)

    values = values_of(asked.of(filters))
    for name in COUNTED:
        if getattr(filters, name):
            values[name] = values_of(asked.of(filters.without(name)))[name]
    return {name: held[:VALUES] for name, held in values.items()}


def wire_rows(
    connection: sqlite3.Connection,
    filters: Filters,
    clock: Clock,
    alerts: Sequence[Alert],
    shown: Sequence[str],
    newest: int,
) -> WirePage:
    """The rows of a page that is open, as they are now and where they stand, and how many stories wait behind it.

    Args:
        connection: to the database.
        filters: those of the page.
        clock: the present.
        alerts: all that is open, worst first.
        shown: ids of the stories in sight, in their order; one that is no more is left out.
        newest: the highest number that the page knew.
    """
    by_story = alerts_by_story(alerts)
    questions = ", ".join("?" * len(shown))
    found = {
        row.story: row
        for row in rows_where(connection, StoryRow, "story", f"story IN ({questions})", list(shown))
    }
    question = condition(filters, clock.now, sorted(by_story), own=clock.own, who=clock.who)
    others = f"counted.number NOT IN (SELECT number FROM story WHERE story IN ({questions}))"  # noqa: S608 - question marks
    question = question.but(f"counted.number > ? AND {others}", newest, *shown)
    (waiting,) = connection.execute(
        f"SELECT count(*) FROM {question.source} WHERE {question.where}",  # noqa: S608 - parts of ours
        question.parameters,
    ).fetchone()
    rows = [(found[name], tuple(by_story.get(name, ()))) for name in shown if name in found]
    return WirePage(tuple(rows), None, 0, {}, newest, waiting)


def taken_back_since(connection: sqlite3.Connection, since: int, most: int = 10) -> list[StoryRow]:
    """Stories that were killed or held after a time (milliseconds since 1970), the newest first."""
    recent = "number > ? AND status != '' AND status_at > ? ORDER BY number DESC LIMIT ?"
    return rows_where(connection, StoryRow, "story", recent, [first_number(since), since, most])


def _passing(connection: sqlite3.Connection, question: Asked, most: int) -> list[CountedStory]:
    """The newest stories that pass: their numbers, and what they are counted under."""
    found = connection.execute(
        f"SELECT counted.number, counted.facets, counted.traits FROM {question.source} WHERE {question.where} "  # noqa: S608 - parts of ours
        "ORDER BY counted.number DESC LIMIT ?",
        [*question.parameters, most],
    )
    return found.fetchall()


def stories(
    connection: sqlite3.Connection, question: Asked, before: int | None, most: int
) -> Iterator[StoryRow]:
    """Stories that pass, newest change first."""
    asked = question if before is None else question.but("counted.number < ?", before)
    found = connection.execute(
        f"SELECT {columns_of(StoryRow)} FROM story WHERE number IN (SELECT counted.number FROM {asked.source} "  # noqa: S608 - parts of ours
        f"WHERE {asked.where} ORDER BY counted.number DESC LIMIT ?) ORDER BY number DESC",
        [*asked.parameters, most],
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
