from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Run, json_lines

TEXT = "Rebels carried rockets to Damascus."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One document of two corpora; a label of each is one that nobody could find."""
    entities = [
        {"type": "Weapon", "start": 15, "end": 22, "text": "rockets"},
        {"type": "Weapon", "start": 7, "end": 14, "text": "carried"},
    ]
    (tmp_path / "re3d.jsonl").write_bytes(orjson.dumps({"id": "e", "text": TEXT, "entities": entities}))
    toponyms = [
        {"start": 26, "end": 34, "text": "Damascus", "lat": 33.5, "lon": 36.3},
        {"start": 0, "end": 6, "text": "Rebels", "lat": 0.0, "lon": 0.0},
    ]
    (tmp_path / "trnews.jsonl").write_bytes(orjson.dumps({"id": "b", "text": TEXT, "entities": toponyms}))
    return tmp_path


def test_one_table_for_the_corpora_that_are_there(run: Run, folder: Path) -> None:
    """A header, then a row for each measure; the speed is told beside it."""
    done = run("eval", "tagging", str(folder))
    lines = [line.split() for line in done.stdout.splitlines()]
    shares = ["gold", "found", "precision", "recall", "F1", "strict", "F1", "false/1,000", "median", "km"]
    assert ["corpus", "part", "what", *shares] == lines[0]
    assert ["re3d", "read", "Weapon", "2", "1", "1.000", "0.500", "0.667", "0.667"] in lines
    assert ["trnews", "unread", "places", "within", "161", "km", "2", "1", "1.000", "0.500", "0.667"] in lines
    assert "articles/s on one core" in done.stderr


def test_errors_are_listed_for_reading(run: Run, folder: Path) -> None:
    """One a line, behind the table, with corpus and document; never of the part that is only scored."""
    said = run("eval", "tagging", str(folder), "--errors").stdout.splitlines()
    assert "re3d e missed Weapon 'carried'" in said
    assert not [line for line in said if line.startswith("trnews b ")]


def test_json_and_one_corpus(run: Run, folder: Path) -> None:
    """A row a line, of the corpora asked for."""
    rows = json_lines(run("eval", "tagging", str(folder), "--corpus", "trnews", "--json").stdout)
    assert [("trnews", "unread", 2, 0.5)] * 2 == [
        (row["corpus"], row["part"], row["gold"], row["recall"]) for row in rows[:2]
    ]


def test_nothing_to_score_is_an_error(run: Run, tmp_path: Path) -> None:
    """Said with the files looked for; a corpus that is not known is refused with the known ones."""
    assert "re3d.jsonl" in run("eval", "tagging", str(tmp_path), code=1).stderr
    assert "Known: dev, geovirus" in run("eval", "tagging", str(tmp_path), "--corpus", "nope", code=1).stderr
