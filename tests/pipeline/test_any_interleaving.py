"""Promised: what a shard says of threads is the same whenever the tagger's readings reach it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.model import codec
from stream.model.articles import Position, Stream
from stream.model.event_reports import EventReport, EventReports
from stream.model.outputs import Output
from stream.model.records import Record
from stream.model.thread_records import LeadToll, ThreadPlace
from stream.model.verdicts import Judged
from tests.dedup.harness import article, iso
from tests.pipeline.test_story_threads import RULES, log, threads_of
from tests.threads.look_alikes import articles

COUNT = 60
PLACES = (ThreadPlace(379003, "El Obeid", "SDN"), ThreadPlace(371760, "Nyala", "SDN"))


def feed() -> list[dict[str, Any]]:
    """Events that look alike, some told anew by their wire, some carried by an outlet, one killed."""
    found: list[dict[str, Any]] = []
    for at, one in enumerate(articles(2)[:COUNT]):
        source = "Corvus" if at % 3 else "Wire"
        told = {"headline": one.headline, "language": "en", "version_created": iso(at)}
        found.append(article(f"urn:{source}:{at}", body=one.body, source=source, **told))
        if at % 5 == 0:
            gull = {**told, "version_created": iso(at + 1)}
            found.append(article(f"https://gull.example/{at}", body=one.body, source="Gull", **gull))
        if at % 4 == 0:
            again = {**told, "version_created": iso(at + 2), "headline": f"UPDATE 1-{one.headline}"}
            body = f"{one.body} A second paragraph counts {at} more."
            found.append(article(f"urn:{source}:{at}", version="2", body=body, source=source, **again))
        if at == COUNT // 2:
            kill = {**told, "version_created": iso(at + 3), "headline": "KILL", "pubstatus": "canceled"}
            found.append(article(f"urn:{source}:{at}", version="3", body="", source=source, **kill))
    return found


RECORDS = log(feed())


def reading(judged: Judged) -> EventReport:
    """What a tagger says of an article: something of its own, so that nothing new goes unseen."""
    one, drawn = judged.article, random.Random(judged.article.article_id)  # noqa: S311 - to be drawn again, no secret
    tolls = (
        LeadToll("killed", drawn.choice((12, 19)), None),
        LeadToll("injured", drawn.choice((3, 30)), None),
    )
    places = PLACES[: 1 + drawn.randrange(2)]
    speaks = judged.story_id == judged.thread_id
    return EventReport(
        one.article_id,
        judged.story_id,
        judged.thread_id,
        one.language,
        one.source,
        one.uri,
        one.version,
        one.headline,
        one.version_created or one.received,
        one.received,
        places,
        tolls[drawn.randrange(2) :],
        ("Rapid Support Forces",),
        home=True,
        meets=tuple(place.geonames_id for place in places) if speaks else (),
        position=one.position,
    )


def abroad(report: EventReport) -> EventReport:
    """What the tagger says of the same event in another language, which is another shard's."""
    article_id, story_id = (f"{int(each, 16) ^ 1:016x}" for each in (report.article_id, report.story_id))
    position = replace(report.position, index=1)
    own = replace(report, article_id=article_id, story_id=story_id, thread_id=story_id, position=position)
    return replace(own, language="fr", home=False)


class Worker:
    """A shard, and a tagger whose readings are on their way: of a story in order, of several now one first, now the other."""

    def __init__(self, chance: random.Random, late: float, *, crashes: bool = False) -> None:
        self.state, self.threads = State(RULES), threads_of()
        self.outputs: list[Output] = []
        self._chance, self._late, self._crashes = chance, late, crashes
        self._on_their_way: list[EventReport] = []
        self._offset = 0

    def run(self) -> Worker:
        """The feed, to the last reading."""
        for record in RECORDS:
            self._read(record.value)
            while self._on_their_way and self._chance.random() > self._late:
                self._hear()
        while self._on_their_way:
            self._hear()
        return self

    def _read(self, value: bytes) -> None:
        record = Record(Position("newswire.prepared", 0, self._offset), value)
        self._offset += 1
        outcome = dedup(self.state, [record], following=self.threads)
        assert not outcome.rejected
        if self._crashes and self._chance.random() < 0.3:
            self._rebuild(
                b"".join(row.beside for row in map(_row, encode_rows(outcome.fresh, 0, outcome.steps)))
            )
        self.outputs += outcome.outputs
        for output in outcome.outputs:
            if output.stream is Stream.JUDGED:
                judged = codec.decode(Judged, output.value)
                if judged.thread_id:
                    read = reading(judged)
                    self._on_their_way += [read, abroad(read)] if read.meets else [read]

    def _rebuild(self, beside: bytes) -> None:
        """A step that is taken twice changes nothing: rows are read from the changelog and from disk."""
        self.threads.build(beside)

    def _hear(self) -> None:
        """The first reading of any story, now and then with the next, and now and then twice."""
        some: list[EventReport] = []
        for _ in range(1 + self._chance.randrange(2)):
            stories = [*dict.fromkeys(each.story_id for each in self._on_their_way)]
            if stories:
                story = self._chance.choice(stories)
                one = next(each for each in self._on_their_way if each.story_id == story)
                self._on_their_way.remove(one)
                some.append(one)
        for _ in range(1 + (self._chance.random() < 0.1)):
            self._read(codec.encode(EventReports(tuple(some))))


def _row(data: Any) -> Any:
    return decode_row(data[0])


def said(worker: Worker) -> dict[str, Any]:
    """What is on each topic: of the threads' the last record of each key, as Kafka leaves it."""
    found: dict[str, Any] = {"threads": {}, "sent": [], "links": set()}
    for output in worker.outputs:
        if output.stream is Stream.THREADS:
            found["threads"][output.key] = output.value
        elif output.stream is Stream.NOTICES and b'"thread_link"' in output.value:
            found["links"].add(output.value)
        else:
            found["sent"].append((output.stream, output.key, output.value))
    return found


@pytest.fixture(scope="module")
def at_once() -> dict[str, Any]:
    """As a replay: each article is tagged before the next is judged."""
    return said(Worker(random.Random(0), 0.0).run())  # noqa: S311 - as above


def test_there_is_something_to_say(at_once: dict[str, Any]) -> None:
    """The feed has threads with places and tolls, one that a later version speaks of, and links between languages."""
    records = [*map(orjson.loads, at_once["threads"].values())]
    assert len(at_once["links"]) > 3
    assert sum(bool(each["tolls"]) for each in records) > 8
    assert any(not each["new"]["stories"] and each["new"]["tolls"] for each in records)
    assert any(each["new"]["places"] for each in records)


@settings(max_examples=15, deadline=timedelta(seconds=30))
@given(st.randoms(use_true_random=False), st.sampled_from((0.3, 0.9, 1.0)), st.booleans())
def test_any_interleaving_of_tags_says_the_same(
    at_once: dict[str, Any], chance: random.Random, late: float, crashes: bool
) -> None:
    """The verdicts and moves byte for byte, the same links, and of each thread the same last record, whenever the tags come."""
    assert said(Worker(chance, late, crashes=crashes).run()) == at_once
