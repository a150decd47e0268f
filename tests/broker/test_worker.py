"""Workers on a real Kafka protocol: what goes in comes out, once, whatever it is and whatever happens."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.worker_process import settings_variables
from stream.kafka import admin
from stream.model.articles import Stream
from stream.model.outputs import Output
from stream.model.schemas import validator
from stream.model.verdicts import Verdict
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay
from tests.broker.harness import Emitted, article, decided, read_until, send, verdicts, with_port
from tests.broker.test_threads_kept import raw
from tests.intake.formats.test_hostile_messages import SEEDS
from tests.intake.hostile import HOSTILE
from tests.pipeline.test_report_links import FIRST, RISEN, SECOND, item
from tests.warm_start import ran, running_worker

pytestmark = pytest.mark.broker

ENDS = (Stream.JUDGED, Stream.COPIES, Stream.NOTICES, Stream.ENRICHED, Stream.CONFLICT, Stream.DEADLETTERS)
# A message of every format, cut in the middle.
CUT = [seed.encode()[: len(seed) // 2] for seed in SEEDS.values()]
AT = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)
# Threads of several stories, in which a toll rises: the day has threads of one story each.
EVENTS = [
    *map(raw, range(40)),
    *map(
        orjson.dumps,
        (
            item("urn:l:1", "Lantern", FIRST, "Drone strike on El Obeid market kills 12", 2),
            item("urn:c:1", "Corvus", SECOND, "Nineteen dead in drone strike on El Obeid market", 9),
            item("urn:c:1", "Corvus", RISEN, "UPDATE 1-Drone strike on market", 20, version="2"),
        ),
    ),
]


def replayed(settings: Settings, records: list[bytes]) -> list[Output]:
    """What the offline core makes of records that all were received at `AT`."""
    pipeline = Replay(settings, load_tagger(settings))
    return [output for record in records for output in pipeline.feed(record, AT)]


def test_worker_emits_what_the_offline_core_emits(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The demo's day and events that several tell of through a worker give the same records as `newswire replay`, byte for byte, each to its schema.

    Of each thread that is the last record, as a compacted topic keeps it: what is told of it meanwhile hangs on when its
    stories are tagged.
    """
    own = with_port(settings, clock="log")
    asyncio.run(admin.create_missing(own))
    records = [*(delivery.value for delivery in build_day().deliveries), *EVENTS]
    replay = replayed(own, records)
    expected = [output for output in replay if output.stream is not Stream.THREADS]
    threads = _last(own, [output for output in replay if output.stream is Stream.THREADS])
    assert any(b'"thread_link"' in output.value for output in expected)
    assert any(b'"minimum":20' in value for _, value in threads.values())
    assert len(threads) > 5

    def is_all(got: list[Emitted]) -> bool:
        of_threads = [one for one in got if one.stream is Stream.THREADS]
        others = {(one.stream, one.value) for one in got if one.stream is not Stream.THREADS}
        return len(others) >= len(_unplaced(expected)) and _last(own, of_threads) == threads

    with running_worker(own, tmp_path / "worker.log"):
        send(own, records, at=AT)
        found = read_until(own, (*ENDS, Stream.THREADS), is_all)
    ends = {_without_place(own, one.stream, one.value) for one in found if one.stream is not Stream.THREADS}
    assert ends == _placed(own, expected)
    assert _last(own, [one for one in found if one.stream is Stream.THREADS]) == threads
    for record in found:
        validator(record.stream).validate(record.fields)


def _last(settings: Settings, records: Sequence[Output | Emitted]) -> dict[bytes, tuple[Stream, bytes]]:
    """The last record of each key."""
    return {one.key or b"": _without_place(settings, one.stream, one.value) for one in records}


def _unplaced(outputs: list[Output]) -> set[tuple[Stream, bytes]]:
    return {(output.stream, output.value) for output in outputs}


def _placed(settings: Settings, outputs: list[Output]) -> set[tuple[Stream, bytes]]:
    return {_without_place(settings, output.stream, output.value) for output in outputs}


