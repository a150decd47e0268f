from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from faust import SASLCredentials, SSLCredentials
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth

from stream.config.settings import Settings
from stream.kafka.connection import (
    addresses,
    client_options,
    faust_credentials,
    require_broker,
    tls_context,
)
from stream.kafka.embedded_broker import EmbeddedBroker, free_port
from stream.model.errors import StopError

TLS = Path(__file__).parents[1] / "fixtures" / "tls"
LOGIN: dict[str, Any] = {
    "sasl_mechanism": "SCRAM-SHA-256",
    "sasl_username": "desk",
    "sasl_password": "hush-hush",
}


class TestClientOptions:
    """What aiokafka and Faust are given."""

    def test_a_plain_connection_needs_no_more_than_addresses(self) -> None:
        """Several brokers, with or without the scheme, become a list of host:port."""
        expected = {
            "bootstrap_servers": ["one.example:9092", "two.example:9093"],
            "security_protocol": "PLAINTEXT",
            "ssl_context": None,
        }
        assert expected == client_options(Settings(broker="kafka://one.example:9092, two.example:9093"))

    @pytest.mark.parametrize(
        ("given", "protocol"),
        [
            ({}, "PLAINTEXT"),
            ({"tls": True}, "SSL"),
            (LOGIN, "SASL_PLAINTEXT"),
            ({**LOGIN, "tls": True}, "SASL_SSL"),
        ],
    )
    def test_tls_and_login_decide_the_protocol(self, given: dict[str, Any], protocol: str) -> None:
        """TLS and SASL combine freely, and Faust's driver comes to the same protocol as our own clients."""
        settings = Settings(**given)
        assert protocol == client_options(settings)["security_protocol"]
        assert protocol == credentials_to_aiokafka_auth(faust_credentials(settings))["security_protocol"]

    def test_a_login_is_handed_to_both_clients(self) -> None:
        """Mechanism, user and password reach aiokafka directly and through Faust alike."""
        expected = {
            "sasl_mechanism": "SCRAM-SHA-256",
            "sasl_plain_username": "desk",
            "sasl_plain_password": "hush-hush",
        }
        settings = Settings(**LOGIN)
        for options in (client_options(settings), credentials_to_aiokafka_auth(faust_credentials(settings))):
            assert expected == {name: options[name] for name in expected}

    def test_faust_gets_the_kind_of_credentials_that_fits(self) -> None:
        """None, TLS alone, and SASL are three kinds to Faust."""
        assert faust_credentials(Settings()) is None
        assert isinstance(faust_credentials(Settings(tls=True)), SSLCredentials)
        assert isinstance(faust_credentials(Settings(**LOGIN)), SASLCredentials)

    def test_addresses_drop_the_scheme(self) -> None:
        """Clients of Kafka know no URL scheme."""
        expected = ["h:1"]
        assert expected == addresses(Settings(broker="kafka://h:1"))


class TestTlsContext:
    """Certificates and keys."""

    def test_the_broker_is_always_verified(self) -> None:
        """There is no setting that turns off certificate and name checks."""
        context = tls_context(Settings(tls=True))
        assert context is not None
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname

    def test_a_private_authority_is_the_only_one_trusted(self) -> None:
        """With tls_ca set, the system's authorities do not count."""
        context = tls_context(Settings(tls=True, tls_ca=TLS / "ca.pem"))
        assert context is not None
        expected = ((("commonName", "Test Authority"),),)
        assert [expected] == [authority["subject"] for authority in context.get_ca_certs()]

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"tls_ca": "missing.pem"}, "NEWSWIRE_TLS_CA=missing.pem: No such file"),
            ({"tls_ca": str(TLS / "broker.key")}, "NEWSWIRE_TLS_CA=.*broker.key"),
            (
                {"tls_cert": "missing.pem", "tls_key": str(TLS / "broker.key")},
                "NEWSWIRE_TLS_CERT=missing.pem: No such",
            ),
            (
                {"tls_cert": str(TLS / "broker.pem"), "tls_key": "missing.key"},
                "NEWSWIRE_TLS_KEY=missing.key: No such",
            ),
            (
                {"tls_cert": str(TLS / "ca.pem"), "tls_key": str(TLS / "broker.key")},
                "NEWSWIRE_TLS_CERT=.*ca.pem",
            ),
            ({"tls_cert": str(TLS / "broker.pem"), "tls_key": str(TLS / "encrypted.key")}, "passphrase"),
        ],
    )
    def test_an_unusable_file_is_named_with_its_setting(self, given: dict[str, Any], named: str) -> None:
        """Missing, empty, mismatched and encrypted files stop with the setting and the path, and never ask a terminal."""
        with pytest.raises(StopError, match=named):
            tls_context(Settings(tls=True, **given))

    def test_files_without_tls_are_refused(self) -> None:
        """Whoever names a certificate means to be encrypted: no silent plain connection."""
        with pytest.raises(StopError, match="NEWSWIRE_TLS_CA is set but NEWSWIRE_TLS is off"):
            client_options(Settings(tls_ca=TLS / "ca.pem"))


def _reach(**given: Any) -> None:
    asyncio.run(require_broker(Settings(**given), seconds=5))


