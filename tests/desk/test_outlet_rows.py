from __future__ import annotations

from stream.model.articles import Stream
from tests.desk.making import article, copy_of, notice, story

ORIGINAL = (Stream.ENRICHED, article("a1", received="2026-03-17T08:00:00Z"))
COPY = (Stream.COPIES, copy_of("c1", "a1", received="2026-03-17T08:30:00Z"))
KILL = (Stream.NOTICES, notice("kill", versions=["a1"]))


def test_a_copy_of_a_copy_carries_what_that_one_carries() -> None:
    """A kill reaches it through the other."""
    second = (Stream.COPIES, copy_of("c3", "c1", source="Tamar Post", received="2026-03-17T08:40:00Z"))
    rows = story(ORIGINAL, COPY, second, KILL).outlets
    assert {("Daily Mercury", "a1", True), ("Tamar Post", "a1", True)} == {
        (row.source, row.carries, row.killed is not None) for row in rows
    }


def test_the_version_that_an_outlet_carries_is_told() -> None:
    """With the toll in it, beside the head's."""
    tolls = {"tolls": [{"kind": "killed", "minimum": 12, "maximum": 12}]}
    head = (Stream.ENRICHED, article("a1", received="2026-03-17T08:00:00Z", conflict=tolls))
    (row,) = story(head, COPY).outlets
    assert ("a1", "1", "12 killed") == (row.carries, row.carries_version, row.toll)


def test_a_story_knows_whether_an_outlet_tells_another_toll_than_its_head() -> None:
    """What the head told before ("19 killed, was 12") is another one; its own is not."""

    def told(number: int, **given: object) -> tuple[Stream, dict[str, object]]:
        tolls = {"tolls": [{"kind": "killed", "minimum": number, "maximum": number}]}
        return Stream.ENRICHED, article(f"a{number}", uri="urn:x:a", conflict=tolls, **given)

    first, second = told(12), told(19, verdict="update", received="2026-03-17T09:00:00Z")
    late = (Stream.COPIES, copy_of("c2", "a19", source="Tamar Post", received="2026-03-17T09:40:00Z"))
    old = (Stream.COPIES, copy_of("c1", "a12", received="2026-03-17T08:30:00Z"))
    assert [0, 1, 0] == [
        story(*records).row.differs for records in ((first, old), (first, old, second), (first, second, late))
    ]
