from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from stream.cli import main
from stream.cli.main import COMMANDS, Command, LazyGroup, cli
from stream.kafka.embedded_broker import free_port
from stream.model.errors import StopError


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_loads(name: str) -> None:
    """The table names modules by text: each must be there, with a command that says what it does."""
    command = cli.get_command(click.Context(cli), name)
    assert isinstance(command, click.Command)
    assert command.help


def test_help_lists_every_command_and_loads_none() -> None:
    """`newswire --help` is quick: neither Faust nor a Kafka client nor rich is imported for it."""
    code = (
        "import sys\n"
        "from stream.cli.main import cli\n"
        "cli(['--help'], standalone_mode=False)\n"
        "print([name for name in ('faust', 'aiokafka', 'rich', 'numpy', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *help_lines, loaded = done.stdout.splitlines()
    assert loaded == "[]"
    for name in COMMANDS:
        assert any(line.split()[:1] == [name] for line in help_lines)


def test_a_failure_is_one_message_on_stderr_and_exit_code_1() -> None:
    """Through the installed script: no traceback, nothing on stdout."""
    script = Path(sys.executable).with_name("newswire")
    done = subprocess.run(
        [script, "topics", "check"],
        env={"NEWSWIRE_BROKER": f"127.0.0.1:{free_port()}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("newswire: cannot reach the broker at 127.0.0.1:")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["no-such-command"], ["topics", "check", "--no-such-flag"], ["send"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    """Told apart from a failure, on stderr."""
    result = CliRunner().invoke(cli, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only errors raised on purpose become messages."""
    monkeypatch.setattr(main, "COMMANDS", {"broken": Command(f"{__name__}:broken", "Fail.")})
    result = CliRunner().invoke(LazyGroup(name="newswire"), ["broken", "--bug"])
    assert isinstance(result.exception, ZeroDivisionError)
    result = CliRunner().invoke(LazyGroup(name="newswire"), ["broken"])
    assert (result.exit_code, result.stderr) == (1, "newswire: the disk is full\n")


@click.command()
@click.option("--bug", is_flag=True)
def broken(bug: bool) -> None:
    """Fail."""
    if bug:
        raise ZeroDivisionError
    msg = "the disk is full"
    raise StopError(msg)
