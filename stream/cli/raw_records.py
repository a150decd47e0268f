"""The raw records of files: which bytes of a file are one record, and what a record says of itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from stream.intake.decode import BOM
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.errors import StopError

_OF_LINES = frozenset({".jsonl", ".ndjson"})
# The spellings of ninjs 1.x/2.x, 3.x and our flat form.
_TIME_FIELDS = ("version_created", "versionCreated", "versioncreated")


class FileRecord(NamedTuple):
    """One record to send: its bytes, and how many bytes of the input it took."""

    value: bytes
    read: int


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


def records(file: Path, *, split: bool | None = None) -> Iterator[FileRecord]:
    """The records of a file: the whole of it, or its lines where `split` says so or, where it is None, its name.

    Raises:
        StopError: the file cannot be read.
    """
    try:
        if split is False or (split is None and file.suffix.lower() not in _OF_LINES and str(file) != "-"):
            whole = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
            if split is False or file.suffix.lower() != ".json" or not _is_of_lines(whole):
                # Blanks around JSON mean nothing; in other formats what stands outside is the format's.
                yield FileRecord(whole.strip() if file.suffix.lower() == ".json" else whole, len(whole))
                return
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as lines:
            for line in lines:
                if line.strip():
                    yield FileRecord(line.rstrip(b"\r\n"), len(line))
    except OSError as error:
        msg = f"{file}: {error.strerror}"
        raise StopError(msg) from error


def article_key(fields: dict[str, Any], name: str) -> bytes | None:
    """The key of a record: the value of a field that is text, else None."""
    value = fields.get(name)
    return value.encode() if isinstance(value, str) and value else None


def record_time(fields: dict[str, Any]) -> int | None:
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


def _is_of_lines(data: bytes) -> bool:
    """Whether a JSON file has a record a line: its first line is one by itself. The intake reads more than strict JSON."""
    first = data.lstrip().partition(b"\n")[0]
    return not _is_json(data) and _is_json(first.removeprefix(BOM))


def _is_json(data: bytes) -> bool:
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def record_fields(data: bytes) -> dict[str, Any]:
    """What a record says of itself, for key and time alone: its fields where it is a JSON object, else its first article's."""
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        fields = None
    if isinstance(fields, dict):
        return fields
    first = next((each for each in read(data, Hints()) if isinstance(each, Draft)), None)
    return {} if first is None else {"uri": first.uri, "version_created": first.version_created}
