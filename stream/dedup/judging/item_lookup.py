"""Which item an article belongs to: by uri, by another identifier, or by what it says it means."""

from __future__ import annotations

from typing import Final

from stream.dedup.journal.lineage import Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.meaning import (
    UNKNOWN,
    Item,
    evolved,
    headline_name,
    is_note,
    is_substitute,
    meant,
    replaced_by,
    slug_name,
)
from stream.dedup.judging.other_ids import alt_names, by_alt_id
from stream.dedup.judging.thread_refs import by_thread, thread_names
from stream.dedup.state.state import State
from stream.model.articles import Prepared
from stream.model.uris import item_uri
from stream.model.verdicts import Verdict

_NOTES: Final = frozenset({Verdict.KILL, Verdict.HOLD})


def item_of(state: State, prepared: Prepared) -> Item:
    """The item of an article; what it says by words counts only where it says that it is about another."""
    lineage = state.lineage(prepared.identity)
    if lineage is not None:
        return Item(lineage, "uri")
    known = state.alias(f"uri:{prepared.identity}")
    if known is not None:
        return Item(state.lineage(known[0]), "uri")
    for find in (_replacing, by_alt_id, evolved, meant, _overtaken, by_thread):
        item = find(state, prepared)
        if item != UNKNOWN:
            return item
    return UNKNOWN


def _replacing(state: State, prepared: Prepared) -> Item:
    """The item that an article says it replaces: versions that were sent each under an id of its own, by one source."""
    article = prepared.article
    for name in article.replaces:
        for key in dict.fromkeys((name, item_uri(name, ""), f"{article.source}:{name}")):
            named = state.alias(f"uri:{key}")
            found = state.lineage(named[0] if named is not None else key)
            if found is not None and found.source == article.source:
                return Item(found, "replaces")
    return UNKNOWN


def _overtaken(state: State, prepared: Prepared) -> Item:
    """The kill or hold that named the headline of an article before it came, and was made after it."""
    name = "" if is_note(prepared.article) else headline_name(prepared)
    for identity, used in state.aliases(name) if name else ():
        lineage = state.lineage(identity)
        if lineage is None or lineage.latest is not None or lineage.status is Status.LIVE:
            continue
        if article_time(prepared.article, state.log_time) <= used:
            return Item(lineage, "headline")
    return UNKNOWN


def aliases_of(prepared: Prepared, item: Item, resolved: str, verdict: Verdict, rule: str) -> tuple[str, ...]:
    """The further names under which later articles may mean this item."""
    if item.between:
        return ()
    names = list(alt_names(prepared.article))
    if prepared.slug and verdict is not Verdict.COPY:
        names.append(slug_name(prepared.article.source, prepared.slug))
    if verdict is not Verdict.COPY and verdict not in _NOTES:
        names += thread_names(prepared.article)
    if prepared.headline_key and (verdict not in _NOTES or item.lineage is None):
        names.append(headline_name(prepared))
    if resolved != prepared.identity:
        names.append(f"uri:{prepared.identity}")
    if prepared.article.evolved_from and verdict not in _NOTES:
        # What substitutes a story stands apart from it, whichever comes first; what is a version of it joins it.
        how = "replaces" if is_substitute(prepared.article) or rule == "substitute" else "evolves"
        names += [f"{how}:{name}" for name in replaced_by(prepared.article)]
    return tuple(names)
