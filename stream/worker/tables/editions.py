"""What the tagging stage remembers of earlier versions, by partition: rebuilt from the table, kept by one row a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import faust

from stream.config.settings import Settings
from stream.kafka.batches import Batch
from stream.tagging.document.versions import VersionReport, Versions, decode_version_reports, encode_row
from stream.worker.tables.changelog import write_row

VERSIONS_TABLE: Final = "versions"


@dataclass(slots=True)
class Edition:
    """One partition's versions, and the keys of its rows with the latest time in each, oldest first."""

    partition: int
    versions: Versions
    rows: dict[bytes, datetime] = field(default_factory=dict)


class Editions:
    """The partitions of `newswire.judged` that this worker reads. A rebalance drops them all: the table has them."""

    def __init__(self, app: faust.App, settings: Settings) -> None:
        self._window = settings.window
        self._editions: dict[int, Edition] = {}
        self._table = app.Table(
            VERSIONS_TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions
        )
        app.on_partitions_revoked.connect(self._drop_all, weak=False)

    def of(self, partition: int) -> Edition:
        """The versions of a partition, rebuilt from the table's rows at first use after a rebalance or a lost batch."""
        edition = self._editions.get(partition)
        if edition is None:
            edition = Edition(partition, Versions(self._window))
            prefix = b"%05d/" % partition
            rows = [
                (key, decode_version_reports(self._table.data[key]))
                for key in self._table.data
                if key.startswith(prefix)
            ]
            # By time and not by key: where the topic was made anew, its first offsets come after its last ones.
            for latest, key, versions in sorted((_latest(versions), key, versions) for key, versions in rows):
                for version in versions:
                    edition.versions.append(version)
                edition.rows[key] = latest
            self._editions[partition] = edition
        return edition

    @contextmanager
    def deciding(self, edition: Edition) -> Iterator[None]:
        """The time from a batch's first version to the acknowledgement of its row.

        Within it the versions are ahead of the table. Whatever else than its end ends it, a lost batch or any fault,
        drops them: the table says what they were.
        """
        try:
            yield
        except BaseException:
            if self._editions.get(edition.partition) is edition:
                del self._editions[edition.partition]
            raise

    async def append(self, batch: Batch, edition: Edition, fresh: Sequence[VersionReport]) -> None:
        """Write a batch's versions to the table and wait for the changelog's acknowledgement; only while `deciding`.

        A row's key is its batch's first offset: what is read again takes its own place, with the same content. Another
        row in that place, of a topic that was made anew or of a batch that was cut otherwise, goes into the new one.

        Raises:
            PartitionLostError: the partition went to another worker meanwhile.
        """
        if fresh:
            key = b"%05d/%015d" % (batch.tp.partition, batch.records[0].offset)
            names = {(version.story_id, version.article_id) for version in fresh}
            before = decode_version_reports(self._table.data[key]) if key in edition.rows else ()
            stay = [each for each in before if (each.story_id, each.article_id) not in names]
            versions = (*stay, *fresh)
            await write_row(self._table, batch, key, encode_row(versions))
            edition.rows.pop(key, None)
            edition.rows[key] = _latest(versions)
        while edition.rows and edition.versions.is_done(next(iter(edition.rows.values()))):
            key = next(iter(edition.rows))
            await write_row(self._table, batch, key, None)
            del edition.rows[key]

    def _drop_all(self, *_: Any, **__: Any) -> None:
        self._editions.clear()


def _latest(versions: Sequence[VersionReport]) -> datetime:
    return max(version.received for version in versions)
