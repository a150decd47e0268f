"""Reads from the records of a worker or replay which thread each story is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from stream.model.articles import Stream
from stream.model.notices import OF_THREADS, NoticeKind

_ARTICLES: Final = frozenset({Stream.JUDGED.value, Stream.COPIES.value})


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in its thread; `evidence` and `score` are those of its record."""

    article_id: str
    uri: str
    story_id: str
    thread_id: str
    score: float
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoriesMoved:
    """Stories that went from a thread to another, by a notice: `kind` is `thread_merge` or `thread_split`."""

    kind: str
    from_thread: str
    to_thread: str
    stories: tuple[str, ...]


class ThreadedStories:
    """Follows records in order. A story that is merged into another (a `merge` notice) is from then on in the thread of the other."""

    def __init__(self) -> None:
        self._threads: dict[str, str] = {}
        self._into: dict[str, str] = {}

    def add(self, stream: str, value: Mapping[str, Any]) -> Placed | StoriesMoved | None:
        """Take a record: returns the article in its thread or the stories that moved, None for any other record."""
        if stream == Stream.NOTICES.value:
            if value["kind"] == NoticeKind.MERGE.value:
                self._into.update(dict.fromkeys(value["merged"], value["story_id"]))
            if value["kind"] not in OF_THREADS or value["kind"] == NoticeKind.THREAD_LINK.value:
                return None
            moved = StoriesMoved(
                value["kind"], value["from_thread"], value["thread_id"], tuple(value["stories"])
            )
            self._threads.update(dict.fromkeys(moved.stories, moved.to_thread))
            return moved
        if stream not in _ARTICLES or not value.get("thread_id"):
            return None
        story_id = self.root(value["story_id"])
        self._threads[story_id] = value["thread_id"]
        thread = value["thread"]
        return Placed(
            value["article_id"],
            value["uri"],
            story_id,
            value["thread_id"],
            thread["score"],
            thread["evidence"],
        )

    def thread_of(self, story_id: str) -> str | None:
        """The thread that the last record names for a story; None if no record names one."""
        return self._threads.get(self.root(story_id))

    def root(self, story_id: str) -> str:
        """The story into which a story was merged, or itself."""
        while story_id in self._into:
            story_id = self._into[story_id]
        return story_id
