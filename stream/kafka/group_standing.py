"""Where a consumer group stands: its members, and of each partition what was read and what is still to be read."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment
from aiokafka.errors import (
    CoordinatorNotAvailableError,
    GroupCoordinatorNotAvailableError,
    KafkaError,
    NoError,
    for_code,
)

from stream.config.settings import Settings
from stream.kafka.admin import connected, require
from stream.kafka.connection import client_options
from stream.kafka.requests import AuthorizedGroup, send_request
from stream.model.errors import StopError

_END_SECONDS: Final = 5.0  # a fetch tells an end at once where the broker is up
_COORDINATOR_TRIES: Final = 20  # a second or two are enough for the topic of offsets
_COORDINATOR_SECONDS: Final = 0.25
_EMPTY_STATES: Final = frozenset({"", "Dead"})  # of a group that the broker does not know


@dataclass(frozen=True, slots=True)
class Member:
    """A process of the group: the id that the broker gave it, what it calls itself, its address, and its partitions as `topic:number`."""

    id: str
    client: str
    host: str
    partitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartitionStanding:
    """A partition: the offset that the group reads next (None before it read any), the log's end, records between, whose it is."""

    topic: str
    partition: int
    committed: int | None
    start: int
    end: int
    lag: int
    member: str | None


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group: its state in Kafka's words, members by id, partitions in the order of the topics; `lag` is that of all."""

    group: str
    state: str
    lag: int
    members: tuple[Member, ...]
    partitions: tuple[PartitionStanding, ...]


def standing(
    group: str,
    state: str,
    members: Iterable[Member],
    committed: Mapping[TopicPartition, int],
    bounds: Mapping[TopicPartition, tuple[int, int]],
) -> GroupStanding:
    """Put together what the broker said.

    Args:
        group: its name.
        state: as the broker calls it, empty where it knows none.
        members: who is in it.
        committed: the offset that is read next, of the partitions that have one.
        bounds: first offset and end of each partition's log; what comes out is in this order.
    """
    present = tuple(sorted(members, key=lambda each: (each.client, each.id)))
    owners = {place: member.client or member.id for member in present for place in member.partitions}
    rows = []
    for place, (start, end) in bounds.items():
        done = committed.get(place)
        # What the topic no longer holds counts as no lag; a group that has read nothing has all of it before it.
        lag = max(end - max(start if done is None else done, start), 0)
        owner = owners.get(f"{place.topic}:{place.partition}")
        rows.append(PartitionStanding(place.topic, place.partition, done, start, end, lag, owner))
    return GroupStanding(
        group, "none" if state in _EMPTY_STATES else state, sum(row.lag for row in rows), present, tuple(rows)
    )


async def ask(settings: Settings, group: str, topics: list[str]) -> GroupStanding:
    """Where a group stands in these topics, as the broker knows it. Nothing is changed, and nobody joins the group.

    Raises:
        StopError: the broker is away or does not tell, or a topic is missing.
    """
    counts = await require(settings, topics)
    places = [TopicPartition(topic, number) for topic in topics for number in range(counts[topic])]
    async with connected(settings) as admin:
        node = await _coordinator(admin, group)
        # As the doctor asks: aiokafka's own request reads an answer of this version as another's.
        (described,) = (await send_request(admin, AuthorizedGroup(group), node)).to_object()["groups"]
        if for_code(described["error_code"]) is not NoError:
            name = for_code(described["error_code"]).__name__
            msg = f"the broker does not describe group {group}: {name}: let user {settings.sasl_username!r} describe it"
            raise StopError(msg)
        offsets = await admin.list_consumer_group_offsets(group, node, places)
    committed = {place: found.offset for place, found in offsets.items() if found.offset >= 0}
    members = [_member(each) for each in described["members"]]
    return standing(group, described["state"], members, committed, await _bounds(settings, places))


async def _coordinator(admin: Any, group: str) -> int:
    """The broker that keeps the group; a cluster that never had a group makes its topic of offsets first."""
    for _ in range(_COORDINATOR_TRIES - 1):
        with contextlib.suppress(CoordinatorNotAvailableError, GroupCoordinatorNotAvailableError):
            node: int = await admin.find_coordinator(group)
            return node
        await asyncio.sleep(_COORDINATOR_SECONDS)
    last: int = await admin.find_coordinator(group)
    return last


def _member(told: Mapping[str, Any]) -> Member:
    held: list[str] = []
    if told["member_assignment"]:
        decoded = ConsumerProtocolMemberAssignment.decode(told["member_assignment"])
        held = [f"{topic}:{number}" for topic, numbers in decoded.assignment for number in sorted(numbers)]
    return Member(told["member_id"], told["client_id"], told["client_host"].lstrip("/"), tuple(sorted(held)))


async def _bounds(settings: Settings, places: list[TopicPartition]) -> dict[TopicPartition, tuple[int, int]]:
    """First offset and end of each log; the end as a fetch tells it, for Tansu answers the question for it with less."""
    consumer: Any = AIOKafkaConsumer(
        client_id="newswire-status", enable_auto_commit=False, **client_options(settings)
    )
    try:
        await consumer.start()
        consumer.assign(places)
        starts, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
        for place, end in ends.items():
            consumer.seek(place, end)
        clock = asyncio.get_running_loop().time
        until = clock() + _END_SECONDS
        while any(consumer.highwater(place) is None for place in places) and clock() < until:
            await consumer.getmany(timeout_ms=100)
        return {place: (starts[place], max(ends[place], consumer.highwater(place) or 0)) for place in places}
    except (KafkaError, OSError, TimeoutError) as error:
        msg = f"the broker at {settings.broker} failed: {type(error).__name__}: {error}"
        raise StopError(msg) from error
    finally:
        await consumer.stop()
