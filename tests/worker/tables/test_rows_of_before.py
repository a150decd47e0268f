"""Tables of other versions: rows that a worker of before wrote, on the texts of a fictional wire (fixtures/rows_version_2.json)."""

from __future__ import annotations

import base64
import logging
from pathlib import Path
from typing import Final

import orjson
import pytest

from stream.dedup.journal.decision import Decision, Tick
from stream.dedup.journal.rows import MIGRATIONS, VERSION, decode_row, encode_rows, row_version
from stream.dedup.thresholds import DedupRules
from stream.model.errors import StopError
from stream.model.verdicts import Verdict
from stream.worker.tables.shard import Shard, row_key
from tests.dedup.harness import Desk, article
from tests.dedup.journal.reading import decisions_of

WRITTEN: Final = Path(__file__).parent.parent.parent / "fixtures" / "rows_version_2.json"
ROWS: Final = tuple(base64.b64decode(row) for row in orjson.loads(WRITTEN.read_bytes()))
FERRY: Final = (
    "The ferry to the outer islands sailed again on Sunday after three days of storm, the harbour office of Halvsund "
    "said. The port said that eleven hundred people had waited at the quay since Thursday, most of them families on "
    "their way home from the winter market.\n\nTwo trawlers that had sought shelter behind the breakwater left before "
    "dawn. The harbour master said the sea wall had held, and that divers would look at its foundations in the coming "
    "week, and that no ship was missed."
)


def shard_of(rows: tuple[bytes, ...]) -> Shard:
    """A shard rebuilt from rows, as a worker does at its start."""
    table = {row_key(0, at, "before"): data for at, data in enumerate(rows)}
    shard = Shard(0, DedupRules(), table)
    shard.build(list(table.items()))
    return shard


def test_rows_of_the_version_before_are_read_as_those_of_the_present_one() -> None:
    """Verdicts, notices and a tick with what it released come back; written again they are rows of the present version."""
    decided = [each for row in ROWS for each in decisions_of(decode_row(row))]
    assert {row_version(row) for row in ROWS} == {2}
    assert [each.verdict for each in decided if isinstance(each, Decision)] == [
        Verdict.ORIGINAL,
        Verdict.COPY,
        Verdict.UPDATE,
        Verdict.ORIGINAL,
        Verdict.COPY,
        Verdict.KILL,
    ]
    (tick,) = (each for each in decided if isinstance(each, Tick))
    assert len(tick.releases) == 1
    again = [data for data, *_ in encode_rows(decided, 10**6)]
    assert {row_version(row) for row in again} == {VERSION}
    assert [each for row in again for each in decisions_of(decode_row(row))] == decided


def test_what_an_older_table_knows_is_still_known() -> None:
    """A copy, a further version and a record read again meet the stories of before."""
    desk = Desk()
    desk.states = [shard_of(ROWS).state]
    desk._raw = 100  # noqa: SLF001 - the positions behind those of the rows
    copy = desk.one(uri="https://lark.example/1", source="Lark", body=FERRY)
    assert (copy["verdict"], copy["match"]["uri"]) == ("copy", "urn:norrland:1")
    late = desk.one(uri="urn:norrland:1", source="Norrland Wire", version="3", body=f"{FERRY} It is full.")
    assert (late["verdict"], late["story_id"]) == ("update", copy["story_id"])
    killed = desk.one(uri="urn:norrland:3", source="Norrland Wire", version="3", body=FERRY.upper())
    assert killed["reason"]["rule"] != "no_match"


def test_a_decision_is_given_again_from_an_older_row() -> None:
    """As when its batch is read again after a crash."""
    shard = shard_of(ROWS)
    first = shard.archive.get(0)
    assert isinstance(first, Decision)
    assert (first.uri, first.changes) == ("urn:norrland:1", None)


def test_the_worker_says_once_that_it_reads_older_rows(caplog: pytest.LogCaptureFixture) -> None:
    """And nothing where there are none."""
    caplog.set_level(logging.INFO)
    shard = shard_of(ROWS[:3])
    shard.build([(row_key(0, 3, "before"), ROWS[3])])
    (said,) = (record for record in caplog.records if "older version" in record.message)
    assert vars(said)["versions"] == [2]
    caplog.clear()
    fresh = Desk().tell(article(body=FERRY)).fresh
    shard_of(tuple(data for data, *_ in encode_rows(fresh, 10**6)))
    assert not [record for record in caplog.records if "older version" in record.message]


def test_rows_of_every_version_before_are_read() -> None:
    """Also by a worker that skips versions: each has what makes the next one of it, from the first that was released on."""
    assert sorted(MIGRATIONS) == list(range(2, VERSION))


def test_a_newer_row_sends_nobody_to_delete_anything() -> None:
    """Who goes back to a version that cannot read the rows reads which they are, and to start the newer one again."""
    newer = bytes((VERSION + 1,)) + ROWS[0][1:]
    with pytest.raises(
        StopError, match=rf"version {VERSION + 1}, and this worker reads 2 to 3.*Start that version"
    ) as caught:
        shard_of((newer,))
    assert "NEWSWIRE_GROUP" not in str(caught.value)


@pytest.mark.parametrize("cut", [12, 20, 60, -1])
def test_a_damaged_older_row_stops(cut: int) -> None:
    """It is no half state."""
    with pytest.raises(StopError, match=r"damaged|no newswire"):
        decode_row(ROWS[0][:cut])
