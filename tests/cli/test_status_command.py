from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.cli.client import sending
from stream.cli.status_command import standing_rows, standing_sentence
from stream.config.settings import Settings
from stream.kafka.admin import create_missing
from stream.kafka.connection import client_options
from stream.kafka.group_standing import Member, standing
from stream.model.articles import Stream
from tests.cli.conftest import Run, json_lines

RAW = TopicPartition("wire.raw", 0)


@pytest.mark.parametrize(
    ("committed", "bounds", "lag"),
    [
        (None, (0, 9), 9),
        (None, (4, 9), 5),
        (7, (4, 9), 2),
        (2, (4, 9), 5),  # what was read last is deleted
        (9, (4, 9), 0),
        (12, (0, 9), 0),  # the topic was made anew
    ],
)
def test_lag_is_what_the_topic_still_holds_and_nobody_has_read(
    committed: int | None, bounds: tuple[int, int], lag: int
) -> None:
    """In records."""
    offsets = {} if committed is None else {RAW: committed}
    found = standing("wire", "Stable", [], offsets, {RAW: bounds})
    assert (found.lag, found.partitions[0].lag) == (lag, lag)


def test_each_partition_is_shown_with_its_worker() -> None:
    """A partition that nobody has is named, and where nobody reads the way out."""
    other = TopicPartition("wire.raw", 1)
    members = [Member("id-b", "b", "127.0.0.1", ("wire.raw:0",)), Member("id-a", "a", "127.0.0.1", ())]
    found = standing("wire", "Stable", members, {RAW: 7}, {RAW: (0, 9), other: (0, 1)})
    assert standing_rows(found) == [
        ("wire.raw", "0", "7", "9", "2", "b"),
        ("wire.raw", "1", "", "1", "1", "nobody"),
    ]
    assert [member.client for member in found.members] == ["a", "b"]
    assert standing_sentence(found).startswith(
        "group wire (Stable): 2 workers, 3 records behind. 1 partition has no worker"
    )
    silent = standing("wire", "Stable", [Member("id", "", "", ())], {}, {RAW: (0, 0)})
    assert (standing_rows(silent)[0][-1], standing_sentence(silent)) == (
        "not told", "group wire (Stable): 1 worker, 0 records behind."
    )  # fmt: skip
    nobody = standing("wire", "Dead", [], {}, {RAW: (0, 0)})
    assert standing_sentence(nobody) == (
        "group wire (none): 0 workers, 0 records behind. Nobody reads: start one with `newswire worker`."
    )


@pytest.mark.broker
def test_a_group_is_told_with_its_members_and_what_is_behind(
    run: Run,
    settings: Callable[..., Settings],
    environment: Callable[[Settings], None],
    request: pytest.FixtureRequest,
) -> None:
    """Offsets as committed, ends as they are after batches of several records; and who has the partition, where the broker says it."""
    tells = (
        request.node.callspec.params["broker"] == "apache"
    )  # the embedded one tells no client and no partitions
    own = settings(partitions=1)
    environment(own)
    raw = own.topic(Stream.RAW)

    async def fill() -> None:
        await create_missing(own)
        async with sending(own, {raw}) as sender:
            for number in range(10):
                await sender.send(raw, b"%d" % number, None)

    async def read_some() -> dict[str, Any]:
        consumer = AIOKafkaConsumer(
            raw,
            group_id=own.group,
            client_id="reader",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            **client_options(own),
        )
        await consumer.start()
        try:
            for _ in range(4):
                await consumer.getone()
            await consumer.commit({TopicPartition(raw, 0): 4})
            (told,) = json_lines((await asyncio.to_thread(run, "status", "--json")).stdout)
            return told
        finally:
            await consumer.stop()

    asyncio.run(fill())
    told = asyncio.run(read_some())
    assert told["lag"] == 6
    (member,) = told["members"]
    held = ("reader", [f"{raw}:0"]) if tells else ("", [])
    assert (member["client"], member["partitions"]) == held
    (first, *others) = told["partitions"]
    assert first == {
        "topic": raw, "partition": 0, "committed": 4, "start": 0, "end": 10, "lag": 6,
        "member": "reader" if tells else None,
    }  # fmt: skip
    assert [(row["committed"], row["end"], row["member"]) for row in others] == [(None, 0, None)] * 2
    after = run("status")
    assert after.stdout.splitlines()[0].split("\t")[:5] == [raw, "0", "4", "10", "6"]
    if tells:  # the embedded one keeps who has left for a while
        assert "0 workers, 6 records behind" in after.stderr
