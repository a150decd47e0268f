from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from stream.cli.main import cli
from stream.kafka.embedded_broker import free_port
from tests.cli.conftest import Run, json_lines
from tests.readme import REFERENCE, leaf_commands, table


@pytest.mark.parametrize(("name", "command"), list(leaf_commands()))
def test_every_command_takes_both_options(name: str, command: click.Command) -> None:
    """`newswire COMMAND -h` names them."""
    options = {word for parameter in command.params for word in parameter.opts}
    assert {"--config", "--broker"} <= options, name


@pytest.mark.parametrize("before", [True, False])
def test_the_address_is_asked_before_that_of_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    """Before the command's name or behind it."""
    monkeypatch.setenv("NEWSWIRE_BROKER", "kafka.example:9092")
    given = ("--broker", f"127.0.0.1:{free_port()}")
    words = (*given, "topics", "check") if before else ("topics", "check", *given)
    assert f"cannot reach the broker at {given[1]}" in run(*words, code=1).stderr
    assert os.environ["NEWSWIRE_BROKER"] == "kafka.example:9092"


def test_the_nearer_option_wins_and_its_source_is_told(run: Run, tmp_path: Path) -> None:
    """An option behind the command's name wins over one before it, and any over the file."""
    file = tmp_path / "newswire.toml"
    file.write_text('broker = "file.example:9092"\ngroup = "desk"\n')
    words = ("--broker", "one.example:1", "config", "show", "--json", "--config", str(file))
    (shown,) = json_lines(run(*words, "--broker", "two.example:2").stdout)
    assert shown["broker"] == {"value": "two.example:2", "source": "command line"}
    assert shown["group"] == {"value": "desk", "source": str(file)}
    assert "NEWSWIRE_CONFIG" not in os.environ


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--broker", "kafka.example", "is no broker address"),
        ("--broker", "desk:secret@kafka.example:9092", "holds a user or password"),
        ("--config", "/no/such.toml", "does not exist"),
    ],
)
def test_a_value_that_is_none_is_wrong_usage(run: Run, option: str, value: str, said: str) -> None:
    """Named by the option, and no password is repeated."""
    done = run("config", "check", option, value, code=2)
    assert f"Invalid value for '{option}'" in done.stderr
    assert said in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("newswire ta", ["tail", "tag"]),
        ("newswire config in", ["init"]),
        ("newswire config show --ch", ["--changed"]),
        ("newswire send --timestamps ", ["now", "article"]),
    ],
)
def test_a_shell_completes_commands_options_and_their_values(words: str, expected: list[str]) -> None:
    """In the order of the tables."""
    parts = words.split(" ")
    told = {"_NEWSWIRE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(parts) - 1)}
    done = CliRunner().invoke(cli, env=told, prog_name="newswire")
    offered = [line.partition(",")[2] for line in done.stdout.splitlines()]
    assert sorted(expected) == sorted(offered)


def test_completing_a_command_loads_none() -> None:
    """A shell asks at each Tab."""
    code = (
        "import sys\nfrom stream.cli.main import cli\n"
        "try:\n    cli(prog_name='newswire')\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('faust', 'aiokafka', 'rich', 'pydantic') if name in sys.modules])"
    )
    told = {"_NEWSWIRE_COMPLETE": "bash_complete", "COMP_WORDS": "newswire ", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "plain,worker" in done
    assert done[-1] == "[]"


def test_the_lines_for_a_shells_start_file_are_those_that_click_reads() -> None:
    """docs/reference.md names the variable and the form of each shell."""
    rows = {shell: line for shell, line, _ in table("Shell completion", REFERENCE)}
    assert set(rows) == {"bash", "zsh", "fish"}
    for shell, line in rows.items():
        found = re.search(r"(_NEWSWIRE_COMPLETE)=(\w+) newswire", line)
        assert found is not None
        assert found[2] == f"{shell}_source"
        if shell == "bash":  # click asks bash itself for its version
            continue
        script = CliRunner().invoke(cli, env={found[1]: found[2]}, prog_name="newswire").stdout
        assert "_NEWSWIRE_COMPLETE" in script
