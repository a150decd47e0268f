"""Word forms with what they stand for, from a text file: found by their rarest word, in one pass over a reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent / "data"
_BY_PLACE: Final = itemgetter(0, 1)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one or more words; `anchor` is the place of its longest word, by which it is found."""

    words: tuple[str, ...]
    anchor: int
    meaning: str


@dataclass(slots=True)
class FoundForm:
    """A form at words `first` to `last` of a reading. Never changed."""

    first: int
    last: int
    form: Form


class Forms:
    """The forms of one file: `[meaning]`, then forms, an underscore or hyphen between their words."""

    def __init__(self, text: str) -> None:
        by_anchor: dict[str, list[Form]] = {}
        meaning = ""
        for line in text.splitlines():
            if line.startswith("["):
                meaning = line.strip("[]")
            elif not line.startswith("#"):
                for written in line.split():
                    words = tuple(written.replace("-", "_").split("_"))
                    anchor = words.index(max(words, key=len))
                    by_anchor.setdefault(words[anchor], []).append(Form(words, anchor, meaning))
        self.meanings = frozenset(form.meaning for forms in by_anchor.values() for form in forms)
        # The longest first, so that "war crimes" is not "war".
        self._by_anchor = {
            word: tuple(sorted(forms, key=lambda form: -len(form.words))) for word, forms in by_anchor.items()
        }

    @classmethod
    @cache
    def load(cls, name: str) -> Forms:
        """The forms of a file of stream/tagging/lexicon/data."""
        return cls((_DATA / name).read_text(encoding="utf-8"))

    def all(self) -> list[Form]:
        """Every form, by the word that it is found by."""
        return [form for word in sorted(self._by_anchor) for form in self._by_anchor[word]]

    def find(self, words: list[str]) -> list[FoundForm]:
        """Every form in a list of folded words, in order: leftmost first, the longest of those, none overlapping."""
        known, size = self._by_anchor, len(words)
        candidates: list[tuple[int, int, Form]] = []
        for at, word in enumerate(words):
            forms = known.get(word)
            if forms is None:
                continue
            for form in forms:
                first = at - form.anchor
                stop = first + len(form.words)
                if first >= 0 and stop <= size and _stand(words, first, form.words):
                    candidates.append((first, -stop, form))
                    break
        candidates.sort(key=_BY_PLACE)
        found, done = [], 0
        for first, stop, form in candidates:
            if first >= done:
                done = -stop
                found.append(FoundForm(first, done - 1, form))
        return found


def _stand(words: list[str], first: int, wanted: tuple[str, ...]) -> bool:
    """Whether these words stand in the list from a place on."""
    at = first
    for word in wanted:
        if words[at] != word:
            return False
        at += 1
    return True
