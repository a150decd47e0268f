from __future__ import annotations

from pathlib import Path

import pytest

from stream.config.settings import Settings
from tests.cli.conftest import Run, json_lines


def test_show_lists_every_setting_with_its_source(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Environment before file before default, as they are read."""
    file = tmp_path / "newswire.toml"
    file.write_text('group = "file"\npartitions = 9\n')
    monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
    monkeypatch.setenv("NEWSWIRE_PARTITIONS", "3")
    (shown,) = json_lines(run("config", "show", "--json").stdout)
    assert list(Settings.model_fields) == list(shown)
    assert shown["partitions"] == {"value": 3, "source": "environment"}
    assert shown["group"] == {"value": "file", "source": str(file)}
    assert shown["replication"] == {"value": 1, "source": "default"}


@pytest.mark.parametrize("arguments", [("config", "show"), ("config", "show", "--json"), ("config", "check")])
def test_no_secret_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    """Neither in the table nor in the JSON nor in a check."""
    monkeypatch.setenv("NEWSWIRE_SASL_PASSWORD", "hush-hush")
    result = run(*arguments)
    assert "hush-hush" not in result.output
    assert arguments[1] == "check" or "***" in result.stdout


def test_show_describes_each_setting(run: Run) -> None:
    """One tab-separated line a setting where nobody watches."""
    lines = [line.split("\t") for line in run("config", "show").stdout.splitlines()]
    expected = [(name, field.description) for name, field in Settings.model_fields.items()]
    assert expected == [(line[0], line[3]) for line in lines]


def test_check_is_content_with_the_defaults(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit code 0, nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    result = run("config", "check")
    assert (result.stdout, result.stderr) == ("", "The settings are fine.\n")


def test_check_names_every_problem_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad values and misspelt names, one a line, exit code 1."""
    monkeypatch.setenv("NEWSWIRE_PARTITION", "8")
    monkeypatch.setenv("NEWSWIRE_IMAGE", "newswire:1")
    monkeypatch.setenv("NEWSWIRE_LOG_LEVEL", "loud")
    monkeypatch.setenv("NEWSWIRE_REPLICATION", "0")
    result = run("config", "check", code=1)
    lines = result.stdout.splitlines()
    assert lines.pop(0).startswith("NEWSWIRE_IMAGE: no such setting, so it has no effect")
    assert lines[0] == "NEWSWIRE_PARTITION: no such setting: did you mean NEWSWIRE_PARTITIONS?"
    assert [line.split(":")[0] for line in lines[1:]] == ["NEWSWIRE_REPLICATION", "NEWSWIRE_LOG_LEVEL"]
    assert result.stderr == "newswire: 4 problems in the settings\n"


def test_check_looks_at_files_and_folders(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A certificate that is not there, and a data folder below a file."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("NEWSWIRE_TLS", "true")
    monkeypatch.setenv("NEWSWIRE_TLS_CA", "missing.pem")
    monkeypatch.setenv("NEWSWIRE_DATA_DIR", str(tmp_path / "file" / "table"))
    lines = run("config", "check", code=1).stdout.splitlines()
    assert [line.split("=")[0] for line in lines] == ["NEWSWIRE_TLS_CA", "NEWSWIRE_DATA_DIR"]


def test_a_bad_setting_stops_any_command_with_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 and one line, no traceback."""
    monkeypatch.setenv("NEWSWIRE_PARTITIONS", "many")
    said = run("config", "show", code=1).stderr
    assert said.startswith("newswire: NEWSWIRE_PARTITIONS: ")
    assert len(said.splitlines()) == 1


def test_a_misspelt_variable_stops_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it asks a broker: what was meant would have no effect."""
    monkeypatch.setenv("NEWSWIRE_TOPIC_PREFX", "desk")
    said = run("tail", "raw", code=1).stderr
    assert said == "newswire: NEWSWIRE_TOPIC_PREFX: no such setting: did you mean NEWSWIRE_TOPIC_PREFIX?\n"


def test_one_problem_is_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line counts in words that fit the number."""
    monkeypatch.setenv("NEWSWIRE_SASL_USERNAME", "desk")
    assert run("config", "check", code=1).stderr == "newswire: 1 problem in the settings\n"


def test_show_of_what_was_changed(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is set to its default is no change; a secret is one, masked."""
    file = tmp_path / "newswire.toml"
    file.write_text('group = "desk"\npartitions = 4\ndesk_own = ["Norrland Post"]\n')
    monkeypatch.setenv("NEWSWIRE_SASL_PASSWORD", "hush")
    monkeypatch.setenv("NEWSWIRE_LOG_LEVEL", "info")
    (shown,) = json_lines(run("config", "show", "--changed", "--json", "--config", str(file)).stdout)
    assert shown == {
        "sasl_password": {"value": "***", "source": "environment"},
        "group": {"value": "desk", "source": str(file)},
        "desk_own": {"value": ["Norrland Post"], "source": str(file)},
    }


def test_init_begins_a_file(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With everything commented out; a file that is there is kept unless told."""
    monkeypatch.chdir(tmp_path)
    assert "--config newswire.toml" in run("config", "init").stderr
    run("config", "check", "--config", "newswire.toml")
    assert Path("newswire.toml").read_text() == run("config", "init", "-").stdout
    Path("mine.toml").write_text("mine")
    assert "--force" in run("config", "init", "mine.toml", code=1).stderr
    assert Path("mine.toml").read_text() == "mine"
    run("config", "init", "mine.toml", "--force")
    assert Path("mine.toml").read_text() != "mine"
