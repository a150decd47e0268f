"""The versions of a story's origin, and what notices say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from stream.desk.desk_rows import NEW, DeskArticle, DeskNotice


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """What notices say of article ids: since when killed, held, corrected."""

    killed: Mapping[str, int]
    held: Mapping[str, int]
    corrected: Mapping[str, int]


def versions_of(articles: Sequence[DeskArticle], notices: Sequence[DeskNotice]) -> list[DeskArticle]:
    """The versions of a story's origin, oldest first: one item's, and what the same source says supersedes it.

    The origin is the last `origin` notice's, else what the story's earliest article that is no copy came from.
    """
    ordered = sorted(articles, key=order_of)
    moved = [
        each
        for each in sorted(notices, key=lambda each: (each.received, each.position, each.digest))
        if each.kind == "origin"
    ]
    by_id = {each.article_id: each for each in ordered}
    first = by_id.get(moved[-1].origin_id) if moved else None
    first = (
        first or next((each for each in ordered if each.verdict in NEW), None) or next(iter(ordered), None)
    )
    if first is None:
        return []
    return [
        each
        for each in ordered
        if (each.source, each.uri) == (first.source, first.uri)
        or (each.verdict in NEW and each.source == first.source)
    ]


def standing_of(notices: Sequence[DeskNotice]) -> NoticeStanding:
    """Which article ids are killed, held or corrected after all notices, in the order of the log."""
    killed: dict[str, int] = {}
    held: dict[str, int] = {}
    corrected: dict[str, int] = {}
    for each in notices:
        if each.ambiguous:
            continue
        for name in named_in(each):
            if each.kind == "kill":
                killed.setdefault(name, each.received)
            elif each.kind == "hold":
                held.setdefault(name, each.received)
            elif each.kind == "release":
                killed.pop(name, None)
                held.pop(name, None)
            elif each.kind == "correction" and name != each.article_id:
                corrected.setdefault(name, each.received)
    return NoticeStanding(killed, held, corrected)


def decisive_of(versions: Sequence[DeskArticle], notices: Sequence[DeskNotice]) -> DeskNotice | None:
    """The last kill, hold or release of the story itself: one that names a version of it, or a story that never came."""
    ids = {each.article_id for each in versions}
    found = [
        each
        for each in notices
        if each.kind in {"kill", "hold", "release"}
        and not each.ambiguous
        and not each.late
        and (not versions or ids & set(named_in(each)) or each.uri in {version.uri for version in versions})
    ]
    if found:
        return found[-1]
    return notices[-1] if not versions and notices else None


def named_in(notice: DeskNotice) -> list[str]:
    """The article ids that a notice names."""
    found: list[Any] = orjson.loads(notice.versions)
    return [str(each) for each in found]


def order_of(article: DeskArticle) -> tuple[int, int, str]:
    """The order of the feed; a version that the feed sent late stands where its own number puts it among equals in time."""
    return article.received, article.number, article.article_id
