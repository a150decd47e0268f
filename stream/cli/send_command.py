"""`newswire send`: raw records of any format from files, folders or stdin into a topic, as they are."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
import orjson

from stream.cli.client import sending
from stream.cli.main import Failed
from stream.cli.output import Bar, print_json, progress, say
from stream.config import settings as settings_
from stream.config.settings import Settings
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.articles import Prepared, Stream
from stream.model.codec import decode
from stream.model.errors import RejectedError, StopError
from stream.model.notices import Notice
from stream.model.outputs import DeadLetter
from stream.model.plurals import counted
from stream.model.tags import Conflict, ConflictBrief
from stream.model.verdicts import Judged

_OF_LINES = frozenset({".jsonl", ".ndjson"})
# The spellings of ninjs 1.x/2.x, 3.x and our flat form.
# What stands in the topics behind the raw one, which alone takes any bytes: what cannot be read stops who reads them.
_KINDS: dict[Stream, type] = {
    Stream.PREPARED: Prepared,
    Stream.JUDGED: Judged,
    Stream.COPIES: Judged,
    Stream.NOTICES: Notice,
    Stream.ENRICHED: Judged,  # with `conflict` beside it
    Stream.CONFLICT: ConflictBrief,
    Stream.DEADLETTERS: DeadLetter,
}
_TIME_FIELDS = ("version_created", "versionCreated", "versioncreated")


class Raw(NamedTuple):
    """One record to send: its bytes, and how many bytes of the input it took."""

    value: bytes
    read: int


class Choice(NamedTuple):
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
@click.option("--json", "as_json", is_flag=True, help='Print {"sent": count}.')
def send(
    files: tuple[Path, ...],
    topic: str,
    timestamps: str,
    key_field: str,
    split: bool | None,
    source: str,
    as_json: bool,
) -> None:
    """Send articles from files into a topic.

    A file is one record in whatever format it is (NewsML, NITF, ninjs, RSS, IPTC 7901 ...); JSON lines (.jsonl,
    .ndjson, .json with a record a line, and `-`, stdin) are a record a line. Of a folder all files go, in order of
    their paths. Records are sent to the raw topic as they are: what is wrong with one, the pipeline says. Any other topic
    takes its own records alone (`newswire tail TOPIC --json`, the values): others are named and left out, and the exit
    code is 1. Every acknowledgement is awaited.
    """
    settings = settings_.load()
    files = tuple(files_in(files))
    total = None if Path("-") in files else sum(file.stat().st_size for file in files)
    with progress("sending", total) as bar:
        headers = (("source", source.encode()),) if source else ()
        choice = Choice(
            Stream(topic), settings.topic(Stream(topic)), key_field, timestamps == "article", headers
        )
        sent, untimed, refused = asyncio.run(_send(settings, files, choice, bar, split=split))
    if untimed:
        said = f"{counted(untimed, 'record has', 'records have')} no readable version_created"
        say(f"{said}: {'it' if untimed == 1 else 'they'} went with the present time.")
    say(f"{counted(sent, 'record')} sent to {settings.topic(Stream(topic))}.")
    if as_json:
        print_json({"sent": sent})
    if refused:
        msg = f"{refused} of {counted(sent + refused, 'record')} left out: {settings.topic(Stream(topic))} takes its own records alone"
        raise Failed(msg)


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of these paths: a folder's with those of the folders in it, in order of their paths; hidden ones are left out.

    Raises:
        StopError: one is neither file nor folder.
    """
    for path in paths:
        if path.is_dir():
            inside = (each.relative_to(path) for each in path.rglob("*") if each.is_file())
            yield from (
                path / each for each in sorted(inside) if not any(part.startswith(".") for part in each.parts)
            )
        elif str(path) == "-" or path.is_file():
            yield path
        else:
            msg = f"{path}: no such file"
            raise StopError(msg)


async def _send(
    settings: Settings, files: Iterable[Path], choice: Choice, bar: Bar, *, split: bool | None
) -> tuple[int, int, int]:
    """Send all records; how many were acknowledged, how many lacked the time that was asked for, how many were refused."""
    untimed = refused = 0
    async with sending(settings, {choice.topic}) as sender:
        for file in files:
            for number, raw in enumerate(records(file, split=split), start=1):
                problem = misfit(choice.stream, raw.value)
                if problem:
                    say(f"{file}: record {number}: {problem}")
                    refused += 1
                    continue
                fields = described(raw.value)
                timestamp = article_time(fields) if choice.article_time else None
                untimed += choice.article_time and timestamp is None
                key = article_key(fields, choice.key_field)
                await sender.send(choice.topic, raw.value, key, timestamp=timestamp, headers=choice.headers)
                bar.advance(raw.read)
        await sender.flush()
        return sender.acknowledged, untimed, refused


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


def records(file: Path, *, split: bool | None = None) -> Iterator[Raw]:
    """The records of a file: the whole of it, or its lines where `split` says so or, where it is None, its name.

    Raises:
        StopError: the file cannot be read.
    """
    try:
        if split is False or (split is None and file.suffix.lower() not in _OF_LINES and str(file) != "-"):
            whole = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
            if split is False or file.suffix.lower() != ".json" or _is_json(whole):
                # Blanks around JSON mean nothing; in other formats what stands outside is the format's.
                yield Raw(whole.strip() if file.suffix.lower() == ".json" else whole, len(whole))
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


def described(data: bytes) -> dict[str, Any]:
    """What a record says of itself, for key and time alone: its fields where it is a JSON object, else its first article's."""
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        fields = None
    if isinstance(fields, dict):
        return fields
    first = next((each for each in read(data, Hints()) if isinstance(each, Draft)), None)
    return {} if first is None else {"uri": first.uri, "version_created": first.version_created}
