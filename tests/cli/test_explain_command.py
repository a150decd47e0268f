from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "line", ["garbage", "[]", "5", "{}", '{"topic": []}', '{"topic": "newswire.judged"}']
)
def test_what_replay_has_not_printed_is_named(run: Run, tmp_path: Path, line: str) -> None:
    """By its line; no traceback."""
    file = tmp_path / "replayed.jsonl"
    file.write_text(f"\n{line}\n")
    said = run("explain", "urn:x", "--replayed", str(file), code=1).stderr
    assert said.startswith("newswire: --replayed: line 2 is nothing that `newswire replay` prints")
