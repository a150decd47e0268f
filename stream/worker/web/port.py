"""Chooses and checks the web port before a worker starts: several workers on a machine need one each."""

from __future__ import annotations

import errno
import secrets
import socket
from contextlib import suppress

from stream.kafka.embedded_broker import PORT_TRIES, PORTS
from stream.model.errors import StopError

_WAYS_OUT = {
    errno.EADDRINUSE: "somebody listens there, another worker perhaps: give each worker on a machine a port of its "
    "own (NEWSWIRE_WEB_PORT or --web-port)",
    errno.EADDRNOTAVAIL: "this machine has no such address: set NEWSWIRE_WEB_HOST to one it has, 127.0.0.1 or 0.0.0.0",
    errno.EACCES: "ports below 1024 are for the system: set NEWSWIRE_WEB_PORT to a higher one",
}


def listening_port(host: str, port: int) -> int:
    """The port that a worker listens on: the one asked for, or for 0 any free one.

    Faust takes no 0, and tells the other workers an address with this port in it: it must be known before the start.

    Raises:
        StopError: naming the address, the cause and the way out.
    """
    require_web_port(host, port)
    if port:
        return port
    for _ in range(PORT_TRIES * 10):
        candidate = secrets.choice(PORTS)
        with suppress(StopError):
            require_web_port(host, candidate)
            return candidate
    msg = (
        f"NEWSWIRE_WEB_HOST={host}, NEWSWIRE_WEB_PORT=0: no free port in {PORT_TRIES * 10} tries between "
        f"{PORTS.start} and {PORTS.stop}: name one with NEWSWIRE_WEB_PORT or --web-port"
    )
    raise StopError(msg)


def require_web_port(host: str, port: int) -> None:
    """Make sure that a web server can listen there; port 0, any free one, always can.

    Faust would start half of the worker, find out, and end in a traceback.

    Raises:
        StopError: naming the address, the cause and the way out.
    """
    where = f"NEWSWIRE_WEB_HOST={host}, NEWSWIRE_WEB_PORT={port}"
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        msg = f"{where}: {error.strerror}: set NEWSWIRE_WEB_HOST to an address of this machine"
        raise StopError(msg) from error
    for family, kind, protocol, _, address in found:
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a port whose last connections are still fading counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                way_out = _WAYS_OUT.get(error.errno or 0, "choose another address")
                msg = f"{where}: {error.strerror}: {way_out}"
                raise StopError(msg) from error
