from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.model.errors import RejectedError
from stream.model.schemas import schema
from stream.notify.story_tags import StoryTags
from tests.notify.making import notice


def brief(story: str = "a", article: str = "a1", **toll: Any) -> bytes:
    """A record of `newswire.conflict` as far as it is read."""
    tolls = [{"kind": "killed", "maximum": None, **toll}] if toll else []
    return orjson.dumps({"story_id": story, "article_id": article, "conflict": {"tolls": tolls}})


@pytest.mark.parametrize(
    ("toll", "expected"),
    [
        ({"minimum": 12}, 12),
        ({"minimum": None, "maximum": 20}, 20),
        ({"minimum": 5, "maximum": 8}, 5),
        ({"minimum": None}, 0),
        ({"minimum": 40, "kind": "injured"}, 0),
        ({}, 0),
    ],
)
def test_how_many_were_killed(toll: dict[str, Any], expected: int) -> None:
    """At least so many; of a bound from above alone that; no other kind of toll."""
    tags = StoryTags()
    tags.observe(brief(**toll))
    assert expected == tags.killed(notice(story_id="a"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"story_id": "a"}, 12),
        ({"story_id": "b", "versions": ("x", "a1")}, 12),
        ({"story_id": "b", "article_id": "a1"}, 12),
        ({"story_id": "b", "merged": ("a",)}, 12),
        ({"story_id": "b", "versions": ()}, None),
    ],
)
def test_a_story_is_known_by_its_id_its_articles_and_those_that_it_took_in(
    fields: dict[str, Any], expected: int | None
) -> None:
    """A story may be merged away under the id that its tags were told with."""
    tags = StoryTags()
    tags.observe(brief(minimum=12))
    assert expected == tags.killed(notice(**fields))


def test_the_highest_toll_counts_and_a_repeat_changes_nothing() -> None:
    """A kill of what said fifty is worth telling, though a version before said ten."""
    tags = StoryTags()
    for killed in (10, 50, 50, 30):
        tags.observe(brief(minimum=killed))
    assert tags.killed(notice(story_id="a")) == 50


def test_the_oldest_are_forgotten() -> None:
    """A process that runs for months stays within its memory; what is told again stays."""
    tags = StoryTags(most=4)
    for name in ("a", "b", "a", "c"):
        tags.observe(brief(name, f"{name}1", minimum=1))
    assert [tags.killed(notice(story_id=name, versions=())) for name in "abc"] == [1, None, 1]


@pytest.mark.parametrize(
    "value", [b"", b"not json", b"[]", b"{}", b'{"story_id":"a","article_id":"b","conflict":{"tolls":3}}']
)
def test_what_is_no_record_is_refused(value: bytes) -> None:
    """Whatever stands there."""
    with pytest.raises(RejectedError):
        StoryTags().observe(value)


def test_the_examples_of_the_schema_are_read() -> None:
    """The fields are those that are written."""
    tags = StoryTags()
    for example in schema("conflict")["examples"]:
        tags.observe(orjson.dumps(example))
        assert tags.killed(notice(story_id=example["story_id"])) is not None
