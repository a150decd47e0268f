"""The words of things that a number behind them tells apart, by language, folded as the words of a text are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from stream.text.orthography import bare

_FILE: Final = Path(__file__).parent / "data" / "numbered_things.tsv"


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, words = line.split("\t")
            found[language] = frozenset(bare(words.casefold(), language).split())
    return found


THINGS: Final = _read()
