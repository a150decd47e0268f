"""State becomes real with its row: a batch whose row was not acknowledged leaves nothing behind in memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from aiokafka.errors import KafkaError, KafkaTimeoutError

from stream.config.settings import Settings
from stream.dedup.journal.rows import decode_row as decode_decisions
from stream.kafka.batches import Batch
from stream.model.tags import Toll
from stream.tagging.document.versions import VersionReport, decode_version_reports
from stream.worker.agents import dedup_agent as dedup
from stream.worker.tables.changelog import PartitionLostError
from stream.worker.tables.editions import Editions
from tests.dedup.harness import START, Desk, article
from tests.dedup.journal.reading import decisions_of
from tests.dedup.texts import BRIDGE, HARVEST
from tests.worker.agents.tables import App, Sent, Table, batch

PREPARED = "newswire.prepared"
JUDGED = "newswire.judged"


def prepared(*texts: str) -> list[bytes]:
    """The prepared records of an article of each text."""
    desk = Desk()
    return [
        record.value
        for number, text in enumerate(texts)
        for _, record in desk.prepare(article(f"urn:harrow:{number}", body=text))
    ]


def written(table: Table) -> list[str]:
    """The articles whose decisions stand in the table."""
    return [
        entry.article_id
        for key in sorted(table.data)
        for entry in decisions_of(decode_decisions(table.data[key]))
        if hasattr(entry, "article_id")
    ]


def verdicts(delivery: Sent) -> list[str]:
    """The verdicts sent, in order."""
    return [orjson.loads(output.value).get("verdict", "") for output in delivery.outputs]


class Worker:
    """The deduplication's agent with a table and outputs."""

    def __init__(self, folder: Path) -> None:
        self.app: Any = App()
        settings = Settings(partitions=1, data_dir=folder)
        self.delivery = Sent(self.app, settings)
        dedup.register(cast("Any", self.app), settings, self.delivery)

    def work(self, *batches: Batch) -> None:
        """Work on batches."""
        asyncio.run(self.app.work("dedup", *batches))


def lost(taken: Batch) -> Callable[[], None]:
    """What loses a batch."""

    def lose() -> None:
        taken.lost = True

    return lose


@pytest.mark.parametrize("late", [False, True], ids=["before the row", "before the acknowledgement"])
def test_a_lost_batch_is_decided_again_and_written(tmp_path: Path, late: bool) -> None:
    """The batch comes again to the same worker, with no rebalance between: every decision gets its row."""
    worker, values = Worker(tmp_path), prepared(BRIDGE, HARVEST)
    taken = batch(PREPARED, 0, values)
    if late:
        worker.app.table.before_answer = lost(taken)
    else:
        taken.lost = True
    worker.work(taken)
    assert ([], [], False) == (written(worker.app.table), verdicts(worker.delivery), taken.finished)
    worker.app.table.before_answer = lambda: None
    worker.work(batch(PREPARED, 0, values))
    assert 2 == len(written(worker.app.table))
    assert ["original", "original"] == verdicts(worker.delivery)
    assert 2.0 == counted(worker, "newswire_verdicts_total", verdict="original", source="other")
    assert 0.0 == counted(worker, "newswire_repeated_total")


def test_a_row_that_was_refused_leaves_no_state(tmp_path: Path) -> None:
    """Whatever error the broker gives: what was decided without a row is decided again."""
    worker, values = Worker(tmp_path), prepared(BRIDGE)

    def refuse() -> None:
        raise KafkaTimeoutError

    worker.app.table.before_answer = refuse
    with pytest.raises(KafkaError):
        worker.work(batch(PREPARED, 0, values))
    worker.app.table.before_answer = lambda: None
    worker.work(batch(PREPARED, 0, values))
    assert 1 == len(written(worker.app.table))


