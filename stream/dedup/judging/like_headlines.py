"""Items by a part of their headline: the last that is tried before a kill of something is a kill of nothing known.

Nothing but the headlines themselves is looked at, one after the other, latest first: such kills are rare, and no index need
be kept for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from stream.dedup.state.state import State

# Words in a row that name one story of a day; of two words many have the same.
LEAST: Final = 3
MOST: Final = 2000  # articles of one source: more than the largest agency sends in a day in one language
_LIFE: Final = timedelta(hours=24)
_WORD: Final = re.compile(r"\w+")


def like_headlines(state: State, source: str, headline: str, time: datetime) -> tuple[str, ...]:
    """The items of a source, of the day before `time`, whose headline holds these words in a row; the latest first."""
    words = _WORD.findall(headline.casefold())
    if len(words) < LEAST:
        return ()
    wanted = f" {' '.join(words)} "
    found: dict[str, None] = {}
    for number in _of_source(state, source, time):
        decision = state.decision(number)
        if wanted in f" {' '.join(_WORD.findall(decision.headline.casefold()))} ":
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
        if seen == MOST:
            return
