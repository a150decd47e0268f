"""An item's headlines, and whether another headline or a text says the same."""

from __future__ import annotations

import re
from typing import Final

from stream.dedup.journal.lineage import Lineage
from stream.dedup.state.state import State
from stream.model.articles import Prepared

_WORD: Final = re.compile(r"\w+")
# Part of the shorter headline's words: "UPDATE 1-Bridge taken, 14 dead" is of "Bridge taken".
ALIKE: Final = 0.6
LATEST_HEADLINES: Final = 4  # versions whose headlines are looked at
# What a headline may say beside its slug without naming anything.
SAYS_NOTHING: Final = frozenset(
    {"kill", "hold", "withdrawn", "mandatory", "bulletin", "elimination", "eliminate", "advisory", "notice", "editors",
     "correction", "corrected", "corrects", "clarification", "update", "refile", "story", "item", "the", "of", "to", "a",
     "our", "on", "about", "in", "for", "an", "report", "article"}
)  # fmt: skip


def folded_words(text: str) -> list[str]:
    """The words by which headlines are compared."""
    return _WORD.findall(text.casefold())


def headlines_of(state: State, lineage: Lineage) -> list[str]:
    """The headlines of an item's first and last versions: in between they change by degrees."""
    versions = [*lineage.versions[:1], *lineage.versions[1:][-LATEST_HEADLINES:]]
    numbers = (state.number(each.article_id) for each in versions)
    return list(dict.fromkeys(state.decision(number).headline for number in numbers if number is not None))


def are_alike(one: str, other: str) -> bool:
    """Whether two headlines share most of the shorter one's words."""
    first, second = (set(folded_words(each)) - SAYS_NOTHING for each in (one, other))
    shared = len(first & second)
    return shared > 1 and shared >= ALIKE * min(len(first), len(second))


def is_quoted(state: State, lineage: Lineage, prepared: Prepared, said: list[str]) -> bool:
    """Whether a note's headline is like that of an item, or its words quote it."""
    headlines = headlines_of(state, lineage)
    for headline in headlines:
        words = folded_words(headline)
        if len(words) > 1 and f" {' '.join(words)} " in f" {' '.join(said)} ":
            return True
    return bool(prepared.headline_key) and any(
        are_alike(each, prepared.article.headline) for each in headlines
    )
