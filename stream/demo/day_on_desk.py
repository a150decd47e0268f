"""The demo's day as records of the output topics, made by a replay without a broker, for the desk page."""

from __future__ import annotations

from collections.abc import Iterator

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.desk.desk_database import TopicRecord
from stream.desk.desk_rows import TOPICS
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay


def day_arrivals(settings: Settings, *, tagged: bool = True) -> Iterator[TopicRecord]:
    """Every record that the desk reads of the demo's day, in the order of the day; each stream is one partition.

    Args:
        settings: of a worker; the day's agencies and clock take the place of its own.
        tagged: whether the conflict tagger runs; without it nothing is enriched.
    """
    own = settings.model_copy(
        update={"agencies": AGENCY_NAMES, "clock": "log", "tag": "all", "partitions": 1}
    )
    replay = Replay(own, load_tagger(own) if tagged else None)
    offsets = dict.fromkeys(TOPICS, 0)

    def outputs() -> Iterator[TopicRecord]:
        for delivery in build_day().deliveries:
            for output in replay.feed(delivery.value, delivery.at):
                if output.stream in offsets:
                    yield TopicRecord(output.stream, output.value)
        for output in replay.finish():
            if output.stream in offsets:
                yield TopicRecord(output.stream, output.value)

    for each in outputs():
        yield TopicRecord(each.stream, each.value, 0, offsets[each.stream])
        offsets[each.stream] += 1
