"""Phrases of folded words by their beginnings: exact words, or stems that stand for every ending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

STEM: Final = "*"
# The longest endings of inflection are of five letters (-иями, -вшимися has its own stem).
_LONGEST_ENDING: Final = 6
# Words whose openings are kept, some 150 bytes each.
_REMEMBERED: Final = 16_384


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
        self._openings: dict[str, tuple[Node, ...]] = {}

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
        self._openings.clear()
        if sense not in node.senses:
            node.senses.append(sense)

    def find(self, variants: list[tuple[str, ...]], at: int, stop: int) -> list[FoundPhrase]:
        """Every phrase that begins at a word and ends before `stop`; `variants` are the forms that each word may have."""
        found: list[FoundPhrase] = []
        for form in variants[at]:
            opening = self._openings.get(form)
            if opening is None:
                opening = self._opening(form)
            for node in opening:
                if not node.senses and not node.stems:  # only longer phrases begin so: most do not go on
                    if at + 1 >= stop:
                        continue
                    behind = variants[at + 1]
                    if len(behind) == 1 and behind[0] not in node.exact:
                        continue
                _walk(node, variants, at + 1, stop, found)
        return found

    def find_each(self, forms: list[str], first: int, stop: int, starting: list[list[FoundPhrase]]) -> None:
        """As `find` for every word of a sentence, where each has one form: into the lists of `starting`."""
        openings = self._openings
        for at in range(first, stop):
            form = forms[at]
            opening = openings.get(form)
            if opening is None:
                opening = self._opening(form)
            if not opening:
                continue
            behind = at + 1
            following = forms[behind] if behind < stop else ""
            for node in opening:
                if node.stems or following in node.exact:
                    _walk_plain(node, forms, behind, stop, starting[at])
                else:  # no longer phrase goes on here
                    for sense in node.senses:
                        starting[at].append(FoundPhrase(behind, sense))

    def _opening(self, form: str) -> tuple[Node, ...]:
        """Where the phrases go on that a word begins; most words begin none, and news has the same words again and again."""
        if len(self._openings) >= _REMEMBERED:
            self._openings.clear()
        nodes = self._openings[form] = tuple(_following(self.root, form))
        return nodes


def _walk(node: Node, variants: list[tuple[str, ...]], at: int, stop: int, found: list[FoundPhrase]) -> None:
    while True:
        for sense in node.senses:
            found.append(FoundPhrase(at, sense))  # noqa: PERF401 - most nodes have none or one
        if at >= stop or not (node.exact or node.stems):
            return
        if node.stems or len(variants[at]) > 1:
            break
        following = node.exact.get(variants[at][0])  # one way on: most of a language of whole words
        if following is None:
            return
        node, at = following, at + 1
    for form in variants[at]:
        for following in _following(node, form):
            _walk(following, variants, at + 1, stop, found)


def _walk_plain(node: Node, forms: list[str], at: int, stop: int, found: list[FoundPhrase]) -> None:
    """As `_walk`, of words that have one form each."""
    while True:
        for sense in node.senses:
            found.append(FoundPhrase(at, sense))  # noqa: PERF401 - most nodes have none or one
        if at >= stop:
            return
        if node.stems:
            break
        following = node.exact.get(forms[at])
        if following is None:
            return
        node, at = following, at + 1
    for following in _following(node, forms[at]):
        _walk_plain(following, forms, at + 1, stop, found)


def _following(node: Node, form: str) -> list[Node]:
    found = []
    exact = node.exact.get(form)
    if exact is not None:
        found.append(exact)
    size = len(form)
    for length in node.lengths:
        if length <= size <= length + _LONGEST_ENDING:
            stem = node.stems.get(form[:length])
            if stem is not None:
                found.append(stem)
    return found
