"""Alternative ids: which of them name an item. Others name a transmission, a desk or a subject, and many items share them."""

from __future__ import annotations

import re
from typing import Final

from stream.dedup.journal.lineage import Lineage
from stream.dedup.judging.found_item import REPEATED, UNKNOWN_ITEM, FoundItem, headline_name, slug_name
from stream.dedup.judging.matching import overlaps_of
from stream.dedup.judging.own_words import is_note
from stream.dedup.state.state import State
from stream.model.articles import Article, Prepared

# Roles of ids that are an item's own, in feeds that we know (AP, Reuters, TT, NTB, dpa, NewsML, Superdesk): enough by
# themselves. A uri in no role, or in one that we do not know, may be a service's or a desk's.
_OWN: Final = frozenset({
    "itemid", "id", "guid", "uri", "usn", "newsitemid", "originalid", "originalguid", "storyid", "articleid", "documentid",
    "docid", "nitfid", "ntbid", "dukey", "contentid", "assetid", "uuid", "publicidentifier",
    "refuno", "iptc7901id", "masterid", "rootid", "recordid",
    "newswire",  # made by the intake of what an item says of itself
})  # fmt: skip
# Roles of what many items share, or of one version alone (AP's transref counts transmissions, its referenceid is a slug).
_SHARED: Final = frozenset({
    "transref", "transmissionref", "transmission", "transmissionid", "referenceid", "etag", "slug", "slugline", "desk",
    "category", "categorycode", "keyword", "keywords", "service", "servicecode", "priority", "channel", "product", "section",
    "editor", "signature", "source", "provider", "batch", "series", "topic", "thread", "edition", "queue", "routing",
})  # fmt: skip
_NO_ROLE: Final = re.compile(r"[^a-z0-9]")


def alt_names(article: Article) -> tuple[str, ...]:
    """The further names that an item has by its alternative ids, without those that many items share."""
    if not article.alt_ids:
        return ()
    return tuple(
        f"alt:{article.source}:{each}" for each in article.alt_ids if _SHARED.isdisjoint(_roles(each))
    )


def by_alt_id(state: State, prepared: Prepared) -> FoundItem:
    """The item with one of an article's alternative ids.

    An id in a role that belongs to a single item is enough. An id in an unknown role may be anything, so headline, slug or
    text must agree as well.
    """
    article = prepared.article
    doubtful = []
    for name in alt_names(article):
        if _OWN.isdisjoint(_roles(name.removeprefix(f"alt:{article.source}:"))):
            doubtful.append(name)
            continue
        known = state.alias(name)
        if known is not None:
            return FoundItem(state.lineage(known[0]), "alt_id")
    for name in doubtful:
        items = state.aliases(name)
        for identity, _ in reversed(items):
            lineage = state.lineage(identity)
            alone = len(items) == 1 and is_note(article)
            if lineage is not None and (alone or _says_the_same(state, prepared, lineage)):
                return FoundItem(lineage, "alt_id")
    return UNKNOWN_ITEM


def _roles(alt_id: str) -> set[str]:
    """The role of an id, also with a prefix of its scheme (`tt:refuno:4711`)."""
    parts = alt_id.split(":")[:2]
    return {_NO_ROLE.sub("", part.lower()) for part in (parts if len(alt_id.split(":")) > 2 else parts[:-1])}


def _says_the_same(state: State, prepared: Prepared, lineage: Lineage) -> bool:
    named = {
        alias for number in state.numbers_of(lineage.identity) for alias in state.articles[number].aliases
    }
    if headline_name(prepared) in named:
        return True
    if prepared.slug and slug_name(prepared.article.source, prepared.slug) in named:
        return True
    return any(
        state.articles[each.number].resolved == lineage.identity
        and (each.shared >= REPEATED or not each.shared)
        for each in overlaps_of(state, prepared)
    )
