"""The rules of the suite itself: nothing is left out in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SUITE = """
import pytest

@pytest.mark.quality
def test_measured(): pass

def test_plain(): pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of one quality test and one other, under this suite's rules."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_suite.py").write_text(SUITE)
    return tmp_path


def pytest_in(suite: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run pytest there, with neither CI nor data unless given."""
    own = {name: value for name, value in os.environ.items() if name not in {"CI", "NEWSWIRE_EVAL_DATA"}}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        f"--rootdir={suite}",
        str(suite),
    ]
    return subprocess.run(command, env={**own, **environment}, capture_output=True, text=True, check=False)


def test_without_data_quality_tests_are_left_out_and_named(suite: Path) -> None:
    """The count and the way to run them stand in the output."""
    done = pytest_in(suite)
    assert done.returncode == 0, done.stdout
    assert "1 quality tests left out: set NEWSWIRE_EVAL_DATA" in done.stdout
    assert "1 passed, 1 deselected" in done.stdout


def test_with_data_they_run(suite: Path) -> None:
    """Nothing is left out, nothing is said."""
    done = pytest_in(suite, NEWSWIRE_EVAL_DATA=str(suite), CI="true")
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
    assert "left out" not in done.stdout


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CI": "true"}, "CI is set but NEWSWIRE_EVAL_DATA is not"),
        ({"NEWSWIRE_EVAL_DATA": "missing"}, "no such folder"),
    ],
)
def test_missing_data_is_an_error_where_it_is_expected(
    suite: Path, environment: dict[str, str], said: str
) -> None:
    """In CI, and wherever a folder is named that is not there."""
    done = pytest_in(suite, **environment)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert said in done.stderr
