"""`newswire deadletters`: what the pipeline could not take, and sending it in again once the cause is mended."""

from __future__ import annotations

import asyncio
import base64
import binascii
import difflib
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass

import click

from stream.cli.client import reading, sending
from stream.cli.main import Failed, SuggestingGroup
from stream.cli.output import (
    print_folded,
    print_json,
    print_line,
    printable,
    progress,
    say,
    terminal_width,
)
from stream.config import settings as settings_
from stream.config.settings import Settings
from stream.intake.encodings import decode_text
from stream.intake.prepare import BASE64
from stream.intake.reasons import Refusal
from stream.model.articles import Stream
from stream.model.codec import decode
from stream.model.errors import RejectedError
from stream.model.outputs import DeadLetter
from stream.model.plurals import counted

# Names the dead letter that a record was sent in again for.
REPLAYED_HEADER = "newswire-replayed"
# What a letter can be there for: what intake refuses, what a later stage cannot read, and faults of any.
REASONS = (*(refusal.value for refusal in Refusal), "bad_record")

_INDENT = 4  # columns before the message of a letter
_NAME = 10  # columns of the names in `show`


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter where it stands: partition and offset in the dead letters topic."""

    partition: int
    offset: int
    record: DeadLetter


@click.group(cls=SuggestingGroup)
def deadletters() -> None:
    """List dead letters, show one, or send them in again."""


def _known(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The reason as given, if it is one; 0 letters of a misspelt reason would look as if all were well."""
    if value is None or value in REASONS:
        return value
    near = difflib.get_close_matches(value, REASONS, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    msg = f"no such reason {value!r}: {hint}There are {', '.join(REASONS)}."
    raise click.BadParameter(msg)


def _at(_: click.Context, __: click.Parameter, value: str) -> tuple[int, int]:
    """A place as `list` prints it."""
    partition, _colon, offset = value.partition(":")
    if not (partition.isdecimal() and offset.isdecimal()):
        msg = (
            f"{value!r} is no PARTITION:OFFSET: give the first column of `newswire deadletters list`, as 0:17"
        )
        raise click.BadParameter(msg)
    return int(partition), int(offset)


@deadletters.command("list")
@click.option("--reason", callback=_known, help="Only those with this reason.")
@click.option("--json", "as_json", is_flag=True, help="Print one letter a line, its bytes as their count.")
def list_(reason: str | None, as_json: bool) -> None:
    """List the dead letters that the topic holds now."""
    reasons = asyncio.run(_list(settings_.load(), reason, as_json=as_json))
    counts = ", ".join(f"{name} {count}" for name, count in reasons.most_common())
    say(f"{counted(reasons.total(), 'dead letter')}{': ' + counts if counts else ''}.")


async def _list(settings: Settings, reason: str | None, *, as_json: bool) -> Counter[str]:
    """Print the letters as they are read; how many of each reason there are."""
    reasons: Counter[str] = Counter()
    async with aclosing(_letters(settings, reason)) as letters:
        async for letter in letters:
            reasons[letter.record.reason] += 1
            if as_json:
                print_json(_listed(letter))
            elif terminal_width() is None:
                click.echo("\t".join(printable(cell) for cell in _row(letter)))
            else:
                *head, message = _row(letter)
                print_folded("  ".join(head), _INDENT, begun=_INDENT)
                print_folded(message, _INDENT)
    return reasons


def _row(letter: Letter) -> tuple[str, ...]:
    return (
        f"{letter.partition}:{letter.offset}",
        f"{letter.record.received:%Y-%m-%d %H:%M:%S}",
        letter.record.stage,
        letter.record.reason,
        _place(letter.record),
        letter.record.message,
    )


@deadletters.command()
@click.argument("at", metavar="PARTITION:OFFSET", callback=_at)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the letter as one line of JSON, its bytes in base64."
)
def show(at: tuple[int, int], as_json: bool) -> None:
    """Show one dead letter whole, with the bytes that could not be taken, as text where they are.

    PARTITION:OFFSET is its place, the first column of `newswire deadletters list`.
    """
    letter = asyncio.run(_one(settings_.load(), *at))
    if letter is None:
        msg = f"no dead letter at {at[0]}:{at[1]}: `newswire deadletters list` prints the places"
        raise Failed(msg)
    if as_json:
        print_json({"partition": letter.partition, "offset": letter.offset, "letter": letter.record})
        return
    for name, text in described(letter):
        click.echo(f"{name:<{_NAME}}", nl=False)
        print_folded(text, _NAME, begun=_NAME)
    for line in value_lines(letter.record):
        print_line(line)


def described(letter: Letter) -> Iterator[tuple[str, str]]:
    """What a letter tells beside its bytes, by name."""
    record = letter.record
    yield "at", f"{letter.partition}:{letter.offset}"
    yield "received", f"{record.received:%Y-%m-%d %H:%M:%S}"
    yield "stage", record.stage
    yield "reason", record.reason
    if record.field:
        yield "field", record.field
    yield "message", record.message
    yield "from", _place(record)
    if record.key is not None:
        yield "key", (_bytes(record.key) or b"").decode(errors="backslashreplace")
    for name, value in _headers(record):
        yield "header", f"{name}: {'' if value is None else value.decode(errors='backslashreplace')}"
    if (again := _replayed(record)) is not None:
        yield "again", f"sent in by `deadletters replay` for the letter {again}, and refused anew"
    yield "bytes", "none" if record.value is None else str(len(_bytes(record.value) or b""))


