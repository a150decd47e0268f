from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.cli.surroundings import Surroundings
from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger
from tests.cli.conftest import Run, json_lines

TEXT = "GOMA, March 17 (Lantern) - At least 12 civilians were killed when rebels shelled a market in Goma on Tuesday."


def test_tag_prints_id_and_conflict(run: Run) -> None:
    """Offsets are characters of the text given; the date resolves the weekday."""
    line = orjson.dumps({"id": "a1", "text": TEXT, "date": "2026-03-17"})
    (tagged,) = json_lines(run("tag", "--jsonl", "-", stdin=line).stdout)
    assert tagged["id"] == "a1"
    conflict = tagged["conflict"]
    assert isinstance(conflict, dict)
    assert conflict["relevant"] is True
    assert all(TEXT[entity["start"] : entity["end"]] == entity["text"] for entity in conflict["entities"])
    killed = [entity for entity in conflict["entities"] if entity["type"] == "CASUALTY"]
    assert [("killed", 12)] == [(entity["kind"], entity["minimum"]) for entity in killed]
    assert "2026-03-17" in {entity.get("value") for entity in conflict["entities"]}


def test_tag_takes_a_text(run: Run) -> None:
    """One text on the command line is tagged as one line."""
    (tagged,) = json_lines(run("tag", TEXT, "--date", "2026-03-17").stdout)
    assert tagged["id"] == ""


def test_text_that_is_no_utf8_is_refused(run: Run) -> None:
    """A byte that is no UTF-8 is named: it could stand inside a mention, and no JSON can hold it."""
    said = run("tag", "killed on January\udcff1st", code=1).stderr
    assert "TEXT: not UTF-8 at character 17" in said


@pytest.mark.parametrize(
    ("line", "identity", "said"),
    [
        (b"{", None, "not JSON"),
        (b"[]", None, "expected an object"),
        (b'{"id": "x"}', "x", "text: expected a string"),
        (b'{"id": "x", "text": ["y"]}', "x", "text: expected a string"),
        (b'{"id": "x", "text": "y", "headline": 7}', "x", "headline: expected a string, got '7'"),
        (b'{"id": "x", "text": "y", "date": "soon"}', "x", "date: expected YYYY-MM-DD, got 'soon'"),
        (
            b'{"id": "x", "text": "y", "date": "2026-02-30"}',
            "x",
            "date: expected YYYY-MM-DD, got '2026-02-30'",
        ),
        (b'{"id": "x", "text": "y", "date": 20260317}', "x", "date: expected YYYY-MM-DD, got '20260317'"),
    ],
)
def test_a_bad_line_carries_its_error_and_the_run_goes_on(
    run: Run, line: bytes, identity: str | None, said: str
) -> None:
    """The lines before and behind it are tagged; field, value and what was expected are named; exit code 1."""
    good = orjson.dumps({"id": "a1", "text": TEXT})
    done = run("tag", "--jsonl", "-", stdin=b"\n".join((good, line, b"", good)), code=1)
    first, bad, last = json_lines(done.stdout)
    assert first == last
    assert "conflict" in first
    assert (identity, 2) == (bad["id"], bad["line"])
    assert said in bad["error"]
    assert f"line 2: {bad['error']}\n" in done.stderr
    assert "2 texts tagged." in done.stderr
    assert "1 of 3 lines could not be tagged" in done.stderr


def test_text_and_file_together_are_a_usage_error(run: Run) -> None:
    """Neither and both are refused with 2."""
    assert "either" in run("tag", code=2).stderr
    assert "either" in run("tag", "x", "--jsonl", "-", code=2).stderr


def test_a_line_that_cannot_be_tagged_stops_no_other(run: Run) -> None:
    """It carries its error under its id, the others their tags; all are told of and the exit code is 1."""
    lines = [
        {"id": "a1", "text": TEXT},
        {"id": "a2", "text": TEXT, "date": "17 March"},
        {"id": "a3", "text": ["no", "text"]},
        {"id": "a4", "text": TEXT, "date": "2026-03-17"},
    ]
    given = b"\n".join([*map(orjson.dumps, lines), b"{", b""])
    done = run("tag", "--jsonl", "-", stdin=given, code=1)
    tagged = json_lines(done.stdout)
    assert ["a1", "a2", "a3", "a4", None] == [line["id"] for line in tagged]
    assert ["conflict", "error", "error", "conflict", "error"] == [list(line)[-1] for line in tagged]
    assert tagged[1]["error"] == "date: expected YYYY-MM-DD, got '17 March'"
    assert "2 texts tagged." in done.stderr
    assert "3 of 5 lines could not be tagged" in done.stderr


class Failing:
    """A tagger that fails on texts with a word."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger

    def tag(self, text: str, **more: Any) -> Conflict:
        """As the tagger."""
        if "Quarrelsome" in text:
            raise IndexError(text)
        return self.tagger.tag(text, **more)


def test_a_line_that_the_tagger_fails_on_stops_no_other(run: Run) -> None:
    """It carries the exception's type and place, and nothing of the text."""
    failing = Failing(Tagger.load("rules"))
    around = Surroundings(tagger=lambda _: failing)
    given = b"\n".join(
        orjson.dumps({"id": at, "text": text}) for at, text in enumerate((TEXT, "Quarrelsome", TEXT))
    )
    done = run("tag", "--jsonl", "-", stdin=given, code=1, given=around)
    tagged = json_lines(done.stdout)
    assert ["conflict", "error", "conflict"] == [list(line)[-1] for line in tagged]
    assert str(tagged[1]["error"]).startswith("IndexError at stream.cli.tag_command:")
    assert "Quarrelsome" not in done.output
    alone = run("tag", "Quarrelsome", code=1, given=around)
    assert "newswire: IndexError at stream.cli.tag_command:" in alone.stderr


def test_a_line_may_name_its_language(run: Run) -> None:
    """A text too short to tell is in the language named; another is null where it is not tagged."""
    lines = b'{"id": 1, "text": "Mosul", "language": "sv-SE"}\n{"id": 2, "text": "Mosul"}'
    first, second = (line["conflict"] for line in json_lines(run("tag", "--jsonl", "-", stdin=lines).stdout))
    assert (first["relevant"], first["score"], first["language"]) == (None, None, "sv")
    assert (second["relevant"], second["language"]) == (False, "en")
