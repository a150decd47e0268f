"""Threads beside the deduplication: in the same row, read again, rebuilt, under an embargo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import DedupOutcome, dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.model.articles import ClockTick, Position, Stream
from stream.model.codec import encode
from stream.model.outputs import Output
from stream.model.records import Record
from stream.model.schemas import validator
from stream.model.thread_records import RULES as EVIDENCE_RULES
from stream.pipeline.explanation import explanation_lines
from stream.pipeline.story_threads import StoryThreads, following, last_stories
from stream.worker.metrics import Metrics
from stream.worker.metrics.counting import count_dedup, read_shard
from stream.worker.tables.shard import Shard, batched
from tests.dedup.harness import Desk, article, iso
from tests.pipeline.explaining import explain
from tests.threads.look_alikes import articles
from tests.worker.metrics.reading import samples

RULES = DedupRules(threads=True)


def feed(seed: int, count: int) -> list[dict[str, Any]]:
    """Made-up articles of events that look alike, some sent again by an outlet."""
    found = []
    for at, one in enumerate(articles(seed)[:count]):
        found.append(
            article(
                f"urn:wire:{at}",
                body=one.body,
                headline=one.headline,
                version_created=iso(at),
                language="en",
                source="Wire",
            )
        )
        if at % 5 == 0:
            found.append(
                article(
                    f"https://gull.example/{at}",
                    body=one.body,
                    version_created=iso(at),
                    language="en",
                    source="Gull",
                )
            )
    return found


def log(fields: list[dict[str, Any]]) -> list[Record]:
    """The prepared topic of the shard."""
    desk = Desk()
    values = [record.value for each in fields for _, record in desk.prepare(each)]
    return [Record(Position("newswire.prepared", 0, at), value) for at, value in enumerate(values)]


def threads_of(rules: DedupRules = RULES) -> StoryThreads:
    """Threads without a story."""
    found = following(rules)
    assert found is not None
    return found


def shown(outputs: list[Output], stream: Stream) -> list[dict[str, Any]]:
    """The records of a stream, each of which its schema allows."""
    found = [orjson.loads(output.value) for output in outputs if output.stream is stream]
    for each in found:
        validator(stream).validate(each)
    return found


RECORDS = log(feed(2, 120))
WHOLE = dedup(State(RULES), RECORDS, following=threads_of())


def test_each_thread_of_two_stories_has_a_record() -> None:
    """The last record of a thread counts the stories that its articles' records and the moves put there, and names its best article."""
    judged, copies = shown(WHOLE.outputs, Stream.JUDGED), shown(WHOLE.outputs, Stream.COPIES)
    last = {each["thread_id"]: each for each in shown(WHOLE.outputs, Stream.THREADS)}
    held: dict[str, set[str]] = {}
    root: dict[str, str] = {}
    for output in WHOLE.outputs:
        value = orjson.loads(output.value)
        if output.stream in (Stream.JUDGED, Stream.COPIES):
            held.setdefault(value["thread_id"], set()).add(value["story_id"])
        elif output.stream is Stream.NOTICES and value["kind"] == "merge":
            root.update(dict.fromkeys(value["merged"], value["story_id"]))
        elif output.stream is Stream.NOTICES and value["kind"].startswith("thread_"):
            held[value["from_thread"]] -= {*value["stories"]}
            held.setdefault(value["thread_id"], set()).update(value["stories"])
    assert {name for name, stories in held.items() if len(stories) > 1} <= {*last}
    articles_of = {each["article_id"]: each for each in (*judged, *copies)}
    for name, record in last.items():
        if record["merged_into"]:
            assert not held[name]
            assert held[record["merged_into"]]
            continue
        assert record["story_count"] == len({root.get(story, story) for story in held[name]})
        assert record["headline"] == articles_of[record["article_id"]]["headline"]
        assert record["first"] <= record["last"]
        assert record["article_count"] >= record["story_count"]


def test_a_record_says_what_is_new() -> None:
    """The stories that came are named with the sources that they alone have; its key is the thread, its partition the shard."""
    records = [output for output in WHOLE.outputs if output.stream is Stream.THREADS]
    held: dict[str, set[str]] = {}
    for output in records:
        value = orjson.loads(output.value)
        assert output.key.decode() == value["thread_id"]
        assert output.partition == 0
        assert not held.get(value["thread_id"], set()) & {*value["new"]["stories"]}
        held.setdefault(value["thread_id"], set()).update(value["new"]["stories"])
    first = orjson.loads(records[0].value)
    assert (first["story_count"], first["new"]["stories"], first["new"]["sources"]) == (
        2,
        [first["new"]["stories"][0]],
        [],
    )
    assert first["sources"] == ["Gull", "Wire"]


