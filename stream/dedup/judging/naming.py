"""A copy as a notice names it: what a desk needs to find it without a second look-up."""

from __future__ import annotations

from stream.dedup.journal.decision import Decision
from stream.dedup.journal.facts import Facts
from stream.dedup.state.state import State
from stream.model.notices import KnownCopy
from stream.model.verdicts import Span


def known_copy(state: State, known: Decision | Facts, version: str, passage: Span | None = None) -> KnownCopy:
    """An article with the version of the text that it carries, and on a page of several stories where that stands."""
    if isinstance(known, Decision):
        headline = known.headline
    else:
        number = state.number(known.article_id)
        headline = state.decision(number).headline if number is not None else ""
    return KnownCopy(
        known.article_id,
        known.uri,
        known.source,
        known.url,
        version,
        known.version,
        headline,
        known.created,
        passage,
    )
