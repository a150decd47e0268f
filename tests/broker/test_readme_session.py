"""The README's session at the prompt, word for word, against a broker and a worker."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.model.articles import Stream
from tests.broker.harness import Emitted, decided, read_until, with_port
from tests.readme import commands
from tests.warm_start import ran, running_worker

pytestmark = pytest.mark.broker

STARTED_HERE = ("newswire broker", "newswire worker")  # in the README each has a terminal of its own
# The reader's own files that the README names.
WIRES = ("wires/item.xml", "feed.xml", "item.xml", "0157.txt", "feed.rss")
ITEM = "<rss><channel><title>Norrland Wire</title><item><guid>{}</guid><title>Ferry resumes</title></item></channel></rss>"


def test_session_of_the_readme_runs(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """Every command of the README exits with 0, and those that print records print some."""
    own = with_port(settings)
    printed: dict[str, str] = {}

    def run(line: str) -> None:
        words = shlex.split(line)
        environment = {**os.environ, **settings_variables(own)}
        ended = ran("stream", *words[1:], environment=environment, timeout=120, folder=tmp_path)
        assert ended.returncode == 0, f"{line}: {ended.stderr.decode()}"
        printed[line] = ended.stdout.decode()

    for name in WIRES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ITEM.format(name))
    session = [line for line in commands() if line not in STARTED_HERE]
    sent = 0
    run("newswire topics create")
    with running_worker(own, tmp_path / "worker.log"):
        for line in session:
            run(line)
            if line.startswith("newswire send"):
                day = (tmp_path / "day.jsonl").read_bytes().splitlines() if "day.jsonl" in line else ()
                sent += len(day) or 2  # a folder of one file, and a file
                read_until(own, Stream, partial(_all_decided, sent))
    for line in session:
        if line.split()[1] in {"tail", "replay", "explain", "deadletters"}:
            assert printed[line].strip(), line


def _all_decided(sent: int, got: list[Emitted]) -> bool:
    return len(decided(got)) >= sent
