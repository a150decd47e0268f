from __future__ import annotations

from pathlib import Path

import orjson

from stream.demo.day import build_day
from stream.demo.write import write_jsonl
from tests.cli.conftest import Run, json_lines


def day_file(folder: Path) -> Path:
    """The demo's day as a file."""
    path = folder / "day.jsonl"
    write_jsonl(build_day(), path)
    return path


def test_replay_prints_topic_key_and_value(run: Run, tmp_path: Path) -> None:
    """One line a record that a worker would send, merges and kills among them, the same on every run."""
    file = str(day_file(tmp_path))
    first, second = run("replay", file), run("replay", file)
    assert first.stdout == second.stdout
    lines = json_lines(first.stdout)
    assert {frozenset(("topic", "key", "value"))} == {frozenset(line) for line in lines}
    assert {
        f"newswire.{name}" for name in ("judged", "copies", "notices", "enriched", "conflict", "deadletters")
    } == {line["topic"] for line in lines}
    kinds = {
        orjson.loads(orjson.dumps(line["value"]))["kind"]
        for line in lines
        if line["topic"] == "newswire.notices"
    }
    assert {"kill", "hold", "release", "correction", "merge", "origin"} == kinds
    assert first.stderr.startswith("334 records read, ")


def test_replay_of_one_topic_reads_stdin(run: Run, tmp_path: Path) -> None:
    """`--topic` leaves out the rest; `-` is stdin."""
    result = run("replay", "-", "--topic", "copies", "--no-tags", stdin=day_file(tmp_path).read_bytes())
    assert {"newswire.copies"} == {line["topic"] for line in json_lines(result.stdout)}


def test_replay_of_a_missing_file_is_a_usage_error(run: Run) -> None:
    """Exit code 2, and the file is named."""
    assert "nowhere.jsonl" in run("replay", "nowhere.jsonl", code=2).stderr


def test_explain_looks_in_what_replay_printed(run: Run, tmp_path: Path) -> None:
    """Verdict, rule and match of a copy by its uri; by its article id the same."""
    printed = tmp_path / "printed.jsonl"
    printed.write_text(run("replay", str(day_file(tmp_path)), "--no-tags").stdout)
    copy = next(
        orjson.loads(line)["value"]
        for line in printed.read_bytes().splitlines()
        if b'"verdict":"copy"' in line
    )
    said = run("explain", copy["uri"], "--replayed", str(printed)).stdout
    assert f"verdict    copy  by rule {copy['reason']['rule']}" in said
    assert copy["match"]["uri"] in said
    (found,) = json_lines(run("explain", copy["article_id"], "--replayed", str(printed), "--json").stdout)
    assert found["verdicts"] == [copy]


def test_explain_of_an_unknown_article_says_what_to_give(run: Run, tmp_path: Path) -> None:
    """Exit code 1 and a way out."""
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert (
        "give an article_id or a uri" in run("explain", "urn:none", "--replayed", str(empty), code=1).stderr
    )


def test_demo_writes_its_day(run: Run, tmp_path: Path) -> None:
    """The day as a feed to send, without running it; what no line holds is said."""
    path = tmp_path / "out.jsonl"
    assert "334 records written" in run("demo", "--write", str(path)).stderr
    assert len(path.read_bytes().splitlines()) == 334
