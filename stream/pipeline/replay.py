"""The whole pipeline in one process, without Kafka: the same stages, the same records, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from stream.config.settings import Settings
from stream.dedup import stage as judging
from stream.dedup.journal.archive import Archive, Memory
from stream.dedup.state.state import State
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.intake.prepare import Raw, dead_letter
from stream.intake.stage import intake
from stream.intake.values import time
from stream.model import codec
from stream.model.articles import ClockTick, Position, Stream
from stream.model.errors import RejectedError
from stream.model.event_reports import EventReport
from stream.model.outputs import Output
from stream.model.records import Record
from stream.model.typed_records import AnyRecord, typed
from stream.pipeline.core_rules import dedup_rules, intake_rules
from stream.pipeline.report_routing import hearing
from stream.pipeline.story_threads import following
from stream.tagging import stage as tagging
from stream.tagging.document.versions import Versions
from stream.tagging.stage import Tagging

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
THE_END: Final = datetime(9999, 12, 31, tzinfo=UTC)  # a replay ends by releasing every embargo
_CREATED: Final = ("version_created", "versionCreated", "versioncreated")


class Replay:
    """The pipeline's stages wired by function calls.

    Args:
        settings: thresholds, partitions and names, as of a worker.
        tagger: tags what is new; without one nothing is enriched and the judged records are the end.
        archive: makes what holds the decisions of a shard.
    """

    def __init__(
        self, settings: Settings, tagger: Tagging | None = None, archive: Callable[[], Archive] = Memory
    ) -> None:
        self._settings = settings
        self._intake_rules = intake_rules(settings)
        self._tagger = tagger
        rules = dedup_rules(settings)
        self._shards = [State(rules, archive()) for _ in range(settings.partitions)]
        self._following = [following(rules) for _ in self._shards]
        self._versions = Versions(settings.window)
        self._offsets = [0] * settings.partitions
        self._raw_offset = self._judged_offset = 0
        self._reports: list[EventReport] = []

    def feed(self, value: bytes | None, received: datetime) -> Iterator[Output]:
        """Put one raw record through; `received` is the log's time, which never goes back.

        Yields:
            Every record that the worker would send, the intermediate `newswire.prepared` left out.
        """
        yield from self._pass_time(received)
        position = Position(self._settings.topic(Stream.RAW), 0, self._raw_offset)
        self._raw_offset += 1
        raw = Raw(value=value, key=None, headers=(), position=position, received=received)
        outcome = intake((raw,), self._intake_rules, self._settings.partitions)
        for rejected, error in outcome.rejected:
            yield _dead(rejected, "intake", error)
        for output in outcome.outputs:
            yield from self._judge(output)

    def judge(self, articles: Iterable[Mapping[str, Any] | bytes]) -> Iterator[AnyRecord]:
        """Put articles through, in order, and advance the clock until the last embargo is released.

        Args:
            articles: flat or ninjs items as dicts, or messages of any wire format as bytes.

        Yields:
            Every record that a worker would send, as the dataclass of its topic.
        """
        values = (article if isinstance(article, bytes) else orjson.dumps(article) for article in articles)
        for output in self.run(values):
            yield typed(output.stream, output.value)

    def run(self, records: Iterable[bytes], *, latest: datetime = THE_END) -> Iterator[Output]:
        """Put raw records through to the end; each is received when its own version was created.

        A record that gives no such time, or one after `latest`, is received with the one before it; time never goes
        back.
        """
        now = EPOCH
        for record in records:
            created = created_of(record) or now
            now = max(now, created) if created <= latest else now
            yield from self.feed(record, now)
        yield from self.finish()

    def finish(self) -> Iterator[Output]:
        """Advance the clock until the last embargo is released."""
        yield from self._pass_time(THE_END)

    def _pass_time(self, now: datetime) -> Iterator[Output]:
        for shard, state in enumerate(self._shards):
            at = state.next_release()
            while at is not None and at <= now:
                yield from self._judge(
                    Output(Stream.PREPARED, b"clock", codec.encode(ClockTick(at)), shard, at), now
                )
                # A tick that fails releases nothing: the next one tries again.
                before, at = at, state.next_release()
                if at == before:
                    break

    def _judge(self, prepared: Output, appended: datetime | None = None) -> Iterator[Output]:
        shard = prepared.partition or 0
        position = Position(self._settings.topic(Stream.PREPARED), shard, self._offsets[shard])
        self._offsets[shard] += 1
        record = Record(position, prepared.value, appended)
        outcome = judging.dedup(
            self._shards[shard],
            (record,),
            self._settings.partitions,
            following=self._following[shard],
        )
        for _, error in outcome.rejected:
            yield _dead(_as_raw(prepared, position), "dedup", error)
        for output in outcome.outputs:
            if output.stream is Stream.PREPARED:
                yield from self._judge(output)
                continue
            yield output
            if output.stream is Stream.JUDGED:
                yield from self._tag(output)
        # After all that the decision said of threads, as from a worker.
        reports, self._reports = self._reports, []
        for heard in hearing(reports, self._settings.partitions):
            yield from self._judge(heard)

    def _tag(self, judged: Output) -> Iterator[Output]:
        if self._tagger is None:
            return
        position = Position(self._settings.topic(Stream.JUDGED), 0, self._judged_offset)
        self._judged_offset += 1
        outcome = tagging.tag(self._tagger, self._versions, (Record(position, judged.value),))
        for _, error in outcome.rejected:
            yield _dead(_as_raw(judged, position), "tag", error)
        yield from outcome.outputs
        self._reports += outcome.reports


def replay(
    records: Iterable[bytes], settings: Settings, tagger: Tagging | None, *, latest: datetime = THE_END
) -> Iterator[Output]:
    """Run raw records through a pipeline of their own (see `Replay.run`)."""
    return Replay(settings, tagger).run(records, latest=latest)


def created_of(record: bytes) -> datetime | None:
    """The time that a raw record names as its version's, None when it names none that can be read.

    Of a record of several articles it is the latest: it was sent when all of them were there.
    """
    try:
        fields = orjson.loads(record)
    except ValueError:
        fields = None
    if isinstance(fields, dict):
        named = next((fields[name] for name in _CREATED if name in fields), None)
        if isinstance(named, str):
            return _time(named)
    times = (_time(found.version_created) for found in read(record, Hints()) if isinstance(found, Draft))
    return max((at for at in times if at is not None), default=None)


def _time(named: str) -> datetime | None:
    try:
        return time("version_created", named)
    except RejectedError:
        return None


def output_line(output: Output, settings: Settings) -> bytes:
    """One output as a line of JSON: `{"topic", "key", "value"}`."""
    topic = orjson.dumps(settings.topic(output.stream))
    return b'{"topic":%s,"key":%s,"value":%s}' % (topic, orjson.dumps(output.key.decode()), output.value)


def _as_raw(output: Output, position: Position) -> Raw:
    """An output as the next stage reads it."""
    return Raw(output.value, output.key, (), position, output.received or EPOCH)


def _dead(raw: Raw, stage: str, error: RejectedError) -> Output:
    key = str(raw.position).encode()
    return Output(Stream.DEADLETTERS, key, codec.encode(dead_letter(raw, stage, error)), None, raw.received)
