"""The words that tell a place from a person or a street, by language (data/words_around.txt)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stream.tagging.languages.gazetteer.name_index import DATA
from stream.tagging.lexicon.list_file import read_lists


@dataclass(frozen=True, slots=True)
class WordsAround:
    """The words around places of a language.

    Prepositions of place, sorts of places, what persons' names and what streets and clubs stand behind; articles that towns
    do not take; words that are never a place alone (the quarters of the sky). `sorts` begin words for a sort of street, which
    are no street's name, and `unnamed` stand before such a word. `articled` are the towns that take an article.
    `openers` begin a sentence and have their capital from there alone ("Yesterday Kharkiv was shelled").
    `apposed` stand before names alone, with the capital that every German noun has ("Gemeinde Eschenrode").
    """

    before: frozenset[str]
    classes: frozenset[str]
    titles: frozenset[str]
    streets: frozenset[str]
    articles: frozenset[str]
    never: frozenset[str]
    sorts: frozenset[str]
    unnamed: frozenset[str]
    articled: frozenset[str]
    openers: frozenset[str]
    apposed: frozenset[str]


@cache
def words_around(language: str) -> WordsAround:
    """The lists of a language, empty for one that has none."""
    lists = {heading: frozenset(listed) for heading, listed in read_lists(DATA / "words_around.txt").items()}
    none: frozenset[str] = frozenset()
    return WordsAround(
        *(
            lists.get(f"{language} {use}", none)
            for use in (
                "before",
                "class",
                "titles",
                "streets",
                "articles",
                "never",
                "sorts",
                "unnamed",
                "articled",
                "openers",
                "apposed",
            )
        )
    )