def _without_place(settings: Settings, stream: Stream, value: bytes) -> tuple[Stream, bytes]:
    """The record with the raw record's partition and key folded: the offline core knows one partition and no key."""
    fields = orjson.loads(value)
    fields["position"]["partition"] = 0
    if stream is Stream.DEADLETTERS:
        fields["key"] = None
    return stream, orjson.dumps(fields)


def test_hostile_input_ends_in_a_verdict_or_a_dead_letter(
    settings: Callable[..., Settings], tmp_path: Path
) -> None:
    """Of over a hundred hostile records none is lost, each refused one names its reason, and the worker runs on."""
    own = with_port(settings, keep_not_text=True)  # else what is no article leaves no trace but a count
    asyncio.run(admin.create_missing(own))
    values = [*(value for _, value in HOSTILE), *(seed.encode() for seed in SEEDS.values()), *CUT]
    with running_worker(own, tmp_path / "worker.log") as worker:
        send(own, values)
        send(own, [article(1)])
        found = read_until(own, ENDS, lambda got: len(decided(got)) >= len(values) + 1)
        assert worker.process.poll() is None
    assert len(values) >= 150
    assert "urn:test:1" in {record.fields.get("uri") for record in found}
    dead = [record.fields for record in found if record.stream is Stream.DEADLETTERS]
    assert all(letter["reason"] and letter["message"] for letter in dead)
    assert len(decided(found)) == len(values) + 1


def test_metrics_count_each_article_once(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The verdict counts and the dead letters add up to what was consumed, and ready and alive say so."""
    own = with_port(settings)
    asyncio.run(admin.create_missing(own))
    records = [article(number % 20) for number in range(25)] + [b"{", b'["words"]']
    with running_worker(own, tmp_path / "worker.log") as worker:
        send(own, records)
        read_until(own, ENDS, lambda got: len(decided(got)) >= len(records))
        text = worker.get("/metrics").decode()
        assert orjson.loads(worker.get("/readyz"))["ready"] is True
        assert orjson.loads(worker.get("/healthz"))["alive"] is True
    counts: Counter[str] = Counter()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name.endswith("_total"):
                counts[sample.name] += int(sample.value)
    assert counts["newswire_consumed_total"] == len(records)
    assert counts["newswire_verdicts_total"] == 25
    assert counts["newswire_deadletters_total"] == 2


def test_killed_worker_contradicts_nothing(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """After kill -9 and the loss of its disk a worker gives no article a second verdict and loses none."""
    own = with_port(settings, session_timeout=6.0, batch_records=20)
    asyncio.run(admin.create_missing(own))
    first = [article(number) for number in range(200)]
    second = [article(number, uri=f"urn:copy:{number}", source="Paper") for number in range(200)]
    with running_worker(own, tmp_path / "one.log") as worker:
        send(own, first)
        read_until(own, ENDS, lambda got: len(decided(got)) >= 100)
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
    fresh = with_port(settings, session_timeout=6.0, batch_records=20, data_dir=tmp_path / "empty")
    with running_worker(fresh, tmp_path / "two.log"):
        send(fresh, second)
        found = read_until(fresh, ENDS, lambda got: len(decided(got)) >= 400)
    given = verdicts(found)
    assert all(len(one) == 1 for one in given.values())
    assert Counter(verdict for one in given.values() for verdict in one) == {
        Verdict.ORIGINAL: 200,
        Verdict.COPY: 200,
    }


def test_wrong_partition_count_is_named(settings: Callable[..., Settings]) -> None:
    """A worker whose topics have another partition count ends with 1 and names topic and way out; no crash loop."""
    own = with_port(settings, partitions=2)
    asyncio.run(admin.create_missing(own))
    three = own.model_copy(update={"partitions": 3})
    ended = ran("stream", "worker", environment={**os.environ, **settings_variables(three)}, timeout=60)
    assert ended.returncode == 1
    said = ended.stderr.decode()
    reason, _, way_out = said.splitlines()[-1].partition(" way_out=")
    assert own.topic(Stream.RAW) in reason
    assert "topics create" in way_out
    assert "Traceback" not in said
