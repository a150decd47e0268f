"""A running worker's log, read whole."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream import admin
from stream.demo.day import build_day
from stream.demo.worker import running_worker
from stream.records import Stream
from stream.settings import Settings
from tests.broker.harness import decided, read_until, send, with_port

pytestmark = pytest.mark.broker

DONE = (Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS, Stream.ENRICHED)


def test_a_worker_logs_json_that_follows_every_article_and_quotes_none(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """At debug: every line is an object, each verdict is found by its article, no line holds five words of a text."""
    own = with_port(settings, log_format="json", log_level="debug")
    asyncio.run(admin.create(own))
    records = [delivery.value for delivery in build_day().deliveries]
    log = tmp_path / "worker.log"
    with running_worker(own, log):
        send(own, records)
        found = read_until(own, DONE, lambda got: _is_whole(got, len(records)))
    lines: list[dict[str, Any]] = [orjson.loads(line) for line in log.read_bytes().splitlines()]
    assert all({"time", "level", "logger", "event"} <= line.keys() for line in lines)
    events = Counter(line["event"] for line in lines)
    assert {
        "starting",
        "partitions assigned",
        "table recovered",
        "ready",
        "batch",
        "stopping",
        "ended",
    } <= set(events)
    judged = {(line["article_id"], line["offset"]): line for line in lines if line["event"] == "judged"}
    for record in found:
        if record.stream in {Stream.JUDGED, Stream.COPIES}:
            line = judged[record.fields["article_id"], record.fields["position"]["offset"]]
            assert record.fields["verdict"] == line["verdict"]
            assert record.fields["reason"]["rule"] == line["rule"]
    letters = [record for record in found if record.stream is Stream.DEADLETTERS]
    assert len(letters) == events["rejected"]
    batches = [line for line in lines if line["event"] == "batch"]
    assert len(records) == sum(line["records"] for line in batches if line["stage"] == "intake")
    assert len(letters) == sum(sum(line.get("dead_letters", {}).values()) for line in batches)
    _assert_quotes_nothing(log.read_text(), records)


def _is_whole(found: list[Any], records: int) -> bool:
    # The deliberate redeliveries have no record of their own: they are counted, in the log as well.
    return len(decided(found)) >= records - 20 and any(record.stream is Stream.ENRICHED for record in found)


def _assert_quotes_nothing(log: str, records: list[bytes]) -> None:
    for record in records:
        try:
            fields = orjson.loads(record)
        except orjson.JSONDecodeError:
            continue
        if isinstance(fields, dict):
            for name in ("headline", "body", "ednote", "byline"):
                words = str(fields.get(name) or "").split()
                for at in range(0, len(words) - 4, 5):
                    assert " ".join(words[at : at + 5]) not in log, (name, record)
