"""Apache Kafka for the tests: the real broker, one node or three, on the loopback, with TLS and SCRAM listeners."""

from __future__ import annotations

import base64
import contextlib
import secrets
import socket
import tempfile
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stream.kafka.embedded_broker import LOOPBACK
from stream.model.errors import StopError
from tests.apache import certificates, jars
from tests.apache.node import Node
from tests.apache.properties import SCRAM, Ports, server_properties

# Below the range from which Linux takes the ports of outgoing connections: there a client that knocks at a dead
# node can be given that very port and connect to itself, and the node cannot come back.
PORTS = range(20_000, 32_000)


class ApacheKafka:
    """Apache Kafka (KRaft) for the length of a `with` block.

    Nodes are numbered from 1. Leaving the block kills all of them: their data goes with them, or is the caller's.

    Args:
        nodes: how many; each is broker and controller.
        folder: where the nodes' folders go (`1`, `2`, ..: data, configuration, `kafka.log`); made if need be, and
            kept. A temporary one by default.
        options: entries of `server.properties` that go over those of `tests.apache.properties`.

    Raises:
        StopError: on entering: no jars, or a node that does not start.
    """

    def __init__(
        self, nodes: int = 1, folder: Path | None = None, options: Mapping[str, str] | None = None
    ) -> None:
        self._count = nodes
        self._asked = folder
        self._options = dict(options or {})
        self._nodes: list[Node] = []
        self._ports: list[Ports] = []
        self._certificates: certificates.Certificates | None = None
        self._open = contextlib.ExitStack()
        self.user = "desk"
        self.password = secrets.token_urlsafe(12)

    @property
    def url(self) -> str:
        """What NEWSWIRE_BROKER takes: every node's plain listener."""
        return self._url(lambda ports: ports.plain)

    @property
    def tls_url(self) -> str:
        """The listeners that speak TLS and want a client certificate."""
        return self._url(lambda ports: ports.tls)

    @property
    def sasl_url(self) -> str:
        """The listeners that want a login (SCRAM-SHA-512 or PLAIN), in the clear."""
        return self._url(lambda ports: ports.sasl)

    @property
    def sasl_tls_url(self) -> str:
        """The listeners that want a login (SCRAM-SHA-512 or PLAIN) over TLS."""
        return self._url(lambda ports: ports.sasl_tls)

    def certified(self) -> dict[str, Any]:
        """Settings of a client with a certificate."""
        files = self._certified()
        return {
            "broker": self.tls_url,
            "tls": True,
            "tls_ca": files.authority,
            "tls_cert": files.client,
            "tls_key": files.client_key,
        }

    def logged_in(self, mechanism: str = SCRAM, *, tls: bool = True) -> dict[str, Any]:
        """Settings of a client with the user's login, over TLS or in the clear."""
        login = {"sasl_mechanism": mechanism, "sasl_username": self.user, "sasl_password": self.password}
        if not tls:
            return {**login, "broker": self.sasl_url}
        return {**login, "broker": self.sasl_tls_url, "tls": True, "tls_ca": self._certified().authority}

    @property
    def pids(self) -> dict[int, int]:
        """The process id of each node that is up; a paused one is."""
        return {node.number: node.pid for node in self._nodes if node.pid is not None}

    def log(self, node: int) -> Path:
        """The log of a node, over all its starts."""
        return self._node(node).log

    def start(self, node: int) -> None:
        """Start a node that was stopped or killed, with the data it had, and wait until clients can use it.

        Raises:
            StopError: it does not start.
        """
        self._node(node).start()
        self._node(node).wait_until_started()

    def stop(self, node: int) -> None:
        """End a node in order: it hands its partitions over first."""
        self._node(node).stop()

    def kill(self, node: int) -> None:
        """End a node with SIGKILL."""
        self._node(node).kill()

    def restart(self, node: int) -> None:
        """`stop`, then `start`."""
        self.stop(node)
        self.start(node)

    def pause(self, node: int) -> None:
        """Freeze a node (SIGSTOP): its connections stay open and nothing is answered."""
        self._node(node).pause()

    def resume(self, node: int) -> None:
        """Let a paused node go on."""
        self._node(node).resume()

    def __enter__(self) -> Self:
        with self._open:  # whatever fails below leaves no process
            folder = self._asked or Path(
                self._open.enter_context(tempfile.TemporaryDirectory(prefix="kafka-"))
            )
            self._lay_out(folder)
            for node in self._nodes:
                self._open.callback(node.kill)
                node.start()
            for node in self._nodes:
                node.wait_until_started()
            self._open = self._open.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _lay_out(self, folder: Path) -> None:
        lib = jars.fetch()
        self._ports = free_ports(self._count)
        self._certificates = certificates.make(folder / "certificates")
        # Its first byte is fixed: an id that began with "-" would be read as an option.
        cluster = base64.urlsafe_b64encode(b"n" + uuid.uuid4().bytes[1:]).decode().rstrip("=")
        for number in range(1, self._count + 1):
            own = folder.absolute() / str(number)
            own.mkdir(parents=True)
            login = (self.user, self.password)
            text = server_properties(
                number, self._ports, own / "data", self._certificates, login, self._options
            )
            (own / "server.properties").write_text(text)
            self._nodes.append(Node(number, own, lib))
        for process in [node.format(cluster, self.user, self.password) for node in self._nodes]:
            if process.wait():
                said = self._nodes[0].log.read_text(errors="replace")[-2000:]
                msg = f"Apache Kafka could not lay out its data folder: {said}"
                raise StopError(msg)

    def _url(self, port: Callable[[Ports], int]) -> str:
        return ",".join(f"kafka://{LOOPBACK}:{port(ports)}" for ports in self._ports)

    def _certified(self) -> certificates.Certificates:
        if self._certificates is None:
            msg = "Apache Kafka is not up: enter its `with` block first"
            raise StopError(msg)
        return self._certificates

    def _node(self, number: int) -> Node:
        return self._nodes[number - 1]


def free_ports(nodes: int) -> list[Ports]:
    """Ports for so many nodes, all different, on which nobody listens now."""
    with contextlib.ExitStack() as held:
        numbers: list[int] = []
        for number in secrets.SystemRandom().sample(PORTS, len(PORTS)):
            if len(numbers) == 5 * nodes:
                break
            with contextlib.suppress(OSError):
                probe = held.enter_context(contextlib.closing(socket.socket()))
                # As the broker does: a port whose last connections are still fading counts as free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((LOOPBACK, number))
                numbers.append(number)
        return [Ports(*numbers[at : at + 5]) for at in range(0, 5 * nodes, 5)]
