from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from stream.cli.main import cli


@pytest.fixture
def shown() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`newswire desk --demo` as a process, and the address that it prints."""
    command = [sys.executable, "-m", "stream", "desk", "--demo", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        line = next(line for line in process.stderr if line.startswith("Desk"))
        yield process, line.split()[1]
    finally:
        process.kill()
        process.wait()


@pytest.mark.alone
def test_the_demo_is_shown_without_a_broker(shown: tuple[subprocess.Popen[str], str]) -> None:
    """At the address that it prints, until SIGTERM, which ends it in order."""
    process, address = shown
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own loopback address
        assert "59 stories" in answer.read().decode()
    process.send_signal(signal.SIGTERM)
    assert process.stderr is not None
    assert process.stderr.read().splitlines()[-1] == "The desk has ended, as it was told."
    assert 0 == process.wait(60)


@pytest.mark.alone
def test_a_desk_that_is_still_reading_ends_with_a_last_line() -> None:
    """SIGTERM while the day is read, before there is a page."""
    command = [sys.executable, "-m", "stream", "desk", "--demo", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Reading the demo's day")
        process.send_signal(signal.SIGTERM)
        assert process.stderr.read().splitlines()[-1] == "The desk has ended, as it was told."
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--host", "0.0.0.0"], "NEWSWIRE_DESK_AUTH"),  # noqa: S104 - it is refused
        (["--host", "203.0.113.9", "--port", "0"], "NEWSWIRE_DESK_AUTH"),
        (["--demo", "--rebuild"], "--rebuild is for a database that is kept"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: list[str], said: str) -> None:
    """Before anything is listened on or deleted."""
    result = CliRunner().invoke(cli, ["desk", *given])
    assert result.exit_code in {1, 2}
    assert said in result.output
