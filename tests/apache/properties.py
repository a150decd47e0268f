"""The configuration of one node, as a value: KRaft, broker and controller in one process, loopback only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stream.kafka.embedded_broker import LOOPBACK
from tests.apache.certificates import Certificates

SCRAM = "SCRAM-SHA-512"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where one node listens, by what is spoken there; `tls` wants a client certificate, `sasl` a login."""

    plain: int
    tls: int
    sasl: int
    sasl_tls: int
    controller: int


def server_properties(
    node: int,
    nodes: Sequence[Ports],
    folder: Path,
    certificates: Certificates,
    login: tuple[str, str],
    options: Mapping[str, str],
) -> str:
    """What stands in the `server.properties` of a node.

    Args:
        node: its number, from 1.
        nodes: the ports of all nodes, in order.
        folder: where its log goes.
        certificates: for the TLS listeners.
        login: the one user and its password.
        options: entries that go over ours.
    """
    own = nodes[node - 1]
    copies = str(len(nodes))
    entries = {
        "process.roles": "broker,controller",
        "node.id": str(node),
        "controller.quorum.voters": ",".join(
            f"{number}@{LOOPBACK}:{ports.controller}" for number, ports in enumerate(nodes, 1)
        ),
        "listeners": ",".join(
            f"{name}://{LOOPBACK}:{port}"
            for name, port in (
                ("PLAINTEXT", own.plain),
                ("SSL", own.tls),
                ("SASL_PLAINTEXT", own.sasl),
                ("SASL_SSL", own.sasl_tls),
                ("CONTROLLER", own.controller),
            )
        ),
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,"
        "SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL",
        "log.dirs": str(folder),
        **_security(certificates, *login),
        # As an operator runs it: a topic is there because somebody made it, and two copies must take a record.
        "auto.create.topics.enable": "false",
        "min.insync.replicas": "2" if len(nodes) > 1 else "1",
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.replication.factor": copies,
        # For a quick start: the first join waits for no more members, few partitions of offsets to load.
        "group.initial.rebalance.delay.ms": "0",
        "offsets.topic.num.partitions": "4",
        # For quick tests: a dead broker is noticed within 3 s instead of 9.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
        # Tests send articles of past days, which retention would delete under them at its looks, the first after half a
        # minute and then every five.
        "log.initial.task.delay.ms": "86400000",
        "log.retention.check.interval.ms": "86400000",
        **options,
    }
    return "".join(f"{name}={value}\n" for name, value in entries.items())


def _security(certificates: Certificates, user: str, password: str) -> dict[str, str]:
    logins = {
        # The users of SCRAM are in the cluster's own metadata: `format --add-scram` puts them there.
        SCRAM.lower(): "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "plain": f'org.apache.kafka.common.security.plain.PlainLoginModule required user_{user}="{password}";',
    }
    return {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(certificates.broker),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(certificates.authority),
        "listener.name.ssl.ssl.client.auth": "required",
        "sasl.enabled.mechanisms": f"{SCRAM},PLAIN",
        **{
            f"listener.name.{listener}.{mechanism}.sasl.jaas.config": module
            for listener in ("sasl_plaintext", "sasl_ssl")
            for mechanism, module in logins.items()
        },
    }
