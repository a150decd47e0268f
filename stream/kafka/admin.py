"""The topics on the broker: made as `stream.kafka.topics` says, and held against it before anything starts.

A changelog with another partition count than its source is a silent crash loop, and a raw topic that the broker
made by itself has whatever count it likes: so every topic is created here, and a worker checks before it starts.
"""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    InvalidReplicationFactorError,
    KafkaError,
    NoError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)
from aiokafka.protocol.metadata import MetadataRequest

from stream.config.settings import Settings
from stream.kafka.connection import client_options, require_broker
from stream.kafka.topic_findings import Severity, TopicFinding, TopicShape, findings_of
from stream.kafka.topics import specs
from stream.model.articles import Stream
from stream.model.errors import StopError

# An admin request is small; a controller that takes longer than this is one to report.
REQUEST_SECONDS = 15.0
# How soon a broker is asked again about topics just made: it hears of them within some ten milliseconds.
KNOWN_SECONDS = 0.02


async def create_missing(settings: Settings) -> list[str]:
    """Make the topics that are missing; those that exist are left as they are.

    When it returns, every broker knows them.

    Returns:
        The names made, in the order of `stream.kafka.topics.specs`.

    Raises:
        StopError: the broker is away or refuses a topic.
    """
    async with connected(settings) as admin:
        existing = {shape.name for shape in await _shapes(admin)}
        missing = [spec for spec in specs(settings) if spec.name not in existing]
        if not missing:
            return []
        answer = await admin.create_topics(
            [
                NewTopic(spec.name, spec.partitions, spec.replication, topic_configs=spec.config())
                for spec in missing
            ]
        )
        made = [name for name, code, said in answer.topic_errors if _made(name, code, said, settings)]
        await _until_known(admin, set(made))
    return made


async def topics_amiss(settings: Settings) -> list[TopicFinding]:
    """Hold every topic on the broker against its specification, configuration included.

    Raises:
        StopError: the broker is away or does not let us ask.
    """
    wanted = specs(settings)
    async with connected(settings) as admin:
        shapes = await _shapes(admin)
        names = {spec.name for spec in wanted} & {shape.name for shape in shapes}
        configs = await _configs(admin, sorted(names))
    told = [
        TopicShape(shape.name, shape.partitions, shape.replication, configs.get(shape.name))
        for shape in shapes
    ]
    return findings_of(wanted, told)


async def verify(settings: Settings) -> None:
    """Make sure that every topic is there with the right count of partitions: what a worker asks at its start.

    Raises:
        StopError: a topic is missing or has another count (the message names each, and the way out), or the broker is away.
    """
    errors = await unfit(settings)
    if errors:
        raise StopError("\n".join(errors))


async def unfit(settings: Settings) -> list[str]:
    """What is wrong with topics that a worker cannot work with: one that is not there, or of another count of partitions.

    Raises:
        StopError: the broker is away.
    """
    async with connected(settings) as admin:
        findings = findings_of(specs(settings), await _shapes(admin))
    return [str(finding) for finding in findings if finding.severity is Severity.ERROR]


async def require(settings: Settings, names: Iterable[str]) -> dict[str, int]:
    """Make sure that topics exist before a client asks about them: a broker may create a topic that is asked about.

    Returns:
        The count of partitions of each.

    Raises:
        StopError: naming each that does not exist.
    """
    async with connected(settings) as admin:
        partitions = {shape.name: shape.partitions for shape in await _shapes(admin)}
    wanted = list(names)
    missing = [name for name in wanted if name not in partitions]
    if missing:
        raise StopError(absent(settings, missing, partitions))
    return {name: partitions[name] for name in wanted}


def absent(settings: Settings, missing: Iterable[str], there: Iterable[str]) -> str:
    """The message about topics that are not on the broker: the similar name that is probably meant, or how to create them."""
    names = list(missing)
    ours = {spec.name for spec in specs(settings)}
    said = f"no topic {', '.join(names)} on the broker"
    foreign = [name for name in names if name not in ours]
    if not foreign:
        return f"{said}: run `newswire topics create`"
    short = [stream.value for stream in Stream]
    near = difflib.get_close_matches(foreign[0], [*short, *sorted({*there, *ours})], n=1)
    if near:
        return f"{said}: did you mean {near[0]}?"
    return f"{said}: give one of {', '.join(short)}, or the full name of a topic that is there"


def _made(name: str, code: int, said: str | None, settings: Settings) -> bool:
    error = for_code(code)
    if error is NoError:
        return True
    if error is TopicAlreadyExistsError:  # another process created it first; it is checked like any other
        return False
    way_out = "see the broker's log"
    if error is InvalidReplicationFactorError:
        way_out = (
            f"NEWSWIRE_REPLICATION={settings.replication} needs that many brokers up: lower it or add brokers"
        )
    elif error in (TopicAuthorizationFailedError, ClusterAuthorizationFailedError):
        way_out = f"let user {settings.sasl_username!r} create topics, or have an operator create them"
    msg = f"the broker refused topic {name}: {said or error.__name__}: {way_out}"
    raise StopError(msg)


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client that is up; every fault of the broker leaves as a StopError."""
    await require_broker(settings)
    admin = AIOKafkaAdminClient(
        request_timeout_ms=int(REQUEST_SECONDS * 1000), client_id="newswire-admin", **client_options(settings)
    )
    try:
        await admin.start()
        yield admin
    except (KafkaError, OSError, TimeoutError) as error:
        said = str(error) or f"no answer within {REQUEST_SECONDS:g} s"
        msg = f"the broker at {settings.broker} failed an admin request: {type(error).__name__}: {said}. Look at the broker's log, and try again."
        raise StopError(msg) from error
    finally:
        await admin.close()


async def _shapes(admin: AIOKafkaAdminClient) -> list[TopicShape]:
    """All topics. Never asked by name: brokers make a topic that is asked about."""
    return [
        TopicShape(
            topic["topic"],
            len(topic["partitions"]),
            min((len(part["replicas"]) for part in topic["partitions"]), default=0),
        )
        for topic in await admin.describe_topics()
    ]


async def _until_known(admin: AIOKafkaAdminClient, names: set[str]) -> None:
    """Wait until every broker knows these topics: Kafka's controller has made them, the brokers hear of it later."""
    client = admin._client  # noqa: SLF001 - the admin client asks one broker at random, and all are meant
    async with asyncio.timeout(REQUEST_SECONDS):
        for broker in client.cluster.brokers():
            # A broker that is down learns of them before it serves anybody.
            while await client.ready(broker.nodeId):
                answer = (await client.send(broker.nodeId, MetadataRequest())).to_object()
                if names <= {topic["topic"] for topic in answer["topics"]}:
                    break
                await asyncio.sleep(KNOWN_SECONDS)


async def _configs(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """Each topic's configuration, without those that the broker does not tell."""
    if not names:
        return {}
    # All entries are asked for: Tansu hangs up on a request that names some.
    resources = [topic_resource(name) for name in names]
    told: dict[str, dict[str, str]] = {}
    for answer in await admin.describe_configs(resources):
        for resource in answer.to_object()["resources"]:
            if for_code(resource["error_code"]) is NoError and resource["config_entries"]:
                told[resource["resource_name"]] = _entries(resource["config_entries"])
    return told


def topic_resource(name: str) -> ConfigResource:
    """A topic, as questions about its configuration name it."""
    return ConfigResource(ConfigResourceType.TOPIC, name)


def _entries(entries: list[dict[str, Any]]) -> dict[str, str]:
    return {
        entry["config_names"]: entry["config_value"] for entry in entries if entry["config_value"] is not None
    }
