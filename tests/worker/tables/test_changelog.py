"""Writing a row: how far a disk says that it has come."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stream.worker.tables.changelog import write_row
from tests.worker.agents.tables import Rows, Table, batch


class Log(Table):
    """A table whose row gets a given place on its changelog."""

    offset = 0

    async def send_soon(self, *, partition: int, **_: Any) -> Any:
        """Take a row."""
        return SimpleNamespace(topic="changelog", partition=partition, offset=self.offset)


@pytest.mark.parametrize(
    ("before", "offset", "after"),
    [(None, 0, 0), (4, 5, 5), (None, 3, None), (4, 7, 4), (4, 2, 4)],
    ids=["the first", "the next", "others before it", "others between", "a log made anew"],
)
def test_a_disk_is_never_past_a_row_that_it_lacks(before: int | None, offset: int, after: int | None) -> None:
    """Where others wrote before a row, the disk stays behind them, and the next recovery reads all."""
    table = Log(Rows())
    table.offset = offset
    table.data.persisted += [] if before is None else [before]
    asyncio.run(write_row(cast("Any", table), batch("newswire.prepared", 0, [b"one"]), b"key", b"row"))
    assert (table.data[b"key"], table.data.persisted[-1] if table.data.persisted else None) == (b"row", after)
