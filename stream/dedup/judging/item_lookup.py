"""Which item an article belongs to, or a kill, hold or correction means: by uri, by another id, or by its words."""

from __future__ import annotations

from typing import Final

from stream.dedup.journal.lineage import Lineage, Status
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.found_item import UNKNOWN_ITEM, FoundItem, aliased, headline_name, slug_name
from stream.dedup.judging.item_headlines import are_alike, headlines_of
from stream.dedup.judging.meaning import meant
from stream.dedup.judging.other_ids import alt_names, by_alt_id
from stream.dedup.judging.own_words import is_note, is_substitute, is_version, replaced_by
from stream.dedup.judging.thread_refs import by_thread, thread_names
from stream.dedup.state.state import State
from stream.model.articles import Prepared
from stream.model.uris import counts_on, has_own_id, item_uri, page_of
from stream.model.verdicts import Verdict

_NOTES: Final = frozenset({Verdict.KILL, Verdict.HOLD})


def item_of(state: State, prepared: Prepared) -> FoundItem:
    """The item of an article; what it says by words counts only where it says that it is about another."""
    lineage = state.lineage(prepared.identity)
    if lineage is not None:
        return FoundItem(lineage, "uri", foreign=_is_foreign(lineage, prepared))
    known = state.alias(f"uri:{prepared.identity}")
    if known is not None:
        return FoundItem(state.lineage(known[0]), "uri")
    for find in (_replacing, _counted, by_alt_id, _evolved, meant, _overtaken, by_thread):
        item = find(state, prepared)
        if item != UNKNOWN_ITEM:
            return item
    return UNKNOWN_ITEM


def _is_foreign(lineage: Lineage, prepared: Prepared) -> bool:
    """Whether nothing is known of an item but a kill or hold of another source that named it: that is no word on it."""
    if lineage.latest is not None or lineage.standing is None or lineage.source == prepared.article.source:
        return False
    own = item_uri(lineage.standing.uri, lineage.standing.version)
    return prepared.identity not in (own, f"{lineage.source}:{own}")


def _counted(state: State, prepared: Prepared) -> FoundItem:
    """The item whose uris end in their versions; or the page that a kill names with more in its address."""
    article = prepared.article
    for uri, version in counts_on(article.uri, article.version):
        for key in (uri, f"{article.source}:{uri}"):
            lineage = state.lineage(key)
            if lineage is None or lineage.source != article.source or lineage.latest is None:
                continue
            if lineage.latest.version == version and _goes_on(state, prepared, lineage):
                return FoundItem(lineage, "uri")
    page = page_of(article.uri) if is_note(article) and "?" in article.uri else ""
    lineage = state.lineage(page) if page else None
    return (
        FoundItem(lineage, "uri")
        if lineage is not None and lineage.source == article.source
        else UNKNOWN_ITEM
    )


def _goes_on(state: State, prepared: Prepared, lineage: Lineage) -> bool:
    """Whether an article that counts on from an item is its next version: it cannot be told from the next item by that alone."""
    if is_note(prepared.article) and has_own_id(prepared.article.uri):
        return True
    if prepared.slug and slug_name(prepared.article.source, prepared.slug) in {
        alias for number in state.numbers_of(lineage.identity) for alias in state.articles[number].aliases
    }:
        return True
    return any(are_alike(each, prepared.article.headline) for each in headlines_of(state, lineage))


def _replacing(state: State, prepared: Prepared) -> FoundItem:
    """The item that an article says it replaces: versions that were sent each under an id of its own, by one source."""
    article = prepared.article
    for name in article.replaces:
        for key in dict.fromkeys((name, item_uri(name, ""), f"{article.source}:{name}")):
            named = state.alias(f"uri:{key}")
            found = state.lineage(named[0] if named is not None else key)
            if found is not None and found.source == article.source:
                return FoundItem(found, "replaces")
    return UNKNOWN_ITEM


def _evolved(state: State, prepared: Prepared) -> FoundItem:
    """The item that an article is a new version of under a name of its own, by `evolved_from`; or that has replaced it.

    Superdesk gives each update an id of its own and names the one before. Only within a source, and not of what is
    killed: that is a substitute, and an outlet that names the agency's item is judged by its text.
    """
    article = prepared.article
    known = aliased(state, f"evolves:{prepared.identity}")
    if known is not None and known.source == article.source and known.status is not Status.KILLED:
        made = known.latest.created if known.latest is not None else None
        if not is_note(article):
            # It comes after its successor: where no time tells the order, the name does.
            return FoundItem(known, "evolved_from", succeeded=True)
        # Made after its successor a kill is of both; made before, the successor is what substitutes it.
        later = made is None or article_time(article, state.log_time) > made
        return FoundItem(known, "evolved_from") if later else UNKNOWN_ITEM
    if is_note(article) or not is_version(article):
        return UNKNOWN_ITEM
    for name in replaced_by(article):
        lineage = state.lineage(name) or aliased(state, f"uri:{name}")
        if lineage is not None and lineage.source == article.source and lineage.status is not Status.KILLED:
            return FoundItem(lineage, "evolved_from")
    return UNKNOWN_ITEM


def _overtaken(state: State, prepared: Prepared) -> FoundItem:
    """The kill or hold that named the headline of an article before it came, and was made after it."""
    name = "" if is_note(prepared.article) else headline_name(prepared)
    for identity, used in state.aliases(name) if name else ():
        lineage = state.lineage(identity)
        if lineage is None or lineage.latest is not None or lineage.status is Status.LIVE:
            continue
        if article_time(prepared.article, state.log_time) <= used:
            return FoundItem(lineage, "headline")
    return UNKNOWN_ITEM


def aliases_of(
    prepared: Prepared, item: FoundItem, resolved: str, verdict: Verdict, rule: str
) -> tuple[str, ...]:
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
