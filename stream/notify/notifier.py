"""A target's own way through `newswire.notices`: read, send, and only then commit."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Final, TypeAlias

import aiohttp
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from stream.config.settings import Settings
from stream.kafka.admin import require
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.codec import decode
from stream.model.errors import RejectedError, StopError
from stream.model.notices import Notice
from stream.notify.backoff import Outcome, TryEnd, pause
from stream.notify.filters import Arrived, committable, kills_first, passes, passes_tags
from stream.notify.http_delivery import post
from stream.notify.mail_delivery import send_mail
from stream.notify.signing import idempotency_key
from stream.notify.tag_reader import SETTLE_SECONDS, TagReader, reading_tags
from stream.notify.targets import MailTarget, Plan, Retries, Target
from stream.notify.watching import Watch

_log = logging.getLogger(__name__)

Try: TypeAlias = Callable[[Arrived], Awaitable[Outcome]]

BATCH_RECORDS: Final = 100  # notices among which late kills go first; a busy feed has a few notices a minute
POLL_MILLISECONDS: Final = 1000
# A target that is away stops its own reading for up to `give_up`. For that long its consumer must stay in the group without polling;
# heartbeats show that the process is alive.
_POLL_DAYS: Final = 20


def group_of(settings: Settings, target: Target) -> str:
    """The consumer group that holds what a target was sent."""
    return f"{settings.group}-notify-{target.name}"


def read_notice(record: ConsumerRecord[bytes, bytes]) -> Arrived:
    """A record of the topic as a notice.

    Raises:
        RejectedError: it is none.
    """
    value = record.value or b""
    return Arrived(record.partition, record.offset, value, decode(Notice, value))


async def send_notices(settings: Settings, plan: Plan, watch: Watch | None = None) -> None:
    """Send notices to all targets until cancelled; each has offsets of its own, and none waits for another.

    `watch` counts the tries, and is told which targets are being read.

    Raises:
        StopError: the broker fails, or the topic is missing.
    """
    topic = settings.topic(Stream.NOTICES)
    await require(settings, [topic])
    try:
        await _serve_all(settings, topic, plan, watch or Watch(target.name for target in plan.target))
    except* StopError as stopped:
        raise stopped.exceptions[0] from None  # a fault of the broker concerns all targets


async def _serve_all(settings: Settings, topic: str, plan: Plan, watch: Watch) -> None:
    async with AsyncExitStack() as stack:
        tags = None
        if any(target.filter.asks_tags for target in plan.target):
            tags = await stack.enter_async_context(reading_tags(settings))
        session = await stack.enter_async_context(aiohttp.ClientSession(trust_env=True))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for target in plan.target:
            attempt = watch.counted(target.name, _tries(session, target, plan.retries))
            read = partial(watch.reads, target.name)
            group.create_task(_serve(settings, topic, target, plan.retries, attempt, tags, read))


def _tries(session: aiohttp.ClientSession, target: Target, retries: Retries) -> Try:
    if isinstance(target, MailTarget):
        return partial(send_mail, target, timeout=retries.timeout)
    return partial(post, session, target, timeout=retries.timeout)


async def _serve(
    settings: Settings,
    topic: str,
    target: Target,
    retries: Retries,
    attempt: Try,
    tags: TagReader | None,
    read: Callable[[], None],
) -> None:
    """Serve one target until cancelled; calls `read` when its consumer has joined the group."""
    consumer: AIOKafkaConsumer = AIOKafkaConsumer(
        client_id=f"newswire-notify-{target.name}",
        group_id=group_of(settings, target),
        enable_auto_commit=False,
        max_poll_interval_ms=_POLL_DAYS * 86_400_000,
        session_timeout_ms=int(settings.session_timeout * 1000),
        heartbeat_interval_ms=int(settings.session_timeout * 300),  # three in a session, as Kafka advises
        max_partition_fetch_bytes=settings.max_record_bytes,
        auto_offset_reset="earliest",
        **client_options(settings),
    )
    try:
        await consumer.start()
        consumer.subscribe([topic], listener=_FirstOffsets(consumer, target))
        read()
        _log.info("notifying", extra={"target": target.name, "type": target.type})
        while True:
            batches = await consumer.getmany(timeout_ms=POLL_MILLISECONDS, max_records=BATCH_RECORDS)
            if batches:
                await _send_batch(consumer, topic, batches, target, retries, attempt, tags)
    except (KafkaError, OSError) as error:
        msg = f"the broker at {settings.broker} failed: {type(error).__name__}: {error}"
        raise StopError(msg) from error
    finally:
        await consumer.stop()


async def _send_batch(
    consumer: AIOKafkaConsumer,
    topic: str,
    batches: Mapping[TopicPartition, Iterable[ConsumerRecord[bytes, bytes]]],
    target: Target,
    retries: Retries,
    attempt: Try,
    tags: TagReader | None,
) -> None:
    read = {
        partition.partition: [record.offset for record in records] for partition, records in batches.items()
    }
    done: set[tuple[int, int]] = set()
    wanted: list[Arrived] = []
    for record in (record for records in batches.values() for record in records):
        try:
            arrived = read_notice(record)
        except RejectedError as error:
            way_out = "another version of newswire wrote it: run notify in the version of the workers; tail shows the record"
            told = {"why": _plain(error), "way_out": way_out}
            _log.error(
                "notice cannot be read", extra={**_place(topic, record), "target": target.name, **told}
            )
            done.add((record.partition, record.offset))
            continue
        if passes(target.filter, arrived.notice):
            wanted.append(arrived)
        else:
            done.add((arrived.partition, arrived.offset))
    if tags is not None and target.filter.asks_tags and wanted:
        kept = await by_tags(wanted, target, tags)
        done |= {(arrived.partition, arrived.offset) for arrived in wanted} - {
            (arrived.partition, arrived.offset) for arrived in kept
        }
        wanted = kept
    for arrived in kills_first(wanted):
        await deliver(arrived, topic, target, retries, attempt)
        done.add((arrived.partition, arrived.offset))
        await _commit(consumer, topic, committable(read, done))
    if not wanted:
        await _commit(consumer, topic, committable(read, done))


async def by_tags(
    wanted: Sequence[Arrived], target: Target, tags: TagReader, seconds: float = SETTLE_SECONDS
) -> list[Arrived]:
    """The notices that pass the filters on the tags of their stories.

    Tags come later than notices. A notice that does not pass by the tags known so far waits until the tagging has reached it, up to
    a limit of seconds. If the tagging is still behind then, the notice is sent: better one notice too many than a kill too few.
    """

    def passing(arrived: Arrived) -> bool:
        return passes_tags(target.filter, tags.tags.killed(arrived.notice))

    await tags.catch_up()
    if all(passing(arrived) for arrived in wanted):
        return list(wanted)
    if await tags.settle(seconds):
        return [arrived for arrived in wanted if passing(arrived)]
    told = {"target": target.name, "notices": len(wanted)}
    _log.warning("the tagging is behind: sent whatever their tags", extra=told)
    return list(wanted)


async def deliver(arrived: Arrived, topic: str, target: Target, retries: Retries, attempt: Try) -> None:
    """Try until the target has taken the notice, refuses it for good, or `give_up` seconds are over.

    What is not delivered is an error in the log, with the place of its record, why, and the way out.
    """
    clock = asyncio.get_running_loop().time
    began, failed = clock(), 0
    told = {**_place(topic, arrived), "target": target.name, "kind": arrived.notice.kind.value}
    told |= {"story": arrived.notice.story_id, "id": idempotency_key(arrived.notice)}
    while True:
        outcome = await attempt(arrived)
        if outcome.end is TryEnd.DELIVERED:
            _log.info("notice delivered", extra={**told, "tries": failed + 1})
            return
        if outcome.end is TryEnd.REFUSED:
            _log.error("notice refused", extra={**told, "why": outcome.why, "way_out": outcome.way_out})
            return
        failed += 1
        wait = pause(retries, failed, random.random(), outcome.wait)  # noqa: S311 - no secret hangs on it
        if clock() - began + wait > retries.give_up:
            way_out = "see that the target can be reached, and read the record at this place; retries.give_up says how long it is tried"
            _log.error(
                "notice given up", extra={**told, "why": outcome.why, "tries": failed, "way_out": way_out}
            )
            return
        _log.warning("notice not taken", extra={**told, "why": outcome.why, "again_in": round(wait, 1)})
        await asyncio.sleep(wait)


async def _commit(consumer: AIOKafkaConsumer, topic: str, offsets: Mapping[int, int]) -> None:
    """Commit. If another process has taken the partitions, it sends the uncommitted notices again, under the same keys."""
    try:
        await consumer.commit({TopicPartition(topic, partition): at for partition, at in offsets.items()})
    except (CommitFailedError, IllegalStateError):
        _log.warning("not committed: another process has the partitions", extra={"topic": topic})


class _FirstOffsets(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka's types say nothing of it
    """Gives a target with a new name its start offset and commits it, so that no notice is lost before the first delivery."""

    def __init__(self, consumer: AIOKafkaConsumer, target: Target) -> None:
        self._consumer = consumer
        self._target = target

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing is kept of a partition."""

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Commit where to begin, where nothing is committed yet."""
        new = [partition for partition in assigned if await self._consumer.committed(partition) is None]
        if not new:
            return
        from_end = self._target.start == "end"
        starts = await (self._consumer.end_offsets if from_end else self._consumer.beginning_offsets)(new)
        for partition, offset in starts.items():
            self._consumer.seek(partition, offset)
        await self._consumer.commit(starts)
        _log.info("a new target", extra={"target": self._target.name, "starts_at": self._target.start})


def _place(topic: str, record: ConsumerRecord[bytes, bytes] | Arrived) -> dict[str, object]:
    return {"topic": topic, "partition": record.partition, "offset": record.offset}


def _plain(error: RejectedError) -> str:
    return f"{error.reason} at {error.field}" if error.field else error.reason
