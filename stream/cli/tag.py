"""`newswire tag`: texts in, conflict tags out, without a broker."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

import click
import orjson

from stream import settings as settings_module
from stream.cli.main import Failed
from stream.cli.output import print_json, progress, say
from stream.conflict.tagger import Tagger
from stream.errors import NewswireError


class InputError(NewswireError):
    """A line that cannot be tagged."""


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", type=click.File("rb"), help='A file of {"id", "text", "date"?} lines; `-` is stdin.')
@click.option("--date", "day", default="", help="Day of the dateline (YYYY-MM-DD), for a TEXT given here.")
def tag(text: str | None, jsonl: BinaryIO | None, day: str) -> None:
    """Tag TEXT, or each line of a file, for armed conflict.

    Prints {"id", "conflict"} a line; the entities' offsets are characters of the text. Of a line that cannot be tagged it
    prints {"id", "line", "error"}, goes on, and ends with exit code 1.
    """
    if (text is None) == (jsonl is None):
        msg = "give either a TEXT or --jsonl FILE"
        raise click.UsageError(msg)
    tagger = Tagger.load(settings_module.load().tagger)
    if text is not None:
        print_json({"id": "", "conflict": tagger.tag(text, date=_day(day, "--date"))})
        return
    tagged = refused = 0
    with progress("tagging", None) as bar:
        for number, line in enumerate(jsonl or (), start=1):
            if not line.strip():
                continue
            identity: Any = None
            try:
                fields = _fields(line)
                identity = fields.get("id")
                print_json({"id": identity, "conflict": _tagged(tagger, fields)})
                tagged += 1
            except InputError as error:
                print_json({"id": identity, "line": number, "error": str(error)})
                say(f"line {number}: {error}")
                refused += 1
            bar.advance(1)
    say(f"{tagged} texts tagged.")
    if refused:
        msg = f'{refused} lines could not be tagged: each has its "error" in the output'
        raise Failed(msg)


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON ({error.msg}): write one object a line"
        raise InputError(msg) from error
    if not isinstance(fields, dict):
        msg = 'expected an object with "id" and "text"'
        raise InputError(msg)
    return fields


def _tagged(tagger: Tagger, fields: dict[str, Any]) -> Any:
    headline = _text(fields.get("headline", fields.get("title", "")) or "", "headline")
    day = _day(fields.get("date") or "", "date")
    return tagger.tag(_text(fields.get("text"), "text"), headline=headline, date=day)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        msg = f"{where}: expected a string, got {str(value)[:40]!r}"
        raise InputError(msg)
    return value


def _day(value: Any, where: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError) as error:
        msg = f"{where}: expected YYYY-MM-DD, got {str(value)[:40]!r}"
        raise InputError(msg) from error
