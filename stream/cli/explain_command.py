"""`newswire explain`: why an article got its verdict."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import IO, BinaryIO

import click
import orjson

from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, print_table
from stream.cli.surroundings import TopicReading, surroundings
from stream.cli.topic_reading import reading
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.articles import Stream
from stream.model.errors import StopError
from stream.pipeline.explanation import Read, explanation_lines, explanation_rows, gather


@click.command()
@click.argument("article_id")
@click.option(
    "--replayed", type=click.File("rb"), help="Look in what `newswire replay` printed, not on the broker."
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help='Print {"verdicts": [...], "notices": [...], "comparisons": [...]}.',
)
def explain(article_id: str, replayed: BinaryIO | None, as_json: bool) -> None:
    """Say what was decided about ARTICLE_ID (an article id or a uri), by which rule, and against what.

    Looks through the topics judged, copies, enriched and notices as far back as they are kept. Of a copy it shows the
    text beside the one that it carries, passage by passage.
    """
    settings = load()
    read = (
        _kept(settings, surroundings().reading or reading)
        if replayed is None
        else _printed(replayed, settings)
    )
    found = asyncio.run(gather(article_id, read))
    if not found.verdicts and not found.notices:
        where = "the file" if replayed is not None else f"the topics at {settings.broker}"
        msg = f"{article_id!r} is in none of {where}: give an article_id or a uri, as in `newswire tail judged --json`"
        raise Failed(msg)
    if as_json:
        print_json(found)
        return
    for sentence in explanation_lines(found):
        print_line(sentence)
    for comparison in found.comparisons:
        print_table(("", comparison.match, comparison.article_id), list(explanation_rows(comparison)))


def _printed(file: BinaryIO, settings: Settings) -> Read:
    """Reads what `newswire replay` printed, from its start each time."""
    names = {settings.topic(stream): stream for stream in Stream}
    if not file.seekable():  # a pipe: put aside on disk
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - goes with the process
        shutil.copyfileobj(file, spool)
        return _rows(spool, names)
    return _rows(file, names)


def _rows(file: IO[bytes], names: dict[str, Stream]) -> Read:

    async def read(streams: Sequence[Stream]) -> AsyncGenerator[tuple[str, bytes], None]:
        file.seek(0)
        for number, text in enumerate(file, start=1):
            if text.strip():
                try:
                    row = orjson.loads(text)
                    stream, value = names.get(row["topic"]), row["value"]
                except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                    msg = f"--replayed: line {number} is nothing that `newswire replay` prints: give its output, whole"
                    raise StopError(msg) from error
                if stream is not None and stream in streams:
                    yield stream.value, orjson.dumps(value)

    return read


def _kept(settings: Settings, read_topic: TopicReading) -> Read:
    """Reads the topics, one after the other."""

    async def read(streams: Sequence[Stream]) -> AsyncGenerator[tuple[str, bytes], None]:
        for stream in streams:
            async with aclosing(read_topic(settings, settings.topic(stream), until_end=True)) as records:
                async for record in records:
                    if record.value:
                        yield stream.value, record.value

    return read
