"""`newswire tag`: texts in, conflict tags out, without a broker."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

import click
import orjson

from stream.cli.main import Failed
from stream.cli.output import print_json, progress, say
from stream.cli.surroundings import surroundings
from stream.config.settings_source import load
from stream.intake.values import language
from stream.model.codec import brief_tags
from stream.model.errors import NewswireError, RejectedError
from stream.model.faults import FaultError, fault_of
from stream.model.plurals import counted
from stream.model.tags import Conflict
from stream.tagging.stage import Tagging


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

    Prints {"id", "conflict"} a line; the entities' offsets are characters of the text. English is
    tagged, and the languages of docs/languages.md; a text in another one has `relevant` null. A line that cannot be tagged
    gives {"id", "line", "error"}, the others are tagged all the same, and the exit code is 1.
    """
    if (text is None) == (jsonl is None):
        msg = "give either a TEXT or --jsonl FILE"
        raise click.UsageError(msg)
    tagger = surroundings().tagger(load(tag="all"))
    if text is not None:
        conflict = _one(tagger, {"text": _utf8(text), "date": day}, "--date")
        print_json({"id": "", "conflict": brief_tags(conflict)})
        return
    tagged = failed = 0
    with progress("tagging", None) as bar:
        for number, written in enumerate(jsonl or (), start=1):
            if not written.strip():
                continue
            fields: dict[str, Any] = {}
            try:
                fields = _fields(written)
                conflict = _one(tagger, fields, "date")
            except (InputError, FaultError) as error:
                failed += 1
                say(f"line {number}: {error}")
                print_json({"id": fields.get("id"), "line": number, "error": str(error)})
            else:
                tagged += 1
                print_json({"id": fields.get("id"), "conflict": brief_tags(conflict)})
            bar.advance(1)
    say(f"{counted(tagged, 'text')} tagged.")
    if failed:
        msg = f"{failed} of {counted(tagged + failed, 'line')} could not be tagged: each carries its error"
        raise Failed(msg)


def _one(tagger: Tagging, fields: dict[str, Any], day: str) -> Conflict:
    """The tags of one text; `day` names the field of the dateline's day in messages.

    Raises:
        InputError: a field does not fit.
        FaultError: the tagger failed on it.
    """
    text = _text(fields.get("text"), "text")
    headline = _text(fields.get("headline", fields.get("title", "")) or "", "headline")
    date = _day(fields.get("date") or "", day)
    try:
        named = language("language", _text(fields.get("language") or "", "language"))
    except RejectedError as error:
        raise InputError(error.message) from error
    try:
        return tagger.tag(text, headline=headline, date=date, language=named)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the other lines with it
        raise fault_of(error) from None


def _fields(written: bytes) -> dict[str, Any]:
    try:
        fields = orjson.loads(written)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON ({error.msg}): write one object a line"
        raise InputError(msg) from error
    if not isinstance(fields, dict):
        msg = 'expected an object with "id" and "text"'
        raise InputError(msg)
    return fields


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
