"""The bars of copy detection, on labelled news that is not ours to ship."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.config.settings import Settings
from stream.evaluation.clusters import score_groups
from stream.evaluation.final_stories import final_stories
from stream.pipeline.replay import replay

pytestmark = pytest.mark.quality


def folder(name: str) -> Path:
    """A part of the evaluation data."""
    return Path(os.environ["NEWSWIRE_EVAL_DATA"]) / name


def told(items: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """What a replay of items says, as (stream, value)."""
    outputs = replay(map(orjson.dumps, items), Settings(), None)
    return [(output.stream.value, orjson.loads(output.value)) for output in outputs]


@pytest.mark.alone
@pytest.mark.parametrize("order", range(5))
def test_copies_are_found_on_labelled_news_in_any_order(order: int) -> None:
    """Five orders, each: pair precision and F1 at least 0.98, adjusted Rand index at least 0.995."""
    lines = (folder("dedup") / "dev.jsonl").read_bytes().splitlines()
    labelled = [orjson.loads(line) for line in lines]
    ignored = map(orjson.loads, (folder("dedup") / "dev_ignore_pairs.jsonl").read_bytes().splitlines())
    pairs = [frozenset((pair["a"], pair["b"])) for pair in ignored]
    gold = {item["id"]: item["cluster"] for item in labelled}
    if order:
        random.Random(order).shuffle(labelled)  # noqa: S311 - an order of arrival, no secret
    feed = [
        {
            "uri": item["id"],
            "source": item.get("outlet") or item["source"],
            "headline": item["title"] or "",
            "body": item["body"],
        }
        for item in labelled
    ]
    found = score_groups(gold, final_stories(told(feed)), pairs)
    assert found.precision >= 0.98
    assert found.f1 >= 0.98
    assert found.ari >= 0.995
