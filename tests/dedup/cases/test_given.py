"""The cases of verdicts that `NEWSWIRE_EVAL_CASES` names, a file or a folder of files, which this repository does not hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.harness import article
from tests.dedup.texts import BRIDGE, HARVEST

PLACE = os.environ.get("NEWSWIRE_EVAL_CASES", "")


def given() -> list[dict[str, Any]]:
    """Every case whose input is raw records; one of a text alone is the tagger's."""
    if not PLACE:
        return []
    place = Path(PLACE)
    files = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    lines = (line for file in files for line in file.read_bytes().splitlines() if line.strip())
    return [case for case in map(orjson.loads, lines) if isinstance(case["input"], list)]


@pytest.mark.quality
@pytest.mark.cases
@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in given()] or [None])
def test_every_given_case_is_right(case: dict[str, Any] | None) -> None:
    """Verdicts, matches, stories and notices are what the case expects of them."""
    assert case is not None, f"NEWSWIRE_EVAL_CASES={PLACE}: no case of verdicts there"
    assert [] == wrong(case["input"], case["expected"]), case["why"]


FEED = [
    article(body=BRIDGE),
    article("urn:gull:1", source="Gull", body=BRIDGE),
    article("urn:harrow:2", body=HARVEST, headline="Harvest"),
    "not an article",
    article(version="2", pubstatus="canceled", headline="KILL", language="en"),
]
RIGHT: dict[str, Any] = {
    "verdicts": ["original", ["copy", "update"], "!copy", "dead", "kill"],
    "match": {"1": 0},
    "supersedes": {"4": 0},
    "same_story": [[0, 1]],
    "other_story": [[0, 2]],
    "named": {"4": [1]},
    "named_too": {"4": [1]},
    "named_not": {"4": [2]},
    "no_notices": ["merge"],
}


def test_what_is_right_is_not_wrong() -> None:
    """A feed with every kind of answer."""
    assert [] == wrong(FEED, RIGHT)


@pytest.mark.parametrize(
    "expected",
    [
        {"verdicts": ["copy"]},
        {"verdicts": ["withheld"]},
        {"verdicts": [None, "!copy"]},
        {"verdicts": [None, None, "dead"]},
        {"match": {"1": 2}},
        {"supersedes": {"1": 0}},
        {"same_story": [[0, 2]]},
        {"other_story": [[0, 1]]},
        {"named": {"4": []}},
        {"named": {"0": []}},
        {"named_too": {"4": [2]}},
        {"named_not": {"4": [1]}},
        {"no_notices": ["kill"]},
    ],
)
def test_every_wrong_answer_is_seen(expected: dict[str, Any]) -> None:
    """The comparison itself: one thing at a time."""
    assert 1 == len(wrong(FEED, expected))
