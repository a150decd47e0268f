"""Dead letters as a person reads them, without a broker."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from stream.cli.dead_letters import REPLAYED_HEADER
from stream.cli.deadletters_command import REASONS
from stream.cli.surroundings import Surroundings
from stream.config.settings import Settings
from stream.intake.reasons import Refusal
from stream.model import codec
from stream.model.articles import Position, Stream
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


def holding(letters: int) -> Surroundings:
    """A topic of so many letters in the place of a broker's."""

    async def read(settings: Settings, topic: str, *, until_end: bool) -> AsyncGenerator[Any, None]:
        assert until_end
        assert topic == settings.topic(Stream.DEADLETTERS)
        for offset in range(letters):
            yield SimpleNamespace(value=codec.encode(LETTER), partition=1, offset=offset)

    return Surroundings(reading=read)


THREE = holding(3)


def test_a_terminal_of_80_columns_shows_the_whole_of_each_letter(run: Run) -> None:
    """Place and reason on a line, the message folded at words below it."""
    done = run("deadletters", "list", given=replace(THREE, columns=lambda: 80))
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("1:0  ")
    assert " not_json " in lines[0]
    assert LETTER.message in " ".join(line.strip() for line in lines)
    assert done.stderr == "3 dead letters: not_json 3.\n"


def test_show_prints_a_letter_with_its_bytes(run: Run) -> None:
    """As text, in whatever encoding, with nothing in it that could steer a terminal."""
    lines = run("deadletters", "show", "1:2", given=THREE).stdout.splitlines()
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
    (found,) = json_lines(run("deadletters", "show", "1:2", "--json", given=THREE).stdout)
    assert (found["partition"], found["offset"]) == (1, 2)
    assert found["letter"]["value"] == LETTER.value


def test_show_of_no_letter_says_where_the_places_are(run: Run) -> None:
    """Exit code 1 where there is none, 2 where it is no place."""
    assert (
        "no dead letter at 1:9: `newswire deadletters list`"
        in run("deadletters", "show", "1:9", code=1, given=THREE).stderr
    )
    assert "'seven' is no PARTITION:OFFSET" in run("deadletters", "show", "seven", code=2, given=THREE).stderr


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
        assert (
            len(run("deadletters", "list", "--reason", reason, given=THREE).stdout.splitlines()) == expected
        )


def test_one_letter_is_one(run: Run) -> None:
    """The count and its noun fit."""
    assert run("deadletters", "list", given=holding(1)).stderr == "1 dead letter: not_json 1.\n"


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ((), 3),
        (("--at", "1:2"), 1),
        (("--at", "1:0", "--at", "1:2"), 2),
        (("--at", "1:2", "--reason", "missing_field"), 0),
        (("--since", "2026-03-17T07:58"), 2),
        (("--since", "2026-03-17T07:58", "--at", "1:1"), 1),
        (("--since", "2026-03-17T07:58", "--at", "1:0"), 0),
    ],
)
def test_replay_sends_the_letters_that_are_meant(run: Run, words: tuple[str, ...], sent: int) -> None:
    """By place, by time and by reason; all that is given must fit."""
    done = run("deadletters", "replay", "--dry-run", *words, given=spread(3))
    assert len(done.stdout.splitlines()) == sent


def test_a_place_without_a_letter_sends_nothing(run: Run) -> None:
    """The other places given are not sent either: who is mistaken in one may be in all."""
    done = run("deadletters", "replay", "--at", "1:0", "--at", "1:7", "--at", "0:2", code=1, given=spread(3))
    assert done.stderr.startswith("newswire: no dead letter at 0:2, 1:7: nothing was sent")


def test_list_takes_those_that_came_since(run: Run) -> None:
    """By the time at which the record came."""
    done = run("deadletters", "list", "--json", "--since", "2026-03-17T07:59", given=spread(3))
    assert [each["offset"] for each in json_lines(done.stdout)] == [2]


def spread(letters: int) -> Surroundings:
    """A topic of letters whose records came a minute apart, each of other bytes; the first at 07:57."""

    async def read(settings: Settings, topic: str, *, until_end: bool) -> AsyncGenerator[Any, None]:
        assert until_end
        for offset in range(letters):
            letter = replace(
                LETTER,
                received=datetime(2026, 3, 17, 7, 57 + offset, tzinfo=UTC),
                value=base64.b64encode(b"%d" % offset).decode(),
                position=Position("newswire.raw", 0, offset),
            )
            yield SimpleNamespace(value=codec.encode(letter), partition=1, offset=offset)

    return Surroundings(reading=read)
