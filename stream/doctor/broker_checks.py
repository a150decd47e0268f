"""What doctor asks of the broker, and the line that each answer gives. Nothing is written and no topic is created."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import (
    CoordinatorNotAvailableError,
    GroupAuthorizationFailedError,
    GroupCoordinatorNotAvailableError,
    KafkaError,
    NoError,
    TopicAuthorizationFailedError,
    for_code,
)
from aiokafka.protocol.admin import ApiVersionRequest, CreateTopicsRequest, DescribeConfigsRequest
from aiokafka.protocol.api import Request
from aiokafka.protocol.commit import OffsetCommitRequest, OffsetFetchRequest
from aiokafka.protocol.coordination import FindCoordinatorRequest
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.group import HeartbeatRequest, JoinGroupRequest, LeaveGroupRequest, SyncGroupRequest
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.protocol.offset import OffsetRequest
from aiokafka.protocol.produce import ProduceRequest

from stream.config.settings import Settings
from stream.doctor import permissions
from stream.doctor.clock_skew import TOLERANCE_SECONDS, judge_clock
from stream.doctor.lines import DoctorLine, error, ok, unknown, warning
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.kafka.requests import AuthorizedGroup, AuthorizedMetadata, request_versions, send_request
from stream.kafka.topic_findings import Severity, TopicFinding
from stream.kafka.topics import specs
from stream.model.articles import Stream
from stream.model.errors import StopError

# What the workers and the commands ask of a broker.
REQUESTS: Final[tuple[type[Request[Any]], ...]] = (
    MetadataRequest, FetchRequest, ProduceRequest, OffsetRequest, OffsetCommitRequest, OffsetFetchRequest,
    FindCoordinatorRequest, JoinGroupRequest, SyncGroupRequest, HeartbeatRequest, LeaveGroupRequest,
    CreateTopicsRequest, DescribeConfigsRequest,
)  # fmt: skip
_JUDGED: Final = {Severity.ERROR: error, Severity.WARNING: warning, Severity.NOTE: unknown}
COORDINATOR_TRIES: Final = (
    20  # a cluster that never had a group makes its topic of offsets first: a second or two
)
COORDINATOR_SECONDS: Final = 0.25
_COMING_UP: Final = (CoordinatorNotAvailableError, GroupCoordinatorNotAvailableError)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the broker said of the topics: their metadata by name, those it refused to speak of, and of the group."""

    topics: Mapping[str, Mapping[str, Any]]
    refused: tuple[str, ...]
    group: int | None


@dataclass(slots=True)
class Feed:
    """What the checks find out for later ones: how many records the raw topic holds, None if that is not known."""

    raw_records: int | None = None


async def examine_broker(settings: Settings, feed: Feed) -> AsyncIterator[DoctorLine]:
    """Broker, versions, topics, permissions and clock, in this order; without a broker the rest is unknown."""
    try:
        async with admin.connected(settings) as client:
            async for line in _examined(settings, client, feed):
                yield line
    except StopError as stopped:
        said, _, way_out = str(stopped).rpartition(": ")
        yield error("broker", said or str(stopped), way_out)
        for check in ("broker versions", "topics", permissions.PERMISSIONS_CHECK, "clock"):
            yield unknown(check, "the broker was not asked", "make the line about the broker well first")


async def _examined(settings: Settings, client: Any, feed: Feed) -> AsyncIterator[DoctorLine]:
    cluster = await client.describe_cluster()
    nodes = len(cluster["brokers"])
    words = "1 broker" if nodes == 1 else f"{nodes} brokers"
    yield ok("broker", f"{settings.broker} answers: cluster {cluster['cluster_id']}, {words}")
    told = await send_request(client, ApiVersionRequest())
    yield judge_api_versions({key: (low, high) for key, low, high in told.api_versions})
    answers = await _ask(settings, client)
    findings = await admin.topics_amiss(settings)
    for line in judge_topics(settings, findings, answers):
        yield line
    for line in permissions.permission_line(
        settings,
        {
            name: topic.get("authorized_operations", permissions.UNTOLD)
            for name, topic in answers.topics.items()
        },
        answers.group,
        refused=answers.refused,
    ):
        yield line
    yield await _clock(settings, answers, feed)


def judge_api_versions(offered: Mapping[int, tuple[int, int]]) -> DoctorLine:
    """Hold the requests that a worker makes against those that the broker takes: api key → lowest, highest version."""
    check = "broker versions"
    missing = []
    for request in REQUESTS:
        ours = request_versions(request)
        low, high = offered.get(request.API_KEY, (0, -1))
        if not any(low <= version <= high for version in ours):
            name = request.__name__.removesuffix("Request")
            takes = f"{low} to {high}" if high >= 0 else "none"
            missing.append(f"{name} (takes {takes}, we speak {min(ours)} to {max(ours)})")
    if missing:
        return error(
            check,
            f"the broker does not take our requests: {', '.join(missing)}",
            "use Apache Kafka 2.1 to 4.x, or another broker that speaks its protocol",
        )
    return ok(check, f"the broker takes all {len(REQUESTS)} kinds of request that a worker makes")