def test_what_is_killed_is_told_no_more() -> None:
    """Of four stories the first is killed before the third comes: the kill tells the thread anew, and no record from then on counts a story whose item was killed or has a headline of it."""
    event = [one for one in articles(2) if one.event == "fire-0"]
    fields = [
        article(
            f"urn:wire:{at}",
            body=one.body,
            headline=one.headline,
            version_created=iso(at),
            language="en",
            source="Wire",
        )
        for at, one in enumerate(event)
    ]
    killed = article(
        "urn:wire:0",
        version="2",
        body="",
        headline="KILL",
        version_created=iso(90),
        source="Wire",
        pubstatus="canceled",
    )
    outcome = dedup(State(RULES), log([*fields[:3], killed, *fields[3:]]), following=threads_of())
    records = shown(outcome.outputs, Stream.THREADS)
    assert [each["story_count"] for each in records] == [2, 1, 2, 3]
    assert records[-1]["article_id"] != records[0]["article_id"]


def test_records_and_notices_name_threads() -> None:
    """Every story and copy has its thread with evidence, and every move is a notice in the shard's own partition."""
    judged, copies = shown(WHOLE.outputs, Stream.JUDGED), shown(WHOLE.outputs, Stream.COPIES)
    assert {value["thread"]["evidence"]["rule"] for value in judged} >= {"first", "joined"}
    now: dict[str, str] = {}
    moved = 0
    for output in WHOLE.outputs:
        value = orjson.loads(output.value)
        if output.stream is Stream.NOTICES and value["kind"].startswith("thread_"):
            moved += 1
            assert output.partition == 0
            assert output.key.decode() == value["thread_id"]
            others = [story for story in value["stories"] if story != value["story_id"]]
            assert {now[story] for story in others} <= {value["from_thread"]}
            now.update(dict.fromkeys(value["stories"], value["thread_id"]))
        elif output.stream is Stream.JUDGED:
            now[value["story_id"]] = value["thread_id"]
        elif output.stream is Stream.COPIES:
            assert value["thread_id"] == now[value["story_id"]]
            assert value["thread"]["evidence"]["rule"] == "story"
    assert moved
    assert len(copies) >= 20
    assert len(set(now.values())) < len(now)


def test_without_threads_records_are_as_before() -> None:
    """What is off leaves no trace: no field, no byte of a row."""
    off = dedup(State(DedupRules()), RECORDS)
    assert not [step for step in off.steps if step.beside]
    assert all(b"thread_id" not in output.value for output in off.outputs)


@given(st.integers(0, len(RECORDS)), st.integers(0, len(RECORDS)))
@settings(max_examples=10, deadline=None)
def test_batches_and_what_is_read_again_change_nothing(one: int, other: int) -> None:
    """Cut into batches anywhere, and read again from anywhere: the same bytes, and nothing new decided."""
    start, end = sorted((one, other))
    state, threads = State(RULES), threads_of()
    outputs = dedup(state, RECORDS[:end], following=threads).outputs
    again = dedup(state, RECORDS[start:end], following=threads)
    assert again.fresh == []
    assert outputs[len(outputs) - len(again.outputs) :] == again.outputs
    outputs += dedup(state, RECORDS[end:], following=threads).outputs
    assert outputs == WHOLE.outputs


class Table(dict[bytes, bytes]):
    """Rows as the worker keeps them, written in small ones."""

    def keep(self, outcome: DedupOutcome, first: int, limit: int = 20_000) -> list[bytes]:
        """The rows of a batch of decisions, of which the first has this number; their keys."""
        keys = []
        for data, count, _ in encode_rows(outcome.fresh, limit, outcome.steps):
            keys.append(b"00000/%015d/w" % first)
            self[keys[-1]] = data
            first += count
        return keys


@given(st.integers(1, len(RECORDS)), st.data())
@settings(max_examples=8, deadline=None)
def test_a_crash_between_the_rows_of_a_batch(cut: int, data: st.DataObject) -> None:
    """A shard rebuilt from the rows that were acknowledged decides the rest, the batch read again, as if nothing had been."""
    state, threads, table = State(RULES), threads_of(), Table()
    begin = data.draw(st.integers(0, cut - 1))
    before = dedup(state, RECORDS[:begin], following=threads)
    table.keep(before, 0)
    batch = dedup(state, RECORDS[begin:cut], following=threads)
    keys = table.keep(batch, begin)
    for key in keys[data.draw(st.integers(0, len(keys))) :]:
        del table[key]
    shard = Shard(0, RULES, table)
    for rows in batched(sorted(table.items())):
        shard.build(rows)
    again = dedup(shard.state, RECORDS[begin:], following=shard.threads)
    assert before.outputs + again.outputs == WHOLE.outputs


