"""What the sequence model looks at: a value of each column for every word.

Word columns depend on the written word alone, so that their weights are summed once for each distinct word; place
columns depend on where the word stands. `WINDOWS` says at which distances each column is looked at: -1 is the word
before.
"""

from __future__ import annotations

import re
from typing import Final

from stream.tagging.lexicon.lexicon import Lexicon, Senses
from stream.tagging.sheet import Mention, Sheet

_NEAR: Final = (-1, 0, 1)
_WIDE: Final = (-2, -1, 0, 1, 2)
WORD_COLUMNS: Final = ("word", "shape", "suffix3", "suffix2", "prefix3", "listed")
PLACE_COLUMNS: Final = ("lexicon", "rule", "gap", "capital", "pair")
COLUMNS: Final = WORD_COLUMNS + PLACE_COLUMNS
WINDOWS: Final = {
    "word": _WIDE,
    "shape": _NEAR,
    "suffix3": _NEAR,
    "suffix2": _NEAR,
    "prefix3": (0,),
    "listed": _NEAR,
    "lexicon": _WIDE,
    "rule": _WIDE,
    "gap": (-2, -1, 0, 1),
    "capital": _NEAR,
    "pair": (0, 1),
}
# How far the model looks to either side.
REACH: Final = 2
# Word vectors are looked at here.
VECTOR_WINDOW: Final = _NEAR
NOTHING: Final = "-"
# Longer words tell no more by their shape, and a "word" may be a megabyte.
_LONGEST_SHAPE: Final = 24

_REPEATED: Final = re.compile(r"(.)\1+")
_GAPS: Final = ((")", ")"), ("(", "("), ("[", "("), ('"', "q"), ("\u201c", "q"), ("\u201d", "q"), (",", ","),
                (".", "."), (";", ";"), (":", ":"), ("-", "-"), ("\u2013", "-"), ("\u2014", "-"), ("'", "'"),
                ("\u2019", "'"), ("/", "/"))  # fmt: skip


def word_values(raw: str, folded: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The values of the word columns for a word as written and as folded."""
    listed = ("g" if folded in lexicon.given else "") + ("" if folded in lexicon.ordinary else "s")
    return folded, _shape(raw), folded[-3:], folded[-2:], folded[:3], listed


def _shape(raw: str) -> str:
    """Capitals as X, small letters as x, digits as d, runs cut to two: "al-Qaeda7" is "xx-Xxxd"."""
    coarse = "".join(
        "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        for char in raw[:_LONGEST_SHAPE]
    )
    return _REPEATED.sub(r"\1\1", coarse)


def place_values(sheet: Sheet) -> tuple[list[str], ...]:
    """The values of the place columns, a list over all words each, in the order of `PLACE_COLUMNS`."""
    reading = sheet.reading
    size = len(reading.words)
    lexicon, rule = [NOTHING] * size, [NOTHING] * size
    for match in sheet.matches:
        _mark(lexicon, match.first, match.last, meaning_of(match.senses))
    for mention in sheet.mentions:
        if mention.type is not None:
            _mark(rule, mention.first, mention.last, proposal_of(mention))
    gaps = [gap_kind(gap) for gap in reading.gaps]
    pair = [f"{before}|{value}" for before, value in zip(["^", *rule], rule, strict=False)]
    return lexicon, rule, gaps, capital_values(sheet), pair


def _mark(values: list[str], first: int, last: int, value: str) -> None:
    values[first] = "B" + value
    if last > first:
        values[first + 1 : last + 1] = ["I" + value] * (last - first)


def meaning_of(senses: Senses) -> str:
    """What the lexicon means by a word, as the model is told it."""
    if len(senses) == 1 and senses[0].kind != "head":
        return senses[0].kind
    return "+".join(sorted({s.kind if s.kind != "head" else f"head:{s.attribute}" for s in senses}))


def proposal_of(mention: Mention) -> str:
    """What the rules make of a word, as the model is told it."""
    return f"{mention.type}~" if mention.generic else str(mention.type)


def gap_kind(gap: str) -> str:
    """A gap between two words as one character: what punctuation is in it, if any."""
    if gap == " ":
        return "_"
    if "\n" in gap:
        return "N"
    stripped = gap.strip()
    if not stripped:
        return "0" if not gap else "_"
    return next((kind for char, kind in _GAPS if char in stripped), "o")


def capital_values(sheet: Sheet) -> list[str]:
    """For capitalised words: whether the same word has a capital inside a sentence, and whether it is small elsewhere."""
    reading = sheet.reading
    words, caps = reading.words, reading.caps
    begins = {first for first, _ in reading.sentences}
    inside = {words[at] for at, cap in enumerate(caps) if cap and at not in begins}
    small = {word for word, cap in zip(words, caps, strict=True) if not cap}
    return [
        ("11" if word in inside else "01")
        if cap and word in small
        else ("10" if word in inside else "00")
        if cap
        else "x"
        for word, cap in zip(words, caps, strict=True)
    ]
