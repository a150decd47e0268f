"""The account of a schedule: that of the chaos runs, and what only a simulation can look at: rows and disks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import xxhash
from aiokafka.errors import KafkaError

from stream.dedup.journal.rows import decode_row
from stream.dedup.stage import dedup
from stream.model.articles import Position, Stream
from stream.model.clock import append_time
from stream.model.records import Record
from stream.pipeline.core_rules import dedup_rules
from stream.tagging.document import versions
from stream.tagging.stage import tag
from stream.worker.tables.shard import DEDUP_TABLE, Shard
from stream.worker.tables.standing import OFFSET_KEY, TABLE_NAMES
from tests.chaos.account import Fact, account, fact
from tests.simulation.sim_app import READ
from tests.simulation.sim_world import World


@dataclass(frozen=True, slots=True)
class Found:
    """What went wrong in a schedule, each counted in records, articles, stories or rows.

    The first four are those of `tests.chaos.account.Report`. `rowless`: records that were decided, or
    versions with tolls, and no row of a changelog says so. `unlike`: outputs that a worker which rebuilt its state from the changelog would send otherwise.
    `disk_holes`: rows that a disk says to be past and does not have. `unfinished`: the schedule came to no end.
    `crashed`: workers that ended by what is no fault of the broker.
    """

    lost: int = 0
    contradicted: int = 0
    double_originals: int = 0
    offset_holes: int = 0
    rowless: int = 0
    unlike: int = 0
    disk_holes: int = 0
    unfinished: int = 0
    crashed: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not any(asdict(self).values())


def account_of(world: World) -> Found:
    """The account of a schedule that has ended."""
    facts = facts_of(world)
    committed = {
        (stream, number): world.broker.committed[world.settings.topic(stream), number]
        for stream in READ
        for number in range(world.plan.partitions)
        if (world.settings.topic(stream), number) in world.broker.committed
    }
    report = account(facts, committed)
    rowless, unlike = _of_rows(world, {each.digest for each in facts})
    rowless += _of_versions(world)
    return Found(
        report.lost,
        report.contradicted,
        report.double_originals,
        report.offset_holes,
        rowless,
        unlike,
        sum(_of_disk(world)),
        int(bool(world.unfinished)),
        len(crashes_of(world)),
    )


def crashes_of(world: World) -> list[BaseException]:
    """What workers ended by that is no fault of the broker."""
    return [error for worker in world.workers for error in worker.stops if not isinstance(error, KafkaError)]


def facts_of(world: World) -> list[Fact]:
    """Every record of every topic, those that were deleted meanwhile included; but not those that were given up unread."""
    raw = world.settings.topic(Stream.RAW)
    facts = [
        fact(stream, raw, each.partition, each.offset, each.key, each.value)
        for stream in Stream
        for each in world.records(stream)
    ]
    read = {each.about for each in facts if each.stream is not Stream.RAW}
    return [
        each
        for each in facts
        if each.stream is not Stream.RAW
        or each.about in read
        or (raw, each.partition, each.offset) not in world.forgiven
    ]


def rows_of(world: World, changelog: str, number: int, before: int | None = None) -> dict[bytes, bytes]:
    """What a changelog comes to, or came to before an offset."""
    rows: dict[bytes, bytes] = {}
    for record in world.broker.log((changelog, number)).records[:before]:
        assert record.key is not None
        if record.value is None:
            rows.pop(record.key, None)
        else:
            rows[record.key] = record.value
    return rows


def _of_rows(world: World, sent: set[int]) -> tuple[int, int]:
    """Records without a row, and outputs that were never sent, when all is read again on states rebuilt from the changelog."""
    rowless = unlike = 0
    for number in range(world.plan.partitions):
        rows = rows_of(world, world.settings.changelog, number)
        shard = Shard(number, dedup_rules(world.settings), rows)
        if rows:
            shard.build(sorted(rows.items()))
        records = [
            Record(Position(each.topic, each.partition, each.offset), each.value or b"", append_time(each))
            for each in world.records(Stream.PREPARED)
            if each.partition == number
        ]
        outcome = dedup(shard.state, records, world.plan.partitions, following=shard.threads)
        rowless += len(outcome.fresh)
        digests = (
            xxhash.xxh3_64_intdigest((each.key or b"") + b"\0" + each.value) for each in outcome.outputs
        )
        unlike += sum(digest not in sent for digest in digests)
    return rowless, unlike


def _of_versions(world: World) -> int:
    """Versions that tell of tolls and that no row of the changelog has, when all that was judged is tagged again."""
    missing = 0
    for number in range(world.plan.partitions):
        rows = rows_of(world, world.settings.versions_changelog, number)
        records = [
            Record(Position(each.topic, each.partition, each.offset), each.value or b"")
            for each in world.records(Stream.JUDGED)
            if each.partition == number
        ]
        told = tag(world.tagger, versions.Versions(world.settings.window), records).fresh
        names = {(each.story_id, each.article_id) for each in told}
        missing += len(names - _said("versions", rows))
    return missing


def _of_disk(world: World) -> list[int]:
    """What each disk lacks of what its changelog had come to where the disk says it is.

    Counted are decisions and versions and not rows: a row of a worker that had lost the partition may stand before those
    of its successor, which decided the same and never read it.
    """
    changelogs = dict(
        zip(TABLE_NAMES, (world.settings.changelog, world.settings.versions_changelog), strict=True)
    )
    holes = []
    for worker in world.workers:
        for path, files in worker.disk.files.items():
            table, _, number = path.stem.rpartition("-")
            offset = files.rows.get(OFFSET_KEY)
            if offset is None:
                continue
            expected = rows_of(world, changelogs[table], int(number), int(offset) + 1)
            there = {key: row for key, row in files.rows.items() if key != OFFSET_KEY}
            holes.append(len(_said(table, expected) - _said(table, there)))
    return holes


def _said(table: str, rows: Mapping[bytes, bytes]) -> set[Any]:
    """What rows say: which deliveries were decided, or which versions were tagged."""
    if table == DEDUP_TABLE:
        return {int(place) for row in rows.values() for place in decode_row(row).columns["place"]}
    return {
        (each.story_id, each.article_id)
        for row in rows.values()
        for each in versions.decode_version_reports(row)
    }
