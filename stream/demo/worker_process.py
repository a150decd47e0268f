"""A worker process for the demo: started, watched until ready, stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stream.config.settings import Settings
from stream.kafka.embedded_broker import end_process
from stream.model.errors import StopError

READY_SECONDS: Final = 90.0  # an idle machine takes five; a loaded one with two cores many times that
STOP_SECONDS: Final = 20.0
POLL_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Running:
    """A worker that runs: the address of its web port, and its process."""

    address: str
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> bytes:
        """What its web port answers."""
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 - loopback, our own
            body: bytes = answer.read()
        return body


@contextmanager
def running_worker(settings: Settings, log: Path, module: str = "stream") -> Iterator[Running]:
    """A worker of these settings, ready for work; stopped in order on leaving the block.

    Args:
        settings: the worker's.
        log: a file for what it says.
        module: what is run in place of `newswire`.

    Raises:
        StopError: it ended or did not get ready, with the last lines of its log.
    """
    command = [sys.executable, "-m", module, "worker"]
    address = f"http://{settings.web_host}:{settings.web_port}"
    with started_worker(command, {**os.environ, **settings_variables(settings)}, address, log) as running:
        wait_until_ready(running, log)
        yield running


@contextmanager
def started_worker(
    command: Sequence[str], variables: Mapping[str, str], address: str, log: Path
) -> Iterator[Running]:
    """A worker by any command that runs one, another build's too, not waited for; stopped on leaving the block.

    Args:
        command: the program and its arguments.
        variables: its whole environment.
        address: of its web port.
        log: a file for what it says.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the caller's own command, no input in it
            command, env=variables, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield Running(address, process)
        finally:
            end_process(process, STOP_SECONDS)


def settings_variables(settings: Settings) -> dict[str, str]:
    """The variables that give another process the same settings, secrets left to the environment they came from."""
    shown = settings.model_dump(mode="json", exclude={"sasl_password"}, exclude_none=True)
    return {
        f"NEWSWIRE_{name.upper()}": ",".join(value) if isinstance(value, list) else str(value)
        for name, value in shown.items()
    }


def wait_until_ready(worker: Running, log: Path) -> None:
    """Wait until a worker's web port says that it is ready for work.

    Raises:
        StopError: it ended or did not get ready, with the last lines of its log.
    """
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if worker.process.poll() is not None:
            raise StopError(_ended(log))
        try:
            with urllib.request.urlopen(f"{worker.address}/readyz", timeout=2):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(POLL_SECONDS)
    msg = f"the worker was not ready within {READY_SECONDS:g} s; its log ends:\n{_tail(log)}"
    raise StopError(msg)


def _ended(log: Path) -> str:
    return f"the worker ended; its log ends:\n{_tail(log)}"


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