def value_lines(record: DeadLetter) -> list[str]:
    """The lines of the bytes that could not be taken; what is no UTF-8 as the wire formats read it."""
    data = _bytes(record.value) or b""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = decode_text(data)
    return text.splitlines()


async def _one(settings: Settings, partition: int, offset: int) -> Letter | None:
    async with aclosing(_letters(settings, None)) as letters:
        async for letter in letters:
            if (letter.partition, letter.offset) == (partition, offset):
                return letter
    return None


@deadletters.command()
@click.option("--reason", callback=_known, help="Only those with this reason.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help='Print {"sent": count}.')
def replay(reason: str | None, dry_run: bool, as_json: bool) -> None:
    """Send the bytes of dead letters back to the topic they came from: almost always the raw one.

    Bytes, key and headers are as they came; the same bytes are sent once. A letter of one article of a message sends
    the whole message. The letters stay: sending twice is harmless, as the pipeline drops what it already has. What
    cannot be taken still comes back as a new letter, which names the one before it (`deadletters show`).
    """
    settings = settings_.load()
    found = asyncio.run(_all(settings, reason))
    letters = sendable(settings, found)
    if dry_run:
        for letter in letters:
            print_json(_listed(letter))
        say(f"{len(letters)} of {counted(len(found), 'dead letter')} would be sent.")
        return
    sent = asyncio.run(_replay(settings, letters)) if letters else 0
    say(f"{sent} of {counted(len(found), 'dead letter')} sent in again.")
    if as_json:
        print_json({"sent": sent})


def sendable(settings: Settings, letters: list[Letter]) -> list[Letter]:
    """The letters that hold bytes of a topic of ours, the same bytes and key once; says what is left out."""
    ours = {settings.topic(stream) for stream in Stream}
    taken: dict[tuple[str, str | None, str | None], Letter] = {}
    foreign = empty = 0
    for letter in letters:
        record = letter.record
        if record.value is None:
            empty += 1
        elif record.position.topic not in ours:
            foreign += 1
        else:
            taken.setdefault((record.position.topic, record.key, record.value), letter)
    if empty:
        say(f"{counted(empty, 'has', 'have')} no bytes to send.")
    if foreign:
        say(f"{counted(foreign, 'is', 'are')} from topics of another NEWSWIRE_TOPIC_PREFIX.")
    return list(taken.values())


async def _replay(settings: Settings, letters: list[Letter]) -> int:
    raw = settings.topic(Stream.RAW)
    dead = settings.topic(Stream.DEADLETTERS)
    with progress("sending", len(letters)) as bar:
        async with sending(settings, {letter.record.position.topic for letter in letters}) as sender:
            for letter in letters:
                source = letter.record.position
                mark = f"{dead}/{letter.partition}/{letter.offset}".encode()
                await sender.send(
                    source.topic,
                    _bytes(letter.record.value) or b"",
                    _bytes(letter.record.key),
                    # Between the stages the partition is the shard; in the raw topic the key decides anew.
                    partition=None if source.topic == raw else source.partition,
                    headers=(*_headers(letter.record), (REPLAYED_HEADER, mark)),
                )
                bar.advance(1)
            await sender.flush()
            return sender.acknowledged


async def _all(settings: Settings, reason: str | None) -> list[Letter]:
    async with aclosing(_letters(settings, reason)) as letters:
        return [letter async for letter in letters]


async def _letters(settings: Settings, reason: str | None) -> AsyncGenerator[Letter, None]:
    """Every readable dead letter up to the present end of the topic; says how many are not readable."""
    topic = settings.topic(Stream.DEADLETTERS)
    unreadable = 0
    async with aclosing(reading(settings, topic, until_end=True)) as records:
        async for record in records:
            try:
                letter = decode(DeadLetter, record.value or b"")
                _bytes(letter.key), _bytes(letter.value)
            except (RejectedError, binascii.Error):
                unreadable += 1
            else:
                if reason is None or letter.reason == reason:
                    yield Letter(record.partition, record.offset, letter)
    if unreadable:
        say(
            f"{counted(unreadable, 'record')} in {topic} {'is' if unreadable == 1 else 'are'} no dead letters of ours: `newswire tail deadletters` shows them."
        )


def _listed(letter: Letter) -> dict[str, object]:
    record = letter.record
    return {
        "partition": letter.partition,
        "offset": letter.offset,
        "stage": record.stage,
        "reason": record.reason,
        "field": record.field,
        "message": record.message,
        "position": record.position,
        "replayed": _replayed(record),
        "received": record.received,
        "bytes": None if record.value is None else len(_bytes(record.value) or b""),
    }


def _place(record: DeadLetter) -> str:
    return str(record.position)


def _headers(record: DeadLetter) -> tuple[tuple[str, bytes | None], ...]:
    """The headers that the record came with: one of them may name its source."""
    return tuple((name, _header(value)) for name, value in record.headers if name != REPLAYED_HEADER)


def _replayed(record: DeadLetter) -> str | None:
    """The letter that a record was sent in again for, where it was."""
    return next((value for name, value in record.headers if name == REPLAYED_HEADER), None)


def _header(value: str | None) -> bytes | None:
    if value is None:
        return None
    return base64.b64decode(value.removeprefix(BASE64)) if value.startswith(BASE64) else value.encode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)
