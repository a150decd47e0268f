"""Which item a kill, hold, correction or later lead means, if it has another id than that item.

In this order: the items that it names by id (`evolved_from`, an association, an id in its note or text), by headline
(its own without the mark, or one that it quotes), by slug, and by the text that it repeats. Only items of the same source.
Many stories of a day share a slug, so a slug alone is enough only where it carries the mark itself ("…, 1st
Ld-Writethru", "…, KILL") and one item has it; otherwise headline or text must agree. If a kill or hold could mean several items, none is
chosen: a wrong kill takes a good story down and leaves the bad one up.
"""

from __future__ import annotations

import re
from typing import Final

from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.candidates import (
    by_headline,
    by_slug,
    distinct,
    lineages_of,
    named_by_id,
    of_ids,
    own_texts,
    recent,
    yet_to_come,
)
from stream.dedup.judging.found_item import REPEATED, UNKNOWN_ITEM, FoundItem
from stream.dedup.judging.item_headlines import (
    SAYS_NOTHING,
    are_alike,
    folded_words,
    headlines_of,
    is_quoted,
)
from stream.dedup.judging.like_headlines import like_headlines
from stream.dedup.judging.matching import overlaps_of, same_text
from stream.dedup.judging.own_words import is_note, is_numbered_on, said_in_text
from stream.dedup.state.state import State
from stream.model.articles import Prepared, Signal

LEAD_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE, Signal.KILL, Signal.HOLD})
_SLUG_MARK: Final = re.compile(
    r"(?i),\s*\w|\([^)]*\)\s*$|\b\d{1,2}(?:st|nd|rd|th)[ -](?:ld|lead|add)\b|\bld-writethru\b"
)


def meant(state: State, prepared: Prepared) -> FoundItem:
    """The item that an article of an id unknown so far says it is about; `UNKNOWN_ITEM` when it says nothing or nobody knows it."""
    article = prepared.article
    if is_note(article):
        return _noted(state, prepared)
    if Signal.CORRECTION in article.signals:
        item = _one_of(state, prepared, named_by_id(state, prepared), "named")
        item = item if item.lineage is not None else _led(state, prepared)
        numbered = item.lineage is None and is_numbered_on(article)
        return item if item.lineage is not None or numbered else _by_part_of_headline(state, prepared)
    return _led(state, prepared) if LEAD_MARKS.intersection(article.signals) else UNKNOWN_ITEM


def _noted(state: State, prepared: Prepared) -> FoundItem:
    """The item that a kill or hold means; one that it only links where it says nothing else, in its headline above all."""
    links = [each[5:] for each in prepared.mentions if each.startswith("link:")]
    if not links:
        return _noted_in_words(state, prepared)
    said = set(folded_words(prepared.article.headline))
    if said <= SAYS_NOTHING and not any(each.startswith("id:") for each in prepared.mentions):
        item = _by_link(state, prepared, links)
        return item if item != UNKNOWN_ITEM else _noted_in_words(state, prepared)
    item = _noted_in_words(state, prepared)
    return item if item != UNKNOWN_ITEM else _by_link(state, prepared, links)


def _by_link(state: State, prepared: Prepared, links: list[str]) -> FoundItem:
    found = of_ids(state, prepared, links)
    if found or is_numbered_on(prepared.article):
        return _one_of(state, prepared, found, "named")
    coming = {each for each in links if each.startswith(("urn:", "tag:"))}
    named = coming.pop() if len(coming) == 1 else ""
    return FoundItem(None, "", named) if named and state.lineage(named) is None else UNKNOWN_ITEM


def _noted_in_words(state: State, prepared: Prepared) -> FoundItem:
    found = named_by_id(state, prepared)
    if found:
        return _one_of(state, prepared, found, "named")
    named = yet_to_come(prepared)
    # What another source has sent is no item of this one's: it withdraws its own alone.
    if named and state.lineage(named) is None:
        return FoundItem(None, "", named)
    if is_numbered_on(prepared.article):
        return UNKNOWN_ITEM
    found = by_headline(state, prepared)
    slugged = by_slug(state, prepared)
    both = [each for each in found if each in slugged]
    if found:
        return _one_of(state, prepared, both or found, "slug" if both else "headline")
    if not slugged:
        item = _by_text(state, prepared)
        return item if item != UNKNOWN_ITEM else _by_part_of_headline(state, prepared)
    said = folded_words(said_in_text(prepared.article))
    fits = [each for each in slugged if is_quoted(state, each, prepared, said)]
    if len(fits) == 1:
        return FoundItem(fits[0], "slug")
    item = _by_text(state, prepared)
    if item.lineage is not None:
        return item
    if len(slugged) == 1 and _slug_is_all(prepared):
        return FoundItem(slugged[0], "slug")
    return FoundItem(None, "", "", tuple(fits or slugged))


