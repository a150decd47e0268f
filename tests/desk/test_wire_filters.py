from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from stream.desk.wire_filters import Filters, condition, read_filters, values_in


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
    assert "agency = ? AND instr(countries, ?) > 0 AND story IN (?, ?)" == where
    assert ["x' OR 1 --", "|IRQ|", "s1", "s2"] == parameters


def test_values_between_bars_are_counted_each() -> None:
    """Most first, then by name."""
    assert [("IRQ", 3), ("SYR", 2), ("TUR", 2)] == values_in(
        "country", [("|IRQ|SYR|", 2), ("|IRQ|", 1), ("|TUR|", 2), ("", 9)]
    )
