"""The stories that an article shares text with, each with the passages that both have."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from stream.desk.compare.shared_passages import SharedPassage, shared_passages
from stream.desk.desk_queries import article_record, root_of, rows_where
from stream.desk.desk_rows import WAITING_STATE
from stream.desk.story_rows import StoryRow

MOST_PASSAGES: Final = 5  # of one story: the longest; who wants all compares the texts


@dataclass(frozen=True, slots=True)
class RelatedStory:
    """An article of another story: `kind` and `part` (of the shorter text, 0 to 1) as the record has them.

    `passages` are the longest, in the order of the text that they are of, and `more` counts the others. Of an article that this
    desk does not hold, or may not show, there are neither, and `headline` is "".
    """

    article_id: str
    source: str
    kind: str
    part: float
    headline: str = ""
    language: str = ""
    status: str = ""
    passages: tuple[str, ...] = ()
    more: int = 0


def related_stories(connection: sqlite3.Connection, record: Mapping[str, Any]) -> list[RelatedStory]:
    """What an article's record names as related, in its order."""
    return [_related(connection, record, each) for each in record.get("related") or ()]


def _related(
    connection: sqlite3.Connection, record: Mapping[str, Any], named: Mapping[str, Any]
) -> RelatedStory:
    name = named["article_id"]
    other = article_record(connection, name)
    if other is None or other["embargo"] == WAITING_STATE:
        return RelatedStory(name, named["source"], named["kind"], named["containment"])
    root = root_of(connection, name)
    found = rows_where(connection, StoryRow, "story", "story = ?", [root or ""])
    shared = shared_passages(record["body"], other["body"])
    kept = sorted(sorted(shared, key=_longest)[:MOST_PASSAGES], key=lambda each: each.start)
    return RelatedStory(
        name,
        named["source"],
        named["kind"],
        named["containment"],
        other["headline"],
        other["language"],
        found[0].status if found else "",
        tuple(" ".join(record["body"][each.start : each.end].split()) for each in kept),
        len(shared) - len(kept),
    )


def _longest(passage: SharedPassage) -> tuple[int, int]:
    return -passage.words, passage.start
