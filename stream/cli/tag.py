"""`newswire tag`: texts in, conflict tags out, without a broker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import click
import orjson

from stream import settings as settings_module
from stream.cli.output import print_json, progress, say
from stream.conflict.tagger import Tagger
from stream.errors import NewswireError
from stream.intake.values import language


class InputError(NewswireError):
    """A line that cannot be tagged."""


@click.command()
@click.argument("text", required=False)
@click.option(
    "--jsonl",
    type=click.File("rb"),
    help='A file of {"id", "text", "date"?, "language"?} lines; `-` is stdin.',
)
@click.option("--date", "day", default="", help="Day of the dateline (YYYY-MM-DD), for a TEXT given here.")
def tag(text: str | None, jsonl: BinaryIO | None, day: str) -> None:
    """Tag TEXT, or each line of a file, for armed conflict.

    Prints {"id", "conflict"} a line; the entities' offsets are characters of the text. English is tagged; a text in
    another language has `relevant` null.
    """
    if (text is None) == (jsonl is None):
        msg = "give either a TEXT or --jsonl FILE"
        raise click.UsageError(msg)
    tagger = Tagger.load(settings_module.load().tagger)
    if text is not None:
        print_json({"id": "", "conflict": tagger.tag(_utf8(text), date=_day(day, "--date"))})
        return
    tagged = 0
    with progress("tagging", None) as bar:
        for number, fields in _records(jsonl):
            where = f"line {number}"
            headline = _text(fields.get("headline", fields.get("title", "")) or "", f"{where}: headline")
            conflict = tagger.tag(
                _text(fields.get("text"), f"{where}: text"),
                headline=headline,
                date=_day(fields.get("date") or "", f"{where}: date"),
                language=language(
                    f"{where}: language", _text(fields.get("language") or "", f"{where}: language")
                ),
            )
            print_json({"id": fields.get("id"), "conflict": conflict})
            bar.advance(1)
            tagged += 1
    say(f"{tagged} texts tagged.")


def _records(file: BinaryIO | None) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, text in enumerate(file or (), start=1):
        if not text.strip():
            continue
        try:
            fields = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            msg = f"line {number}: not JSON ({error.msg}): write one object a line"
            raise InputError(msg) from error
        if not isinstance(fields, dict):
            msg = f'line {number}: expected an object with "id" and "text"'
            raise InputError(msg)
        yield number, fields


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        msg = f"{where}: expected a string, got {str(value)[:40]!r}"
        raise InputError(msg)
    return value


def _utf8(text: str) -> str:
    """The TEXT of the command line, which Python hands over even where its bytes are no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = f"TEXT: not UTF-8 at character {error.start}: write it in UTF-8, or as JSON with --jsonl"
        raise InputError(msg) from error
    return text


def _day(value: Any, where: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError) as error:
        msg = f"{where}: expected YYYY-MM-DD, got {str(value)[:40]!r}"
        raise InputError(msg) from error
