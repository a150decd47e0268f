"""A desk for tests: raw articles in, decoded records out, through the intake and the shards, without Kafka."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from stream.intake.prepare import IntakeRules, Raw
from stream.intake.stage import intake
from stream.model import codec
from stream.model.articles import ClockTick, Position, Prepared, Stream
from stream.model.outputs import Output
from stream.model.records import Record

START: Final = datetime(2031, 5, 4, 6, tzinfo=UTC)
STEP: Final = timedelta(minutes=1)
INTAKE: Final = IntakeRules(default_language="en", max_body_chars=100_000, agencies=())


def article(uri: str = "urn:harrow:1", **fields: Any) -> dict[str, Any]:
    """A flat article of the agency Harrow unless `fields` say otherwise."""
    return {"uri": uri, "source": "Harrow", "version": "1", "headline": "Bridge taken", "body": "", **fields}


def iso(minutes: float) -> str:
    """So many minutes after the start, as feeds write it."""
    return (START + timedelta(minutes=minutes)).isoformat()


@dataclass(slots=True)
class Told:
    """What came of some articles: the records sent, in order, and the new decisions."""

    outputs: list[Output] = field(default_factory=list)
    fresh: list[Decision | Tick] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)

    def records(self, *streams: Stream) -> list[dict[str, Any]]:
        """The decoded records of these streams."""
        return [orjson.loads(output.value) for output in self.outputs if output.stream in streams]

    @property
    def said(self) -> list[dict[str, Any]]:
        """The verdict records, wherever they went."""
        return self.records(Stream.JUDGED, Stream.COPIES)

    @property
    def verdicts(self) -> list[str]:
        """The verdicts alone, releases of parked texts left out."""
        return [record["verdict"] for record in self.said if record["embargo"] != "released"]

    @property
    def notices(self) -> list[dict[str, Any]]:
        """The notices."""
        return self.records(Stream.NOTICES)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the notices."""
        return [notice["kind"] for notice in self.notices]

    def notice(self, kind: str) -> dict[str, Any]:
        """The only notice of a kind."""
        (found,) = (notice for notice in self.notices if notice["kind"] == kind)
        return found

    @property
    def released(self) -> list[dict[str, Any]]:
        """The texts that an embargo let go."""
        return [record for record in self.said if record["embargo"] == "released"]


class Desk:
    """The intake and the shards of the deduplication; each article is received a minute after the one before."""

    def __init__(
        self, rules: DedupRules | None = None, partitions: int = 1, intake: IntakeRules = INTAKE
    ) -> None:
        self.intake = intake
        self.states = [State(rules or DedupRules()) for _ in range(partitions)]
        self.now = START
        self._raw = 0
        self._offsets = [0] * partitions

    @property
    def state(self) -> State:
        """The state of the first shard, the only one unless partitions were asked for."""
        return self.states[0]

    def tell(self, *articles: Mapping[str, Any]) -> Told:
        """Put articles through, in order."""
        told = Told()
        for each in articles:
            for shard, record in self.prepare(each):
                self.judge(record, shard, told)
        return told

    def one(self, **fields: Any) -> dict[str, Any]:
        """The verdict record of one article."""
        (record,) = self.tell(article(**fields)).said
        return record

    def tick(self, minutes: float) -> Told:
        """Let it be so many minutes after the start, in every shard."""
        told = Told()
        value = codec.encode(ClockTick(START + timedelta(minutes=minutes)))
        for shard in range(len(self.states)):
            self.judge(self._record(value, shard), shard, told)
        return told

    def prepare(self, fields: Mapping[str, Any]) -> Iterator[tuple[int, Record]]:
        """The prepared records of one article, each with its shard.

        `received` in the fields, minutes after the start, sets the log's time.
        """
        fields = dict(fields)
        minutes = fields.pop("received", None)
        received = self.now if minutes is None else START + timedelta(minutes=minutes)
        self.now = received + STEP
        position = Position("newswire.raw", 0, self._raw)
        self._raw += 1
        outcome = intake(
            (Raw(orjson.dumps(fields), None, (), position, received),), self.intake, len(self.states)
        )
        if outcome.rejected:
            raise outcome.rejected[0][1]
        for output in outcome.outputs:
            shard = output.partition or 0
            yield shard, self._record(output.value, shard)

    def judge(self, record: Record, shard: int, told: Told) -> None:
        """Put one prepared record through its shard."""
        outcome = dedup(self.states[shard], (record,), len(self.states))
        for _, error in outcome.rejected:
            raise error
        for output in outcome.outputs:
            if output.stream is Stream.PREPARED:
                other = output.partition or 0
                self.judge(self._record(output.value, other), other, told)
            else:
                told.outputs.append(output)
        told.fresh += outcome.fresh
        told.decided += outcome.decided

    def _record(self, value: bytes, shard: int) -> Record:
        offset = self._offsets[shard]
        self._offsets[shard] += 1
        return Record(Position("newswire.prepared", shard, offset), value)


def prepared(**fields: Any) -> Prepared:
    """One article as the intake prepares it."""
    ((_, record),) = Desk().prepare(article(**fields))
    return codec.decode(Prepared, record.value)


def stories(state: State) -> frozenset[frozenset[str]]:
    """The final stories of a shard as sets of uris."""
    found: dict[str, set[str]] = {}
    for number, known in state.articles.items():
        found.setdefault(state.stories.of(number).story_id, set()).add(known.uri)
    return frozenset(frozenset(uris) for uris in found.values())
