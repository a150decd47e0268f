"""The words of two texts side by side: what both have, what one lost, what the other gained.

The longest common subsequence by rapidfuzz (bit-parallel): 20,000 words against 20,000 in 0.15 s, where difflib
takes 0.3 s for 4,000 and grows with the square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from rapidfuzz.distance import Indel

from stream.desk.compare.tokens import Token, tokens_of

# Words in a row, between two changes that are each at least as long, which say nothing by being the same ("of the").
FEWEST: Final = 3
Opcode: TypeAlias = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text: `same`, `cut` (the first text alone has it) or `added` (the second alone).

    Of `same`, `text` is as the second text writes it and `before` as the first does: typesetting may differ.
    """

    kind: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class TokenStretch:
    """Tokens of a text, in order, and the text that they are of."""

    text: str
    tokens: Sequence[Token]

    def between(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end`, with the space up to the token that follows."""
        if start >= end:
            return ""
        last = self.tokens[end - 1].end
        behind = self.tokens[end].start if end < len(self.tokens) else last
        return self.text[self.tokens[start].start : behind]


def compare_words(before: str, after: str) -> tuple[TextRun, ...]:
    """Two short texts, as headlines, word by word."""
    return runs_of(TokenStretch(before, tokens_of(before)), TokenStretch(after, tokens_of(after)))


def runs_of(before: TokenStretch, after: TokenStretch) -> tuple[TextRun, ...]:
    """The runs of two stretches, in order, cut before added.

    Those that are no `added`, joined by `before` (or `text` of a cut), are the first stretch; those that are no `cut` the second.
    """
    found: list[TextRun] = []
    for kind, start, end, other, other_end in opcodes(before.tokens, after.tokens):
        if kind == "equal":
            found.append(TextRun("same", after.between(other, other_end), before.between(start, end)))
            continue
        if start < end:
            found.append(TextRun("cut", before.between(start, end)))
        if other < other_end:
            found.append(TextRun("added", after.between(other, other_end)))
    return tuple(found)


def opcodes(before: Sequence[Token], after: Sequence[Token]) -> list[Opcode]:
    """`equal` and `replace` in turn over both texts (either side of a replace may be empty)."""
    numbers: dict[str, int] = {}  # rapidfuzz compares by hash, and a string's differs from process to process
    one = [numbers.setdefault(token.key, len(numbers)) for token in before]
    two = [numbers.setdefault(token.key, len(numbers)) for token in after]
    return _cleaned(
        [
            ("equal" if code.tag == "equal" else "replace", code.src_start, code.src_end, code.dest_start, code.dest_end)
            for code in Indel.opcodes(one, two)
        ],
        before,
    )  # fmt: skip


def _cleaned(codes: list[Opcode], before: Sequence[Token]) -> list[Opcode]:
    """Without the equal stretches that are chance: shorter than `FEWEST` and than the changes at both sides."""
    merged = _merged(codes)
    while True:
        small = {
            at
            for at in range(1, len(merged) - 1)
            if merged[at][0] == "equal"
            and sum(token.word for token in before[merged[at][1] : merged[at][2]]) < FEWEST
            and _size(merged[at]) <= min(_size(merged[at - 1]), _size(merged[at + 1]))
        }
        if not small:
            return merged
        merged = _merged([("replace", *code[1:]) if at in small else code for at, code in enumerate(merged)])


def _merged(codes: list[Opcode]) -> list[Opcode]:
    """Neighbours of one kind as one."""
    found: list[Opcode] = []
    for code in codes:
        if found and found[-1][0] == code[0]:
            last = found.pop()
            code = (last[0], last[1], code[2], last[3], code[4])  # noqa: PLW2901 - the two as one
        found.append(code)
    return found


def _size(code: Opcode) -> int:
    """Tokens of the longer side."""
    return max(code[2] - code[1], code[4] - code[3])


def share(before: Sequence[Token], after: Sequence[Token]) -> float:
    """The part of the shorter one's words that both have in the same order; 0 where one has none."""
    fewer = min(len(before), len(after))
    if not fewer:
        return 0.0
    same = sum(end - start for kind, start, end, _, _ in opcodes(before, after) if kind == "equal")
    return same / fewer


def bigrams(tokens: Sequence[Token]) -> set[tuple[str, str]]:
    """Words that follow each other."""
    return {(one.key, two.key) for one, two in pairwise(token for token in tokens if token.word)}
