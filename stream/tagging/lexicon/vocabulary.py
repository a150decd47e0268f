"""The word lists of the rules, kept as text beside the lexicon (data/words.txt, data/valued_words.txt)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from stream.model.errors import StopError
from stream.tagging.lexicon.list_file import list_lines, read_lists

_FILE: Final = Path(__file__).parent / "data" / "words.txt"
# Words that stand for a value: "value: words", an underscore is a space.
_VALUED: Final = _FILE.with_name("valued_words.txt")


def word_list(name: str) -> frozenset[str]:
    """The list under `[name]`.

    Raises:
        StopError: when there is no such list.
    """
    return frozenset(ordered_words(name))


def kinds(name: str) -> dict[str, str]:
    """Word to kind of all lists `[name kind]`; the kind of `[name]` itself is ""."""
    told = dict.fromkeys(_lists().get(name, ()), "")
    for section, listed in _lists().items():
        if section.startswith(f"{name} "):
            told.update(dict.fromkeys(listed, section.removeprefix(f"{name} ")))
    return told


def ordered_words(name: str) -> tuple[str, ...]:
    """The list under `[name]` in the order of the file: days of the week, words that a pattern tries one after another.

    Raises:
        StopError: when there is no such list.
    """
    found = _lists().get(name)
    if found is None:
        msg = f"{_FILE}: no list [{name}]. Reinstall the package."
        raise StopError(msg)
    return found


def valued_words(name: str) -> dict[str, tuple[str, ...]]:
    """Value to its words or phrases under `[name]` of valued_words.txt: "12" to "dozen", "religious" to "mosque", "church".

    Raises:
        StopError: when there is no such list.
    """
    found = {
        value: tuple(word.replace("_", " ") for word in listed)
        for (listed_under, value), listed in _valued().items()
        if listed_under == name
    }
    if not found:
        msg = f"{_VALUED}: no list [{name}]. Reinstall the package."
        raise StopError(msg)
    return found


def value_of_words(name: str) -> dict[str, str]:
    """Word or phrase to value of the list `[name]` of valued_words.txt."""
    return {word: value for value, listed in valued_words(name).items() for word in listed}


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return read_lists(_FILE)


@cache
def _valued() -> dict[tuple[str, str], tuple[str, ...]]:
    lists: dict[tuple[str, str], tuple[str, ...]] = {}
    for heading, line in list_lines(_VALUED):
        value, colon, listed = line.partition(": ")
        if colon:
            lists[heading, value] = (*lists.get((heading, value), ()), *listed.split())
    return lists
