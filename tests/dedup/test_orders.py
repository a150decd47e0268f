"""What must not depend on the order of arrival."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.index.index import SketchIndex
from stream.dedup.journal.lineage import Status
from stream.text.sketch import sketch, sketch_bytes
from tests.dedup.days import plain
from tests.dedup.harness import Desk, article, stories
from tests.dedup.texts import BRIDGE, BRIDGE_LEAD, BRIDGE_ROAD, HARVEST, prose
from tests.intake.scripts import STORY


@given(plain(), st.randoms(use_true_random=False))
def test_stories_are_the_same_in_any_order(feed: list[dict[str, Any]], draw: random.Random) -> None:
    """Without marks of lineage the final stories are the connected sets of texts, however they come."""
    one, other = Desk(), Desk()
    one.tell(*feed)
    other.tell(*draw.sample(feed, len(feed)))
    assert stories(one.state) == stories(other.state)


@given(plain(), st.randoms(use_true_random=False))
def test_every_story_but_the_first_article_is_a_copy_or_a_merger(
    feed: list[dict[str, Any]], draw: random.Random
) -> None:
    """Originals less merged stories are the stories that remain: nothing is lost, nothing counted twice."""
    desk = Desk()
    told = desk.tell(*draw.sample(feed, len(feed)))
    merged = sum(len(notice["merged"]) for notice in told.notices if notice["kind"] == "merge")
    assert len(feed) == len(told.verdicts)
    assert told.verdicts.count("original") - merged == len(stories(desk.state))


LONG = prose(91, 240).split()


def pages() -> st.SearchStrategy[list[str]]:
    """Pages that hold parts of one text, long and short, each with words of its own."""
    part = st.tuples(st.integers(0, 180), st.integers(45, 240), st.integers(0, 60))
    return st.lists(part, min_size=2, max_size=7).map(
        lambda parts: [
            " ".join([*LONG[start : start + length], *prose(1000 + at, own).split()])
            for at, (start, length, own) in enumerate(parts)
        ]
    )


@given(pages(), st.randoms(use_true_random=False))
def test_parts_of_a_text_make_the_same_stories_in_any_order(bodies: list[str], draw: random.Random) -> None:
    """Trimmed, added to, and overlapping by any amount: what makes a copy does not ask who came first."""
    feed = [article(f"urn:outlet:{at}", source=f"Outlet {at}", body=body) for at, body in enumerate(bodies)]
    one, other = Desk(), Desk()
    one.tell(*feed)
    other.tell(*draw.sample(feed, len(feed)))
    assert stories(one.state) == stories(other.state)


@given(pages())
def test_containment_is_the_same_both_ways(bodies: list[str]) -> None:
    """What two articles share, and their containment, do not depend on which was there first."""
    sketches = [sketch(body.lower().replace(".", "").split()) for body in bodies]
    for one in sketches:
        for other in sketches:
            there, back = SketchIndex(64, lambda number: number), SketchIndex(64, lambda number: number)
            for index, of in ((there, one), (back, other)):
                index.append(1, sketch_bytes(of), "")
                index.add_key(1, sketch_bytes(of))
            found = [(each.shared, each.containment) for each in there.probe(sketch_bytes(other))]
            assert found == [(each.shared, each.containment) for each in back.probe(sketch_bytes(one))]


@given(st.lists(st.tuples(st.sampled_from(sorted(STORY)), st.booleans()), min_size=1, max_size=8))
def test_partitions_change_no_story(chosen: list[tuple[str, bool]]) -> None:
    """Languages on one partition or on eight: the same verdicts and the same stories."""
    feed = [
        article(
            f"urn:outlet:{at}",
            source=f"Outlet {at}",
            language=language,
            body=STORY[language][: 160 if cut else 999],
        )
        for at, (language, cut) in enumerate(chosen)
    ]
    one, eight = Desk(), Desk(partitions=8)
    assert one.tell(*feed).verdicts == eight.tell(*feed).verdicts
    assert stories(one.state) == frozenset[frozenset[str]]().union(*map(stories, eight.states))


def test_chain_of_parts_is_one_story_in_every_order() -> None:
    """A part, the whole and the other part are one story, whichever comes last."""
    whole = f"{BRIDGE_LEAD}\n\n{BRIDGE_ROAD}"
    feed = [
        article(f"urn:outlet:{at}", source=f"Outlet {at}", body=body)
        for at, body in enumerate((BRIDGE_LEAD * 2, whole, BRIDGE_ROAD * 2, BRIDGE, HARVEST))
    ]
    for seed in range(20):
        desk = Desk()
        desk.tell(*random.Random(seed).sample(feed, len(feed)))  # noqa: S311 - an order, no secret
        assert {4, 1} == {len(story) for story in stories(desk.state)}


# The life of a wire story (README of the formats data): what a processor should say, in the order of the files.
VERDICTS = {
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


def story_life() -> dict[str, dict[str, Any]]:
    """The files of the story's life."""
    folder = Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "formats" / "synthetic"
    return {name: json.loads((folder / f"{name}.json").read_bytes()) for name in VERDICTS}


@pytest.mark.quality
def test_life_of_a_story_has_its_verdicts() -> None:
    """Each file gets the verdict that its README says, in order, and the kill reaches both copies."""
    desk = Desk()
    files = story_life()
    told = [desk.tell(item) for item in files.values()]
    assert VERDICTS == {name: one.verdicts[0] for name, one in zip(files, told, strict=True)}
    versions = [one.said[0]["match"]["version"] if one.said[0]["match"] else "" for one in told[7:9]]
    assert "1" == versions[0]
    assert [["kill"], ["kill"]] == [one.kinds for one in told[7:9]]
    (released,) = desk.tick(60 * 24).released or told[9].said
    assert files["10_embargoed"]["uri"] == released["uri"]


@pytest.mark.quality
@pytest.mark.parametrize("seed", range(10))
def test_life_of_a_story_ends_the_same_in_any_order(seed: int) -> None:
    """However the files come: one killed item, the same stories, and both copies named in kill notices."""
    files = list(story_life().values())
    desk, ordered = Desk(), Desk()
    ordered.tell(*files)
    told = desk.tell(*random.Random(seed).sample(files, len(files)))  # noqa: S311 - an order, no secret
    killed = {files[0]["uri"]}
    assert killed == desk.state.killed
    lineage = desk.state.lineage(files[0]["uri"])
    assert lineage is not None
    assert Status.KILLED is lineage.status
    assert stories(ordered.state) == stories(desk.state)
    named = {copy["uri"] for notice in told.notices if notice["kind"] == "kill" for copy in notice["copies"]}
    assert {files[7]["uri"], files[8]["uri"]} == named
