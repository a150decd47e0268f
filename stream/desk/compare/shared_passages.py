"""The passages that two texts share: runs of words that stand in both, as the first writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stream.desk.compare.tokens import Token, blocks_of

RUN: Final = (
    6  # words: the run that verdicts count shared words by; shorter ones are in any two texts of one subject
)
FEWEST_CHARACTERS: Final = 12  # of a passage: where each character is a word, six are a name
MOST_WORDS: Final = 20_000  # of each text, as of two that are compared
MOST_PLACES: Final = 50  # of one run in the second text: a refrain is looked for in its first places


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage: where it stands in the first body, in characters, and how many words it has."""

    start: int
    end: int
    words: int


def shared_passages(body: str, other: str) -> tuple[SharedPassage, ...]:
    """The passages of `body` that stand in `other`, each as long as it goes on there, in order and none over another.

    Case and typesetting are no difference; what a page puts around an article is left out.
    """
    one, two = _words(body), _words(other)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(two) - RUN + 1):
        held = places.setdefault(_run(two, at), [])
        if len(held) < MOST_PLACES:
            held.append(at)
    found: list[SharedPassage] = []
    at = taken = 0
    while at + RUN <= len(one):
        standing = set(places.get(_run(one, at), ()))
        first = at
        while standing:
            at += 1
            standing = {place + 1 for place in standing} & set(places.get(_run(one, at), ()))
        end = at + RUN - 1
        begin = max(first, taken)
        if at > first and end - begin >= RUN:
            passage = SharedPassage(one[begin].start, one[end - 1].end, end - begin)
            if passage.end - passage.start >= FEWEST_CHARACTERS:
                found.append(passage)
            taken = end
        at = max(at, first + 1)
    return tuple(found)


def _words(body: str) -> list[Token]:
    blocks, _ = blocks_of(body, MOST_WORDS)
    return [token for block in blocks if not block.furniture for token in block.tokens if token.word]


def _run(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    return tuple(token.key.casefold() for token in tokens[at : at + RUN])
