from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_no_file_of_targets(run: Run) -> None:
    """It says both ways to name one."""
    said = run("notify", code=1).stderr
    assert "name one with --targets FILE or NEWSWIRE_NOTIFY" in said


def test_a_file_that_does_not_fit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by the setting or the option, which goes first; before any broker is asked."""
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("[retries]\ntimeout = 0\n")
    monkeypatch.setenv("NEWSWIRE_NOTIFY", str(one))
    said = run("notify", "--dry-run", code=1).stderr.splitlines()
    assert said[0].startswith(f"newswire: {one}: retries.timeout: ")
    assert said[1] == f"{one}: target is missing: docs/notify.md shows what a target needs"
    assert f"{two}: No such file" in run("notify", "--targets", str(two), code=1).stderr


def test_lines_of_json_are_for_a_dry_run(run: Run) -> None:
    """What is sent is not printed."""
    assert "--json goes with --dry-run" in run("notify", "--json", code=2).stderr