def test_a_row_stays_while_its_stories_are_in_a_thread() -> None:
    """What the deduplication has done with goes only when its stories have left the threads' window, too."""
    table = Table()
    table.keep(WHOLE, 0)
    shard = Shard(0, RULES, table)
    shard.build(sorted(table.items()))
    assert [row.stories for row in shard.rows] == [
        last_stories([decode_row(table[row.key]).beside.tobytes()]) for row in shard.rows
    ]
    assert shard.threads is not None
    first, last = shard.rows[0].stories, shard.rows[-1].stories
    assert not shard.threads.is_done(first)
    later = log(
        [
            article(
                "urn:wire:late",
                body="Rain fell on Corvane and Halvsund.",
                language="en",
                received=60 * 24 * 40,
            )
        ]
    )
    moved = [Record(Position("newswire.prepared", 0, 9_999), later[0].value)]
    dedup(shard.state, moved, following=shard.threads)
    assert shard.threads.is_done(last)


WAITING = (
    "Minister Torvald Lindmar of Corvane will announce the merger of Halvsund Harbour and Norrby Shipping, people who "
    "read the paper said. Eleven quays go to the new company, and the yard in Skarvdal is closed by the summer of next year."
)
OPEN = (
    "Unions in Skarvdal fear for the yard: Halvsund Harbour and Norrby Shipping talk of a merger, and minister Torvald "
    "Lindmar has invited both to Corvane. Norrby Shipping has eleven quays of its own."
)


def test_a_story_under_embargo_is_placed_when_it_ends() -> None:
    """While it waits nobody's evidence names it and it is in no thread; the clock that releases it places it, again and again alike."""
    desk = Desk()
    until = iso(180)
    waiting = article(
        "urn:wire:secret", body=WAITING, headline="Harbours merge", language="en", embargoed_until=until
    )
    known = article(
        "urn:gull:open", body=OPEN, headline="Fear for Skarvdal yard", language="en", source="Gull"
    )
    values = [record.value for each in (waiting, known) for _, record in desk.prepare(each)]
    values.append(encode(ClockTick(desk.now + timedelta(hours=4))))
    records = [Record(Position("newswire.prepared", 0, at), value) for at, value in enumerate(values)]
    records[-1] = Record(records[-1].position, records[-1].value, desk.now + timedelta(hours=4))
    state, threads = State(RULES), threads_of()
    parked, other, released = [dedup(state, [each], following=threads) for each in records]
    (value,) = shown(parked.outputs, Stream.JUDGED)
    assert value["embargo"] == "parked"
    assert "thread_id" not in value
    (open_,) = shown(other.outputs, Stream.JUDGED)
    assert open_["thread"]["evidence"]["rule"] == "first"
    (told,) = shown(released.outputs, Stream.JUDGED)
    assert told["embargo"] == "released"
    assert told["thread_id"] == open_["thread_id"]
    assert told["thread"]["evidence"]["rule"] == "joined"
    assert dedup(state, records[2:], following=threads).outputs == released.outputs


@pytest.mark.parametrize("partitions", [1, 3])
def test_a_shard_places_what_is_its_own(partitions: int) -> None:
    """A kill that all shards hear places nothing; its record names the thread of its story."""
    desk = Desk()
    story = article("urn:wire:1", body=OPEN, headline="Fear for yard", language="en")
    kill = article(
        "urn:wire:1", headline="KILL: Fear for yard", language="en", version="2", pubstatus="canceled"
    )
    values = [record.value for each in (story, kill) for _, record in desk.prepare(each)]
    records = [Record(Position("newswire.prepared", 0, at), value) for at, value in enumerate(values)]
    outcome = dedup(State(RULES), records, partitions, following=threads_of())
    threads = {value["thread_id"] for value in shown(outcome.outputs, Stream.JUDGED)}
    assert len(threads) == 1
    assert sum(bool(step.beside) for step in outcome.steps) == 1


def test_counted_by_rule() -> None:
    """Each article that is put in a thread counts once under its rule, and the window's stories are shown."""
    metrics = Metrics([], 1)
    state, threads = State(RULES), threads_of()
    outcome = dedup(state, RECORDS[:40], following=threads)
    count_dedup(metrics, outcome)
    count_dedup(metrics, dedup(state, RECORDS[:40], following=threads))
    read_shard(metrics, 0, state, threads)
    found = samples(metrics.exposition())
    counts = {rule: found["newswire_threaded_total", rule] for rule in EVIDENCE_RULES}
    assert counts["first"] + counts["joined"] + counts["closer"] == len(threads.threads)
    assert counts["story"] == len(shown(outcome.outputs, Stream.COPIES))
    assert found["newswire_thread_stories", "0"] == len(threads.threads)


def test_explained() -> None:
    """Why an article is in its thread: score, words and the nearest stories, and the notice by which its story moved."""
    records = [(output.stream.value, orjson.loads(output.value)) for output in WHOLE.outputs]
    moved = next(value for _, value in records if value.get("kind", "").startswith("thread_"))
    story = next(story for story in moved["stories"] if story != moved["story_id"])
    said = "\n".join(explanation_lines(explain(story, records)))
    assert "  thread     " in said
    assert "by rule" in said
    assert f"notice     {moved['kind']} by" in said
