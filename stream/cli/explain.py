"""`newswire explain`: why an article got its verdict."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Any, BinaryIO

import click
import orjson

from stream import settings as settings_module
from stream.cli.client import reading
from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, print_table
from stream.explanation import explain as explain_records
from stream.explanation import rows, sentences
from stream.records import Stream
from stream.settings import Settings

STREAMS = (Stream.JUDGED, Stream.COPIES, Stream.ENRICHED, Stream.NOTICES)


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
    settings = settings_module.load()
    records = _printed(replayed, settings) if replayed is not None else asyncio.run(_kept(settings))
    found = explain_records(article_id, records)
    if not found.verdicts and not found.notices:
        where = "the file" if replayed is not None else f"the topics at {settings.broker}"
        msg = f"{article_id!r} is in none of {where}: give an article_id or a uri, as in `newswire tail judged --json`"
        raise Failed(msg)
    if as_json:
        print_json(found)
        return
    for sentence in sentences(found):
        print_line(sentence)
    for comparison in found.comparisons:
        print_table(("", comparison.match, comparison.article_id), list(rows(comparison)))


def _printed(file: BinaryIO, settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    names = {settings.topic(stream): stream.value for stream in STREAMS}
    rows = (orjson.loads(text) for text in file if text.strip())
    return [(names[row["topic"]], row["value"]) for row in rows if row["topic"] in names]


async def _kept(settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for stream in STREAMS:
        async with aclosing(reading(settings, settings.topic(stream), until_end=True)) as records:
            found += [(stream.value, orjson.loads(record.value)) async for record in records if record.value]
    return found
