"""A copy as a notice names it: what a desk needs to find it without a second look-up."""

from __future__ import annotations

from stream.dedup.journal.decision import Decision
from stream.dedup.journal.facts import Known
from stream.dedup.state.state import State
from stream.model.notices import KnownCopy
from stream.model.verdicts import Span


def known_copy(state: State, entry: Decision | Known, version: str, passage: Span | None = None) -> KnownCopy:
    """An article with the version of the text that it carries, and on a page of several stories where that stands."""
    if isinstance(entry, Decision):
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
