from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.row_archive import RowArchive
from stream.dedup.journal.rows import decode_row, encode_rows
from stream.dedup.stage import dedup
from stream.dedup.state.rebuild import build_from_rows
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from tests.dedup.days import feeds
from tests.dedup.test_stage import TICKS, log, together


@given(feeds(days=10), TICKS, st.integers(1, 5), st.sampled_from([1, 3000, 10**6]), st.booleans())
def test_decisions_come_back_from_their_rows(
    feed: list[dict[str, Any]], ticks: frozenset[int], batch: int, limit: int, twice: bool
) -> None:
    """A shard that comes back from its rows gives every decision again, byte for byte, and decides nothing anew.

    Also when another worker wrote one of the rows a second time.
    """
    records = log(feed, ticks)
    rows: dict[bytes, bytes] = {}
    archive = RowArchive(rows)
    state = State(DedupRules(), archive)
    first = []
    for start in range(0, len(records), batch):
        outcome = dedup(state, records[start : start + batch])
        first.append(outcome)
        serial = state.serial - len(outcome.fresh)
        for data, count, _ in encode_rows(outcome.fresh, limit):
            key = b"%09d/a" % serial
            rows[key] = data
            archive.written(key, serial, count)
            serial += count
    if twice:
        rows[next(iter(rows)).replace(b"/a", b"/b")] = next(iter(rows.values()))
    back = RowArchive(rows)
    rebuilt = State(DedupRules(), back)
    for key in sorted(rows):
        row = decode_row(rows[key])
        back.written(key, rebuilt.serial, len(row))
        build_from_rows(rebuilt, [row])
    for one in (state, rebuilt):
        again = dedup(one, records)
        assert together(*first).outputs == again.outputs
        assert [] == again.fresh


def test_oldest_row_can_go() -> None:
    """The rows that stay are found when the oldest is gone."""
    (decision, *more) = dedup(
        State(DedupRules()),
        log([{"uri": f"urn:a:{n}", "source": "A", "headline": f"Words {n}"} for n in range(3)]),
    ).fresh
    rows = {
        b"%d" % at: data for at, one in enumerate((decision, *more)) for data, _, _ in encode_rows([one], 1)
    }
    archive = RowArchive(rows)
    for at, key in enumerate(rows):
        archive.written(key, at, 1)
    archive.removed()
    assert more == [archive.get(1), archive.get(2)]
