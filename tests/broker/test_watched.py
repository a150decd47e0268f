"""A worker that was given the demo's day and a stranger's articles: what its log and its status page say of it."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.error
import urllib.request
from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.worker_process import Running
from stream.kafka import admin
from stream.kafka.embedded_broker import free_port
from stream.model.articles import Stream
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay
from stream.worker.web.reason_words import word
from tests import chromium
from tests.broker.harness import WAIT_SECONDS, Emitted, article, decided, read_until, send
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

DONE = (Stream.JUDGED, Stream.COPIES, Stream.DEADLETTERS)


# Written where a stranger may write, and shown on the page: a uri and a source.
HOSTILE = article(1, uri="urn:<script>alert(1)</script>", source="<img src=x onerror=alert(1)>")


class Watched(NamedTuple):
    """What was sent, what came of it, and what the worker wrote and showed meanwhile."""

    records: list[bytes]
    found: list[Emitted]
    log: str
    page: str
    document: str
    policy: str
    others: dict[str, int]


@pytest.fixture(scope="module")
def watched(embedded: str, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """One worker, one day, looked at from all sides."""
    folder = tmp_path_factory.mktemp("watched")
    own = Settings(
        broker=embedded,
        topic_prefix="watched",
        group="watched",
        data_dir=folder / "data",
        web_port=free_port(),
        log_format="json",
        log_level="debug",
    )
    asyncio.run(admin.create_missing(own))
    records = [*(delivery.value for delivery in build_day().deliveries), HOSTILE]
    with running_worker(own, folder / "worker.log") as worker:
        send(own, records)
        expected = _with_a_record(own, records)
        found = read_until(own, DONE, lambda got: len(decided(got)) >= expected)
        page, policy = _page_until(worker, "urn:&lt;script&gt;")
        others = {
            path: _status(worker.address + path)
            for path in ("/table/", "/table/dedup/", "/router/", "/stats")
        }
        document = chromium.dom(worker.address, seconds=6) if not chromium.missing() else ""
    return Watched(records, found, (folder / "worker.log").read_text(), page, document, policy, others)


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback, our own
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code


def test_every_line_of_the_log_is_an_object_that_quotes_no_article(watched: Watched) -> None:
    """At debug; no five words in a row of any headline, body, note or byline."""
    lines = [orjson.loads(line) for line in watched.log.splitlines()]
    assert all({"time", "level", "logger", "event"} <= line.keys() for line in lines)
    _assert_quotes_nothing(watched.log, watched.records)


def test_the_log_tells_the_life_of_the_worker_and_follows_every_article(watched: Watched) -> None:
    """Each verdict is found by its article; each batch is one line, and they add up to what was sent."""
    lines = [orjson.loads(line) for line in watched.log.splitlines()]
    events = Counter(line["event"] for line in lines)
    life = ("starting", "partitions assigned", "table recovered", "ready", "stopping", "ended")
    assert dict.fromkeys(life, 1) == {event: events[event] for event in life}
    judged = {(line["article_id"], line["offset"]): line for line in lines if line["event"] == "judged"}
    for record in watched.found:
        if record.stream in {Stream.JUDGED, Stream.COPIES}:
            line = judged[record.fields["article_id"], record.fields["position"]["offset"]]
            assert record.fields["verdict"] == line["verdict"]
            assert record.fields["reason"]["rule"] == line["rule"]
    letters = [record for record in watched.found if record.stream is Stream.DEADLETTERS]
    assert len(letters) == events["rejected"]
    batches = [line for line in lines if line["event"] == "batch"]
    assert len(watched.records) == sum(line["records"] for line in batches if line["stage"] == "intake")
    assert len(letters) == sum(sum(line.get("dead_letters", {}).values()) for line in batches)


def test_the_status_page_says_what_the_worker_did(watched: Watched) -> None:
    """Ready, with its partitions; as many records as were sent, dead letters by reason, the last verdict first."""
    text = " ".join(
        re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", watched.page, flags=re.DOTALL).split()
    )
    assert "Ready : articles flow; 12 partitions." in text
    assert f"raw records {len(watched.records)} " in text
    letters = Counter(
        (record.fields["stage"], record.fields["reason"])
        for record in watched.found
        if record.stream is Stream.DEADLETTERS
    )
    for (stage, reason), count in letters.items():
        assert f"{stage} {reason} {word(reason)} {count}" in text
    assert "original &lt;img src=x onerror=alert(1)&gt; urn:&lt;script&gt;alert(1)&lt;/script&gt;" in text
    _assert_quotes_nothing(text, watched.records)


@pytest.mark.chromium
def test_in_a_browser_the_page_of_a_worker_lives_and_a_strangers_markup_does_not(watched: Watched) -> None:
    """Our script runs (the switch is there), under a policy that lets nothing else."""
    assert "default-src 'none'" in watched.policy
    assert "<label><input" in watched.document
    assert "urn:&lt;script&gt;alert(1)&lt;/script&gt;" in watched.document
    assert "<img" not in watched.document


def test_nothing_else_is_on_the_web_port(watched: Watched) -> None:
    """Faust's own pages would show the table to everybody, embargoed articles and all."""
    assert {404} == set(watched.others.values())


def _with_a_record(settings: Settings, records: list[bytes]) -> int:
    """How many of the records come to one of their own; redeliveries are counted and dropped."""
    pipeline = Replay(settings, load_tagger(settings))
    outputs = [output for record in records for output in pipeline.feed(record, datetime.now(UTC))]
    return len(decided(Emitted(output.stream, output.key, output.value) for output in outputs))


def _page_until(worker: Running, wanted: str) -> tuple[str, str]:
    """The page and its policy, once it shows that; bounded. What is sent can be read before it is counted."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        with urllib.request.urlopen(worker.address, timeout=10) as answer:  # noqa: S310 - loopback, our own
            page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
        if wanted in page:
            return page, policy
        assert time.monotonic() < deadline, page


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
