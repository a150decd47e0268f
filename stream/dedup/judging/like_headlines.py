"""Items by a part of their headline: the last that is tried before a kill of something is a kill of nothing known.

Nothing but the headlines themselves is looked at, one after the other, latest first: such kills are rare, and no index need
be kept for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from stream.dedup.judging.item_headlines import folded_words
from stream.dedup.state.state import State

# Words in a row that name one story of a day; of two words many have the same.
LEAST_WORDS_IN_A_ROW: Final = 3
LEAST_UNQUOTED_WORDS: Final = 4  # words of a headline that a text may name without quotation marks
# Articles of one source: more than the largest agency sends in a day in one language.
MOST_ARTICLES: Final = 2000
_LIFE: Final = timedelta(hours=24)


def like_headlines(state: State, source: str, headline: str, said: str, time: datetime) -> tuple[str, ...]:
    """The items of a source, of the day before `time`, by their headline; the latest first.

    Args:
        state: what is known.
        source: whose items.
        headline: words that a headline holds in a row.
        said: a text that holds a whole headline, in whatever letters; "" for none.
        time: when it is asked.
    """
    words = folded_words(headline)
    wanted = f" {' '.join(words)} " if len(words) >= LEAST_WORDS_IN_A_ROW else ""
    text = f" {' '.join(folded_words(said))} "
    if not wanted and not said:
        return ()
    found: dict[str, None] = {}
    for number in _of_source(state, source, time):
        decision = state.decision(number)
        own = folded_words(decision.headline)
        whole = f" {' '.join(own)} "
        if (wanted and wanted in whole) or (len(own) >= LEAST_UNQUOTED_WORDS and whole in text):
            found.setdefault(decision.resolved)
    return tuple(found)


def _of_source(state: State, source: str, time: datetime) -> Iterator[int]:
    seen = 0
    until = state.articles.until.values
    for number in range(state.articles.count - 1, -1, -1):
        if until[number] < 0:
            continue
        known = state.articles[number]
        if known.source != source or not timedelta() <= time - known.time <= _LIFE:
            continue
        yield number
        seen += 1
        if seen == MOST_ARTICLES:
            return
