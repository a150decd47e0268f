"""What the phrases of a language mean at each word of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.languages.language_data import LanguageData
from stream.tagging.languages.phrase_trie import FoundPhrase
from stream.tagging.languages.script_words import ScriptWords, read_words

_NOWHERE: Final[set[int]] = set()


@dataclass(frozen=True, slots=True)
class SenseMap:
    """A text with the phrases that begin at each word, of a sentence none reaches into the next.

    `where` are the words at which a phrase of a kind begins: the stages ask of every word for kinds that few texts have.
    """

    words: ScriptWords
    data: LanguageData
    starting: list[list[FoundPhrase]]
    where: dict[str, set[int]]

    def at(self, index: int, kind: str) -> FoundPhrase | None:
        """The longest phrase of a kind that begins at a word."""
        words = self.where.get(kind)
        if words is None or index not in words:
            return None
        best: FoundPhrase | None = None
        for found in self.starting[index]:
            if found.sense.kind == kind and (best is None or found.stop > best.stop):
                best = found
        return best

    def has(self, index: int, kind: str) -> bool:
        """Whether a phrase of a kind begins at a word."""
        words = self.where.get(kind)
        return words is not None and index in words

    def any_of(self, kinds: frozenset[str]) -> set[int]:
        """The words at which a phrase of one of the kinds begins."""
        found: set[int] = set()
        for kind in kinds:
            found |= self.where.get(kind, _NOWHERE)
        return found

    def ending(self, stop: int, kind: str, first: int) -> int:
        """Where the longest phrase of a kind begins that ends just before `stop`, -1 if none does."""
        words = self.where.get(kind)
        if words is None:
            return -1
        for at in range(max(first, stop - 6), stop):
            if at not in words:
                continue
            for found in self.starting[at]:
                if found.stop == stop and found.sense.kind == kind:
                    return at
        return -1


def read_senses(text: str, data: LanguageData) -> SenseMap:
    """The words of a text and what they mean in its language."""
    words = read_words(text, data.abbreviations)
    forms = words.forms
    starting: list[list[FoundPhrase]] = [[] for _ in forms]
    if data.prefixes:
        variants, find = data.variants(words), data.phrases.find
        for first, stop in words.sentences:
            for at in range(first, stop):
                starting[at] = find(variants, at, stop)
    else:
        for first, stop in words.sentences:
            data.phrases.find_each(forms, first, stop, starting)
    where: dict[str, set[int]] = {}
    for at, found in enumerate(starting):
        for one in found:
            kind = one.sense.kind
            known = where.get(kind)
            if known is None:
                where[kind] = {at}
            else:
                known.add(at)
    return SenseMap(words, data, starting, where)
