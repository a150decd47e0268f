"""Hundreds of short made-up stories, a kind of error each (variants.jsonl): what must be in their tags, and what must not."""

from __future__ import annotations

import json
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from stream.model.codec import brief_tags
from stream.tagging.tagger import Tagger

CASES: Final = [
    json.loads(line) for line in (Path(__file__).parent / "variants.jsonl").read_text("utf-8").splitlines()
]
EARTH_KM: Final = 6371
NOT_FACTS: Final = {"denied", "feared", "planned", "hypothetical"}


def fits(entity: dict[str, Any], pattern: dict[str, Any]) -> bool:
    """Whether an entity has all that a pattern names; "~" stands before a part, a list holds several values."""
    if entity["type"] == "EVENT" and entity.get("certainty") in NOT_FACTS:
        return False
    for name, wanted in pattern.items():
        found = entity.get(name)
        options = wanted if isinstance(wanted, list) else [wanted]
        if not any(
            found == one
            or (isinstance(one, str) and one.startswith("~") and one[1:].lower() in str(found).lower())
            for one in options
        ):
            return False
    return True


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way between two points as the crow flies."""
    a, b, c, d = map(radians, (*one, *other))
    return 2 * EARTH_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in CASES}))
def test_every_variant_of_a_kind_is_right(learned: Tagger, kind: str) -> None:
    """A kind of error is mended by its rule: stories that tell it in other words are right too."""
    wrong: list[str] = []
    for case in CASES:
        if case["kind"] == kind:
            told = learned.tag(case["text"], date=date(2026, 3, 12))
            tags = orjson.loads(orjson.dumps(brief_tags(told)))
            wrong += [f"{case['text']!r} {fault}" for fault in faults(tags, case["expected"])]
    assert not wrong, "\n".join(wrong)


def faults(tags: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """What of a story's tags is not as expected."""
    entities = tags.get("entities", [])
    found = []
    if "relevant" in expected and tags.get("relevant") != expected["relevant"]:
        found.append(f"relevant is {tags.get('relevant')}")
    if "tolls" in expected:
        tolls = {toll["kind"]: toll.get("minimum") or toll.get("maximum") for toll in tags.get("tolls", [])}
        if tolls != expected["tolls"]:
            found.append(f"tolls are {tolls}, not {expected['tolls']}")
    found += [
        f"lacks {one}" for one in expected.get("has", []) if not any(fits(entity, one) for entity in entities)
    ]
    found += [
        f"has {entity['text']!r} that fits {one}"
        for one in expected.get("has_not", [])
        for entity in entities
        if fits(entity, one)
    ]
    if near := expected.get("first_within_km"):
        at = next(
            (one for one in entities if near["place"] in one["text"] and one.get("latitude") is not None),
            None,
        )
        if at is None or at["precision"] not in near["precision"]:
            found.append(f"no point near {near['place']}")
        elif kilometres((at["latitude"], at["longitude"]), near["of"]) > near["km"]:
            found.append(f"{near['place']} is too far off")
    return found
