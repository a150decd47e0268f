from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from stream.desk.desk_database import FILE
from stream.desk.desk_tables import FILTERED, connect, prepared
from stream.desk.facet_sets import FacetSets
from stream.desk.story_facets import value_counts
from stream.desk.wire_filters import COUNTED, Filters, condition, read_filters, split_values


def test_an_address_holds_all_filters() -> None:
    """Reading the address that filters write gives the same filters: each page is a permalink."""
    filters = Filters(hours="6", what="kill", agency="A & B", killed="10", alert="1")
    given = {name: values[0] for name, values in parse_qs(filters.address()[1:]).items()}
    assert filters == read_filters(given)


@pytest.mark.parametrize(
    "given",
    [{"hours": "7"}, {"what": "'; DROP TABLE story"}, {"killed": "-1"}, {"killed": "1e9"}, {"copies": "٣"}],
)
def test_what_no_page_of_ours_writes_filters_nothing(given: dict[str, str]) -> None:
    """An address typed by hand shows more rather than an error."""
    assert not read_filters(given).any


def test_values_are_parameters_and_never_part_of_the_question() -> None:
    """What stands in the address cannot change the SQL."""
    where, parameters = condition(Filters(agency="x' OR 1 --", country="IRQ", alert="1"), 0, ["s1", "s2"])
    assert where.startswith(
        "agency = ? AND instr(countries, ?) > 0 AND story IN (SELECT value FROM json_each(?))"
    )
    assert ["x' OR 1 --", "|IRQ|", '["s1","s2"]', '["s1","s2"]'] == parameters


@pytest.mark.parametrize(
    "filters", [Filters(what="kill"), Filters(what="hold", country="IRQ"), Filters(alert="1", hours="24")]
)
def test_what_few_stories_pass_is_looked_up(tmp_path: Path, filters: Filters) -> None:
    """The wire's index of a month is not read from end to end for them."""
    connection = prepared(tmp_path / "desk.sqlite")
    where, parameters = condition(filters, 1_773_738_000_000, ["s1", "s2"])
    question = (
        f"EXPLAIN QUERY PLAN SELECT rowid FROM story INDEXED BY {FILTERED} WHERE {where} ORDER BY number DESC"  # noqa: S608 - ours
    )
    assert any(f"{FILTERED} (number=?)" in row[3] for row in connection.execute(question, parameters))
    connection.close()


def test_values_between_bars_are_counted_each() -> None:
    """Most first, then by name; a set whose last story has changed meanwhile is left out."""
    sets = {
        number: ((), (), (), split_values("country", countries), ())
        for number, countries in enumerate(("|IRQ|SYR|", "|IRQ|", "|TUR|", ""))
    }
    counts = {0: 2, 1: 1, 2: 2, 3: 9, 4: 7}
    assert [("IRQ", 3), ("SYR", 2), ("TUR", 2)] == value_counts(sets, counts)["country"]


def test_sets_of_values_are_looked_up_once(day_folder: Path) -> None:
    """And all anew where they are more than are kept; they are what the story's columns hold."""
    connection = connect(day_folder / FILE)
    rows = connection.execute(f"SELECT facets, {', '.join(COUNTED.values())} FROM story").fetchall()  # noqa: S608 - our own names
    for known in (FacetSets(), FacetSets(most=3)):
        for row in rows:
            found = known.of(connection, [row[0]])[row[0]]
            held = tuple(split_values(name, value) for name, value in zip(COUNTED, row[1:], strict=True))
            assert held == found
    whole = FacetSets()
    whole.of(connection, [row[0] for row in rows])
    connection.close()
    assert rows[0][0] in whole.of(connection, [rows[0][0]])
