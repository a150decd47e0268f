"""The intake on the IPTC's sample items and on a made-up story's whole life."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.intake.prepare import prepare
from stream.model.articles import PubStatus, Signal
from stream.model.errors import RejectedError
from tests.intake.making import RULES, raw

pytestmark = pytest.mark.quality

LIFE = {
    "01_original": (), "02_update_1": (Signal.UPDATE,), "03_corrected": (Signal.CORRECTION, Signal.UPDATE),
    "04_refile": (Signal.REFILE, Signal.UPDATE), "05_withheld": (Signal.HOLD,), "06_kill": (Signal.KILL,), "07_substitute": (),
    "08_republished_copy": (), "09_republished_abridged": (), "10_embargoed": (), "11_different_story_same_event": (),
}  # fmt: skip


def folder() -> Path:
    """Where the samples are."""
    return Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "formats"


def samples() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every valid ninjs item that the IPTC publishes."""
    root = folder() / "ninjs"
    for file in sorted([*root.glob("examples/**/*.json"), *root.glob("test_suite/*/should_pass/*.json")]):
        item = orjson.loads(file.read_bytes())
        if isinstance(item, dict) and "$id" not in item:
            yield file, item


def is_story(item: dict[str, Any]) -> bool:
    """Whether an item declares text, has some, and says where it comes from."""
    has_text = any(name == "bodies" or name.startswith(("body_", "headline")) for name in item)
    has_source = "://" in item["uri"] or "copyrightholder" in item or "copyrightHolder" in item
    return item.get("type", "text") in ("text", "composite") and has_text and has_source


def test_every_story_among_the_samples_is_accepted() -> None:
    """Real items of agencies, from ninjs 1.3 to 3.1, are read; nothing that carries a story is refused."""
    stories = [(file, item) for file, item in samples() if is_story(item)]
    refused = []
    for file, item in stories:
        try:
            prepare(raw(orjson.dumps(item)), RULES)
        except RejectedError as error:
            refused.append(f"{file}: {error.message}")

    assert refused == []
    assert len(stories) > 40


def test_every_other_sample_is_refused_for_what_it_lacks() -> None:
    """Pictures, events and plans are no text; nor is an empty shell; the rest names no source."""
    reasons = set()
    for _, item in samples():
        if not is_story(item):
            with pytest.raises(RejectedError) as caught:
                prepare(raw(orjson.dumps(item)), RULES)
            reasons.add(caught.value.reason)

    assert reasons == {"not_text", "missing_field"}


def test_every_sample_of_a_named_feed_is_read_or_no_text() -> None:
    """Where the topic's feed has a name, no valid item of any version of ninjs is a dead letter."""
    rules = replace(RULES, default_source="Lantern Wire")
    refused, read = [], 0
    for file, item in samples():
        try:
            prepare(raw(orjson.dumps(item)), rules)
            read += 1
        except RejectedError as error:
            if error.reason != "not_text":
                refused.append(f"{file}: {error.reason} {error.message}")

    assert refused == []
    assert read > 60


@pytest.mark.parametrize("name", LIFE)
def test_a_story_s_life_carries_its_signals(name: str) -> None:
    """Original, update, correction, refile, hold, kill, substitute and copies: the marks are seen, and no others."""
    made = prepare(raw((folder() / "synthetic" / f"{name}.json").read_bytes()), RULES).article

    assert made.signals == LIFE[name]
    assert (made.pubstatus is PubStatus.CANCELED) == (name == "06_kill")
    assert (made.embargoed_until is not None) == (name == "10_embargoed")
    assert bool(made.evolved_from) == (name == "07_substitute")


@pytest.mark.parametrize("name", ["01_original", "08_republished_copy", "09_republished_abridged"])
def test_original_and_copies_credit_one_agency(name: str) -> None:
    """The dateline of the original, the sign-off and the dateline of its copies name the same."""
    made = prepare(raw((folder() / "synthetic" / f"{name}.json").read_bytes()), RULES).article

    assert {credit.agency for credit in made.credits} == {"Lantern"}
