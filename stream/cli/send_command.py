"""`newswire send`: raw records of any format from files, folders or stdin into a topic, as they are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click
import orjson

from stream.cli.client import sending
from stream.cli.main import Failed
from stream.cli.output import Bar, print_json, progress, say
from stream.cli.raw_records import article_key, files_in, record_fields, record_time, records
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.articles import Prepared, Stream
from stream.model.codec import decode
from stream.model.enriched import ConflictBrief
from stream.model.errors import RejectedError
from stream.model.notices import Notice
from stream.model.outputs import DeadLetter
from stream.model.plurals import counted
from stream.model.tags import Conflict
from stream.model.thread_records import ThreadRecord
from stream.model.verdicts import Judged

# The record types of the topics behind the raw one. Only the raw topic takes any bytes: a record that cannot be decoded stops the readers of the others.
_KINDS: dict[Stream, type] = {
    Stream.PREPARED: Prepared,
    Stream.JUDGED: Judged,
    Stream.COPIES: Judged,
    Stream.NOTICES: Notice,
    Stream.ENRICHED: Judged,  # with `conflict` beside it
    Stream.CONFLICT: ConflictBrief,
    Stream.THREADS: ThreadRecord,
    Stream.DEADLETTERS: DeadLetter,
}


class SendChoice(NamedTuple):
    """Where records go, which field is their key, whether they take the article's time, and the headers they get."""

    stream: Stream
    topic: str
    key_field: str
    article_time: bool
    headers: tuple[tuple[str, bytes], ...] = ()


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--topic",
    type=click.Choice([stream.value for stream in Stream]),
    default=Stream.RAW.value,
    show_default=True,
    help="Short name of the topic.",
)
@click.option(
    "--timestamps",
    type=click.Choice(["now", "article"]),
    default="now",
    show_default=True,
    help="Kafka timestamp: the present, or the article's version_created.",
)
@click.option("--key-field", default="uri", show_default=True, help="Field whose value becomes the key.")
@click.option(
    "--split/--whole",
    default=None,
    help="Each line of a file is a record, or each file; by default the lines of .jsonl, .ndjson and stdin are.",
)
@click.option(
    "--source",
    default="",
    help="Who sends the feed, for formats that name no sender (record header `source`).",
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    help="Most records a second, to feed a system as a wire would; without it as many as the broker takes.",
)
@click.option("--json", "as_json", is_flag=True, help='Print {"sent": count}.')
def send(
    files: tuple[Path, ...],
    topic: str,
    timestamps: str,
    key_field: str,
    split: bool | None,
    source: str,
    rate: float | None,
    as_json: bool,
) -> None:
    """Send articles from files into a topic.

    A file is one record in whatever format it is (NewsML, NITF, ninjs, RSS, IPTC 7901 ...); JSON lines (.jsonl,
    .ndjson, .json with a record a line, and `-`, stdin) are a record a line. Of a folder all files go, in order of
    their paths. Records are sent to the raw topic as they are: what is wrong with one, the pipeline says. Any other topic
    takes its own records alone (`newswire tail TOPIC --json`, the values): others are named and left out, and the exit
    code is 1. Every acknowledgement is awaited.
    """
    settings = load()
    files = tuple(files_in(files))
    total = None if Path("-") in files else sum(file.stat().st_size for file in files)
    with progress("sending", total) as bar:
        headers = (("source", source.encode()),) if source else ()
        choice = SendChoice(
            Stream(topic), settings.topic(Stream(topic)), key_field, timestamps == "article", headers
        )
        sent, untimed, refused = asyncio.run(_send(settings, files, choice, bar, split=split, rate=rate))
    if untimed:
        said = f"{counted(untimed, 'record has', 'records have')} no readable version_created"
        say(f"{said}: {'it' if untimed == 1 else 'they'} went with the present time.")
    say(f"{counted(sent, 'record')} sent to {settings.topic(Stream(topic))}.")
    if as_json:
        print_json({"sent": sent})
    if refused:
        msg = f"{refused} of {counted(sent + refused, 'record')} left out: {settings.topic(Stream(topic))} takes its own records alone"
        raise Failed(msg)


async def _send(
    settings: Settings,
    files: Iterable[Path],
    choice: SendChoice,
    bar: Bar,
    *,
    split: bool | None,
    rate: float | None = None,
) -> tuple[int, int, int]:
    """Send all records; how many were acknowledged, how many lacked the time that was asked for, how many were refused."""
    untimed = refused = put = 0
    clock = asyncio.get_running_loop().time
    begun = clock()
    async with sending(settings, {choice.topic}) as sender:
        for file in files:
            for number, raw in enumerate(records(file, split=split), start=1):
                problem = misfit(choice.stream, raw.value)
                if problem:
                    say(f"{file}: record {number}: {problem}")
                    refused += 1
                    continue
                fields = record_fields(raw.value)
                timestamp = record_time(fields) if choice.article_time else None
                untimed += choice.article_time and timestamp is None
                key = article_key(fields, choice.key_field)
                if rate is not None:
                    await asyncio.sleep(pause_before_next(put, clock() - begun, rate))
                put += 1
                await sender.send(choice.topic, raw.value, key, timestamp=timestamp, headers=choice.headers)
                bar.advance(raw.read)
        await sender.flush()
        return sender.acknowledged, untimed, refused


def pause_before_next(put: int, passed: float, rate: float) -> float:
    """Seconds until the next record is due, when so many were put on their way in the seconds passed."""
    return max(put / rate - passed, 0.0)


def misfit(stream: Stream, value: bytes) -> str:
    """Why a record has no place in a topic; empty where it has one. The raw topic takes any bytes."""
    kind = _KINDS.get(stream)
    if kind is None:
        return ""
    try:
        decode(kind, value)
        if stream is Stream.ENRICHED:
            decode(Conflict, orjson.dumps(orjson.loads(value).get("conflict")))
    except RejectedError as error:
        field = error.field.removeprefix("article.")
        if not field and "not JSON" not in error.message:
            return f"no record of the topic {stream}: not a JSON object with its fields"
        found = f"the field {field} is missing or holds another value" if field else error.message
        return f"no record of the topic {stream}: {found}"
    return ""
