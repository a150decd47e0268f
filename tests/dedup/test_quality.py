"""The bars of copy detection, on labelled news and on a made-up story's whole life, neither of them ours to ship."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from stream.evaluation.clusters import score
from stream.evaluation.stories import final_stories
from stream.replay import replay
from stream.settings import Settings

pytestmark = pytest.mark.quality

# What the folder's README says of each file.
VERDICTS: Final = {
    "01_original": "original",
    "02_update_1": "update",
    "03_corrected": "correction",
    "04_refile": "refile",
    "05_withheld": "hold",
    "06_kill": "kill",
    "07_substitute": "original",
    "08_republished_copy": "copy",
    "09_republished_abridged": "copy",
    "10_embargoed": "original",
    "11_different_story_same_event": "original",
}


def folder(name: str) -> Path:
    """A part of the evaluation data."""
    return Path(os.environ["NEWSWIRE_EVAL_DATA"]) / name


@pytest.fixture(scope="module")
def life() -> dict[str, dict[str, Any]]:
    """The story's items by the names of their files."""
    return {
        name: orjson.loads((folder("formats/synthetic") / f"{name}.json").read_bytes()) for name in VERDICTS
    }


def told(items: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """What a replay of items says, as (stream, value)."""
    outputs = replay(map(orjson.dumps, items), Settings(), None)
    return [(output.stream.value, orjson.loads(output.value)) for output in outputs]


def test_every_verdict_is_as_the_readme_says(life: dict[str, dict[str, Any]]) -> None:
    """In order: each version, the hold, the kill, the substitute, the copies with the versions that they carry."""
    records = told(list(life.values()))
    verdicts = {
        (value["uri"], value["version"]): value for stream, value in records if stream in {"judged", "copies"}
    }
    found = {name: verdicts[item["uri"], item["version"]] for name, item in life.items()}
    assert VERDICTS == {name: value["verdict"] for name, value in found.items()}
    assert "1" == found["08_republished_copy"]["match"]["version"]
    assert found["02_update_1"]["supersedes"] == found["01_original"]["article_id"]
    for name in ("08_republished_copy", "09_republished_abridged"):
        assert "Lantern Wire" == found[name]["origin"]["agency"]
    kills = [value for stream, value in records if stream == "notices" and value["kind"] == "kill"]
    named = {copy["uri"]: copy["version"] for kill in kills for copy in kill["copies"]}
    assert named.keys() == {life[f"{name}"]["uri"] for name in VERDICTS if "republished" in name}
    assert "1" == named[life["08_republished_copy"]["uri"]]


@pytest.mark.parametrize("seed", range(10))
def test_the_final_state_is_the_same_in_any_order(life: dict[str, dict[str, Any]], seed: int) -> None:
    """Ten random orders: the same stories, the kill in force, both copies named, the substitute apart."""
    items = list(life.values())
    random.Random(seed).shuffle(items)  # noqa: S311 - an order of arrival, no secret
    records = told(items)
    stories = final_stories(records)
    by_name = {name: stories[item["uri"]] for name, item in life.items()}
    same = {name for name, story in by_name.items() if story == by_name["01_original"]}
    assert same == set(VERDICTS) - {"07_substitute", "10_embargoed", "11_different_story_same_event"}
    assert 4 == len(set(by_name.values()))
    kills = [value for stream, value in records if stream == "notices" and value["kind"] == "kill"]
    named = {copy["uri"] for kill in kills for copy in kill["copies"]}
    assert named == {item["uri"] for name, item in life.items() if "republished" in name}


def test_copies_are_found_on_labelled_news_in_any_order() -> None:
    """Five orders, the worst: pair precision and F1 at least 0.98, adjusted Rand index at least 0.995."""
    lines = (folder("dedup") / "dev.jsonl").read_bytes().splitlines()
    labelled = [orjson.loads(line) for line in lines]
    ignored = map(orjson.loads, (folder("dedup") / "dev_ignore_pairs.jsonl").read_bytes().splitlines())
    pairs = [frozenset((pair["a"], pair["b"])) for pair in ignored]
    gold = {item["id"]: item["cluster"] for item in labelled}
    draw = random.Random(1)  # noqa: S311 - orders of arrival, no secret
    for order in range(5):
        if order:
            draw.shuffle(labelled)
        feed = [
            {
                "uri": item["id"],
                "source": item.get("outlet") or item["source"],
                "headline": item["title"] or "",
                "body": item["body"],
            }
            for item in labelled
        ]
        found = score(gold, final_stories(told(feed)), pairs)
        assert found.precision >= 0.98
        assert found.f1 >= 0.98
        assert found.ari >= 0.995
