"""What an update changed, through a worker that is killed between two versions and loses its disk."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.kafka import admin
from stream.model.articles import Stream
from stream.pipeline.core_rules import load_tagger
from stream.pipeline.replay import Replay
from tests.broker.harness import Emitted, read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

AT = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)
REST = (
    "Rescuers dug through the night at the grain market of Port Esk, where stalls burned until the morning. The army "
    "sealed the road to the harbour and sent soldiers into the hills from where, it said, rebels had fired the shells."
)


def version(number: int, killed: int) -> bytes:
    """A version of one story, with its own toll."""
    lead = f"Shells killed {killed} people in Port Esk on Tuesday, residents said.\n\n"
    fields = {"uri": "urn:test:esk", "source": "Testwire", "version": str(number), "language": "en",
              "headline": "Shells hit market", "body": lead + REST, "pubstatus": "usable"}  # fmt: skip
    return orjson.dumps(fields)


def changes(found: list[Emitted], stream: Stream) -> dict[str, str | None]:
    """The change told by each version of the story."""
    told = {}
    for record in found:
        if record.stream is stream:
            change = record.fields["change"]
            told[record.fields["version"]] = change["text"] if change is not None else None
    return told


def test_the_change_survives_a_killed_worker(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The tolls of the version before come back from the changelog, and the records are those of the offline replay."""
    ends = (Stream.ENRICHED, Stream.CONFLICT)
    own = with_port(settings, session_timeout=6.0)
    asyncio.run(admin.create_missing(own))
    log = [version(1, 12), version(2, 19), version(3, 19), version(4, 21)]
    with running_worker(own, tmp_path / "one.log") as worker:
        send(own, log[:2], at=AT)
        read_until(own, ends, lambda got: len(got) >= 4)
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
    fresh = with_port(settings, session_timeout=6.0, data_dir=tmp_path / "empty")
    with running_worker(fresh, tmp_path / "two.log"):
        send(fresh, log[2:], at=AT)
        found = read_until(
            fresh, ends, lambda got: all(set(changes(got, stream)) == {"1", "2", "3", "4"} for stream in ends)
        )
    expected = {"1": None, "2": "killed 12 \u2192 19", "3": "", "4": "killed 19 \u2192 21"}
    assert changes(found, Stream.ENRICHED) == expected
    assert changes(found, Stream.CONFLICT) == expected
    pipeline = Replay(own, load_tagger(own))
    offline = {
        fields["version"]: fields["change"]
        for record in log
        for output in pipeline.feed(record, AT)
        if output.stream is Stream.ENRICHED
        for fields in (orjson.loads(output.value),)
    }
    assert offline == {r.fields["version"]: r.fields["change"] for r in found if r.stream is Stream.ENRICHED}
