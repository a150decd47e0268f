"""What the tagging stage remembers of earlier versions, by partition: rebuilt from the table, kept by one row a batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import faust

from stream.agents.changelog import write_row
from stream.conflict.versions import Version, Versions, decode_row, encode_row
from stream.settings import Settings
from stream.transport import Batch

TABLE: Final = "versions"


@dataclass(slots=True)
class Edition:
    """One partition's versions, and the keys of its rows with the latest time in each, oldest first."""

    versions: Versions
    rows: deque[tuple[bytes, datetime]] = field(default_factory=deque)


class Editions:
    """The partitions of `newswire.judged` that this worker reads. A rebalance drops them all: the table has them."""

    def __init__(self, app: faust.App, settings: Settings) -> None:
        self._window = settings.window
        self._editions: dict[int, Edition] = {}
        self._table = app.Table(TABLE, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        app.on_partitions_revoked.connect(self._drop, weak=False)

    def of(self, partition: int) -> Edition:
        """The versions of a partition, rebuilt from the table's rows at first use after a rebalance."""
        edition = self._editions.get(partition)
        if edition is None:
            edition = self._editions[partition] = Edition(Versions(self._window))
            prefix = b"%05d/" % partition
            for key in sorted(key for key in self._table.data if key.startswith(prefix)):
                versions = decode_row(self._table.data[key])
                for version in versions:
                    edition.versions.keep(version)
                edition.rows.append((key, max(version.received for version in versions)))
        return edition

    async def keep(self, batch: Batch, edition: Edition, fresh: Sequence[Version]) -> None:
        """Write a batch's versions to the table and wait for the changelog's acknowledgement.

        A row's key is its batch's first offset: what is read again takes its own place, with the same content.

        Raises:
            PartitionLostError: the partition went to another worker meanwhile.
        """
        if fresh:
            key = b"%05d/%015d" % (batch.tp.partition, batch.records[0].offset)
            await write_row(self._table, batch, key, encode_row(fresh))
            edition.rows.append((key, max(version.received for version in fresh)))
        while edition.rows and edition.versions.is_done(edition.rows[0][1]):
            await write_row(self._table, batch, edition.rows.popleft()[0], None)

    def _drop(self, *_: Any, **__: Any) -> None:
        self._editions.clear()
