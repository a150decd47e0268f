"""`newswire deadletters`: what the pipeline could not take, and sending it in again once the cause is mended."""

from __future__ import annotations

import asyncio
import binascii
import difflib
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

import click

from stream.cli.client import sending
from stream.cli.dead_letters import (
    REPLAYED_HEADER,
    Letter,
    bytes_of,
    headers_of,
    letter_as_json,
    letter_fields,
    row,
    value_lines,
)
from stream.cli.main import Failed, SuggestingGroup
from stream.cli.moments import since_option
from stream.cli.output import (
    print_folded,
    print_json,
    print_line,
    progress,
    say,
    without_terminal_controls,
)
from stream.cli.surroundings import surroundings
from stream.cli.topic_reading import reading
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.intake.reasons import Refusal
from stream.model.articles import Stream
from stream.model.codec import decode
from stream.model.errors import RejectedError
from stream.model.outputs import DeadLetter
from stream.model.plurals import counted

# The reasons of dead letters: what intake refuses, what a later stage cannot read, and internal errors of any stage.
REASONS = (*(refusal.value for refusal in Refusal), "bad_record")

_INDENT = 4  # columns before the message of a letter
_NAME = 10  # columns of the names in `show`


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """Which letters are meant: those with a reason, that came since a time, or at places; all of what is given must fit."""

    reason: str | None = None
    since: datetime | None = None
    places: frozenset[tuple[int, int]] = frozenset()

    def matches(self, letter: Letter) -> bool:
        """Whether a letter is meant."""
        return (
            (self.reason is None or letter.record.reason == self.reason)
            and (self.since is None or letter.record.received >= self.since)
            and (not self.places or (letter.partition, letter.offset) in self.places)
        )


@click.group(cls=SuggestingGroup)
def deadletters() -> None:
    """List dead letters, show one, or send them in again."""


def _known(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The reason as given, if it exists: a misspelt one is an error, because an empty list would say that nothing failed."""
    if value is None or value in REASONS:
        return value
    near = difflib.get_close_matches(value, REASONS, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    msg = f"no such reason {value!r}: {hint}There are {', '.join(REASONS)}."
    raise click.BadParameter(msg)


def _places(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> frozenset[tuple[int, int]]:
    return frozenset(_at(context, parameter, value) for value in values)


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
@since_option
@click.option("--json", "as_json", is_flag=True, help="Print one letter a line, its bytes as their count.")
def list_(reason: str | None, since: datetime | None, as_json: bool) -> None:
    """List the dead letters that the topic holds now.

    Their time is that at which the record came that could not be taken.
    """
    reasons = asyncio.run(_list(load(), LetterChoice(reason, since), as_json=as_json))
    counts = ", ".join(f"{name} {count}" for name, count in reasons.most_common())
    say(f"{counted(reasons.total(), 'dead letter')}{': ' + counts if counts else ''}.")


async def _list(settings: Settings, choice: LetterChoice, *, as_json: bool) -> Counter[str]:
    """Print the letters as they are read; how many of each reason there are."""
    reasons: Counter[str] = Counter()
    async with aclosing(_letters(settings, choice)) as letters:
        async for letter in letters:
            reasons[letter.record.reason] += 1
            if as_json:
                print_json(letter_as_json(letter))
            elif surroundings().columns() is None:
                click.echo("\t".join(without_terminal_controls(cell) for cell in row(letter)))
            else:
                *head, message = row(letter)
                print_folded("  ".join(head), _INDENT, begun=_INDENT)
                print_folded(message, _INDENT)
    return reasons


@deadletters.command()
@click.argument("at", metavar="PARTITION:OFFSET", callback=_at)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the letter as one line of JSON, its bytes in base64."
)
def show(at: tuple[int, int], as_json: bool) -> None:
    """Show one dead letter whole, with the bytes that could not be taken, as text where they are.

    PARTITION:OFFSET is its place, the first column of `newswire deadletters list`.
    """
    letter = asyncio.run(_one(load(), *at))
    if letter is None:
        msg = f"no dead letter at {at[0]}:{at[1]}: `newswire deadletters list` prints the places"
        raise Failed(msg)
    if as_json:
        print_json({"partition": letter.partition, "offset": letter.offset, "letter": letter.record})
        return
    for name, text in letter_fields(letter):
        click.echo(f"{name:<{_NAME}}", nl=False)
        print_folded(text, _NAME, begun=_NAME)
    for line in value_lines(letter.record):
        print_line(line)


async def _one(settings: Settings, partition: int, offset: int) -> Letter | None:
    async with aclosing(_letters(settings, LetterChoice(places=frozenset({(partition, offset)})))) as letters:
        async for letter in letters:
            return letter
    return None


@deadletters.command()
@click.option("--reason", callback=_known, help="Only those with this reason.")
@click.option(
    "--at",
    "places",
    metavar="PARTITION:OFFSET",
    multiple=True,
    callback=_places,
    help="Only the letter at this place, the first column of `list`; may be given several times.",
)
@since_option
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help='Print {"sent": count}.')
def replay(
    reason: str | None,
    places: frozenset[tuple[int, int]],
    since: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Send the bytes of dead letters back to the topic they came from: almost always the raw one.

    Bytes, key and headers are as they came; the same bytes are sent once. A letter of one article of a message sends
    the whole message. The letters stay: sending twice is harmless, as the pipeline drops what it already has. What
    cannot be taken still comes back as a new letter, which names the one before it (`deadletters show`).
    """
    settings = load()
    found = asyncio.run(_all(settings, LetterChoice(reason, since, places)))
    missing = places - {(letter.partition, letter.offset) for letter in found}
    if missing and reason is None and since is None:
        named = ", ".join(f"{partition}:{offset}" for partition, offset in sorted(missing))
        msg = f"no dead letter at {named}: nothing was sent; `newswire deadletters list` prints the places"
        raise Failed(msg)
    letters = sendable(settings, found)
    if dry_run:
        for letter in letters:
            print_json(letter_as_json(letter))
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
                    bytes_of(letter.record.value) or b"",
                    bytes_of(letter.record.key),
                    # In topics between the stages the partition is the shard and is kept; in the raw topic the key chooses it again.
                    partition=None if source.topic == raw else source.partition,
                    headers=(*headers_of(letter.record), (REPLAYED_HEADER, mark)),
                )
                bar.advance(1)
            await sender.flush()
            return sender.acknowledged


async def _all(settings: Settings, choice: LetterChoice) -> list[Letter]:
    async with aclosing(_letters(settings, choice)) as letters:
        return [letter async for letter in letters]


async def _letters(settings: Settings, choice: LetterChoice) -> AsyncGenerator[Letter, None]:
    """Every readable dead letter up to the present end of the topic; says how many are not readable."""
    topic = settings.topic(Stream.DEADLETTERS)
    unreadable = 0
    read = surroundings().reading or reading
    async with aclosing(read(settings, topic, until_end=True)) as records:
        async for record in records:
            try:
                letter = decode(DeadLetter, record.value or b"")
                bytes_of(letter.key), bytes_of(letter.value)
            except (RejectedError, binascii.Error):
                unreadable += 1
            else:
                found = Letter(record.partition, record.offset, letter)
                if choice.matches(found):
                    yield found
    if unreadable:
        say(
            f"{counted(unreadable, 'record')} in {topic} {'is' if unreadable == 1 else 'are'} no dead letters of ours: `newswire tail deadletters` shows them."
        )
