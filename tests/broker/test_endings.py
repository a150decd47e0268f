"""How a running worker ends by a fault: with 1, and a last line that says why and what to do."""

from __future__ import annotations

import asyncio
import os
import uuid
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka import admin
from stream.kafka.embedded_broker import free_port
from tests.crashing_worker import TEXT
from tests.warm_start import ran

pytestmark = pytest.mark.broker


@pytest.mark.parametrize(
    ("kind", "form", "reason", "way_out"),
    [
        ("unforeseen", "json", "ValueError at stream.", "a fault of newswire itself"),
        ("unforeseen", "console", "ValueError at stream.", "a fault of newswire itself"),
        ("consistency", "json", "the table on disk is ahead of its changelog", "NEWSWIRE_DATA_DIR"),
        ("kafka", "console", "refused a request: TopicAuthorizationFailedError", "newswire doctor"),
        ("disk", "json", "No space left on device", "free space"),
        ("memory", "json", "out of memory", "NEWSWIRE_WINDOW_DAYS"),
    ],
)  # fmt: skip
def test_the_last_line_says_why(
    embedded: str, tmp_path: Path, kind: str, form: str, reason: str, way_out: str
) -> None:
    """Whatever it is, in either form; nothing is written after it, and nothing of an article before."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    own = Settings(
        broker=embedded,
        topic_prefix=name,
        group=name,
        data_dir=tmp_path,
        web_port=free_port(),
        log_format=form,
    )
    asyncio.run(admin.create_missing(own))
    environment = {**os.environ, **settings_variables(own)}
    ended = ran("tests.crashing_worker", "running", kind, environment=environment, timeout=90)
    assert (ended.returncode, ended.stdout) == (1, b""), ended.stderr
    said = ended.stderr.decode()
    last = said.splitlines()[-1]
    if form == "json":
        fields = orjson.loads(last)
        assert fields["event"] == "failed"
        last = f"reason={fields['reason']} way_out={fields['way_out']}"
    else:
        assert " CRITICAL failed reason=" in last
    why, _, what = last.partition(" way_out=")
    assert reason in why
    assert way_out in what
    assert TEXT not in said
