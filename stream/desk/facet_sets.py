"""The values that stories are counted under, by their numbers, as the database has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import orjson

from stream.desk.story_facets import FacetSet
from stream.desk.wire_filters import COUNTED, split_values

MOST_KNOWN: Final = (
    30_000  # sets of values; a set takes some hundred bytes, and ten thousand stories have three thousand
)


class FacetSets:
    """The sets of values behind numbers, kept from page to page.

    Args:
        most: sets that are kept; beyond, all are looked up anew.
    """

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self._most = most
        self._known: dict[int, FacetSet] = {}
        self._words: dict[str, str] = {}  # one text of each value, however many sets have it

    def of(self, connection: sqlite3.Connection, numbers: Collection[int]) -> Mapping[int, FacetSet]:
        """The set of each number that a story has."""
        known = self._known
        missing = [number for number in numbers if number not in known]
        if missing:
            if len(known) + len(missing) > self._most:
                known, self._words = {}, {}
                missing = list(numbers)
            known.update(self._read(connection, missing))
            self._known = known
        return known

    def _read(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, FacetSet]:
        words = self._words
        found = connection.execute(
            f"SELECT facets, {', '.join(COUNTED.values())} FROM story INDEXED BY story_facets "  # noqa: S608 - our own names
            "WHERE facets IN (SELECT value FROM json_each(?)) GROUP BY facets",
            (orjson.dumps(numbers).decode(),),
        )
        return {
            number: tuple(
                tuple(words.setdefault(one, one) for one in split_values(name, value))
                for name, value in zip(COUNTED, values, strict=True)
            )
            for number, *values in found
        }
