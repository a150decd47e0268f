"""What the agents write to the log of records that are rejected."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import orjson
import pytest

from stream.config import logs
from stream.config.settings import Settings
from stream.intake.prepare import Raw
from stream.model.articles import Position
from stream.model.errors import RejectedError
from stream.model.faults import FaultError, fault_of
from stream.worker.log_lines import log_rejected

TEXT = "Harbour master quits over missing ferries"  # what stands for an article


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Where the log goes, as JSON."""
    root, ours = logging.root, logging.getLogger(logs.OURS)
    before = root.handlers[:], root.level, ours.level
    written = io.StringIO()
    logs.configure(Settings(log_format="json"), written)
    yield written
    root.handlers[:], level, own = before
    root.setLevel(level)
    ours.setLevel(own)
    logging.captureWarnings(capture=False)


def raw(offset: int) -> Raw:
    """A raw record with a text."""
    return Raw(TEXT.encode(), None, (), Position("newswire.raw", 0, offset), datetime(2031, 5, 4, tzinfo=UTC))


def test_a_fault_is_an_error_once_a_batch_for_each_place(out: io.StringIO) -> None:
    """How many records, where the first stands and the way through the program; what is refused is told at debug alone."""
    one, other = (
        FaultError("KeyError at stream.model.codec:9", ("stream.model.codec:3", "stream.model.codec:9")),
        fault_of(ValueError(TEXT)),
    )
    refused = RejectedError("bad_value", "body", TEXT)
    log_rejected("tag", [(raw(1), refused), (raw(2), one), (raw(3), other), (raw(4), FaultError(one.said))])
    first, second = map(orjson.loads, out.getvalue().splitlines())
    assert (first["level"], first["event"], first["stage"]) == ("error", "stage failed on a record", "tag")
    assert (first["fault"], first["records"], first["offset"]) == ("KeyError at stream.model.codec:9", 2, 2)
    assert first["trace"] == ["stream.model.codec:3", "stream.model.codec:9"]
    assert (second["fault"], second["records"], second["offset"]) == ("ValueError", 1, 3)
    assert TEXT not in out.getvalue()
