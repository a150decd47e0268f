"""What a story is filtered and counted by, worked out from its row and its events."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from stream.desk.desk_rows import barred
from stream.desk.event_rows import EventRow
from stream.desk.story_rows import StoryRow
from stream.desk.trait_bits import event_bit, number_bits, trait_bit
from stream.desk.victim_classes import CLASSES, dead_of
from stream.desk.wire_filters import COUNTED, VICTIM, facet_value, split_values

_DEAD: Final = frozenset(map(dead_of, CLASSES))  # asked of one event, never of a story
# A value, the story's number, its facets and its traits: a row of the table `facet`.
FacetRow: TypeAlias = tuple[str, int, int, int]


def with_facets(row: StoryRow, events: Sequence[EventRow]) -> tuple[StoryRow, list[FacetRow]]:
    """A story's row with its traits and whom its events hurt, and its rows of values."""
    traits = sum(
        trait_bit(name)
        for name, holds in (
            ("new", row.what == "NEW"),
            ("update", row.what.startswith("UPD")),
            ("correction", row.verdict == "correction" and not row.status),
            ("kill", row.status == "killed"),
            ("hold", row.status == "held"),
            ("back", row.what == "BACK"),
            ("conflict", row.relevant == 1),
            ("differs", row.differs == 1),
        )
        if holds
    )
    numbers = {"urgency": row.urgency, "copies": row.copies, "killed": row.killed_least}
    for name, number in numbers.items():
        traits |= number_bits(name, number)
    for each in events:
        deaths = "1" if each.deaths else ""
        traits |= event_bit(deaths, "") | event_bit("", each.certainty) | event_bit(deaths, each.certainty)
    hurt = sorted({word for each in events for word in barred(each.victims)} - _DEAD)
    made = replace(row, traits=traits, victims="|" + "".join(f"{word}|" for word in hurt) if hurt else "")
    return made, facet_rows(made)


def facet_rows(row: StoryRow) -> list[FacetRow]:
    """A row for each value that a story is counted under or found by."""
    values = [
        facet_value(name, value)
        for name, column in (*COUNTED.items(), VICTIM)
        for value in split_values(name, getattr(row, column))
    ]
    return [(value, row.number, row.facets, row.traits) for value in dict.fromkeys(values)]


def change_facets(
    connection: sqlite3.Connection, before: Sequence[FacetRow], after: Sequence[FacetRow]
) -> None:
    """Write a story's rows in the place of those that it had."""
    connection.executemany("INSERT OR REPLACE INTO facet VALUES (?, ?, ?, ?)", after)
    gone = {each[:2] for each in before} - {each[:2] for each in after}
    connection.executemany("DELETE FROM facet WHERE value = ? AND number = ?", sorted(gone))
