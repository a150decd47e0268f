"""How a worker ends that has not come to run: its last line says why, and what to do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from stream.cli.worker_command import run
from stream.config.settings import Settings
from stream.kafka.embedded_broker import free_port
from stream.model.errors import StopError
from tests.crashing_worker import TEXT

FORMS = ("console", "json")


def start(tmp_path: Path, *module: str, **settings: str) -> subprocess.Popen[bytes]:
    """A worker of these settings, in a folder of its own."""
    own = {"NEWSWIRE_BROKER": f"127.0.0.1:{free_port()}", "NEWSWIRE_WEB_PORT": str(free_port())}
    given = {f"NEWSWIRE_{name.upper()}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", *(module or ("stream", "worker"))],
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **own, **given},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def last_line(process: subprocess.Popen[bytes], form: str, code: int = 1) -> str:
    """The last line of a worker that has ended; in JSON every line is an object."""
    out, err = process.communicate(timeout=60)
    assert (code, b"") == (process.returncode, out), err.decode()
    lines = err.decode().splitlines()
    if form == "json":
        told = [orjson.loads(line) for line in lines]
        assert told[-1]["event"] == ("failed" if code else "ended")
    else:
        assert ("CRITICAL failed reason=" if code else "INFO     ended") in lines[-1]
    return lines[-1]


def said(line: str, form: str) -> tuple[str, str]:
    """The reason and the way out of a last line."""
    if form == "json":
        fields = orjson.loads(line)
        return fields["reason"], fields["way_out"]
    reason, _, way_out = line.partition(" way_out=")
    return reason.partition(" reason=")[2], way_out


@pytest.mark.parametrize("form", FORMS)
def test_settings_that_do_not_fit(tmp_path: Path, form: str) -> None:
    """All of them, on one line, in the form that was asked for though the rest could not be read."""
    process = start(tmp_path, log_format=form, partitions="none", window_days="-1")
    reason, way_out = said(last_line(process, form), form)
    assert "NEWSWIRE_PARTITIONS: " in reason
    assert "NEWSWIRE_WINDOW_DAYS: " in reason
    assert "newswire config check" in way_out


def test_a_misspelt_setting_ends_a_worker(tmp_path: Path) -> None:
    """One that is like no setting is warned about, in the form of the log."""
    own = {"log_format": "json", "partition": "8", "image": "newswire:1"}
    reason, _ = said(last_line(start(tmp_path, **own), "json"), "json")
    assert reason == "NEWSWIRE_PARTITION: no such setting: did you mean NEWSWIRE_PARTITIONS?"


def test_a_settings_file_names_the_form_too(tmp_path: Path) -> None:
    """A format in the TOML file counts where another of its lines does not fit."""
    file = tmp_path / "newswire.toml"
    file.write_text('log_format = "json"\npartitions = -3\n')
    reason, _ = said(last_line(start(tmp_path, config=str(file)), "json"), "json")
    assert "newswire.toml: partitions: must be 1 or more" in reason


def test_a_settings_file_that_is_not_there(tmp_path: Path) -> None:
    """As any other setting that does not fit."""
    reason, way_out = said(last_line(start(tmp_path, config="gone.toml"), "console"), "console")
    assert "gone.toml: no such file" in reason
    assert way_out


@pytest.mark.parametrize("form", FORMS)
def test_a_broker_that_is_not_there(tmp_path: Path, form: str) -> None:
    """The cause, and how to have one."""
    reason, way_out = said(last_line(start(tmp_path, log_format=form), form), form)
    assert "nobody listens there" in reason
    assert "newswire broker" in way_out


@pytest.mark.parametrize("form", FORMS)
def test_a_port_that_is_taken(tmp_path: Path, form: str) -> None:
    """Which, and how to take another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        reason, way_out = said(last_line(start(tmp_path, log_format=form, web_port=port), form), form)
    assert f"NEWSWIRE_WEB_PORT={port}" in reason
    assert "--web-port" in way_out


@pytest.mark.parametrize("form", FORMS)
def test_what_nobody_foresaw(tmp_path: Path, form: str) -> None:
    """Its traceback stands above the last line, which names type and place; what it says may quote an article."""
    process = start(tmp_path, "tests.crashing_worker", "before", "unforeseen", log_format=form)
    line = last_line(process, form)
    reason, way_out = said(line, form)
    assert reason.startswith("ValueError at stream.cli.worker_command:")
    assert "a fault of newswire" in way_out
    assert TEXT not in line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_before_it_runs(tmp_path: Path, number: signal.Signals) -> None:
    """While it waits for a broker's first word: an orderly end."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = start(tmp_path, broker=f"127.0.0.1:{silent.getsockname()[1]}")
        connection, _ = silent.accept()
        process.send_signal(number)
        last_line(process, "console", code=0)
        connection.close()


@pytest.mark.parametrize("below", ["", "v/deeper"])
def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, below: str) -> None:
    """With the setting and a way out, before the broker is asked; here a file stands in its place."""
    (tmp_path / "file").touch()
    own = Settings(data_dir=tmp_path / "file" / below, web_port=free_port())
    with pytest.raises(StopError) as stopped:
        run(own, create_topics=False)
    assert str(stopped.value).startswith(f"NEWSWIRE_DATA_DIR={own.data_dir} cannot be made: ")
    assert str(stopped.value).endswith("Name a folder that this user may write, or one that can be made.")
