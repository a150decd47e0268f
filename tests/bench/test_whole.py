from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import peers
from bench.drain import lacks
from bench.whole import NEEDS
from bench.wire import Wire
from stream.config.settings import Settings
from stream.model.articles import Stream
from stream.pipeline.replay import Replay
from stream.tagging.tagger import Tagger
from tests.instances import NOW

ARTICLES = 40


def test_every_contender_says_what_it_needs() -> None:
    """One that is not installed is left out with a line, and not found missing in the middle of a run."""
    assert set(peers.PEERS) == set(NEEDS)


def test_contenders_take_nothing_of_the_bench() -> None:
    """They are run by their path, on whatever `stream` they are given: a package of this checkout would be another's."""
    tree = ast.parse(Path(peers.__file__).read_text())
    taken = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    taken |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in taken if name.partition(".")[0] == "bench"}


def test_what_is_not_installed_is_named() -> None:
    """By module, or by how its name begins."""
    wanted = ["orjson", "no_such_module", "orj*", "no_such*"]
    assert ["no_such_module", "no_such*"] == lacks(Path(sys.executable), wanted)


def test_our_functions_in_another_framework_do_the_whole_job() -> None:
    """Record by record they send what the pipeline sends, and say that they are done with the last one only."""
    feed = [record.value for record in Wire(1).records(ARTICLES)]
    stages, rows = peers.Stages(), list[str]()
    offsets: Counter[str] = Counter()

    def place(stream: str) -> tuple[str, int, int]:
        offsets[stream] += 1
        return stream, 0, offsets[stream] - 1

    def keep(name: str, _row: bytes) -> None:
        rows.append(name)

    def by_stream(outputs: Iterable[Any], stream: Stream) -> list[bytes]:
        return [output.value for output in outputs if output.stream is stream]

    milliseconds = int(NOW.timestamp() * 1000)
    for value in feed:
        assert not stages.have_done(ARTICLES)
        for prepared in by_stream(stages.intake(value, place("raw"), milliseconds), Stream.PREPARED):
            for judged in by_stream(stages.dedup(prepared, place("prepared"), keep), Stream.JUDGED):
                stages.tag(judged, place("judged"))
    assert stages.have_done(ARTICLES)
    assert sorted(set(rows)) == rows

    replay = Replay(Settings(partitions=1), Tagger.load("learned"))
    expected = Counter(output.stream.value for value in feed for output in replay.feed(value, NOW))
    assert expected == Counter({name: count for name, count in stages.outputs.items() if name != "prepared"})
