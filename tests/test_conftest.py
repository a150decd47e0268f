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
ON_KAFKA = """
import pytest

@pytest.mark.apache
def test_on_kafka(): pass

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
    ours = {"CI", "NEWSWIRE_EVAL_CASES", "NEWSWIRE_EVAL_DATA"}
    own = {name: value for name, value in os.environ.items() if name not in ours}
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


def test_side_by_side_it_is_said_once(suite: Path) -> None:
    """Several processes leave out the same tests."""
    done = pytest_in(suite, PYTEST_ADDOPTS="-n 2 --dist loadgroup")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("1 quality tests left out: set NEWSWIRE_EVAL_DATA") == 1
    assert "1 passed" in done.stdout


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
        ({"NEWSWIRE_EVAL_CASES": "missing"}, "no such file or folder"),
    ],
)
def test_missing_data_is_an_error_where_it_is_expected(
    suite: Path, environment: dict[str, str], said: str
) -> None:
    """In CI, and wherever a folder is named that is not there."""
    done = pytest_in(suite, **environment)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert said in done.stderr


@pytest.fixture
def kafka_suite(suite: Path) -> Path:
    """A suite of one test on Apache Kafka and one other, with a folder for programs that holds none."""
    (suite / "test_suite.py").write_text(ON_KAFKA)
    (suite / "bin").mkdir()
    return suite


def bare(suite: Path) -> dict[str, str]:
    """An environment in which no program is found, and no cache."""
    return {"PATH": str(suite / "bin"), "XDG_CACHE_HOME": str(suite / "cache")}


def test_without_java_tests_on_apache_kafka_are_left_out_and_named(kafka_suite: Path) -> None:
    """The count and what to install stand in the output; the others run."""
    done = pytest_in(kafka_suite, **bare(kafka_suite))
    assert done.returncode == 0, done.stdout
    assert "1 tests on Apache Kafka left out: install java, openssl, mvn (Java 17 or later)" in done.stdout
    assert "1 passed, 1 deselected" in done.stdout


def test_without_java_ci_is_an_error(kafka_suite: Path) -> None:
    """In CI nothing is left out: what is missing is named, and no test runs."""
    done = pytest_in(kafka_suite, **bare(kafka_suite), NEWSWIRE_EVAL_DATA=str(kafka_suite), CI="true")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "tests on Apache Kafka would not run. Install java, openssl, mvn (" in done.stderr
    assert "passed" not in done.stdout


def test_with_java_they_run(kafka_suite: Path) -> None:
    """All three programs on the path are enough; they are not started to find out."""
    install(kafka_suite, "java", "openssl", "mvn")
    done = pytest_in(kafka_suite, **bare(kafka_suite))
    assert "2 passed" in done.stdout, done.stdout
    assert "Kafka left out" not in done.stdout


def install(suite: Path, *names: str) -> None:
    """Put programs of these names, which do nothing, on the suite's path."""
    for name in names:
        program = suite / "bin" / name
        program.touch()
        program.chmod(0o755)


@pytest.mark.parametrize(
    ("marker", "there", "tests", "missing"),
    [
        ("prometheus", (), "tests with Prometheus", "promtool, prometheus"),
        ("chromium", ("promtool", "prometheus"), "tests in a browser", "chromium"),
    ],
)
def test_without_a_program_its_tests_are_left_out_and_named(
    kafka_suite: Path, marker: str, there: tuple[str, ...], tests: str, missing: str
) -> None:
    """The count and the package to install stand in the output; in CI it is an error, and no test runs."""
    (kafka_suite / "test_suite.py").write_text(ON_KAFKA.replace("apache", marker))
    done = pytest_in(kafka_suite, **bare(kafka_suite))
    assert done.returncode == 0, done.stdout
    assert f"1 {tests} left out: install {missing} (Debian" in done.stdout
    install(kafka_suite, "java", "openssl", "mvn", *there)
    done = pytest_in(kafka_suite, **bare(kafka_suite), NEWSWIRE_EVAL_DATA=str(kafka_suite), CI="true")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"{tests} would not run. Install {missing} (" in done.stderr
