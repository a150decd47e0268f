"""A dead letter as a person or a program reads it, and the record that is made of it to be sent in again."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stream.intake.encodings import decode_text
from stream.intake.prepare import BASE64
from stream.model.outputs import DeadLetter

# Names the dead letter that a record was sent in again for.
REPLAYED_HEADER: Final = "newswire-replayed"


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter where it stands: partition and offset in the dead letters topic."""

    partition: int
    offset: int
    record: DeadLetter


def row(letter: Letter) -> tuple[str, ...]:
    """Its place, time, stage, reason, the record that it is of, and the message."""
    return (
        f"{letter.partition}:{letter.offset}",
        f"{letter.record.received:%Y-%m-%d %H:%M:%S}",
        letter.record.stage,
        letter.record.reason,
        _place(letter.record),
        letter.record.message,
    )


def letter_fields(letter: Letter) -> Iterator[tuple[str, str]]:
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
        yield "key", (bytes_of(record.key) or b"").decode(errors="backslashreplace")
    for name, value in headers_of(record):
        yield "header", f"{name}: {'' if value is None else value.decode(errors='backslashreplace')}"
    if (again := _replayed(record)) is not None:
        yield "again", f"sent in by `deadletters replay` for the letter {again}, and refused anew"
    yield "bytes", "none" if record.value is None else str(len(bytes_of(record.value) or b""))


def value_lines(record: DeadLetter) -> list[str]:
    """The refused bytes as lines of text; bytes that are not UTF-8 are decoded as the wire formats decode them."""
    data = bytes_of(record.value) or b""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = decode_text(data)
    return text.splitlines()


def letter_as_json(letter: Letter) -> dict[str, object]:
    """A letter without its bytes, for `--json`."""
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
        "bytes": None if record.value is None else len(bytes_of(record.value) or b""),
    }


def _place(record: DeadLetter) -> str:
    return str(record.position)


def headers_of(record: DeadLetter) -> tuple[tuple[str, bytes | None], ...]:
    """The headers that the record came with: one of them may name its source."""
    return tuple((name, _header(value)) for name, value in record.headers if name != REPLAYED_HEADER)


def _replayed(record: DeadLetter) -> str | None:
    """The letter that a record was sent in again for, where it was."""
    return next((value for name, value in record.headers if name == REPLAYED_HEADER), None)


def _header(value: str | None) -> bytes | None:
    if value is None:
        return None
    return base64.b64decode(value.removeprefix(BASE64)) if value.startswith(BASE64) else value.encode()


def bytes_of(text: str | None) -> bytes | None:
    """Bytes that a letter holds in base64; None where there were none."""
    return None if text is None else base64.b64decode(text, validate=True)
