"""`newswire status`: how far the workers are behind, who they are, and who has which partition."""

from __future__ import annotations

import asyncio
from typing import Final

import click

from stream.cli.output import print_json, print_table, say
from stream.config.settings_source import load
from stream.kafka.group_standing import GroupStanding, ask
from stream.model.articles import Stream
from stream.model.plurals import counted

# What workers read, in the order of an article's way.
_READ: Final = (Stream.RAW, Stream.PREPARED, Stream.JUDGED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print all of it as one line of JSON.")
def status(as_json: bool) -> None:
    """Say how far the workers are behind, which there are, and which partitions each has.

    Asks the broker alone, of the group NEWSWIRE_GROUP: a worker's own page says the rest. A partition that nobody has is
    read by nobody, as while no worker runs; a worker that was just started has none for some seconds.
    """
    settings = load()
    found = asyncio.run(ask(settings, settings.group, [settings.topic(stream) for stream in _READ]))
    if as_json:
        print_json(found)
        return
    print_table(("topic", "partition", "read to", "end", "behind", "worker"), standing_rows(found))
    say(standing_sentence(found))


def standing_rows(found: GroupStanding) -> list[tuple[str, ...]]:
    """A line a partition; some brokers, the embedded one among them, do not tell whose it is."""
    unknown = "not told" if found.members and not _told(found) else "nobody"
    return [
        (
            row.topic,
            str(row.partition),
            "" if row.committed is None else str(row.committed),
            str(row.end),
            str(row.lag),
            row.member or unknown,
        )
        for row in found.partitions
    ]


def standing_sentence(found: GroupStanding) -> str:
    """The whole in words, and what is to be done where nobody reads."""
    unowned = sum(row.member is None for row in found.partitions)
    said = f"group {found.group} ({found.state}): {counted(len(found.members), 'worker')}, {counted(found.lag, 'record')} behind."
    if not found.members:
        return f"{said} Nobody reads: start one with `newswire worker`."
    if unowned and _told(found):
        return f"{said} {counted(unowned, 'partition has', 'partitions have')} no worker: `newswire doctor` looks for the cause."
    return said


def _told(found: GroupStanding) -> bool:
    return any(member.partitions for member in found.members)
