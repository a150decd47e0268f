"""One node of Apache Kafka: a JVM with its folder, started, stopped, killed, paused."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

from stream.model.errors import StopError

START_SECONDS = 120.0  # four seconds on an idle machine; three nodes on two busy cores take many times that
STOP_SECONDS = 30.0  # a controlled shutdown moves the leadership of every partition first
POLL_SECONDS = 0.05

_STARTED = b"Kafka Server started"  # its own last word at a start: in the quorum, listening, and unfenced
# A JVM that lives for seconds: the quick compiler alone, and one thread to collect. Half the time to start.
_JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")
_LOG_LINES = 20


class Node:
    """A node in `folder`, with `server.properties`, its data and its log (`kafka.log`, over all its starts)."""

    def __init__(self, number: int, folder: Path, jars: Path) -> None:
        self.number = number
        self._folder = folder
        self._jars = jars
        self._process: subprocess.Popen[bytes] | None = None
        self._heard = 0  # of the log, before the present start

    @property
    def log(self) -> Path:
        """What it said, over all its starts."""
        return self._folder / "kafka.log"

    @property
    def pid(self) -> int | None:
        """Its process id while it is up (paused counts as up)."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def format(self, cluster: str, user: str, password: str) -> subprocess.Popen[bytes]:
        """Begin to lay out its data folder with the first user in it; whoever calls waits for the end."""
        login = f"SCRAM-SHA-512=[name={user},password={password}]"
        arguments = ("-t", cluster, "-c", "server.properties", "--add-scram", login)
        with self.log.open("ab") as out:
            return self._java(out, "kafka.tools.StorageTool", "format", *arguments)

    def start(self) -> None:
        """Begin to start; `wait_until_started` waits."""
        self._heard = self.log.stat().st_size
        with self.log.open("ab") as out:
            self._process = self._java(out, "kafka.Kafka", "server.properties")

    def wait_until_started(self) -> None:
        """Wait until clients can use it.

        Raises:
            StopError: it ended, or takes longer than `START_SECONDS`, with the end of its log.
        """
        end = time.monotonic() + START_SECONDS
        while not self._has_started():
            if self.pid is None or time.monotonic() > end:
                said = "\n".join(self.log.read_text(errors="replace").splitlines()[-_LOG_LINES:])
                msg = f"node {self.number} of Apache Kafka did not start; its log ends:\n{said}"
                raise StopError(msg)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End it in order (SIGTERM), by force after `STOP_SECONDS`; paused or gone, it ends all the same."""
        if self._process is None:
            return
        self._process.terminate()
        self.resume()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once (SIGKILL): what a machine does that loses its power, but for its page cache."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def pause(self) -> None:
        """Stop it in mid-word (SIGSTOP): connections stay open, nothing is answered."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on (SIGCONT)."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.pid is not None:
            os.kill(self.pid, number)

    def _has_started(self) -> bool:
        with self.log.open("rb") as log:
            log.seek(self._heard)
            return _STARTED in log.read()

    def _java(self, out: IO[bytes], *arguments: str) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C at the terminal is for the tests, which stop it in order.
        return subprocess.Popen(
            ["java", *_JVM, "-cp", f"{self._jars}/*", *arguments],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
