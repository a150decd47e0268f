"""`newswire replay`: files through the whole pipeline, without a broker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import click

from stream import settings as settings_module
from stream.cli.output import progress, say
from stream.conflict.tagger import Tagger
from stream.records import Stream
from stream.replay import line
from stream.replay import replay as run


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option(
    "--topic",
    "topics",
    multiple=True,
    type=click.Choice([stream.value for stream in Stream if stream not in {Stream.RAW, Stream.PREPARED}]),
    help="Print the records of this topic alone; may be given several times.",
)
@click.option(
    "--no-tags", is_flag=True, help="Leave the conflict tagger out: no enriched and conflict records."
)
def replay(files: tuple[BinaryIO, ...], topics: tuple[str, ...], no_tags: bool) -> None:
    """Run FILES (JSON lines, one raw record a line; `-` is stdin) through intake, deduplication and tagging.

    Prints one line a record that a worker would send: {"topic", "key", "value"}, in order. A record is received at
    the time that it names as its version's; embargoes end in that time, the last when the input does.
    """
    settings = settings_module.load()
    out = click.get_binary_stream("stdout")
    read = written = 0
    tagger = None if no_tags else Tagger.load()
    tomorrow = datetime.now(UTC) + timedelta(days=1)  # who stamps later than that has a wrong clock
    with progress("replaying", None) as bar:

        def records() -> Iterator[bytes]:
            nonlocal read
            for record in _lines(files):
                read += 1
                bar.advance(1)
                yield record

        for output in run(records(), settings, tagger, latest=tomorrow):
            if not topics or output.stream.value in topics:
                out.write(line(output, settings) + b"\n")
                written += 1
        out.flush()
    say(f"{read} records read, {written} written.")


def _lines(files: tuple[BinaryIO, ...]) -> Iterator[bytes]:
    for file in files:
        for text in file:
            record = text.rstrip(b"\r\n")
            if record:
                yield record
