"""Phrases of folded words by their beginnings: exact words, or stems that stand for every ending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

STEM: Final = "*"
# The longest endings of inflection are of five letters (-иями, -вшимися has its own stem).
_LONGEST_ENDING: Final = 6


class PhraseSense(NamedTuple):
    """What a phrase means: `kind` is the section of its list, `value` what its line says of it, `exact` if no stem is in it."""

    kind: str
    value: str


class FoundPhrase(NamedTuple):
    """A phrase at a word: the word behind it, and its sense."""

    stop: int
    sense: PhraseSense


@dataclass(slots=True)
class Node:
    """Where the phrases go on that begin alike."""

    exact: dict[str, Node] = field(default_factory=dict)
    stems: dict[str, Node] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    senses: list[PhraseSense] = field(default_factory=list)


class PhraseTrie:
    """All phrases of a language."""

    def __init__(self) -> None:
        self.root = Node()

    def add(self, words: list[str], sense: PhraseSense) -> None:
        """Add a phrase of folded words; one that ends with `*` stands for all words that begin so."""
        node = self.root
        for word in words:
            if word.endswith(STEM):
                stem = word.removesuffix(STEM)
                if len(stem) not in node.lengths:
                    node.lengths.append(len(stem))
                    node.lengths.sort(reverse=True)
                node = node.stems.setdefault(stem, Node())
            else:
                node = node.exact.setdefault(word, Node())
        if sense not in node.senses:
            node.senses.append(sense)

    def find(self, variants: list[tuple[str, ...]], at: int, stop: int) -> list[FoundPhrase]:
        """Every phrase that begins at a word and ends before `stop`; `variants` are the forms that each word may have."""
        found: list[FoundPhrase] = []
        _walk(self.root, variants, at, stop, found)
        return found


def _walk(node: Node, variants: list[tuple[str, ...]], at: int, stop: int, found: list[FoundPhrase]) -> None:
    if node.senses:
        found.extend(FoundPhrase(at, sense) for sense in node.senses)
    if at >= stop:
        return
    for form in variants[at]:
        following = node.exact.get(form)
        if following is not None:
            _walk(following, variants, at + 1, stop, found)
        size = len(form)
        for length in node.lengths:
            if length <= size <= length + _LONGEST_ENDING:
                following = node.stems.get(form[:length])
                if following is not None:
                    _walk(following, variants, at + 1, stop, found)
