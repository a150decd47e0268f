"""How pages followed the kills and corrections of what they carried, kept with each story's rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from stream.desk.desk_rows import DeskArticle, DeskNotice
from stream.desk.story_versions import named_in


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A page that carried what a notice (`digest`) named when it was told; `followed` is when it was changed or withdrawn, None if not.

    Times are milliseconds since 1970.
    """

    story: str
    digest: str
    source: str
    uri: str
    told: int
    followed: int | None


def followed_rows(
    connection: sqlite3.Connection,
    root: str,
    articles: Sequence[DeskArticle],
    notices: Sequence[DeskNotice],
) -> list[FollowedRow]:
    """The rows of a story; what a page carries later is looked up, for that may be another story."""
    found = []
    for each in notices:
        if each.kind not in {"kill", "correction"} or each.late or each.ambiguous:
            continue
        names = {name for name in named_in(each) if each.kind == "kill" or name != each.article_id}
        pages = {
            (page.source, page.uri)
            for page in articles
            if page.carries in names and page.received <= each.received
        }
        for source, uri in sorted(pages):
            followed = _followed(connection, source, uri, each.received, names)
            found.append(FollowedRow(root, each.digest, source, uri, each.received, followed))
    return found


def waiting_stories(connection: sqlite3.Connection, source: str, uri: str) -> set[str]:
    """The stories whose rows hang on what a page carries: they are worked out anew when it changes."""
    found = connection.execute("SELECT story FROM followed WHERE uri = ? AND source = ?", (uri, source))
    return {story for (story,) in found}


def _followed(
    connection: sqlite3.Connection, source: str, uri: str, told: int, names: set[str]
) -> int | None:
    # Not by the index of sources (hence the sign): a page has few articles, a source thousands.
    changes = connection.execute(
        "SELECT received, carries FROM article WHERE uri = ? AND +source = ? AND received > ?",
        (uri, source, told),
    )
    times = [received for received, carries in changes if carries not in names]
    withdrawn = connection.execute(
        "SELECT received FROM notice WHERE uri = ? AND source = ? AND kind = 'kill' AND received > ?",
        (uri, source, told),
    )
    times += [received for (received,) in withdrawn]
    return min(times, default=None)
