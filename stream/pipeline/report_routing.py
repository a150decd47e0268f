"""Sends what the tagger read to the shards that keep threads: that of its language, and those of its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from stream.intake.stage import shard_of
from stream.model import codec
from stream.model.articles import Stream
from stream.model.event_reports import EventReport, EventReports
from stream.model.outputs import Output
from stream.text.language import shard_language

_KEY: Final = b"threads"
MOST_READINGS: Final = 100  # of a record: a tenth of the bytes that a broker takes by default


def hearing(reports: Iterable[EventReport], partitions: int) -> Iterator[Output]:
    """The records for the prepared topic, one a shard where they are few."""
    addressed: defaultdict[int, list[EventReport]] = defaultdict(list)
    for report in reports:
        home = shard_of(shard_language(report.language), partitions)
        meeting: defaultdict[int, list[int]] = defaultdict(list)
        for place in report.meets:
            meeting[place % partitions].append(place)
        for shard in sorted({home, *meeting}):
            here = tuple(meeting.get(shard, ()))
            others = tuple(place for place in report.meets if place not in here)
            addressed[shard].append(replace(report, home=shard == home, meets=here, elsewhere=others))
    for shard, of_shard in sorted(addressed.items()):
        for begin in range(0, len(of_shard), MOST_READINGS):
            some = EventReports(tuple(of_shard[begin : begin + MOST_READINGS]))
            yield Output(Stream.PREPARED, _KEY, codec.encode(some), shard)
