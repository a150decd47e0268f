from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import Counter as Metric

from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.intake.prepare import IntakeRules, Raw
from stream.intake.stage import intake
from stream.model.articles import Position, Stream
from stream.model.records import Record
from stream.tagging import stage as tagging
from stream.tagging.document.versions import Versions
from stream.tagging.tagger import Tagger
from stream.worker.metrics import UNREADABLE, Metrics
from stream.worker.metrics.counting import (
    count_dedup,
    count_done,
    count_intake,
    count_notices,
    count_tag,
    forget_shards,
    read_shard,
)
from tests.worker.metrics.reading import Samples, samples

START = datetime(2031, 5, 4, 6, tzinfo=UTC)
RULES = IntakeRules(default_language="en", max_body_chars=100_000, agencies=())
TEXT = " ".join(f"word{number}" for number in range(60))
KINDS = ("article", "copy", "update", "kill", "broken", "other language", "picture", "message")


def raw(offset: int, kind: str) -> Raw:
    """A raw record of a kind; articles of one test have one text, so that there are copies."""
    fields = {"uri": f"urn:harrow:{offset}", "source": "Harrow", "headline": "Bridge taken", "body": TEXT}
    fields |= {
        "article": {"body": f"{TEXT} {offset} " + " ".join(f"own{offset}x{word}" for word in range(90))},
        "copy": {"source": "Coast Herald"},
        "update": {"uri": "urn:harrow:0", "version": str(offset)},
        "kill": {"uri": "urn:harrow:0", "version": str(offset), "pubstatus": "canceled"},
        "broken": {"uri": ""},
        "other language": {"language": "fr"},
        "picture": {"standard": "ninjs", "type": "picture"},
        "message": {},
    }[kind]
    place = Position("newswire.raw", 0, offset)
    value: Any = (
        [fields, {**fields, "uri": ""}, {**fields, "source": "Coast Herald"}] if kind == "message" else fields
    )
    return Raw(orjson.dumps(value), None, (), place, START + timedelta(minutes=offset))


class Worker:
    """The intake and the shards with their counts; what the intake sends stands in the prepared topic."""

    def __init__(self, partitions: int) -> None:
        self.metrics = Metrics(["Harrow"], partitions)
        self.shards = [State(DedupRules()) for _ in range(partitions)]
        self.prepared: list[list[Record]] = [[] for _ in range(partitions)]

    def intake(self, records: list[Raw]) -> None:
        """A batch of raw records; nothing says that it was not read before."""
        outcome = intake(records, RULES, len(self.shards))
        count_intake(self.metrics, outcome)
        for output in outcome.outputs:
            log = self.prepared[output.partition or 0]
            place = Position("newswire.prepared", output.partition or 0, len(log))
            log.append(Record(place, output.value))
        count_done(self.metrics, outcome)

    def dedup(self, shard: int, start: int, end: int) -> None:
        """A batch of prepared records."""
        outcome = dedup(self.shards[shard], self.prepared[shard][start:end])
        count_dedup(self.metrics, outcome)
        count_notices(self.metrics, outcome.fresh, clock=(START + timedelta(hours=1)).timestamp)
        read_shard(self.metrics, shard, self.shards[shard])

    @property
    def found(self) -> Samples:
        """What a scrape reads."""
        return samples(self.metrics.exposition())

    @property
    def balance(self) -> tuple[int, int]:
        """Records consumed, and records of which is said what became of them."""
        flow = self.metrics.flow
        return total(flow.consumed), sum(map(total, (flow.verdicts, flow.repeated, flow.deadletters)))


def total(counter: Metric) -> int:
    """The sum over its series; the whole text of a scrape would be slow to read a thousand times."""
    (family,) = counter.collect()
    return sum(int(sample.value) for sample in family.samples)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12), st.integers(1, 3), st.data())
def test_verdicts_add_up_to_what_was_consumed(kinds: list[str], partitions: int, data: st.DataObject) -> None:
    """At any time no more is judged than consumed; when all is done nothing is missing; replays change no verdict count.

    Batches of raw records may be read again (their records then stand twice in the prepared topic).
    """
    worker = Worker(partitions)
    records = [raw(offset, kind) for offset, kind in enumerate(kinds)]
    done = [0] * partitions
    start = 0
    while start < len(records):
        end = data.draw(st.integers(start + 1, len(records)), label="raw batch ends")
        for _ in range(data.draw(st.integers(1, 2), label="times read")):
            worker.intake(records[start:end])
        start = end
        shard = data.draw(st.integers(0, partitions - 1), label="shard at work")
        worker.dedup(shard, done[shard], len(worker.prepared[shard]))
        done[shard] = len(worker.prepared[shard])
        consumed, said = worker.balance
        assert said <= consumed
    for shard in range(partitions):
        worker.dedup(shard, done[shard], len(worker.prepared[shard]))
    consumed, said = worker.balance
    assert consumed == said
    flow = worker.metrics.flow
    assert total(flow.records_in) == total(flow.records_done) >= len(kinds)
    assert total(flow.not_text) >= kinds.count("picture")
    readable = sum({"broken": 0, "picture": 0, "message": 2}.get(kind, 1) for kind in kinds)
    assert readable == total(worker.metrics.flow.verdicts)


