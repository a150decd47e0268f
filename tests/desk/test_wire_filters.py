from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from stream.desk.desk_database import FILE
from stream.desk.desk_tables import connect, prepared
from stream.desk.facet_sets import FacetSets
from stream.desk.story_facets import value_counts
from stream.desk.wire_filters import COUNTED, COUNTED_STORIES, Filters, condition, read_filters, split_values


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
    asked = condition(Filters(agency="x' OR 1 --", country="IRQ", alert="1"), 0, ["s1", "s2"])
    assert ("country:IRQ", "agency:x' OR 1 --", '["s1","s2"]') == asked.parameters
    assert "IRQ" not in asked.source + asked.where
    assert "x'" not in asked.source + asked.where


@pytest.mark.parametrize(
    ("filters", "read"),
    [
        (Filters(what="kill"), f"{COUNTED_STORIES} (number=?)"),
        (Filters(alert="1", hours="24"), f"{COUNTED_STORIES} (number=?)"),
        (Filters(what="hold", country="IRQ"), "PRIMARY KEY (value=? AND number=?)"),
        (Filters(country="IRQ", killed="5"), "PRIMARY KEY (value=?)"),
        (Filters(outlet="Coast Herald", hours="6"), "PRIMARY KEY (value=? AND number>?)"),
        (Filters(box="40,30,50,40"), "event_placed (longitude>? AND longitude<?)"),
        (Filters(victim="child", deaths="1"), "event_of (number=?)"),
        (Filters(conflict="1", killed="5"), COUNTED_STORIES),
    ],
)
def test_what_few_stories_pass_is_looked_up(tmp_path: Path, filters: Filters, read: str) -> None:
    """The stories of a month are not read from end to end for them, and where they are, in an index; nothing is sorted."""
    connection = prepared(tmp_path / "desk.sqlite")
    asked = condition(filters, 1_773_738_000_000, ["s1", "s2"])
    question = f"EXPLAIN QUERY PLAN SELECT counted.number FROM {asked.source} WHERE {asked.where} ORDER BY counted.number DESC LIMIT 10"  # noqa: S608 - ours
    plan = [row[3] for row in connection.execute(question, asked.parameters)]
    connection.close()
    assert any(read in line for line in plan), plan
    assert not [line for line in plan if "TEMP B-TREE FOR ORDER" in line or line == "SCAN event"], plan


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
