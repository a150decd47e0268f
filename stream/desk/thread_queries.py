"""The threads of other languages that are about the event of a story, as notices tell it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from stream.desk.stored_records import record_of
from stream.desk.story_rows import StoryRow

_MOST: Final = 20  # links that are shown: a thread seldom has more than one partner a language

# Both threads stand in the text of such a notice; only few notices are in the index that this goes through.
_LINKS: Final = (
    "SELECT record FROM notice WHERE kind = 'thread_link' AND instr(text, ?) ORDER BY digest LIMIT ?"
)
_NEWEST: Final = "SELECT headline FROM story WHERE thread = ? AND headline != '' ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class LinkedThread:
    """A thread of another language: the headline of its newest story, and what both agree in."""

    thread: str
    language: str
    headline: str
    agrees: tuple[str, ...]


def linked_threads(connection: sqlite3.Connection, row: StoryRow) -> list[LinkedThread]:
    """Those that the thread of a story is linked with, by language; none whose stories are not here."""
    if not row.thread:
        return []
    found: dict[tuple[str, str], LinkedThread] = {}
    for (packed,) in connection.execute(_LINKS, (row.thread, _MOST)):
        linked = record_of(packed)["linked"]
        sides = [(linked["thread_id"], linked["language"]), (linked["other_id"], linked["other_language"])]
        for thread, language in sides:
            newest = connection.execute(_NEWEST, (thread,)).fetchone()
            if thread != row.thread and newest is not None:
                found[language, thread] = LinkedThread(thread, language, newest[0], _agrees(linked))
    return [link for _, link in sorted(found.items(), key=lambda each: each[0])]


def _agrees(linked: Mapping[str, Any]) -> tuple[str, ...]:
    """Places, actors and tolls of a link in words."""
    tolls = [f"{toll['minimum'] or toll['maximum']} {toll['kind']}" for toll in linked["tolls"]]
    return (*(place["name"] for place in linked["places"]), *linked["actors"], *tolls)
