"""`newswire threads`: what of some files is about one event."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, json_lines
from tests.pipeline.test_threaded import CHESS, QUAKE, TOLD_OTHERWISE, article


@pytest.fixture
def day(tmp_path: Path) -> str:
    """Two stories of one event, and another."""
    path = tmp_path / "day.jsonl"
    path.write_bytes(
        b"\n".join(
            (
                article("urn:a:1", QUAKE, "Quake shakes Skarvdal"),
                article("urn:c:1", CHESS, "Holmvik wins in Corvane"),
                article("urn:b:1", TOLD_OTHERWISE, "Roofs fall as ground moves in Skarvdal"),
            )
        )
    )
    return str(path)


def test_threads_are_listed(run: Run, day: str) -> None:
    """Each thread of two stories or more: its id, count, times, headline, and its articles."""
    lines = run("threads", day).stdout.splitlines()
    assert lines[0].endswith("2 stories  2026-03-02T06:00:00Z to 2026-03-02T06:00:00Z  Quake shakes Skarvdal")
    assert lines[1:] == ["  urn:a:1", "  urn:b:1"]


def test_as_json(run: Run, day: str) -> None:
    """All threads, a line each."""
    found = json_lines(run("threads", day, "--json", "--least", "1").stdout)
    assert [thread["stories"] for thread in found] == [2, 1]


def test_why(run: Run, day: str) -> None:
    """One article's thread with the evidence; an article that is not there is an error that says what to give."""
    assert "by rule joined" in run("threads", day, "--why", "urn:b:1").stdout
    (told,) = json_lines(run("threads", day, "--why", "urn:b:1", "--json").stdout)
    assert told["evidence"]["nearest"][0]["likeness"] > 0.17
    assert "is in no thread" in run("threads", day, "--why", "urn:z:1", code=1).stderr
