"""The second try of tests that wait for other processes: who has one, and what is said of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scripts.run_tests import MOST, WAITING, run

ROOT = Path(__file__).parent.parent.parent
OURS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
MARKS = "\n    ".join(f"{mark}: as in pyproject.toml" for mark in (*WAITING, "once"))
SETTINGS = f"""
[pytest]
addopts = {OURS["addopts"]}
cache_dir = {OURS["cache_dir"]}
markers =
    {MARKS}
"""
# Fails as often as `times` says, counted in a file, for each run is a process of its own.
TEST = """
import pathlib
import pytest

{marks}
def test_one():
    seen = pathlib.Path(__file__).with_suffix(".seen")
    count = len(seen.read_text()) if seen.exists() else 0
    seen.write_text("x" * (count + 1))
    assert count >= {times}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tests of its own, in which pytest runs."""
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # none is needed, and each takes time to load
    return tmp_path


def runs(folder: Path, *marks: str, times: int, name: str = "one") -> None:
    """A test with marks that fails some times."""
    said = "\n".join(f"@pytest.mark.{mark}" for mark in marks)
    (folder / f"test_{name}.py").write_text(TEST.format(marks=said, times=times))


@pytest.mark.parametrize(
    ("marks", "times", "code"),
    [
        (("broker",), 0, 0),
        (("broker",), 1, 0),
        (("broker",), 2, 1),
        (("broker", "once"), 1, 1),
        ((), 1, 1),
    ],
)
def test_who_has_a_second_try(folder: Path, marks: tuple[str, ...], times: int, code: int) -> None:
    """A test that waits for a broker has one, unless it is marked `once`; a test of pure code has none."""
    runs(folder, *marks, times=times)
    assert run([], folder / "cache") == code


def test_what_passed_the_second_time_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The first failure stands in the output as ever, and the test's name in the last line."""
    runs(folder, "broker", times=1)
    run([], folder / "cache")
    said = capfd.readouterr().out
    assert "assert 0 >= 1" in said
    assert said.splitlines()[-1].endswith("passed alone: test_one.py::test_one")


def test_a_failure_without_a_second_try_stays_red_beside_one_that_has_one(folder: Path) -> None:
    """One test of pure code that failed is enough."""
    runs(folder, "broker", times=1)
    runs(folder, times=1, name="two")
    assert run([], folder / "cache") == 1


def test_many_failures_are_no_busy_machine(folder: Path) -> None:
    """Where more fail than a busy machine explains, nothing is tried again."""
    for number in range(MOST + 1):
        runs(folder, "broker", times=1, name=f"n{number}")
    assert run([], folder / "cache") == 1
    assert all(len(seen.read_text()) == 1 for seen in folder.glob("*.seen"))


def test_a_run_that_could_not_begin_says_so(folder: Path) -> None:
    """A wrong option is no failed test."""
    assert run(["--no-such-option"], folder / "cache") == pytest.ExitCode.USAGE_ERROR
