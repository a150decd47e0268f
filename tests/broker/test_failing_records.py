"""A record that a stage fails on costs that record, not the feed; only many stop a worker."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.articles import Stream
from stream.model.schemas import validator
from tests.broker.failing_tagger import WORD
from tests.broker.harness import article, read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

FAILING = "tests.broker.failing_tagger"


def test_a_poison_article_is_a_dead_letter_and_the_feed_goes_on(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """All others of its batch are tagged; it is counted by stage and reason, and its text stands in no log."""
    own = with_port(settings, partitions=1, tagger="rules", log_format="json")
    asyncio.run(admin.create_missing(own))
    log = tmp_path / "worker.log"
    records = [article(number, **({"body": f"{WORD} words"} if number == 7 else {})) for number in range(20)]
    with running_worker(own, log, FAILING) as worker:
        send(own, records)
        found = read_until(own, (Stream.ENRICHED, Stream.DEADLETTERS), lambda got: len(got) >= len(records))
        send(own, [article(20)])
        read_until(own, (Stream.ENRICHED,), lambda got: "urn:test:20" in {r.fields["uri"] for r in got})
        metrics = worker.get("/metrics").decode()
        assert worker.process.poll() is None
    (letter,) = [record.fields for record in found if record.stream is Stream.DEADLETTERS]
    validator(Stream.DEADLETTERS).validate(letter)
    assert (letter["stage"], letter["reason"]) == ("tag", "internal_error")
    assert WORD in base64.b64decode(letter["value"]).decode()
    assert "IndexError at stream.tagging.stage:" in letter["message"]
    assert WORD not in letter["message"]
    assert 'newswire_deadletters_total{reason="internal_error",stage="tag"} 1.0' in metrics
    lines = [orjson.loads(line) for line in log.read_text().splitlines()]
    (told,) = [line for line in lines if line["event"] == "stage failed on a record"]
    assert (told["level"], told["stage"], told["records"]) == ("error", "tag", 1)
    assert WORD not in log.read_text()


def test_many_in_a_row_stop_the_worker(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A bad deploy fails on everything: the worker ends with 1, and its last line says why and what to do."""
    own = with_port(settings, partitions=1, tagger="rules", log_format="json", deadletter_limit=5)
    asyncio.run(admin.create_missing(own))
    log = tmp_path / "worker.log"
    with running_worker(own, log, FAILING) as worker:
        send(own, [article(number, body=f"{WORD} {number}") for number in range(10)])
        assert worker.process.wait(60) == 1
    last = orjson.loads(log.read_text().splitlines()[-1])
    assert last["event"] == "failed"
    assert "6 records in a row went to the dead letters of tag" in last["reason"]
    assert "internal_error IndexError at stream.tagging.stage:" in last["reason"]
    assert "NEWSWIRE_DEADLETTER_LIMIT" in last["way_out"]
    assert WORD not in log.read_text()
