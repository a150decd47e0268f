"""Kill marks that are words of the news as well, over a whole text: what is known tells which of the two they are.

"WITHDRAWN: Bridge taken" is an order where the same source sent "Bridge taken" before. Over a story that nobody knows, or
that had these words from the beginning, it is news of something withdrawn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from stream.dedup.journal.lineage import Lineage
from stream.dedup.judging.article_time import article_time
from stream.dedup.judging.found_item import headline_name
from stream.dedup.judging.item_headlines import folded_words
from stream.dedup.judging.item_lookup import item_of
from stream.dedup.judging.like_headlines import like_headlines
from stream.dedup.state.state import State
from stream.model.articles import Prepared, Signal

MOST_MARK_WORDS: Final = 3  # that a mark adds to a headline: "MANDATORY STORY WITHDRAWN"
LEAST_WORDS: Final = 2  # of a headline that another is compared with


def with_kill_mark(state: State, prepared: Prepared) -> Prepared:
    """The article with the signal of a kill where its doubtful mark is one."""
    article = prepared.article
    if not prepared.doubtful or not any(
        _is_unmarked(headline, article.headline)
        for lineage in _candidates(state, prepared)
        for headline in _headlines(state, lineage)
    ):
        return prepared
    return replace(prepared, article=replace(article, signals=(Signal.KILL, *article.signals)))


def _candidates(state: State, prepared: Prepared) -> list[Lineage]:
    """The items that the article may belong to: its own, or one of its source with its headline."""
    found = [item_of(state, prepared).lineage]
    name = headline_name(prepared)
    found += [state.lineage(identity) for identity, _ in state.aliases(name)] if name else []
    source = prepared.article.source
    # Without a sign behind the mark its own headline is not told from the words before it.
    names = like_headlines(
        state, source, "", prepared.article.headline, article_time(prepared.article, state.log_time)
    )
    found += map(state.lineage, names)
    return [each for each in found if each is not None and each.source == source]


def _headlines(state: State, lineage: Lineage) -> list[str]:
    numbers = (state.number(each.article_id) for each in lineage.versions)
    return [state.decision(number).headline for number in numbers if number is not None]


def _is_unmarked(known: str, marked: str) -> bool:
    """Whether one headline is the other without a few words before or behind it."""
    one, other = folded_words(known), folded_words(marked)
    more = len(other) - len(one)
    return (
        len(one) >= LEAST_WORDS and 0 < more <= MOST_MARK_WORDS and one in (other[more:], other[: len(one)])
    )
