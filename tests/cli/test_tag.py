from __future__ import annotations

import orjson
import pytest

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
    ("line", "said"),
    [
        (b"{", "line 1: not JSON"),
        (b"[]", "line 1: expected an object"),
        (b'{"id": "x"}', "line 1: text: expected a string"),
        (b'{"id": "x", "text": "y", "date": "soon"}', "line 1: date: expected YYYY-MM-DD, got 'soon'"),
    ],
)
def test_bad_line_is_named(run: Run, line: bytes, said: str) -> None:
    """Line, field, value and what was expected; exit code 1."""
    assert said in run("tag", "--jsonl", "-", stdin=line, code=1).stderr


def test_text_and_file_together_are_a_usage_error(run: Run) -> None:
    """Neither and both are refused with 2."""
    assert "either" in run("tag", code=2).stderr
    assert "either" in run("tag", "x", "--jsonl", "-", code=2).stderr


def test_a_line_may_name_its_language(run: Run) -> None:
    """A text too short to tell is in the language named; another is null where it is not tagged."""
    lines = b'{"id": 1, "text": "Mosul", "language": "sv-SE"}\n{"id": 2, "text": "Mosul"}'
    first, second = (line["conflict"] for line in json_lines(run("tag", "--jsonl", "-", stdin=lines).stdout))
    assert (first["relevant"], first["score"], first["language"]) == (None, None, "sv")
    assert (second["relevant"], second["language"]) == (False, "en")
