"""The tables on this disk against their changelogs: what a worker will put aside when it starts."""

from __future__ import annotations

from typing import Final

from stream.config.settings import Settings
from stream.doctor.lines import DoctorLine, error, ok, unknown, warning
from stream.kafka import admin
from stream.model.errors import StopError
from stream.worker.tables.standing import (
    OF_NO_USE,
    TableStanding,
    TableState,
    aside,
    table_standings,
    tables_on_disk,
)

TABLES_CHECK: Final = "tables"
_WAY_OUT: Final = (
    "a worker puts it aside and rebuilds it: as it should be where the broker or its topics were made anew; "
    "else find out what the changelog lost"
)


async def examine_tables(settings: Settings) -> list[DoctorLine]:
    """A line for each table that does not follow its changelog, or one for all."""
    try:
        on_disk = tables_on_disk(settings)
    except StopError as stopped:
        said, _, way_out = str(stopped).partition(". ")
        return [error(TABLES_CHECK, said, way_out)]
    if not on_disk:
        return own_tables_line([], len(aside(settings)))
    try:
        # Before anything is asked about them by name: brokers make a topic that is asked about.
        counts = await admin.require(settings, sorted({table.changelog.topic for table in on_disk}))
        there = [table for table in on_disk if table.changelog.partition < counts[table.changelog.topic]]
        return own_tables_line(await table_standings(settings, there), len(aside(settings)))
    except StopError:
        return [
            unknown(
                TABLES_CHECK,
                "the changelogs were not asked",
                "make the lines about broker and topics well first",
            )
        ]


def own_tables_line(standings: list[TableStanding], put_aside: int) -> list[DoctorLine]:
    """Say how tables stand; `put_aside` counts those that were put aside before."""
    wrong = [each for each in standings if each.found in OF_NO_USE]
    if wrong:
        return [warning(TABLES_CHECK, f"{each.table.path}: {each.said()}", _WAY_OUT) for each in wrong]
    untold = sum(each.found is TableState.UNTOLD for each in standings)
    words = (
        f"{len(standings)} on this disk, none ahead of its changelog or of another log"
        if standings
        else "none on this disk yet"
    )
    if untold:
        words += f" ({untold} cannot be told: the record is compacted away)"
    if put_aside:
        words += f"; {put_aside} put aside before may be deleted"
    return [ok(TABLES_CHECK, words)]