def judge_topics(settings: Settings, findings: Iterable[TopicFinding], answers: Answers) -> list[DoctorLine]:
    """The topics as the settings want them: there, with their partitions led, replicated, and kept as long as they must."""
    alike: dict[tuple[str, str, Severity, str], list[str]] = {}
    for finding in findings:
        if finding.topic not in answers.refused:  # else it may be there: the line about permissions says so
            place = _aspect(finding), finding.problem, finding.severity, finding.way_out
            alike.setdefault(place, []).append(finding.topic)
    lines = [
        _JUDGED[severity](aspect, f"{', '.join(names)}: {problem}", way_out)
        for (aspect, problem, severity, way_out), names in alike.items()
    ]
    headless = [
        f"{name} {part['partition']}"
        for name, topic in answers.topics.items()
        for part in topic["partitions"]
        if part["leader"] < 0
    ]
    if headless:
        lines.append(
            error(
                "partitions", f"nobody leads {', '.join(headless)}", "bring the brokers that hold them back"
            )
        )
    wells = {
        "topics": f"all {len(specs(settings))} topics are there",
        "partitions": f"{settings.partitions} each, and each has a leader",
        "retention": "cleanup, retention and record sizes are as wanted",
    }
    unsaid = {line.check for line in lines} | ({"topics"} if answers.refused else set())
    seen = wells if answers.topics else {}  # of topics that are not there nothing else can be said
    return [ok(aspect, said) for aspect, said in seen.items() if aspect not in unsaid] + lines


def _aspect(finding: TopicFinding) -> str:
    if "is missing" in finding.problem:
        return "topics"
    return "partitions" if "partitions" in finding.problem or "replicas" in finding.problem else "retention"


async def _ask(settings: Settings, client: Any) -> Answers:
    wanted = [spec.name for spec in specs(settings)]
    try:
        told = (await send_request(client, AuthorizedMetadata())).to_object()["topics"]
    except (NotImplementedError, KafkaError):  # a broker from before 2019
        told = (await send_request(client, MetadataRequest())).to_object()["topics"]
    topics = {topic["topic"]: topic for topic in told if topic["topic"] in wanted}
    refused = await _refused(client, [name for name in wanted if name not in topics])
    return Answers(topics, refused, await _group(settings, client))


async def _refused(client: Any, names: list[str]) -> tuple[str, ...]:
    """The topics that are hidden because we may not describe them: the broker does not say whether they exist."""
    if not names:
        return ()
    resources = [admin.topic_resource(name) for name in names]
    return tuple(
        resource["resource_name"]
        for answer in await client.describe_configs(resources)
        for resource in answer.to_object()["resources"]
        if for_code(resource["error_code"]) is TopicAuthorizationFailedError
    )


async def _group(settings: Settings, client: Any) -> int | None:
    """The broker's number for our group; None where it refuses to speak of it."""
    for _ in range(COORDINATOR_TRIES):
        try:
            node = await client.find_coordinator(settings.group)
            answer = await send_request(client, AuthorizedGroup(settings.group), node)
        except _COMING_UP:
            await asyncio.sleep(COORDINATOR_SECONDS)
            continue
        except GroupAuthorizationFailedError:
            return None
        except (KafkaError, NotImplementedError):  # a broker from before 2019
            return permissions.UNTOLD
        (group,) = answer.to_object()["groups"]
        code = for_code(group["error_code"])
        if code is GroupAuthorizationFailedError:
            return None
        told: int = group.get("authorized_operations", permissions.UNTOLD)
        return told if code is NoError else permissions.UNTOLD
    return permissions.UNTOLD


async def _clock(settings: Settings, answers: Answers, feed: Feed) -> DoctorLine:
    """Whether a record of the feed or of another worker is stamped ahead of this machine's clock; counts the records of the feed, too."""
    places = [
        TopicPartition(settings.topic(stream), part["partition"])
        for stream in (Stream.RAW, Stream.PREPARED)
        for part in answers.topics.get(settings.topic(stream), {"partitions": ()})["partitions"]
        if part["leader"] >= 0
    ]
    if not places:
        return unknown("clock", "there is no topic whose records could be looked at", "make the topics first")
    consumer: Any = AIOKafkaConsumer(
        client_id="newswire-doctor", enable_auto_commit=False, **client_options(settings)
    )
    try:
        await consumer.start()
        raw = [place for place in places if place.topic == settings.topic(Stream.RAW)]
        ends, starts = await consumer.end_offsets(raw), await consumer.beginning_offsets(raw)
        feed.raw_records = sum(ends[place] - starts[place] for place in raw) or None
        now = int(time.time() * 1000)
        found = await consumer.offsets_for_times(dict.fromkeys(places, now + int(TOLERANCE_SECONDS * 1000)))
    except (KafkaError, OSError, TimeoutError) as failed:
        return unknown("clock", f"the broker did not say: {type(failed).__name__}", "see the lines above")
    finally:
        await consumer.stop()
    ahead = {
        place: None if place_found is None else place_found.timestamp for place, place_found in found.items()
    }
    return judge_clock({f"{place.topic} {place.partition}": at for place, at in ahead.items()}, now)
