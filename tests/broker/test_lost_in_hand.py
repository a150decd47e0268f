"""A batch that is lost between its decisions and their row: what was decided counts only when it stands in the changelog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from stream.config.settings import Settings
from stream.intake.prepare import Raw
from stream.intake.stage import intake
from stream.kafka import admin
from stream.kafka.connection import client_options
from stream.model.articles import Position, Stream
from stream.pipeline.core_rules import intake_rules
from tests.broker.harness import article, decided, read_until, send, verdicts, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

SENT = 20
AT = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)


def copy_of(number: int) -> bytes:
    """An outlet's article with the text of that number."""
    return article(number, uri=f"urn:outlet:{number}", source="Outlet")


def prepare(settings: Settings, records: Sequence[bytes], first: int) -> None:
    """Put records into the raw topic, and what the intake makes of them into the prepared one: a worker finds them at once."""
    send(settings, records, at=AT)
    raws = [
        Raw(record, b"one", (), Position(settings.topic(Stream.RAW), 0, offset), AT)
        for offset, record in enumerate(records, first)
    ]
    outputs = intake(raws, intake_rules(settings), 1).outputs

    async def run() -> None:
        producer = AIOKafkaProducer(acks="all", **client_options(settings))
        await producer.start()
        try:
            for output in outputs:
                await producer.send_and_wait(settings.topic(Stream.PREPARED), output.value, output.key, 0)
        finally:
            await producer.stop()

    asyncio.run(run())


def test_what_was_lost_in_hand_is_decided_again_and_written(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Committed offsets come late and the state is rebuilt slowly: the batch taken before is lost, comes again, and is kept.

    The next worker knows the articles: every copy is a copy.
    """
    own = with_port(settings, partitions=1)
    late = own.model_copy(
        update={"data_dir": tmp_path / "late"}
    )  # an empty disk: something is to be recovered
    asyncio.run(admin.create_missing(own))
    with running_worker(own, tmp_path / "first.log"):
        send(own, [article(number) for number in range(SENT)], at=AT)
        read_until(own, [Stream.JUDGED], lambda got: len(decided(got)) >= SENT)
    prepare(own, [article(number) for number in range(SENT, 2 * SENT)], SENT)
    with running_worker(late, tmp_path / "late.log", "tests.broker.late_worker"):
        read_until(own, [Stream.JUDGED], lambda got: len(decided(got)) >= 2 * SENT)
    with running_worker(own, tmp_path / "next.log"):
        send(own, [copy_of(number) for number in range(2 * SENT)], at=AT)
        found = read_until(own, (Stream.JUDGED, Stream.COPIES), lambda got: len(decided(got)) >= 4 * SENT)
    said = verdicts(found)
    raw = own.topic(Stream.RAW)
    assert [{"original"}] * 2 * SENT == [said[raw, 0, offset, 0] for offset in range(2 * SENT)]
    assert [{"copy"}] * 2 * SENT == [said[raw, 0, offset, 0] for offset in range(2 * SENT, 4 * SENT)]
