"""The story files: readable, complete and free of loose ends."""

from __future__ import annotations

import pytest

from stream.demo import story_files as stories
from stream.demo.newsrooms import AGENCIES, OUTLETS
from stream.demo.story_files import minutes, read_stories


def test_every_story_is_long_enough_to_read() -> None:
    """A lead and a story behind it: at least 130 words, at most 450; the event told in nine languages is a brief."""
    words = {
        story.label: len(" ".join(story.versions[0].paragraphs).split())
        for story in read_stories()
        if not (story.truth and story.truth.event)
    }

    assert {label: count for label, count in words.items() if not 130 <= count <= 450} == {}


def test_labels_and_sources_are_known() -> None:
    """Labels are unique, sources are on stage, and a substitute names a story that exists."""
    read = read_stories()
    labels = [story.label for story in read]

    assert len(set(labels)) == len(labels)
    assert {story.source for story in read} <= AGENCIES.keys() | OUTLETS.keys()
    assert {story.evolved_from for story in read} <= {"", *labels}


def test_more_than_one_language_is_spoken() -> None:
    """More than one shard is at work, and one event is told in nine languages, once in each."""
    nine = ["ar", "de", "en", "es", "fr", "pt", "ru", "uk", "zh"]
    told = [story.language for story in read_stories() if story.truth and story.truth.event]
    assert sorted(told) == nine
    assert {story.language for story in read_stories()} == set(nine)


def test_a_later_version_is_the_one_before_with_its_changes() -> None:
    """Replacements and additions apply to the version before, and versions count upwards."""
    bridge = next(story for story in read_stories() if story.label == "kesh-bridge")
    one, two, three, four, _ = bridge.versions

    assert [version.version for version in (one, two, three, four)] == ["1", "2", "3", "4"]
    assert "At least 12 people" in one.paragraphs[1]
    assert "At least 19 people" in two.paragraphs[1]
    assert "Temar plain" in three.paragraphs[2]
    assert len(one.paragraphs) + 2 == len(two.paragraphs)


def test_a_late_version_differs_from_the_first_not_from_what_overtook_it() -> None:
    """The version 2 that comes after version 3 knows nothing of it."""
    talks = next(story for story in read_stories() if story.label == "orrin-talks")
    first, third, second = talks.versions

    assert second.kind == "stale"
    assert len(first.paragraphs) == len(second.paragraphs)
    assert len(third.paragraphs) > len(second.paragraphs)


def test_a_replacement_of_words_that_are_not_there_is_an_error() -> None:
    """A slip in a file is named rather than passed over."""
    table = {
        "label": "slip", "source": "lantern", "at": "01:00", "located": "X", "slugline": "X", "byline": "X",
        "headline": "X", "text": "Words.",
        "later": [{"kind": "update", "at": "02:00", "replace": [["other", "more"]]}],
    }  # fmt: skip

    with pytest.raises(ValueError, match="slip replaces 'other', which its version 1 does not have"):
        stories._story(table)  # noqa: SLF001 - the reader of one table, without writing a package file


def test_clock_times_are_minutes() -> None:
    """`06:02` is minute 362 of the day."""
    assert minutes("06:02") == 362