def _led(state: State, prepared: Prepared) -> FoundItem:
    """The item that a correction or a later lead is a version of."""
    slugged = by_slug(state, prepared)
    named = prepared.headline_key or any(each.startswith("h:") for each in prepared.mentions)
    if named and not is_numbered_on(prepared.article):
        found = recent(by_headline(state, prepared), article_time(prepared.article, state.log_time), state)
        if len(found) == 1:
            return FoundItem(found[0], "slug" if found[0] in slugged else "headline")
    if not slugged:
        return UNKNOWN_ITEM
    near = _nearest(state, prepared, slugged)
    if near is not None:
        return FoundItem(near, "slug")
    alike = [
        each
        for each in slugged
        if any(are_alike(headline, prepared.article.headline) for headline in headlines_of(state, each))
    ]
    if alike:
        return FoundItem(alike[-1], "slug")
    if len(slugged) == 1 and _slug_is_all(prepared):
        return FoundItem(slugged[0], "slug")
    return UNKNOWN_ITEM


def _by_text(state: State, prepared: Prepared) -> FoundItem:
    """The item of the same source whose text a note repeats: the last resort."""
    own = [
        each
        for each in same_text(state, overlaps_of(state, prepared))
        if state.articles[each.number].source == prepared.article.source
    ]
    found = own_texts(state, distinct(lineages_of(state, (each.number for each in own))))
    return _one_of(state, prepared, found, "text")


def _by_part_of_headline(state: State, prepared: Prepared) -> FoundItem:
    """The item whose headline begins or ends with, or holds, that of a note: "KILL-Bridge taken by" for a longer one."""
    article = prepared.article
    words = folded_words(article.headline)
    while words and (words[0] in SAYS_NOTHING or words[-1] in SAYS_NOTHING):
        words = words[1:] if words[0] in SAYS_NOTHING else words[:-1]
    said = said_in_text(article) if is_note(article) else ""
    names = like_headlines(
        state, article.source, " ".join(words), said, article_time(prepared.article, state.log_time)
    )
    lineages = (state.lineage(name) for name in names if name != prepared.identity)
    found = [each for each in lineages if each is not None and each.latest is not None]
    live = [each for each in found if each.status is not Status.KILLED]
    return _one_of(state, prepared, own_texts(state, live or found), "headline")


def _nearest(state: State, prepared: Prepared, among: list[Lineage]) -> Lineage | None:
    """Of some items the one that an article shares most text with, if it shares a passage of it."""
    of = {each.identity: each for each in among}
    shared = [
        (each.shared, each.containment, each.number)
        for each in overlaps_of(state, prepared)
        if state.articles[each.number].resolved in of and (each.shared >= REPEATED or not each.shared)
    ]
    return of[state.articles[max(shared)[2]].resolved] if shared else None


def _one_of(state: State, prepared: Prepared, found: list[Lineage], link: str) -> FoundItem:
    """The only item found, or, of a note, those that it could mean."""
    if len(found) > 1:
        said = folded_words(said_in_text(prepared.article))
        fits = [each for each in found if is_quoted(state, each, prepared, said)]
        found = fits if len(fits) == 1 else found
    if len(found) == 1:
        return FoundItem(found[0], link)
    return FoundItem(None, "", "", tuple(found)) if is_note(prepared.article) else UNKNOWN_ITEM


def _slug_is_all(prepared: Prepared) -> bool:
    """Whether an article names nothing but its slug, or its slug carries the mark itself."""
    if _SLUG_MARK.search(prepared.article.slugline) or any(map(_is_topic, prepared.mentions)):
        return True
    rest = set(folded_words(prepared.article.headline)) - set(folded_words(prepared.slug))
    return all(word in SAYS_NOTHING or word.isdigit() for word in rest)


def _is_topic(mention: str) -> bool:
    return mention.startswith("topic:")
