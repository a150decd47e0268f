"""`newswire tail`: the records of a topic as lines."""

from __future__ import annotations

import asyncio
import base64
import codecs
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from datetime import datetime
from typing import Any, TypeAlias

import click
import orjson
from aiokafka import ConsumerRecord

from stream.cli.client import reading
from stream.cli.output import print_json, print_line, terminal_width
from stream.config import settings as settings_
from stream.config.settings import Settings
from stream.intake.encodings import decode_text
from stream.model.articles import Stream
from stream.model.codec import from_milliseconds

Record: TypeAlias = ConsumerRecord[bytes, bytes]

# What of a record a person wants on one line, in this order, where it is there.
_SHOWN = ("clock", "verdict", "kind", "reason", "source", "uri", "version", "headline", "message", "text")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FILL = b" \t\r\n\x00\x16\x7f"  # what lines and modems put before a message
_LINE_CHARS = 160  # two lines of a terminal
_FIELD_CHARS = 24  # of a field beside the headline, where the line would be longer: enough to know it by


@click.command()
@click.argument("topic")
@click.option(
    "--from",
    "start",
    type=click.Choice(["beginning", "end"]),
    default="beginning",
    show_default=True,
    help="Where to start.",
)
@click.option("--max", "most", type=click.IntRange(min=1), help="Stop after so many records.")
@click.option("--until-end", is_flag=True, help="Stop at what is the end of the topic now.")
@click.option("--json", "as_json", is_flag=True, help="Print each record whole, as one line of JSON.")
def tail(topic: str, start: str, most: int | None, until_end: bool, as_json: bool) -> None:
    """Print the records of a topic.

    TOPIC is a short name (raw, prepared, judged, copies, notices, enriched, conflict, deadletters) or the full
    name of any topic. Runs until Ctrl-C unless --max or --until-end says otherwise.
    """
    settings = settings_.load()
    records = reading(settings, full_name(settings, topic), from_end=start == "end", until_end=until_end)
    # Ctrl-C is how a person ends it.
    with suppress(KeyboardInterrupt):
        asyncio.run(_print(records, most, as_json))


def full_name(settings: Settings, topic: str) -> str:
    """The topic meant by a short or full name."""
    return settings.topic(Stream(topic)) if topic in {stream.value for stream in Stream} else topic


async def _print(source: AsyncGenerator[Record, None], most: int | None, as_json: bool) -> None:
    printed = 0
    async with aclosing(source) as records:
        async for record in records:
            if as_json:
                print_json(shown(record))
            else:
                print_line(summary(record, None if terminal_width() is None else _LINE_CHARS))
            printed += 1
            if printed == most:
                return


def shown(record: Record) -> dict[str, Any]:
    """A record as JSON: the value as JSON where it is, else as text, else {"base64": ...}; null stays null."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": from_milliseconds(record.timestamp),
        "key": _text(record.key),
        "value": _value(record.value),
    }


def summary(record: Record, most: int | None = _LINE_CHARS) -> str:
    """A record on one line for a person.

    Args:
        record: as it was read.
        most: characters of the line, None for all. Fields are shortened for it before the headline is.
    """
    value = _value(record.value)
    fields = (
        {name: _words(value[name]) for name in _SHOWN if value.get(name)} if isinstance(value, dict) else {}
    )
    words = " | ".join(fields.values()) or ("(deleted)" if value is None else _folded(str(value), most))
    time: datetime = from_milliseconds(record.timestamp)
    place = f"{record.partition}:{record.offset} {time:%Y-%m-%d %H:%M:%S}"
    line = f"{place} {words}"
    if most is None or len(line) <= most:
        return line
    if "headline" in fields:
        shorter = (each if name == "headline" else _shortened(name, each) for name, each in fields.items())
        line = f"{place} {' | '.join(shorter)}"
    return line if len(line) <= most else line[: most - 1] + "…"


def _shortened(name: str, text: str) -> str:
    """A field for a narrow line; of a uri its end, which tells it from others of its source."""
    if len(text) <= _FIELD_CHARS:
        return text
    return f"…{text[1 - _FIELD_CHARS :]}" if name == "uri" else f"{text[: _FIELD_CHARS - 1]}…"


def _folded(text: str, most: int | None) -> str:
    """A text on one line, without the control characters that wires put into it."""
    part = text if most is None else text[: 4 * most]
    return " ".join("".join(char if char.isprintable() else " " for char in part).split())


def _words(value: Any) -> str:
    """A field on one line; of a verdict's reason its sentence."""
    return str(value.get("text") or value.get("rule")) if isinstance(value, dict) else str(value)


def _value(data: bytes | None) -> Any:
    if data is None:
        return None
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return _text(data)


def _text(data: bytes | None) -> Any:
    """Bytes as text where they are: UTF-8, and the wire formats in any other encoding."""
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        # Of anything else the bytes are kept: what is wrong with them is what one looks for.
        if data.startswith(_WIDE) or data.lstrip(_FILL)[:1] in (b"<", b"\x01"):
            return decode_text(data)
        return {"base64": base64.b64encode(data).decode()}
