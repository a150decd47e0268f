"""Which item an article belongs to: by uri, by another identifier, or by a lead's slugline."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from stream.dedup.lineage import Lineage
from stream.dedup.state import State
from stream.dedup.timing import article_time
from stream.records import Article, Prepared, Signal, Verdict

SLUG_LIFE: Final = timedelta(
    hours=24
)  # a slugline names one story within a day, AP's practice; later it is reused
LEAD_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE, Signal.KILL, Signal.HOLD})
_VERSION_MARKS: Final = frozenset({Signal.UPDATE, Signal.CORRECTION, Signal.REFILE})


class Item(NamedTuple):
    """The item that an article belongs to, None when it is unknown, and how we know: `uri`, `replaces`, `alt_id`, `slug`, `text`."""

    lineage: Lineage | None
    link: str


def item_of(state: State, prepared: Prepared) -> Item:
    """The known item of an article; a slugline counts only on an article that says it is a later lead."""
    lineage = state.lineage(prepared.identity)
    if lineage is not None:
        return Item(lineage, "uri")
    known = state.alias(f"uri:{prepared.identity}")
    if known is not None:
        return Item(state.lineage(known[0]), "uri")
    article = prepared.article
    for name in article.replaces:  # versions that were sent each under an id of its own, by one source
        for key in (name, f"{article.source}:{name}"):
            named = state.alias(f"uri:{key}")
            found = state.lineage(named[0] if named is not None else key)
            if found is not None and found.source == article.source:
                return Item(found, "replaces")
    for name in _alt_names(article):
        known = state.alias(name)
        if known is not None:
            return Item(state.lineage(known[0]), "alt_id")
    if prepared.slug and LEAD_MARKS.intersection(article.signals):
        known = state.alias(_slug_name(prepared))
        # What was made before the last use of a slug is no later lead of it: it belongs to an item yet to come.
        if known is not None and timedelta() <= article_time(article, state.log_time) - known[1] <= SLUG_LIFE:
            return Item(state.lineage(known[0]), "slug")
    return Item(None, "")


def _alt_names(article: Article) -> tuple[str, ...]:
    if not article.alt_ids:
        return ()
    return tuple(f"alt:{article.source}:{name}" for name in article.alt_ids)


def _slug_name(prepared: Prepared) -> str:
    return f"slug:{prepared.article.source}:{prepared.slug}"


def aliases_of(prepared: Prepared, resolved: str, verdict: Verdict) -> tuple[str, ...]:
    """The further names under which later articles may mean this item."""
    names = list(_alt_names(prepared.article))
    if prepared.slug and verdict is not Verdict.COPY:
        names.append(_slug_name(prepared))
    if resolved != prepared.identity:
        names.append(f"uri:{prepared.identity}")
    if prepared.article.evolved_from and not is_lead(prepared.article):
        names += [f"replaces:{name}" for name in replaced_by(prepared.article)]
    return tuple(names)


def replaced_by(article: Article) -> tuple[str, ...]:
    """The items that an article says it replaces, by their lineage keys: as uris, or as its source's own names."""
    return tuple(name for uri in article.evolved_from for name in (uri, f"{article.source}:{uri}"))


def is_lead(article: Article) -> bool:
    """Whether an article says that it is a later version of something."""
    return not _VERSION_MARKS.isdisjoint(article.signals) and Signal.REPEAT not in article.signals
