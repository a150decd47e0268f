"""A record of a topic as a person or a program reads it: on one line, or whole as JSON."""

from __future__ import annotations

import base64
import codecs
from datetime import datetime
from typing import Any, Final, TypeAlias

import orjson
from aiokafka import ConsumerRecord

from stream.intake.encodings import decode_text
from stream.model.codec import from_milliseconds

ConsumedRecord: TypeAlias = ConsumerRecord[bytes, bytes]

# What of a record a person wants on one line, in this order, where it is there.
_SHOWN: Final = (
    "clock",
    "verdict",
    "kind",
    "reason",
    "source",
    "uri",
    "version",
    "headline",
    "message",
    "text",
)
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FILL: Final = b" \t\r\n\x00\x16\x7f"  # what lines and modems put before a message
LINE_CHARS: Final = 160  # two lines of a terminal
_FIELD_CHARS: Final = (
    24  # of a field beside the headline, where the line would be longer: enough to know it by
)


def record_as_json(record: ConsumedRecord) -> dict[str, Any]:
    """A record as JSON: the value as JSON where it is, else as text, else {"base64": ...}; null stays null."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": from_milliseconds(record.timestamp),
        "key": _text(record.key),
        "headers": {name: _text(value) for name, value in record.headers},
        "value": value_of(record.value),
    }


def summary(record: ConsumedRecord, most: int | None = LINE_CHARS) -> str:
    """A record on one line for a person.

    Args:
        record: as it was read.
        most: characters of the line, None for all. Fields are shortened for it before the headline is.
    """
    value = value_of(record.value)
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


def value_of(data: bytes | None) -> Any:
    """A record's bytes as JSON where they are, else as text, else {"base64": ...}; None of a deleted record."""
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
        # Anything else is shown as bytes: the reader looks for what is wrong with them.
        if data.startswith(_WIDE) or data.lstrip(_FILL)[:1] in (b"<", b"\x01"):
            return decode_text(data)
        return {"base64": base64.b64encode(data).decode()}
