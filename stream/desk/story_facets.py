"""What a story is counted under beside the filters, as one number: thousands of stories are counted without reading a text of theirs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import orjson

from stream.desk.wire_filters import COUNTED, split_values

MOST_KNOWN: Final = (
    30_000  # sets of values; a set takes some hundred bytes, and ten thousand stories have three thousand
)
FacetSet: TypeAlias = tuple[tuple[str, ...], ...]  # of each column of `COUNTED`, in its order


def facets_number(values: Iterable[str]) -> int:
    """The number of a set of values, as SQLite takes it; the same whenever and in whatever order stories come."""
    digest = hashlib.blake2b("\x1f".join(values).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


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


def value_counts(sets: Mapping[int, FacetSet], counts: Mapping[int, int]) -> dict[str, list[tuple[str, int]]]:
    """The values of each filter with their counts, most first, of stories counted by the number of their set."""
    found: list[dict[str, int]] = [{} for _ in COUNTED]
    for number, count in counts.items():
        for values, held in zip(
            found, sets.get(number, ()), strict=False
        ):  # no set where its last story changed meanwhile
            for value in held:
                values[value] = values.get(value, 0) + count
    return {
        name: sorted(values.items(), key=lambda item: (-item[1], item[0]))
        for name, values in zip(COUNTED, found, strict=True)
    }
