"""What is given hostile inputs, and what it must come to. Each raises, or says in words, what is wrong."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from random import Random
from typing import Any, Final
from urllib.parse import parse_qsl

import click

from stream.cli.main import COMMANDS
from stream.config.settings import Settings
from stream.desk import desk_tables
from stream.desk.search_query import parse_query
from stream.desk.wire_filters import condition, read_filters
from stream.intake.stage import intake
from stream.model import codec
from stream.model.articles import Prepared
from stream.model.errors import NewswireError
from stream.model.faults import FaultError
from stream.pipeline.core_rules import load_tagger
from tests.fuzz import hostile_inputs
from tests.intake.making import RULES, raw


def read(value: bytes) -> str:
    """A message ends as articles, as what is no text, or as dead letters with a reason."""
    outcome = intake([raw(value)], RULES, 2)
    faults = [error for _, error in outcome.rejected if isinstance(error, FaultError)]
    if faults:
        return f"a fault: {faults[0].said}"
    for output in outcome.outputs:
        codec.decode(Prepared, output.value)
    ended = outcome.taken.total() + outcome.not_text + len(outcome.rejected)
    return "" if ended else "neither an article, nor not_text, nor a dead letter"


def tag(given: tuple[str, str]) -> str:
    """A text in any language gets its tags, in JSON that can be read."""
    text, language = given
    codec.encode(_tagger().tag(text, language=language, headline=text[:60]))
    return ""


def ask(query: str) -> str:
    """Any query string leads to filters and a search that the database takes."""
    # As Starlette reads the bytes of an address.
    sent = query.encode("utf-8", "surrogatepass").decode("latin-1")
    given = dict(parse_qsl(sent, keep_blank_values=True))
    filters = read_filters(given)
    condition(filters, 1_930_000_000_000, ["story"])
    read_filters(dict(parse_qsl(filters.address().partition("?")[2])))
    for words in (sent, given.get("q", "")):
        match = parse_query(words).match
        if match:
            _database().execute("SELECT 1 FROM words WHERE words MATCH ?", (match,)).fetchall()
    return ""


def parse_arguments(given: tuple[str, list[str]]) -> str:
    """Arguments are taken, or refused in words."""
    name, arguments = given
    module, _, attribute = COMMANDS[name].target.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.suppress(click.ClickException, click.exceptions.Exit, NewswireError),
    ):
        command.make_context(name, arguments)
    return ""


@cache
def _tagger() -> Any:
    return load_tagger(Settings(tag="all"))


@cache
def _database() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    for statement in desk_tables.TABLES:
        database.execute(statement)
    return database


# Each with its share of the inputs, and how one is made.
TARGETS: Final[Mapping[str, tuple[float, Callable[[Random], Any], Callable[[Any], str]]]] = {
    "decoders": (0.5, hostile_inputs.message, read),
    "tagger": (0.25, hostile_inputs.text, tag),
    "pages": (0.15, hostile_inputs.query, ask),
    "arguments": (
        0.1,
        lambda rng: (rng.choice(sorted(COMMANDS)), hostile_inputs.arguments(rng)),
        parse_arguments,
    ),
}
