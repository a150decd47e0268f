from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Run, json_lines
from tests.dedup.texts import BRIDGE, HARVEST


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Two copies of one story, and another story."""
    items = [
        {"id": "a", "cluster": "one", "outlet": "Harrow", "title": "Bridge", "body": BRIDGE},
        {"id": "b", "cluster": "one", "outlet": "Gull", "title": "Crossing", "body": BRIDGE},
        {"id": "c", "cluster": "two", "outlet": "Gull", "title": "Harvest", "body": HARVEST},
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, items)))
    return path


def test_scores_of_each_order_and_the_worst(run: Run, labelled: Path) -> None:
    """All right here, in every order."""
    lines = run("eval", "dedup", str(labelled), "--orders", "3").stdout.splitlines()
    perfect = "precision 1.0000  recall 1.0000  F1 1.0000  ARI 1.0000"
    assert [f"order {number}: {perfect}" for number in (1, 2, 3)] + [f"worst:   {perfect}"] == lines


def test_wrong_pairs_are_listed_and_ignored_ones_left_out(run: Run, labelled: Path, tmp_path: Path) -> None:
    """A label that the texts contradict costs precision, unless the pair is to be ignored."""
    labelled.write_bytes(labelled.read_bytes().replace(b'"one"', b'"three"', 1))
    said = run("eval", "dedup", str(labelled)).stdout
    assert "precision 0.0000" in said
    assert "wrong: a b\n  a: Harrow: Bridge\n  b: Gull: Crossing\n" in said
    assert f"  a: Harrow: Bridge | {BRIDGE[:40]}" in run("eval", "dedup", str(labelled), "--pairs").stdout
    ignore = tmp_path / "ignore.jsonl"
    ignore.write_bytes(b'{"a": "b", "b": "a"}')
    (score,) = json_lines(run("eval", "dedup", str(labelled), "--ignore", str(ignore), "--json").stdout)
    assert score["f1"] == 1.0
    assert [] == score["wrong"] == score["missed"]


def test_bad_line_is_named(run: Run, labelled: Path) -> None:
    """Exit code 1 with the line's number."""
    labelled.write_bytes(labelled.read_bytes() + b"\n{")
    assert "line 4: not JSON" in run("eval", "dedup", str(labelled), code=1).stderr
