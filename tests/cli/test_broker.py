from __future__ import annotations

import asyncio
import signal
import subprocess
import sys

import pytest

from stream.broker import EmbeddedBroker, free_port
from stream.connection import reach
from stream.settings import Settings

COMMAND = (sys.executable, "-m", "stream", "broker", "--port")


@pytest.mark.broker
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_runs_until_it_is_told_to_stop(number: signal.Signals) -> None:
    """Prints its address once it answers, and ends with 0 and without the broker process."""
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        asyncio.run(reach(Settings(broker=url)))
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert (f"kafka://127.0.0.1:{port}", 0) == (url, process.returncode)
    assert "Traceback" not in said
    with EmbeddedBroker(port):  # the port is free again
        pass


@pytest.mark.broker
def test_a_taken_port_is_a_message() -> None:
    """Exit code 1, with --port as the way out."""
    with EmbeddedBroker() as other:
        done = subprocess.run([*COMMAND, str(other.port)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "choose another with --port" in done.stderr