class TestReach:
    """The first word with a broker."""

    def test_nobody_there_names_the_address_and_the_way_out(self) -> None:
        """A closed port is told at once, with both ways out."""
        port = free_port()
        expected = f"cannot reach the broker at 127.0.0.1:{port}: nobody listens there: start one with `newswire broker`"
        with pytest.raises(StopError, match=f"{expected} or set NEWSWIRE_BROKER"):
            _reach(broker=f"127.0.0.1:{port}")

    def test_a_cause_that_several_share_is_told_once(self) -> None:
        """Of a cluster that is away, or that refuses the login, the line names all addresses and the way out once."""
        one, other = free_port(), free_port()
        with pytest.raises(StopError) as caught:
            _reach(broker=f"127.0.0.1:{one},127.0.0.1:{other}")
        expected = (
            f"cannot reach the broker at 127.0.0.1:{one}, 127.0.0.1:{other}: nobody listens there: start one"
        )
        assert str(caught.value).startswith(expected)
        assert str(caught.value).count("nobody") == 1

    def test_a_silent_listener_ends_within_the_time_given(self) -> None:
        """A server that never answers is given up after the bound, and the bound is named."""
        with (
            # Listens, so that connecting works, and never accepts, so that nothing is answered.
            socket.create_server(("127.0.0.1", 0)) as silent,
            pytest.raises(StopError, match=r"no answer within 0\.2 s"),
        ):
            asyncio.run(require_broker(Settings(broker=f"127.0.0.1:{silent.getsockname()[1]}"), seconds=0.2))

    @pytest.mark.broker
    def test_one_living_broker_of_several_is_enough(self, broker: str) -> None:
        """A bootstrap list may name brokers that are down."""
        _reach(broker=f"127.0.0.1:{free_port()},{broker}")

    @pytest.mark.broker
    def test_a_wrong_login_is_one_clear_line_without_the_password(self) -> None:
        """The user and the settings to correct are named; the password is nowhere."""
        with EmbeddedBroker(options=("--authentication",)) as broker, pytest.raises(StopError) as caught:
            _reach(broker=broker.url, **LOGIN)
        expected = (
            f"cannot reach the broker at 127.0.0.1:{broker.port}: it refused user 'desk' (SCRAM-SHA-256): "
            "correct NEWSWIRE_SASL_USERNAME and NEWSWIRE_SASL_PASSWORD"
        )
        assert expected == str(caught.value)

    @pytest.mark.broker
    def test_a_broker_that_wants_a_login_says_so(self) -> None:
        """Without a login, such a broker answers the version request and hangs up on the first question."""
        with (
            EmbeddedBroker(options=("--authentication",)) as broker,
            pytest.raises(StopError, match="may want TLS or a login"),
        ):
            _reach(broker=broker.url)

    @pytest.mark.broker
    def test_a_mechanism_that_the_broker_lacks_is_named(self, embedded: str) -> None:
        """The setting to change is the mechanism; tests/broker/test_security.py has Apache Kafka's answer."""
        with pytest.raises(StopError, match="does not take PLAIN: set NEWSWIRE_SASL_MECHANISM"):
            _reach(broker=embedded, **{**LOGIN, "sasl_mechanism": "PLAIN"})


@pytest.mark.broker
class TestTlsForReal:
    """A broker behind TLS."""

    def test_reaches_a_broker_behind_tls_that_its_authority_signed(self, broker: str) -> None:
        """The whole way: handshake, verification, client certificate, Kafka's first words."""
        mine = {"tls_cert": TLS / "broker.pem", "tls_key": TLS / "broker.key"}
        _through_tls(
            broker, lambda address: {"broker": address, "tls": True, "tls_ca": TLS / "ca.pem", **mine}
        )

    def test_an_unknown_authority_is_told_as_such(self, broker: str) -> None:
        """The way out is NEWSWIRE_TLS_CA, not turning the check off."""
        with pytest.raises(StopError, match=r"certificate is not trusted .*: set NEWSWIRE_TLS_CA"):
            _through_tls(broker, lambda address: {"broker": address, "tls": True})

    def test_a_plain_client_at_a_tls_port_is_told_about_tls(self, broker: str) -> None:
        """The server hangs up on plain bytes; the message points at NEWSWIRE_TLS."""
        with pytest.raises(StopError, match="NEWSWIRE_TLS"):
            _through_tls(broker, lambda address: {"broker": address})


def _through_tls(broker: str, given: Callable[[str], dict[str, Any]]) -> None:
    """Reach the broker through a TLS terminator that wants a client certificate: the embedded one speaks no TLS."""

    async def run() -> None:
        async with _terminator(broker) as address:
            await require_broker(Settings(**given(address)), seconds=5)

    asyncio.run(run())


@asynccontextmanager
async def _terminator(broker: str) -> AsyncIterator[str]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=TLS / "ca.pem")
    context.load_cert_chain(TLS / "broker.pem", TLS / "broker.key")
    context.verify_mode = ssl.CERT_REQUIRED
    host, _, port = broker.removeprefix("kafka://").rpartition(":")

    async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)
        sink.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(host, int(port))
        await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
