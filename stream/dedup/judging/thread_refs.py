"""Leads that share a thread: AFP sends each under an id of its own, with a reference that all pieces of an event share.

Side pieces, profiles and chronologies have the reference too, so it alone does not identify an item: the article must also
continue the text of an item of that thread, or, if that item is an alert, have its headline.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.found_item import REPEATED, UNKNOWN_ITEM, FoundItem
from stream.dedup.judging.item_headlines import are_alike, headlines_of
from stream.dedup.judging.matching import overlaps_of
from stream.dedup.judging.own_words import is_note
from stream.dedup.state.state import State
from stream.model.articles import Article, Prepared, Signal

# From one lead to the next: a running story has several an hour, and a night passes between the last and the first.
CLOSE: Final = timedelta(hours=12)
# Share of the older text's words that are in shared passages: a lead keeps most of them, a side piece only the background.
KEPT_OF_LEAD: Final = 0.5
# The same, under the same slug or a headline like the older one's.
KEPT_NAMED: Final = 0.25


def thread_names(article: Article) -> tuple[str, ...]:
    """The further names that an item has by its threads."""
    return tuple(f"thread:{article.source}:{each}" for each in article.threads)


def by_thread(state: State, prepared: Prepared) -> FoundItem:
    """The live item of the same thread and source that an article continues: the one that shares most text with it."""
    article = prepared.article
    if not article.threads or is_note(article) or Signal.REPEAT in article.signals:
        return UNKNOWN_ITEM
    time = article_time(article, state.log_time)
    near: dict[str, Lineage] = {}
    for name in thread_names(article):
        for identity, used in state.aliases(name):
            lineage = state.lineage(identity)
            if lineage is None or lineage.status is not Status.LIVE or lineage.latest is None:
                continue
            if lineage.source == article.source and timedelta() <= time - used <= CLOSE:
                near[identity] = lineage
    if not near:
        return UNKNOWN_ITEM
    best: dict[str, tuple[float, int]] = {}
    for overlap in overlaps_of(state, prepared):
        identity = state.articles.identity(overlap.number)
        if identity in near and (overlap.shared >= REPEATED or overlap.whole):
            best[identity] = max(best.get(identity, (0.0, 0)), (overlap.coverage, overlap.number))
    found = [
        (kept, number, identity)
        for identity, (kept, number) in best.items()
        if kept >= (KEPT_NAMED if _is_named(state, prepared, near[identity]) else KEPT_OF_LEAD)
    ]
    if found:
        return FoundItem(near[max(found)[2]], "thread")
    alerts = [
        each for each in near.values() if _is_alert(state, each) and _has_headline(state, prepared, each)
    ]
    return FoundItem(alerts[0], "thread") if len(alerts) == 1 else UNKNOWN_ITEM


def _is_named(state: State, prepared: Prepared, lineage: Lineage) -> bool:
    number = state.number(lineage.latest.article_id) if lineage.latest is not None else None
    slug = f"slug:{prepared.article.source}:{prepared.slug}"
    same_slug = bool(prepared.slug) and number is not None and slug in state.articles[number].aliases
    return same_slug or _has_headline(state, prepared, lineage)


def _has_headline(state: State, prepared: Prepared, lineage: Lineage) -> bool:
    return any(are_alike(each, prepared.article.headline) for each in headlines_of(state, lineage))


def _is_alert(state: State, lineage: Lineage) -> bool:
    """Whether the newest version of an item is an alert. Its text is rewritten whole, and only the headline stays."""
    number = state.number(lineage.latest.article_id) if lineage.latest is not None else None
    return number is not None and bool(state.decision(number).exact)
