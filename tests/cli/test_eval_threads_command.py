"""`newswire eval threads` on a made-up stream."""

from __future__ import annotations

from pathlib import Path

import orjson

from tests.cli.conftest import Run, json_lines
from tests.threads.look_alikes import articles


def _data(path: Path) -> str:
    file = path / "events.jsonl"
    lines = [
        orjson.dumps({"id": f"a{at}", "event": one.event, "title": one.headline, "body": one.body})
        for at, one in enumerate(articles(1)[:60])
    ]
    file.write_bytes(
        b"\n".join([*lines, orjson.dumps({"id": "x", "event": None, "title": "", "body": "Rain."})])
    )
    return str(file)


def test_scores_and_errors(run: Run, tmp_path: Path) -> None:
    """Each order's rates and the worst of them are printed by part, threads and the pass beside, then what is wrong."""
    done = run("eval", "threads", _data(tmp_path), "--orders", "2")
    lines = done.stdout.splitlines()
    for name in ("threads", "tf-idf"):
        for part in ("all", "tuned", "scored"):
            assert sum(line.startswith(f"{name:8}{part:8}") for line in lines) == 3
    assert "61 articles, 60 of them of" in done.stderr


def test_as_json(run: Run, tmp_path: Path) -> None:
    """The same as JSON, without the pass beside: rates of each order, mixed threads and parted events."""
    (scores,) = json_lines(
        run("eval", "threads", _data(tmp_path), "--orders", "1", "--alone", "--json").stdout
    )
    assert list(scores) == ["threads"]
    assert scores["threads"]["all"][0]["b_cubed"]["f1"] > 0.7
    assert {"mixed", "parted", "pairs"} <= scores["threads"]["tuned"][0].keys()


def test_without_events(run: Run, tmp_path: Path) -> None:
    """A file without labels is an error that says what a line must hold."""
    file = tmp_path / "none.jsonl"
    file.write_text('{"id": "a", "body": "Rain."}\n')
    assert "give lines of {id, event, title, body}" in run("eval", "threads", str(file), code=1).stderr
