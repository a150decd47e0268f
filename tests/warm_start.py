"""Processes of modules, started by forking one that has imported what they need: as `subprocess` does it, in a tenth of the time.

A start of a worker takes four seconds of a core, three of them for imports, and the tests start some two hundred. What a test
sees is the same: a child of its own, with a process id, signals, an exit code and its own output; only the interpreter is not
begun anew. Where there is no fork of this kind (beyond Linux) modules are started as ever.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Final

import orjson

from stream.config.settings import Settings
from stream.demo.worker_process import STOP_SECONDS, Running, settings_variables, wait_until_ready
from stream.kafka.embedded_broker import end_process
from tests.warm_parent import MOST_BYTES

PR_SET_CHILD_SUBREAPER: Final = 36  # of Linux' prctl: children of children that have ended are ours
ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}  # what is forked must have no threads


class Forked(subprocess.Popen[bytes]):
    """A process that another has started for us: to be waited for and ended as one of our own."""

    def __init__(self, pid: int, arguments: Sequence[str]) -> None:
        """Take it over; what the ordinary way would start is there."""
        self.pid, self.args, self.returncode = pid, list(arguments), None
        self.stdin = self.stdout = self.stderr = None
        self._child_created = True
        self._communication_started = False
        self._sigint_wait_secs = 0.25
        self._waitpid_lock = threading.Lock()


def started(
    module: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    out: IO[bytes],
    err: IO[bytes],
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """`python -m MODULE ARGUMENTS`, begun."""
    command = [sys.executable, "-m", module, *arguments]
    if sys.platform != "linux":
        return subprocess.Popen(command, env=environment, stdout=out, stderr=err, cwd=folder)
    order = {
        "module": module,
        "arguments": list(arguments),
        "environment": dict(environment),
        "folder": str(folder or Path.cwd()),
    }
    channel, lock = _parent()
    with lock:
        socket.send_fds(channel, [orjson.dumps(order)], [out.fileno(), err.fileno()])
        answer = channel.recv(20)
    if not answer:
        msg = "the process that starts others is gone: see what it said on standard error"
        raise RuntimeError(msg)
    return Forked(int(answer), command)


def ran(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    timeout: float,
    stdin: bytes = b"",
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """`python -m MODULE ARGUMENTS` to its end, with what it wrote; one that needs input is begun as ever.

    Raises:
        TimeoutExpired: it was killed, having taken so long.
    """
    command = [sys.executable, "-m", module, *arguments]
    if stdin:
        return subprocess.run(
            command,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=timeout,
            check=False,
            cwd=folder,
        )
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = started(module, arguments, environment, out, err, folder)
        try:
            process.wait(timeout)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, out.read(), err.read())


@contextmanager
def running_worker(settings: Settings, log: Path, module: str = "stream") -> Iterator[Running]:
    """As `stream.demo.worker_process.running_worker`: a worker of these settings, ready for work; stopped in order at the end."""
    variables = {**os.environ, **settings_variables(settings)}
    with log.open("wb") as out:
        process = started(module, ["worker"], variables, out, out)
        try:
            running = Running(f"http://{settings.web_host}:{settings.web_port}", process)
            wait_until_ready(running, log)
            yield running
        finally:
            end_process(process, STOP_SECONDS)


@cache
def _parent() -> tuple[socket.socket, threading.Lock]:
    """The way to the process that starts the others, and the right to use it; one for a process of tests."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * MOST_BYTES)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSWIRE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm_parent", str(theirs.fileno())],
        env={**environment, **ONE_THREAD},
        stdin=subprocess.DEVNULL,
        pass_fds=(theirs.fileno(),),
        cwd=Path(__file__).parent.parent,
    )
    theirs.close()
    atexit.register(_end, ours, process)
    return ours, threading.Lock()


def _end(channel: socket.socket, process: subprocess.Popen[bytes]) -> None:
    channel.close()
    process.wait()
