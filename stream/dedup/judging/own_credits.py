"""Whose text an article says that it is: by the credit that a writer puts at its beginning or its end.

Two texts that credit two agencies are two stories wherever they stand beside each other. Without that they may be the
halves of one, abridged by each publisher.
"""

from __future__ import annotations

from typing import Final

from stream.dedup.judging.origin import credited, names
from stream.dedup.state.state import State
from stream.model.articles import Article

# What a text says of itself; what stands around it says who has it, and "told Lantern" who was spoken to.
_SAYS: Final = ("dateline", "parenthesis", "credit_line", "sign_off")


def own_names(article: Article) -> tuple[str, ...]:
    """Whose text an article may be: its source's, or that of the agency that its text credits at its beginning."""
    agencies = (each.agency for each in article.credits if each.evidence in ("dateline", "parenthesis"))
    return (article.source, *agencies)


def is_of(source: str, sources: tuple[str, ...]) -> bool:
    """Whether a source is one of these, which may be short for it."""
    return any(names(each, source) for each in sources)


def agency_of(article: Article) -> str:
    """The agency that an article's text credits, "" for none."""
    traces = credited(article.credits, article.source)
    return traces[0].agency if traces and traces[0].evidence in _SAYS else ""


def known_agency(state: State, number: int) -> str:
    """The agency that the text of a known article credits, "" for none."""
    if state.articles[number].agency is None:
        return ""  # of most texts: the decision is read from its row
    origin = state.decision(number).origin
    traces = origin.evidence if origin is not None else ()
    return traces[0].agency if traces and traces[0].evidence in _SAYS else ""


def are_of_two(one: str, other: str) -> bool:
    """Whether two agencies that texts credit are two."""
    return bool(one and other) and not names(one, other)
