"""`newswire notify`: notices to webhooks, channels and mailboxes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson
from aiohttp import web
from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.cli.output import print_json, print_line, say
from stream.cli.topic_reading import reading
from stream.config import logs
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.kafka.admin import require
from stream.kafka.connection import client_options
from stream.model.articles import Stream
from stream.model.errors import RejectedError, StopError
from stream.notify.filters import Arrived, own_copies, passes, passes_tags
from stream.notify.notifier import group_of, read_notice
from stream.notify.notifier import send_notices as notify_all
from stream.notify.payloads import mail, payload
from stream.notify.signing import idempotency_key
from stream.notify.story_tags import StoryTags
from stream.notify.tag_reader import reading_tags
from stream.notify.targets import MailTarget, Plan, Target, read_plan
from stream.notify.watching import Watch, watch_application
from stream.notify.wording import notice_words


@click.command()
@click.option(
    "--targets", type=click.Path(path_type=Path), help="TOML file of targets, instead of NEWSWIRE_NOTIFY."
)
@click.option("--dry-run", is_flag=True, help="Print what would be sent up to now; send and commit nothing.")
@click.option(
    "--json", "as_json", is_flag=True, help="With --dry-run: print each whole, as one line of JSON."
)
@click.option(
    "--web",
    "port",
    type=click.IntRange(1, 65535),
    help="Serve /metrics, /healthz and /readyz on this port of NEWSWIRE_WEB_HOST.",
)
def notify(targets: Path | None, dry_run: bool, as_json: bool, port: int | None) -> None:
    """Send notices (kills, holds, corrections, ...) to webhooks, Slack, Teams and mailboxes.

    The file says who gets which (docs/notify.md). Each target goes its own way through the topic: what it has not taken is
    sent again, under the same idempotency key. Runs until SIGTERM or Ctrl-C.
    """
    if as_json and not dry_run:
        msg = "--json goes with --dry-run"
        raise click.UsageError(msg)
    settings = load()
    file = targets or settings.notify
    if file is None:
        msg = "no file of targets: name one with --targets FILE or NEWSWIRE_NOTIFY (docs/notify.md shows one)"
        raise StopError(msg)
    plan = read_plan(file)
    if dry_run:
        asyncio.run(_dry_run(settings, plan, as_json=as_json))
        return
    logs.configure(settings)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_until_told(settings, plan, port))


async def _until_told(settings: Settings, plan: Plan, port: int | None) -> None:
    """Send until SIGTERM: what is on its way then is sent again at the next start."""
    watch = Watch(target.name for target in plan.target)
    async with _served(settings.web_host, port, watch):
        task = asyncio.create_task(notify_all(settings, plan, watch))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task


@contextlib.asynccontextmanager
async def _served(host: str, port: int | None, watch: Watch) -> AsyncIterator[None]:
    """What a monitoring system asks for, while the block runs.

    Raises:
        StopError: the address cannot be had.
    """
    if port is None:
        yield
        return
    runner = web.AppRunner(watch_application(watch), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            msg = f"--web {port} on NEWSWIRE_WEB_HOST={host}: {error.strerror}: name a port that is free"
            raise StopError(msg) from error
        yield
    finally:
        await runner.cleanup()


async def _dry_run(settings: Settings, plan: Plan, *, as_json: bool) -> None:
    """Print what each target would get of what is on the topic: from where it stands, a new one from the beginning."""
    topic = settings.topic(Stream.NOTICES)
    standing = {target.name: await _standing(settings, target, topic) for target in plan.target}
    count = 0
    tags = StoryTags()
    if any(target.filter.asks_tags for target in plan.target):
        async with reading_tags(settings) as reader:
            await reader.catch_up()
            tags = reader.tags
    async with aclosing(reading(settings, topic, until_end=True)) as records:
        async for record in records:
            try:
                arrived = read_notice(record)
            except RejectedError as error:
                say(
                    f"{topic}/{record.partition}/{record.offset} is no notice: {error.reason} {error.field}".rstrip()
                )
                continue
            for target in plan.target:
                behind = arrived.offset >= standing[target.name].get(arrived.partition, 0)
                tagged = passes_tags(target.filter, tags.killed(arrived.notice))
                if behind and tagged and passes(target.filter, arrived.notice):
                    count += 1
                    _print(target, arrived, as_json=as_json)
    say(f"{count} would be sent.")


async def _standing(settings: Settings, target: Target, topic: str) -> Mapping[int, int]:
    """The offsets that a target is committed at, asked without joining its group."""
    counts = await require(settings, [topic])
    consumer: AIOKafkaConsumer = AIOKafkaConsumer(
        client_id="newswire-notify-dry-run",
        group_id=group_of(settings, target),
        enable_auto_commit=False,
        **client_options(settings),
    )
    try:
        await consumer.start()
        partitions = [TopicPartition(topic, number) for number in range(counts[topic])]
        consumer.assign(partitions)
        found = {partition.partition: await consumer.committed(partition) for partition in partitions}
        return {partition: offset for partition, offset in found.items() if offset is not None}
    finally:
        await consumer.stop()


def _print(target: Target, arrived: Arrived, *, as_json: bool) -> None:
    if not as_json:
        title = notice_words(arrived.notice, own_copies(target.filter, arrived.notice)).title
        print_line(f"{target.name} {arrived.partition}:{arrived.offset} {title}")
        return
    body: Any
    if isinstance(target, MailTarget):
        body = mail(target, arrived, datetime.now(UTC)).as_string()
    else:
        body = orjson.loads(payload(target, arrived))
    place = {"partition": arrived.partition, "offset": arrived.offset}
    key = idempotency_key(arrived.notice)
    print_json({"target": target.name, "type": target.type, **place, "id": key, "body": body})
