"""Which paragraphs of two texts are the same, changed, or the same in another place.

Of all paragraphs that are equal or share enough words, those belong together that make the heaviest order which goes forward
in both texts; beside each stand the pieces that it was split in. What is left and found elsewhere has moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from stream.desk.compare.tokens import Block
from stream.desk.compare.word_runs import bigrams, share

ALIKE: Final = (
    0.5  # of the shorter paragraph's pairs of words: half of a sentence is rewritten and it is still that one
)
NEAR: Final = 0.4  # of the words, between the same neighbours: a sentence in whose place another stands has a third by chance
MOVED: Final = 0.6  # elsewhere, more is asked
MOVED_WORDS: Final = 6  # shorter paragraphs ("Read more", "He declined.") are the same by chance
AHEAD: Final = (
    4  # paragraphs of the second text tried for one of the first that has no like: a rewrite keeps its order
)
COMMON: Final = 50  # paragraphs with a pair of words, from which on it tells none from another


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraphs of the first text and those of the second that say the same, by number; `moved`: in another place."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    one: int
    two: int
    weight: int
    part: float
    equal: bool = False


def pair(before: Sequence[Block], after: Sequence[Block]) -> tuple[Pair, ...]:
    """The pairs of two texts; a paragraph is in at most one, and those that did not move are in order in both."""
    links = _links(before, after)
    chain = _chain(links, len(after))
    taken_one, taken_two = {one for one, _ in chain}, {two for _, two in chain}
    steady = chain + _pieces(links, chain, taken_one, taken_two)
    moved: list[Pair] = []
    for link in sorted(links, key=lambda link: (-link.weight, link.one, link.two)):
        fewest = min(before[link.one].words, after[link.two].words)
        if link.one in taken_one or link.two in taken_two or link.part < MOVED or fewest < MOVED_WORDS:
            continue
        taken_one.add(link.one)
        taken_two.add(link.two)
        moved.append(Pair((link.one,), (link.two,), moved=True))
    steady.sort()
    steady += _neighbours(before, after, steady, taken_one, taken_two)
    return (*_groups(sorted(steady)), *moved)


def _pieces(
    links: Sequence[_Link], chain: Sequence[tuple[int, int]], taken_one: set[int], taken_two: set[int]
) -> list[tuple[int, int]]:
    """The links of free paragraphs beside a pair with the other side of it: what it was split in, or joined from."""
    known = {(link.one, link.two) for link in links if not link.equal}
    found = []
    for one, two in chain:
        for step in (-1, 1):
            at = two + step
            while (one, at) in known and at not in taken_two:
                taken_two.add(at)
                found.append((one, at))
                at += step
            at = one + step
            while (at, two) in known and at not in taken_one:
                taken_one.add(at)
                found.append((at, two))
                at += step
    return found


def _gaps(pairs: list[tuple[int, int]], ones: int, twos: int) -> Iterator[tuple[int, int, int, int]]:
    """Between two pairs: the paragraphs of the first text from, to (excluded), and those of the second."""
    low = low_two = 0
    for one, two in [*pairs, (ones, twos)]:
        if one > low and two > low_two:
            yield low, one, low_two, two
        low, low_two = one + 1, two + 1


def _links(before: Sequence[Block], after: Sequence[Block]) -> list[_Link]:
    """Paragraphs that are equal; of those without an equal one, those that share `ALIKE` of the shorter one's pairs of words.

    In the order of the first text, and of the second from its end.
    """
    found = []
    equal_two: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for two, block in enumerate(after):
        equal_two[_key(block)].append(two)
    equal_one: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for one, block in enumerate(before):
        equal_one[_key(block)].append(one)
    for key, ones in equal_one.items():
        twos = equal_two.get(key, [])
        few = len(ones) * len(twos) <= COMMON**2
        pairs = product(ones, twos) if few else zip(ones, twos, strict=False)
        found += [_Link(one, two, len(key), 1.0, equal=True) for one, two in pairs]
    rest = [two for two, block in enumerate(after) if _key(block) not in equal_one]
    grams = {two: bigrams(after[two].tokens) for two in rest}
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for two, pairs_of_words in grams.items():
        for words in pairs_of_words:
            holders[words].append(two)
    for one, block in enumerate(before):
        if _key(block) in equal_two:
            continue
        own = bigrams(block.tokens)
        shared = Counter(
            two for words in own for two in holders.get(words, ()) if len(holders[words]) <= COMMON
        )
        for two, count in shared.items():
            part = count / min(len(own), len(grams[two]))
            if part >= ALIKE:
                found.append(_Link(one, two, count, part))
    return sorted(found, key=lambda link: (link.one, -link.two))


def _key(block: Block) -> tuple[str, ...]:
    return tuple(token.key for token in block.tokens)


def _chain(links: Sequence[_Link], twos: int) -> list[tuple[int, int]]:
    """The heaviest links that go forward in both texts.

    A tree of prefix maxima (Fenwick) over the paragraphs of the second text: n log n for n links.
    """
    tree: list[tuple[int, int]] = [(0, 0)] * (
        twos + 1
    )  # weight, and minus the number of the link that ends there less one
    previous: list[int] = []
    best = (0, 0)
    for at, link in enumerate(links):
        before, place = (0, 0), link.two
        while place:
            before = max(before, tree[place])
            place &= place - 1
        previous.append(-before[1] - 1)
        own = (before[0] + link.weight, -at - 1)
        best = max(best, own)
        place = link.two + 1
        while place <= twos:
            tree[place] = max(tree[place], own)
            place += place & -place
    found: list[tuple[int, int]] = []
    at = -best[1] - 1
    while at >= 0:
        found.append((links[at].one, links[at].two))
        at = previous[at]
    return found[::-1]


def _neighbours(
    before: Sequence[Block],
    after: Sequence[Block],
    steady: list[tuple[int, int]],
    taken_one: set[int],
    taken_two: set[int],
) -> list[tuple[int, int]]:
    """Of paragraphs left between the same neighbours, those that share at least `NEAR` of their words, one by one."""
    found = []
    for low, high, low_two, high_two in _gaps(steady, len(before), len(after)):
        at = low_two
        for one in range(low, high):
            if one in taken_one:
                continue
            for two in range(at, min(at + AHEAD, high_two)):
                if two not in taken_two and share(before[one].tokens, after[two].tokens) >= NEAR:
                    found.append((one, two))
                    at = two + 1
                    break
    return found


def _groups(links: list[tuple[int, int]]) -> Iterator[Pair]:
    """Links that have a paragraph in common as one pair, which then has all in between of both."""
    ones: list[int] = []
    twos: list[int] = []
    for one, two in links:
        if ones and one != ones[-1] and two != twos[-1]:
            yield Pair(tuple(range(ones[0], ones[-1] + 1)), tuple(range(twos[0], twos[-1] + 1)))
            ones, twos = [], []
        ones.append(one)
        twos.append(two)
    if ones:
        yield Pair(tuple(range(ones[0], ones[-1] + 1)), tuple(range(twos[0], twos[-1] + 1)))
