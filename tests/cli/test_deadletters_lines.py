"""Dead letters as a person reads them, without a broker."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from stream.cli import deadletters_command as deadletters
from stream.cli import output
from stream.cli.deadletters_command import REASONS, REPLAYED_HEADER
from stream.intake.reasons import Refusal
from stream.model import codec
from stream.model.outputs import DeadLetter
from tests.cli.conftest import Run, json_lines
from tests.instances import RECORDS

LETTER = replace(
    next(record for _, record in RECORDS if isinstance(record, DeadLetter)),
    reason="not_json",
    message="not JSON: unexpected end of data at line 14 column 2, behind the field that holds the body of the article",
    key=base64.b64encode(b"urn:norrland:1").decode(),
    value=base64.b64encode(b"Ferry\x1b[31m\r\nF\xe4hre").decode(),
    headers=(("source", "Norrland Wire"), (REPLAYED_HEADER, "newswire.deadletters/1/0")),
)


@pytest.fixture(autouse=True)
def _topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic of three letters in the place of a broker's."""

    async def read(*_: object, **__: object) -> AsyncGenerator[Any, None]:
        for offset in range(3):
            yield SimpleNamespace(value=codec.encode(LETTER), partition=1, offset=offset)

    monkeypatch.setattr(deadletters, "reading", read)


def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stdout be a terminal of 80 columns."""
    monkeypatch.setattr(output, "terminal_width", lambda: 80)
    monkeypatch.setattr(deadletters, "terminal_width", lambda: 80)


def test_a_terminal_of_80_columns_shows_the_whole_of_each_letter(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Place and reason on a line, the message folded at words below it."""
    narrow(monkeypatch)
    done = run("deadletters", "list")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("1:0  ")
    assert " not_json " in lines[0]
    assert LETTER.message in " ".join(line.strip() for line in lines)
    assert done.stderr == "3 dead letters: not_json 3.\n"


def test_show_prints_a_letter_with_its_bytes(run: Run) -> None:
    """As text, in whatever encoding, with nothing in it that could steer a terminal."""
    lines = run("deadletters", "show", "1:2").stdout.splitlines()
    for line in (
        "at        1:2",
        "reason    not_json",
        "key       urn:norrland:1",
        "header    source: Norrland Wire",
        "again     sent in by `deadletters replay` for the letter newswire.deadletters/1/0, and refused anew",
    ):
        assert line in lines
    assert f"message   {LETTER.message}" in lines
    assert lines[-2:] == ["Ferry\\u001b[31m", "F\u00e4hre"]


def test_show_prints_json_for_programs(run: Run) -> None:
    """The letter as it stands in the topic, with its place."""
    (found,) = json_lines(run("deadletters", "show", "1:2", "--json").stdout)
    assert (found["partition"], found["offset"]) == (1, 2)
    assert found["letter"]["value"] == LETTER.value


def test_show_of_no_letter_says_where_the_places_are(run: Run) -> None:
    """Exit code 1 where there is none, 2 where it is no place."""
    assert (
        "no dead letter at 1:9: `newswire deadletters list`"
        in run("deadletters", "show", "1:9", code=1).stderr
    )
    assert "'seven' is no PARTITION:OFFSET" in run("deadletters", "show", "seven", code=2).stderr


@pytest.mark.parametrize("command", ["list", "replay"])
def test_a_misspelt_reason_is_refused_with_the_known_ones(run: Run, command: str) -> None:
    """No letters of it would look as if all were well."""
    said = " ".join(run("deadletters", command, "--reason", "missing_feild", code=2).stderr.split())
    assert "no such reason 'missing_feild': did you mean missing_field?" in said
    for reason in Refusal:
        assert reason.value in said


def test_every_known_reason_is_taken(run: Run) -> None:
    """Those of intake and of the stages behind it."""
    for reason in REASONS:
        expected = 3 if reason == "not_json" else 0
        assert len(run("deadletters", "list", "--reason", reason).stdout.splitlines()) == expected


def test_one_letter_is_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count and its noun fit."""

    async def read(*_: object, **__: object) -> AsyncGenerator[Any, None]:
        yield SimpleNamespace(value=codec.encode(LETTER), partition=1, offset=0)

    monkeypatch.setattr(deadletters, "reading", read)
    assert run("deadletters", "list").stderr == "1 dead letter: not_json 1.\n"
