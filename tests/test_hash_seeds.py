"""No record depends on the order of a set: processes with other hash seeds write the same bytes.

Within one process a set of strings has one order, so that only other processes can tell.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from stream.demo.day import build_day
from stream.demo.write_day import write_jsonl

SEEDS = ("0", "1", "2")
FIXTURES = Path(__file__).parent / "fixtures"
QUIET = "The guns were silent for a while and nobody said why. " * 8
# A division of one name in two countries, another town that may be in either, and a village that no map has.
TIED = [
    f"Shells hit {town}, on Monday. Rain fell in {other} that night. {QUIET}The village of Zamqurat burned."
    for town in ("Rupnagar, Punjab", "San Juan, San Juan", "Bolivar, Bolivar", "Eastern, Eastern Province")
    for other in (
        "Victoria",
        "Cordoba",
        "Santa Rosa",
        "Tripoli",
        "Valencia",
        "Trujillo",
        "San Miguel",
        "Kandy",
    )
]
# One line, longer than its ends that are looked at, with an agency at each.
CREDITED = [
    f"({first}) {QUIET}({second})"
    for first, second in (
        ("Reuters", "AFP"),
        ("AP", "dpa"),
        ("EFE", "Lusa"),
        ("Xinhua", "Kyodo"),
        ("PA", "AAP"),
    )
]


def raw(number: int, body: str) -> bytes:
    """A raw record with a text of our own."""
    return orjson.dumps(
        {
            "uri": f"urn:seeds:{number}",
            "version": "1",
            "source": f"Outlet {number}",
            "language": "en",
            "version_created": "2026-03-17T09:00:00Z",
            "headline": f"Report {number}",
            "body": f"{body} Note {number}.",
        }
    )


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What each process runs: the demo's day and our own articles replayed, our own texts tagged."""
    folder = tmp_path_factory.mktemp("seeds")
    day, own, texts = folder / "day.jsonl", folder / "own.jsonl", folder / "texts.jsonl"
    write_jsonl(build_day(), day)
    own.write_bytes(b"\n".join(raw(number, body) for number, body in enumerate(CREDITED)))
    lines = (FIXTURES / "relevance.jsonl").read_bytes().splitlines()
    written = [*(orjson.loads(line)["text"] for line in lines), *TIED]
    texts.write_bytes(b"\n".join(orjson.dumps({"id": n, "text": text}) for n, text in enumerate(written)))
    return [["replay", str(day), str(own)], ["tag", "--jsonl", str(texts)]]


def output(command: list[str], seed: str) -> bytes:
    """What a command prints in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-m", "stream", *command], env=environment, check=True, capture_output=True
    ).stdout


@pytest.mark.parametrize("which", [0, 1], ids=["replay", "tag"])
def test_three_hash_seeds_give_the_same_bytes(commands: list[list[str]], which: int) -> None:
    """The demo's day, our own articles and texts: byte for byte, line by line, in three processes."""
    first, *others = (output(commands[which], seed).splitlines() for seed in SEEDS)
    assert len(first) > 300
    for other in others:
        assert [pair for pair in zip(first, other, strict=True) if pair[0] != pair[1]][:1] == []
