"""Stories in threads, from the records that the deduplication sends: what follows it, without Kafka."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from stream.model.articles import Stream
from stream.model.notices import NoticeKind
from stream.model.verdicts import Verdict
from stream.text.language import shard_language
from stream.threads.placement import Placement
from stream.threads.thread_rules import ThreadRules
from stream.threads.threads import Story, Threads

# What brings a story's text: a copy carries another's, and what is held or killed is not to be read.
_TEXTS: Final = frozenset(
    {Verdict.ORIGINAL.value, Verdict.UPDATE.value, Verdict.CORRECTION.value, Verdict.REFILE.value}
)


@dataclass(frozen=True, slots=True)
class InThread:
    """An article in its thread; `placement` where its story was placed with it."""

    article_id: str
    uri: str
    story_id: str
    thread_id: str
    placement: Placement | None


class ThreadedStories:
    """Places each story by its first text; its later versions and copies are in the same thread.

    A story that another takes in (a `merge` notice) is in that one's thread from then on.
    """

    def __init__(self, rules: ThreadRules | None = None) -> None:
        self._threads = Threads(rules or ThreadRules())
        self._into: dict[str, str] = {}
        self._languages: dict[str, str] = {}

    def add(self, stream: str, value: Mapping[str, Any]) -> InThread | None:
        """Look at a record; where it is an article of a story that has a thread, that thread."""
        if stream == Stream.NOTICES.value and value["kind"] == NoticeKind.MERGE.value:
            self._into.update(dict.fromkeys(value["merged"], value["story_id"]))
            return None
        if stream not in {Stream.JUDGED.value, Stream.COPIES.value}:
            return None
        story_id = self._root(value["story_id"])
        thread_id, placement = self.thread_of(story_id), None
        if thread_id is None:
            if value["verdict"] not in _TEXTS or value["embargo"] == "parked":
                return None
            placement = self._place(story_id, value)
            thread_id = placement.final_thread
        return InThread(value["article_id"], value["uri"], story_id, thread_id, placement)

    def thread_of(self, story_id: str) -> str | None:
        """The thread that a story is in now; None for one that has none (any more)."""
        root = self._root(story_id)
        return self._threads.thread_of(self._languages.get(root, ""), root)

    def _place(self, story_id: str, value: Mapping[str, Any]) -> Placement:
        language = self._languages[story_id] = shard_language(value["language"])
        received = _seconds(value["received"])
        made = _seconds(value["version_created"]) if value["version_created"] else received
        placement = self._threads.judge(
            Story(story_id, language, value["headline"], value["body"], made, received)
        )
        self._threads.apply(placement)
        return placement

    def _root(self, story_id: str) -> str:
        while story_id in self._into:
            story_id = self._into[story_id]
        return story_id


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
