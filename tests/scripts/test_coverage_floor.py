from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.coverage_floor import SLACK, fallen, floor_before, floor_in, verdict

PERCENT = st.floats(0, 100)


def test_less_than_the_floor_is_an_error() -> None:
    """It names both."""
    assert "fell to 92.9 %, below its floor of 93.0 %" in verdict(92.9, 93.0)
    assert verdict(93.0, 93.0) == ""


def test_clearly_more_asks_for_a_higher_floor() -> None:
    """The floor only rises: what was won once is not lost again unseen."""
    assert "raise its floor from 93.0 (fail_under in pyproject.toml) to 94.5" in verdict(96.1, 93.0)


@given(PERCENT, PERCENT)
def test_a_floor_that_is_asked_for_is_higher_and_holds(total: float, floor: float) -> None:
    """Raised as asked, the same coverage is well."""
    said = verdict(total, floor)
    if "raise" in said:
        raised = float(said.rsplit(" ", 1)[1])
        assert floor < raised <= total
        assert total < raised + SLACK
        assert verdict(total, raised) == ""


def test_a_floor_that_fell_is_an_error() -> None:
    """Whatever is measured: only a floor that stays or rises holds what was won."""
    assert "fell from 94.5 to 94.0" in fallen(94.0, 94.5)
    assert fallen(94.0, 94.0) == fallen(95.0, 94.0) == fallen(10.0, None) == ""


def test_a_pyproject_without_a_floor_has_none() -> None:
    """Nor one that cannot be read."""
    assert floor_in("[tool.coverage.report]\nfail_under = 93\n") == 93.0
    assert floor_in("[tool]\n") is floor_in("[") is floor_in("") is None


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository whose main has floors of 90 and then 91, with a branch at 80 from there."""
    run(tmp_path, "init", "-q", "-b", "main")
    for floor in (90, 91):
        commit(tmp_path, floor)
    run(tmp_path, "switch", "-q", "-c", "work")
    commit(tmp_path, 80)
    return tmp_path


def test_a_branch_is_held_to_where_it_began(checkout: Path) -> None:
    """However many commits it has, and whatever main has done since."""
    commit(checkout, 79)
    run(checkout, "switch", "-q", "main")
    commit(checkout, 99)
    run(checkout, "switch", "-q", "work")
    assert floor_before(checkout) == 91.0


def test_main_is_held_to_the_commit_before(checkout: Path) -> None:
    """It began nowhere else."""
    run(checkout, "switch", "-q", "main")
    assert floor_before(checkout) == 90.0


def test_without_history_nothing_is_compared(tmp_path: Path) -> None:
    """As in an archive of the sources, or where main is not there."""
    assert floor_before(tmp_path) is None
    run(tmp_path, "init", "-q", "-b", "elsewhere")
    commit(tmp_path, 90)
    assert floor_before(tmp_path) is None


def commit(root: Path, floor: int) -> None:
    """A commit of a pyproject.toml with this floor."""
    (root / "pyproject.toml").write_text(f"[tool.coverage.report]\nfail_under = {floor}\n")
    run(root, "add", "pyproject.toml")
    run(root, "-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "-qm", f"{floor}")


def run(root: Path, *words: str) -> None:
    """Git in a folder, deaf to the settings of whoever runs the tests."""
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": os.environ["PATH"]}
    subprocess.run(["git", "-C", str(root), *words], check=True, env=alone)
