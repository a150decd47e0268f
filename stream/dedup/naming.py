"""A copy as a notice names it: what a desk needs to find it without a second look-up."""

from __future__ import annotations

from stream.dedup.facts import Known
from stream.dedup.journal import Entry
from stream.dedup.state import State
from stream.records import KnownCopy, Span


def known_copy(state: State, entry: Entry | Known, version: str, passage: Span | None = None) -> KnownCopy:
    """An article with the version of the text that it carries, and on a page of several stories where that stands."""
    if isinstance(entry, Entry):
        headline = entry.headline
    else:
        number = state.number(entry.article_id)
        headline = state.entry(number).headline if number is not None else ""
    return KnownCopy(
        entry.article_id,
        entry.uri,
        entry.source,
        entry.url,
        version,
        entry.version,
        headline,
        entry.created,
        passage,
    )
