from __future__ import annotations

import socket

import pytest

from stream.kafka.embedded_broker import LOOPBACK, free_port
from stream.model.errors import StopError
from stream.worker.web.port import listening_port, require_web_port


def test_a_free_port_and_any_port_are_fine() -> None:
    """Nothing is said, and the port is still free afterwards."""
    port = free_port(LOOPBACK)
    require_web_port(LOOPBACK, port)
    require_web_port(LOOPBACK, port)
    require_web_port(LOOPBACK, 0)


def test_a_port_in_use_names_both_settings_and_the_way_out() -> None:
    """What a second worker on a machine is told."""
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(StopError) as stopped:
            require_web_port(LOOPBACK, port)
    expected = (
        f"NEWSWIRE_WEB_HOST=127.0.0.1, NEWSWIRE_WEB_PORT={port}: Address already in use: somebody listens there, "
        "another worker perhaps: give each worker on a machine a port of its own (NEWSWIRE_WEB_PORT or --web-port)"
    )
    assert expected == str(stopped.value)


@pytest.mark.parametrize(
    ("host", "said"), [("192.0.2.1", "no such address"), ("no such host", "an address of")]
)
def test_a_host_that_is_not_ours_is_named(host: str, said: str) -> None:
    """192.0.2.0/24 is nobody's (RFC 5737)."""
    with pytest.raises(StopError, match=said):
        require_web_port(host, free_port(LOOPBACK))


@pytest.mark.parametrize("host", [LOOPBACK, "localhost", "0.0.0.0"])  # noqa: S104 - probed, not served
def test_0_becomes_a_port_that_is_free_and_any_other_stays(host: str) -> None:
    """What a worker tells the others must be where it listens."""
    port = listening_port(host, 0)
    assert 1024 < port < 32768
    require_web_port(host, port)
    assert listening_port(host, port) == port


def test_0_on_a_host_that_is_not_ours_names_the_host() -> None:
    """Not the ports that were tried."""
    with pytest.raises(StopError, match="no such address"):
        listening_port("192.0.2.1", 0)