def test_what_was_written_of_a_lost_batch_is_kept(tmp_path: Path) -> None:
    """Of two rows the second is lost: the first is recalled from the table, the second is decided and written anew."""
    worker, texts = Worker(tmp_path), (BRIDGE, HARVEST, f"{HARVEST} {BRIDGE}")
    values = prepared(*texts)
    worker.work(batch(PREPARED, 0, values[:1]))
    taken = batch(PREPARED, 0, values)
    taken.lost = True
    worker.work(taken, batch(PREPARED, 0, values))
    assert len(texts) == len(set(written(worker.app.table))) == len(written(worker.app.table))


def test_a_row_acknowledged_too_late_does_not_move_the_disk(tmp_path: Path) -> None:
    """The partition was taken away meanwhile: its next owner may have written rows before, which this disk lacks."""
    worker = Worker(tmp_path)
    taken = batch(PREPARED, 0, prepared(BRIDGE))
    worker.app.table.before_answer = lost(taken)
    worker.work(taken)
    assert ([], {}) == (worker.app.table.data.persisted, worker.app.table.data)


def version(name: str, killed: int, days: int = 0) -> VersionReport:
    """A version that tells of so many dead."""
    return VersionReport("story", name, START + timedelta(days=days), (Toll("killed", killed, killed, ""),))


def test_lost_versions_are_not_remembered(tmp_path: Path) -> None:
    """A version whose row was not acknowledged is none that an update could be compared with."""
    app: Any = App()
    editions = Editions(app, Settings(partitions=1, data_dir=tmp_path))
    taken = batch(JUDGED, 0, [b""])
    taken.lost = True
    edition = editions.of(0)

    def decide() -> None:
        with editions.deciding(edition):
            edition.versions.append(version("a", 3))
            asyncio.run(editions.append(taken, edition, [version("a", 3)]))

    with pytest.raises(PartitionLostError):
        decide()
    assert 0 == len(editions.of(0).versions)


def test_rows_of_a_topic_made_anew_keep_the_earlier_ones(tmp_path: Path) -> None:
    """Offsets begin anew: a row whose place is taken does not push out what stands there, nor goes with it."""
    app: Any = App()
    settings = Settings(partitions=1, data_dir=tmp_path)
    editions = Editions(app, settings)
    rows = ((5, version("a", 3)), (0, version("b", 4, days=20)), (5, version("c", 5, days=25)))
    for offset, one in rows:
        edition = editions.of(0)
        with editions.deciding(edition):
            edition.versions.append(one)
            asyncio.run(editions.append(batch(JUDGED, offset, [b""]), edition, [one]))
    kept = [
        one.article_id
        for key in sorted(app.table.data)
        for one in decode_version_reports(app.table.data[key])
    ]
    assert ["b", "a", "c"] == kept
    again = Editions(app, settings).of(0)
    assert [b"00000/%015d" % 0, b"00000/%015d" % 5] == list(again.rows)
    assert 3 == len(again.versions)


def test_a_topic_made_anew_is_noticed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Other articles at decided positions: a line that names the topic and how many, a count, and each its own verdict."""
    worker = Worker(tmp_path)
    worker.work(batch(PREPARED, 0, prepared(BRIDGE)))
    desk = Desk()
    kill = article("urn:harrow:0", version="2", pubstatus="canceled", body="")
    values = [record.value for _, record in desk.prepare(kill)]
    with caplog.at_level("WARNING"):
        worker.work(batch(PREPARED, 1, values), batch(PREPARED, 1, values))
    assert ["original", "kill", "kill"] == [one for one in verdicts(worker.delivery) if one]
    assert 1.0 == counted(worker, "newswire_displaced_total")
    (line,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    said = vars(line)
    assert ("newswire.raw", 0, 0, 1) == tuple(
        said[name] for name in ("topic", "partition", "first", "records")
    )
    assert "made anew" in line.getMessage()


def counted(worker: Worker, name: str, **labels: str) -> float:
    """A sample of the worker's metrics."""
    return worker.delivery.metrics.registry.get_sample_value(name, labels) or 0.0
