"""The word lists of the rules, kept as text beside the lexicon (data/words.txt)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from stream.model.errors import StopError

_FILE: Final = Path(__file__).parent / "data" / "words.txt"


def word_list(name: str) -> frozenset[str]:
    """The list under `[name]`.

    Raises:
        StopError: when there is no such list.
    """
    found = _lists().get(name)
    if found is None:
        msg = f"{_FILE}: no list [{name}]. Reinstall the package."
        raise StopError(msg)
    return frozenset(found)


def kinds(name: str) -> dict[str, str]:
    """Word to kind of all lists `[name kind]`; the kind of `[name]` itself is ""."""
    told = dict.fromkeys(_lists().get(name, ()), "")
    for section, listed in _lists().items():
        if section.startswith(f"{name} "):
            told.update(dict.fromkeys(listed, section.removeprefix(f"{name} ")))
    return told


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            lists[section] = ()
        elif line and not line.startswith("#"):
            lists[section] += tuple(line.split())
    return lists
