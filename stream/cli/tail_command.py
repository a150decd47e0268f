"""`newswire tail`: the records of a topic as lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from datetime import datetime
from functools import partial
from typing import Final

import click

from stream.cli.moments import since_option
from stream.cli.output import print_json, print_line
from stream.cli.record_choice import Wanted, last_of
from stream.cli.record_lines import LINE_CHARS, ConsumedRecord, record_as_json, summary, value_of
from stream.cli.surroundings import surroundings
from stream.cli.topic_reading import AfterNow, Beginning, FromOffsets, Since, Start, reading
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.articles import Stream
from stream.model.ninjs_out import ninjs
from stream.model.verdicts import Verdict

_ARTICLES: Final = (Stream.ENRICHED, Stream.COPIES, Stream.JUDGED)  # topics of whole articles
_WITHOUT_VERDICT: Final = (Stream.RAW, Stream.PREPARED, Stream.NOTICES, Stream.DEADLETTERS)


@click.command()
@click.argument("topic")
@click.option(
    "--from",
    "begin",
    type=click.Choice(["beginning", "end"]),
    default="beginning",
    show_default=True,
    help="Where to start.",
)
@click.option("--last", type=click.IntRange(min=1), help="Start with so many that came last.")
@since_option
@click.option(
    "--partition",
    "partitions",
    type=click.IntRange(min=0),
    multiple=True,
    help="Only this partition; may be given several times.",
)
@click.option("--offset", type=click.IntRange(min=0), help="Start at this offset of the one --partition.")
@click.option("--key", help="Only records with this key.")
@click.option("--uri", help="Only records of the article with this uri.")
@click.option(
    "--verdict",
    "verdicts",
    type=click.Choice([verdict.value for verdict in Verdict]),
    multiple=True,
    help="Only articles with this verdict; may be given several times.",
)
@click.option("--max", "most", type=click.IntRange(min=1), help="Stop after so many records.")
@click.option("--until-end", is_flag=True, help="Stop at what is the end of the topic now.")
@click.option("--json", "as_json", is_flag=True, help="Print each record whole, as one line of JSON.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["ninjs"]),
    help="Print each article as a line of another format: ninjs 3.0 (of enriched, copies and judged).",
)
@click.pass_context
def tail(
    context: click.Context,
    topic: str,
    begin: str,
    last: int | None,
    since: datetime | None,
    partitions: tuple[int, ...],
    offset: int | None,
    key: str | None,
    uri: str | None,
    verdicts: tuple[str, ...],
    most: int | None,
    until_end: bool,
    as_json: bool,
    form: str | None,
) -> None:
    """Print the records of a topic.

    TOPIC is a short name (raw, prepared, judged, copies, notices, enriched, conflict, deadletters) or the full
    name of any topic. Runs until Ctrl-C unless --max or --until-end says otherwise.

    \b
    newswire tail notices --last 5 --until-end
    newswire tail copies --since 10m --verdict kill
    newswire tail raw --partition 0 --offset 4711 --max 1 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    settings = load()
    name = full_name(settings, topic)
    _fit(settings, name, topic, verdicts, form)
    begun = context.get_parameter_source("begin") is not click.core.ParameterSource.DEFAULT
    starts = {"--from": begun, "--last": last is not None, "--offset": offset is not None}
    if sum(starts.values()) > 1:
        msg = f"{' and '.join(option for option, given in starts.items() if given)} say different starts: give one"
        raise click.UsageError(msg)
    if offset is not None and len(partitions) != 1:
        msg = "--offset is a place in one partition: add --partition, as in --partition 0 --offset 4711"
        raise click.UsageError(msg)
    start: Start = Beginning() if since is None else Since(since)
    if offset is not None:
        start = FromOffsets({partitions[0]: offset})
    elif begin == "end":
        start = AfterNow()
    wanted = Wanted(since, key, uri, frozenset(verdicts))
    read = partial(reading, settings, name, partitions=sorted(set(partitions)) or None)

    async def records() -> AsyncGenerator[ConsumedRecord, None]:
        begin_at = start
        if last is not None:
            ended = await last_of(lambda at: read(start=at, until_end=True), wanted, last)
            for record in ended.records:
                yield record
            if until_end:
                return
            begin_at = FromOffsets(ended.behind)
        async with aclosing(read(start=begin_at, until_end=until_end)) as found:
            async for record in found:
                if wanted.matches(record):
                    yield record

    # Ctrl-C is how a person ends it.
    with suppress(KeyboardInterrupt):
        asyncio.run(_print(records(), most, as_json, form))


def full_name(settings: Settings, topic: str) -> str:
    """The topic meant by a short or full name."""
    return settings.topic(Stream(topic)) if topic in {stream.value for stream in Stream} else topic


def _fit(settings: Settings, name: str, topic: str, verdicts: tuple[str, ...], form: str | None) -> None:
    """Make sure that what is asked of the records of a topic stands in them."""
    if form is not None and name not in {settings.topic(stream) for stream in _ARTICLES}:
        msg = f"--format {form} is for articles: of enriched, copies and judged, not of {topic}"
        raise click.UsageError(msg)
    if verdicts and name in {settings.topic(stream) for stream in _WITHOUT_VERDICT}:
        msg = f"--verdict is for what has one: enriched, copies, judged and conflict, not {topic}"
        raise click.UsageError(msg)


async def _print(
    source: AsyncGenerator[ConsumedRecord, None], most: int | None, as_json: bool, form: str | None = None
) -> None:
    printed = 0
    async with aclosing(source) as records:
        async for record in records:
            if form is not None:
                value = value_of(record.value)
                if value is None:
                    continue  # a deleted record is no article
                print_json(ninjs(value))
            elif as_json:
                print_json(record_as_json(record))
            else:
                print_line(summary(record, None if surroundings().columns() is None else LINE_CHARS))
            printed += 1
            if printed == most:
                return