def test_each_thing_counts_under_its_name() -> None:
    """By source and verdict; what cannot be read under its reason, and as unreadable among the consumed."""
    worker = Worker(1)
    worker.intake([raw(at, kind) for at, kind in enumerate(("article", "copy", "copy", "kill", "broken"))])
    worker.dedup(0, 0, 4)
    worker.dedup(0, 2, 4)
    found = worker.found
    expected = {
        ("newswire_consumed_total", "Harrow"): 2,
        ("newswire_consumed_total", "other"): 2,
        ("newswire_consumed_total", UNREADABLE): 1,
        ("newswire_deadletters_total", "bad_value", "intake"): 1,
        ("newswire_verdicts_total", "Harrow", "original"): 1,
        ("newswire_verdicts_total", "other", "copy"): 2,
        ("newswire_verdicts_total", "Harrow", "kill"): 1,
        ("newswire_repeated_total",): 2,
        ("newswire_stories_total",): 1,
        ("newswire_notices_total", "kill"): 1,
        ("newswire_notice_delay_seconds_sum", "kill"): 57 * 60,
        ("newswire_source_last_seen_timestamp_seconds", "Harrow"): (START + timedelta(minutes=3)).timestamp(),
    }
    assert expected == {key: found[key] for key in expected}


def test_shards_that_are_taken_away_are_empty() -> None:
    """The series stay: what a worker no longer has is 0, not what it last was."""
    worker = Worker(2)
    worker.intake([raw(0, "article")])
    shard = 0 if worker.prepared[0] else 1
    worker.dedup(shard, 0, 1)
    held = ("newswire_window_articles", str(shard))
    assert 1.0 == worker.found[held]
    before = set(worker.found)
    forget_shards(worker.metrics)
    assert 0.0 == worker.found[held]
    assert before == set(worker.found)


def test_articles_that_are_not_tagged_count_apart() -> None:
    """In a language that is not tagged nobody knows whether an article is relevant."""
    metrics = Metrics()
    count_tag(metrics, tagging.TagOutcome(tagged=Counter({None: 3, True: 1})))
    found = samples(metrics.exposition())
    counted = {label: found["newswire_tagged_total", label] for label in ("true", "false", "unknown")}
    assert {"true": 1.0, "false": 0.0, "unknown": 3.0} == counted


def test_tags_count_by_type_and_relevance() -> None:
    """What the tagger found in a batch, as its records say it."""
    fields = {
        "uri": "urn:x", "source": "Harrow", "headline": "Shelling kills 12",
        "body": "Rebel fighters shelled the town of Homs with mortars on Tuesday, killing at least 12 soldiers.",
    }  # fmt: skip
    outcome = intake([Raw(orjson.dumps(fields), None, (), Position("newswire.raw", 0, 0), START)], RULES, 1)
    decided = dedup(
        State(DedupRules()), [Record(Position("newswire.prepared", 0, 0), outcome.outputs[0].value)]
    )
    judged = [output.value for output in decided.outputs if output.stream is Stream.JUDGED]
    tagged = tagging.tag(
        Tagger.load(),
        Versions(timedelta(days=14)),
        [Record(Position("newswire.judged", 0, 0), value) for value in [*judged, b"{"]],
    )
    (enriched,) = [
        orjson.loads(output.value) for output in tagged.outputs if output.stream is Stream.ENRICHED
    ]
    metrics = Metrics()
    count_tag(metrics, tagged)
    found = samples(metrics.exposition())
    expected = Counter(entity["type"] for entity in enriched["conflict"]["entities"])
    assert expected
    assert expected == {
        labels[0]: value
        for (name, *labels), value in found.items()
        if name == "newswire_entities_total" and value
    }
    assert (1.0, 0.0) == (
        found["newswire_tagged_total", "true"],
        found["newswire_tagged_total", "false"],
    )
    assert 1.0 == found["newswire_deadletters_total", "bad_record", "tag"]


def test_a_copy_that_comes_after_the_kill_is_counted_as_late() -> None:
    """By the kind of what it came after; the kill's own notice is none of them."""
    kill = Raw(
        orjson.dumps({"uri": "urn:harrow:0", "source": "Harrow", "headline": "Bridge taken", "pubstatus": "canceled"}),
        b"k", (), Position("newswire.raw", 0, 1), START + timedelta(seconds=1),
    )  # fmt: skip
    first = Raw(
        orjson.dumps({"uri": "urn:harrow:0", "source": "Harrow", "headline": "Bridge taken", "body": TEXT}),
        b"k", (), Position("newswire.raw", 0, 0), START,
    )  # fmt: skip
    found = []
    metrics, state = Metrics(), State(DedupRules())
    for offset, record in enumerate((first, kill, raw(2, "copy"))):
        (output,) = intake([record], RULES, 1).outputs
        outcome = dedup(state, [Record(Position("newswire.prepared", 0, offset), output.value)])
        count_notices(metrics, outcome.fresh)
        found.append(samples(metrics.exposition())["newswire_late_notices_total", "kill"])
    assert found == [0, 0, 1]
