"""`newswire send`: raw records from files or stdin into a topic, as they are."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
import orjson

from stream import settings as settings_
from stream.cli.client import sending
from stream.cli.output import Bar, print_json, progress, say
from stream.errors import StopError
from stream.records import Stream
from stream.settings import Settings

# The spellings of ninjs 1.x/2.x, 3.x and our flat form.
_TIME_FIELDS = ("version_created", "versionCreated", "versioncreated")


class Raw(NamedTuple):
    """One record to send: its bytes, and how many bytes of the input it took."""

    value: bytes
    read: int


class Choice(NamedTuple):
    """Where records go, which field is their key, and whether they take the article's time."""

    topic: str
    key_field: str
    article_time: bool


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
@click.option("--json", "as_json", is_flag=True, help='Print {"sent": count}.')
def send(files: tuple[Path, ...], topic: str, timestamps: str, key_field: str, as_json: bool) -> None:
    """Send articles from files into a topic.

    A file holds one JSON record a line; a .json file that is one JSON value, on however many lines, is one record;
    `-` is stdin. Records are sent as they are: what is wrong with one, the pipeline says. Every acknowledgement is
    awaited.
    """
    settings = settings_.load()
    for file in files:
        if str(file) != "-" and not file.is_file():
            msg = f"{file}: no such file"
            raise StopError(msg)
    total = None if Path("-") in files else sum(file.stat().st_size for file in files)
    with progress("sending", total) as bar:
        choice = Choice(settings.topic(Stream(topic)), key_field, article_time=timestamps == "article")
        sent, untimed = asyncio.run(_send(settings, files, choice, bar))
    if untimed:
        say(f"{untimed} records have no readable version_created: they went with the present time.")
    say(f"{sent} records sent to {settings.topic(Stream(topic))}.")
    if as_json:
        print_json({"sent": sent})


async def _send(settings: Settings, files: Iterable[Path], choice: Choice, bar: Bar) -> tuple[int, int]:
    """Send all records; how many were acknowledged, and how many lacked the time that was asked for."""
    untimed = 0
    async with sending(settings, {choice.topic}) as sender:
        for file in files:
            for raw in records(file):
                fields = _fields(raw.value)
                timestamp = article_time(fields) if choice.article_time else None
                untimed += choice.article_time and timestamp is None
                key = article_key(fields, choice.key_field)
                await sender.send(choice.topic, raw.value, key, timestamp=timestamp)
                bar.advance(raw.read)
        await sender.flush()
        return sender.acknowledged, untimed


def records(file: Path) -> Iterator[Raw]:
    """The records of a file: its lines, or the whole of a .json file that is one JSON value.

    Raises:
        StopError: the file cannot be read.
    """
    try:
        if file.suffix == ".json":
            whole = file.read_bytes()
            if _is_json(whole):
                yield Raw(whole.strip(), len(whole))
                return
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as lines:
            for line in lines:
                if line.strip():
                    yield Raw(line.rstrip(b"\r\n"), len(line))
    except OSError as error:
        msg = f"{file}: {error.strerror}"
        raise StopError(msg) from error


def article_key(fields: dict[str, Any], name: str) -> bytes | None:
    """The key of a record: the value of a field that is text, else None."""
    value = fields.get(name)
    return value.encode() if isinstance(value, str) and value else None


def article_time(fields: dict[str, Any]) -> int | None:
    """When the version was made, in milliseconds since 1970; None when the record does not say it readably."""
    for name in _TIME_FIELDS:
        value = fields.get(name)
        if isinstance(value, str):
            try:
                time = datetime.fromisoformat(value)
            except ValueError:
                continue
            aware = time if time.tzinfo else time.replace(tzinfo=UTC)
            milliseconds = round(aware.timestamp() * 1000)
            return milliseconds if milliseconds >= 0 else None
    return None


def _is_json(data: bytes) -> bool:
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def _fields(data: bytes) -> dict[str, Any]:
    """The record's fields where it is a JSON object, for key and time alone; {} for anything else."""
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}
