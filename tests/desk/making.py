"""Rows and records of stories for tests, with what a test does not name left plain."""

from __future__ import annotations

from typing import Any

import orjson

from stream.desk.desk_database import TopicRecord
from stream.desk.desk_rows import DeskArticle, DeskNotice, row_of
from stream.desk.story_rows import BuiltStory, build
from stream.model.articles import Stream


def article(article_id: str, **given: Any) -> dict[str, Any]:
    """An article's record as the topics have it."""
    return {
        "article_id": article_id,
        "uri": f"urn:x:{article_id}",
        "source": "Lantern Wire",
        "version": "1",
        "version_created": None,
        "language": "en",
        "headline": f"Headline of {article_id}",
        "byline": "",
        "located": "",
        "slugline": "",
        "urgency": None,
        "url": "",
        "body": "A body of some words.",
        "received": "2026-03-17T08:00:00Z",
        "position": {"topic": "newswire.raw", "partition": 0, "offset": 1, "index": 0},
        "story_id": "s1",
        "verdict": "original",
        "reason": {"rule": "first", "text": "nothing like it is known", "score": None},
        "match": None,
        "changes": None,
        "origin": None,
        "supersedes": None,
        "embargo": "",
        "related": [],
        **given,
    }


def notice(kind: str, **given: Any) -> dict[str, Any]:
    """A notice as the topic has it."""
    return {
        "kind": kind,
        "story_id": "s1",
        "article_id": "n1",
        "uri": "urn:x:a1",
        "version": "2",
        "source": "Lantern Wire",
        "text": "of urn:x:a1, all versions",
        "versions": [],
        "copies": [],
        "merged": [],
        "origin": None,
        "received": "2026-03-17T09:00:00Z",
        "position": {"topic": "newswire.raw", "partition": 0, "offset": 9, "index": 0},
        "late": False,
        "ambiguous": False,
        **given,
    }


def copy_of(article_id: str, original: str, **given: Any) -> dict[str, Any]:
    """A copy by an outlet."""
    match = {"article_id": original, "version": "1"}
    return article(
        article_id, verdict="copy", match=match, source=given.pop("source", "Daily Mercury"), **given
    )


def arrival(stream: Stream, record: dict[str, Any], offset: int = 0) -> TopicRecord:
    """A record as it arrives."""
    return TopicRecord(stream, orjson.dumps(record), 0, offset)


def story(*records: tuple[Stream, dict[str, Any]]) -> BuiltStory:
    """The story of records."""
    rows = [row_of(each.stream, each.value) for each in (arrival(*record) for record in records)]
    articles = [row for row in rows if isinstance(row, DeskArticle)]
    made = build("s1", articles, [row for row in rows if isinstance(row, DeskNotice)])
    assert made is not None
    return made
