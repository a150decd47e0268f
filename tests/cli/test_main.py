from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

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


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["tial"], "tail"), (["repaly"], "replay"), (["Doctor"], "doctor"), (["config", "shwo"], "show"),
        (["topics", "creat"], "create"), (["deadletters", "lst"], "list"), (["eval", "dedupe"], "dedup"),
    ],
)  # fmt: skip
def test_a_misspelt_command_is_answered_with_the_one_that_is_meant(arguments: list[str], meant: str) -> None:
    """At every level."""
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert f"No such command {arguments[-1]!r}. Did you mean {meant!r}?" in result.stderr


def test_a_file_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    """Named with the cause; no traceback."""
    file = tmp_path / "missing" / "day.jsonl"
    result = CliRunner().invoke(cli, ["demo", "--write", str(file)])
    assert (result.exit_code, result.stderr) == (1, f"newswire: {file}: No such file or directory\n")


def test_whoever_reads_the_output_may_stop_reading(tmp_path: Path) -> None:
    """`newswire replay day.jsonl | head -1` ends with 0 and says nothing of it."""
    file = tmp_path / "feed.jsonl"
    file.write_bytes(b"no article\n" * 2000)
    command = [sys.executable, "-m", "stream", "replay", "--no-tags", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def test_a_terminal_that_lacks_a_character_is_no_failure() -> None:
    """In Latin-1 there is no arrow: it is written out."""
    done = subprocess.run(
        [sys.executable, "-m", "stream", "config", "show"],
        env={"PYTHONIOENCODING": "latin-1", "NEWSWIRE_AGENCIES": "Nørrland → Wire"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Nørrland \\u2192 Wire".encode("latin-1") in done.stdout


def test_a_bug_keeps_its_traceback() -> None:
    """Only errors raised on purpose become messages."""
    group = LazyGroup(name="newswire", table={"broken": Command(f"{__name__}:broken", "Fail.")})
    result = CliRunner().invoke(group, ["broken", "--bug"])
    assert isinstance(result.exception, ZeroDivisionError)
    result = CliRunner().invoke(group, ["broken"])
    assert (result.exit_code, result.stderr) == (1, "newswire: the disk is full\n")


@click.command()
@click.option("--bug", is_flag=True)
def broken(bug: bool) -> None:
    """Fail."""
    if bug:
        raise ZeroDivisionError
    msg = "the disk is full"
    raise StopError(msg)
