from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.kafka.connection import require_broker
from stream.kafka.embedded_broker import EmbeddedBroker, free_port

COMMAND = (sys.executable, "-m", "stream", "broker", "--port")


@pytest.mark.broker
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_runs_until_it_is_told_to_stop(number: signal.Signals) -> None:
    """Prints its address once it answers, and ends with 0 and without the broker process."""
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        asyncio.run(require_broker(Settings(broker=url)))
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert (f"kafka://127.0.0.1:{port}", 0) == (url, process.returncode)
    assert "Traceback" not in said
    with EmbeddedBroker(port):  # the port is free again
        pass


@pytest.fixture
def silent(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment with a broker that never answers, and the file where it writes its process id."""
    program, noted = tmp_path / "tansu", tmp_path / "pid"
    program.write_text(
        f"#!/bin/sh\necho $$ > {noted}.part\n/bin/mv {noted}.part {noted}\nexec /bin/sleep 600\n"
    )
    program.chmod(0o755)
    return {**os.environ, "CALF_TANSU_BIN": str(program)}, noted


LIBRARY = (
    sys.executable,
    "-c",
    "from stream.kafka.embedded_broker import EmbeddedBroker; EmbeddedBroker().__enter__()",
)


@pytest.mark.broker
@pytest.mark.parametrize(
    ("command", "number", "code"),
    [
        ((*COMMAND, "0"), signal.SIGINT, 0),
        ((*COMMAND, "0"), signal.SIGTERM, 0),
        ((*COMMAND, "0"), signal.SIGHUP, 0),
        (LIBRARY, signal.SIGINT, -signal.SIGINT),
    ],
)
def test_interrupted_while_it_starts_leaves_nothing_running(
    silent: tuple[dict[str, str], Path], command: tuple[str, ...], number: signal.Signals, code: int
) -> None:
    """The command ends as when it was up; whoever enters the block gets the interrupt, without the process."""
    environment, noted = silent
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while not noted.exists():
            assert process.poll() is None
            time.sleep(0.01)
        pid = int(noted.read_text())
        process.send_signal(number)
        said, _ = process.communicate(timeout=30)
    left = Path(f"/proc/{pid}").exists()
    if left:
        os.kill(pid, signal.SIGKILL)
    assert (code, b"", False) == (process.returncode, said, left)


# The same with an interrupt that comes while the process is there and `Popen` has not yet returned.
AT_ONCE = (
    sys.executable,
    "-c",
    (
        "import os, signal, subprocess\n"
        "from stream.kafka.embedded_broker import EmbeddedBroker\n"
        "made = subprocess.Popen._execute_child\n"
        "def interrupted(*given):\n"
        "    made(*given)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "subprocess.Popen._execute_child = interrupted\n"
        "EmbeddedBroker().__enter__()\n"
    ),
)


@pytest.mark.broker
def test_an_interrupt_at_the_very_start_leaves_nothing_running(silent: tuple[dict[str, str], Path]) -> None:
    """The process is there before anybody has its name: an interrupt in between ends it too."""
    environment, noted = silent
    done = subprocess.run(AT_ONCE, env=environment, capture_output=True, check=False, timeout=30)
    time.sleep(0.2)  # the process notes its number where nobody ended it before
    left = noted.exists() and Path(f"/proc/{noted.read_text().strip()}").exists()
    if left:
        os.kill(int(noted.read_text()), signal.SIGKILL)
    assert (-signal.SIGINT, False) == (done.returncode, left)


@pytest.mark.broker
def test_a_taken_port_is_a_message() -> None:
    """Exit code 1, with --port as the way out."""
    with EmbeddedBroker() as other:
        done = subprocess.run([*COMMAND, str(other.port)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "choose another with --port" in done.stderr
