"""A first look at a text: may it be about armed conflict or unrest at all? A tenth of a millisecond, where tagging takes two.

It knows no names and sentences only by their stops: it counts the words that the tagger's own lists know, once through the
text, and weighs a few sums of them. The weights and the bound are those that `scripts/fit_first_look.py` finds: of the texts that the whole
tagger calls relevant or of unrest it must let nearly all pass. What does not pass is nobody's war and nobody's riot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Final

from stream.loops.chosen import ascii_words
from stream.tagging.lexicon.forms import Forms
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.lexicon.vocabulary import word_list

_WEIGHTS: Final = Path(__file__).parent.parent / "lexicon" / "data" / "first_look.tsv"
_EVIDENCE: Final = "evidence.txt"
_UNREST: Final = "unrest.txt"
_WORD: Final = re.compile(r"\w+")
# The lead says what a text is about.
_LEAD: Final = 60  # words, those of the headline among them
# Beyond these a word counts no more: length is no argument.
_MOST: Final = 4
# Evidence from here on is of war almost alone (see `stream.tagging.document.relevance`).
_PLAIN: Final = 1.9
# Of a short text a single word must not weigh as much as a whole article's: the root of its length and this many words.
_SHORT: Final = 20
_LONG: Final = 1000  # words from which on length tells nothing
GROUPS: Final = ("group", "arms", "hurt", "forces")
# A piece is a sentence or a line. One without evidence is at -1.9, as in `stream.tagging.document.relevance`; it counts
# fully from four above that, and not at all from -2 down. A straight line stands for the curve.
_BIAS: Final = -1.9
_LOWEST, _SPAN = -2.0, 4.0
_PER_LIST: Final = 0.7  # what a word of one of the lists adds: a group more, a casualty less
_HALF: Final = 0.5
_FIRST: Final = 3  # pieces that count three times, the headline as one of them
_FIRST_WEIGHT: Final = 3.0
NAMES: Final = (
    "bound", "evidence", "often", "plain", "against", "length", "lead", "group", "arms", "hurt", "forces", "any group",
    "two hurt", "plain words", "pieces", "best piece", "warlike pieces",
)  # fmt: skip
# What is weighed apart, for unrest. War's words say nothing of it, and few texts of it would bend the weights of war.
UNREST_NAMES: Final = ("unrest bound", "unrest", "unrest lead", "best unrest", "unrest length")


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """What a word is to the first look: its weights as evidence of war and of unrest (0: none), and its lists, a bit each."""

    weight: float
    lists: int
    unrest: float = 0.0


class FirstLook:
    """Weighs the words of a text."""

    def __init__(self, marks: dict[str, WordEvidence], weights: dict[str, float]) -> None:
        self._marks = marks
        self._weights = [weights[name] for name in NAMES]
        self._unrest = [weights[name] for name in UNREST_NAMES]

    @classmethod
    def load(cls, lexicon: Lexicon) -> FirstLook:
        """With the packaged weights, on the lists of a lexicon."""
        lines = _WEIGHTS.read_text(encoding="utf-8").splitlines()
        pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
        return cls(evidence_by_word(lexicon), {name: float(value) for name, value in pairs})

    def may_be(self, headline: str, text: str) -> bool:
        """Whether a text may be relevant or of unrest, so that it has to be tagged."""
        war, unrest = features(self._marks, headline, text)
        return _total(self._weights, war) >= 0.0 or _total(self._unrest, unrest) >= 0.0


def _total(weights: list[float], values: list[float]) -> float:
    total = 0.0
    for weight, value in zip(weights, values, strict=True):
        total += weight * value
    return total


def features(marks: dict[str, WordEvidence], headline: str, text: str) -> tuple[list[float], list[float]]:
    """The sums that are weighed, in the order of `NAMES`, and those for unrest, in that of `UNREST_NAMES`."""
    found: dict[str, int] = {}
    lead = told = weight = best = 0.0
    street = street_lead = street_best = 0.0
    count = warlike = 0
    pieces = text.replace("\n", ". ").split(". ")
    if headline:
        pieces.insert(0, headline)
    for number, piece in enumerate(pieces):
        listed = _words(piece)
        if not listed:
            continue
        odds = _BIAS
        here = 0.0
        inside: set[str] = set()
        for word in listed:
            mark = marks.get(word)
            if mark is None or word in inside:
                continue
            inside.add(word)
            odds += mark.weight + _PER_LIST * (mark.lists > 0)
            here += mark.unrest
            before = found.get(word, 0)
            if not before and mark.unrest:
                street += mark.unrest
                if count < _LEAD:
                    street_lead += mark.unrest
            found[word] = before + 1
            if not before and count < _LEAD and mark.weight > 0:
                lead += mark.weight
        count += len(listed)
        share = _FIRST_WEIGHT if number < _FIRST else 1.0
        score = min(max((odds - _LOWEST) / _SPAN, 0.0), 1.0)
        told += share * score
        weight += share
        best = max(best, odds)
        street_best = max(street_best, here)
        warlike += score >= _HALF
    war = [
        *_sums(marks, found, count, lead),
        told / max(weight, 1.0),
        best,
        min(float(warlike), _MOST) / _MOST,
    ]
    length = min(count, _LONG) / _LONG
    return war, [1.0, street / sqrt(count + _SHORT), street_lead, street_best, length]


def _sums(marks: dict[str, WordEvidence], found: dict[str, int], count: int, lead: float) -> list[float]:
    evidence = often = plain = against = 0.0
    plain_words = 0
    lists = [0, 0, 0, 0]
    for word, times in found.items():
        mark = marks[word]
        if mark.weight > 0:
            evidence += mark.weight
            often += min(times, _MOST) * mark.weight
            if mark.weight >= _PLAIN:
                plain += mark.weight
                plain_words += 1
        else:
            against -= mark.weight
        for number in range(len(GROUPS)):
            if mark.lists >> number & 1:
                lists[number] += 1
    root = sqrt(count + _SHORT)
    group, arms, hurt, forces = lists
    return [
        1.0,
        evidence / root,
        often / (count + 2 * _SHORT) * _SHORT,
        plain / root,
        against / root,
        min(count, _LONG) / _LONG,
        lead,
        group / root,
        arms / root,
        hurt / root,
        forces / root,
        float(group > 0),
        float(min(hurt, 2)),
        float(plain_words),
    ]


def evidence_by_word(lexicon: Lexicon) -> dict[str, WordEvidence]:
    """The words that the first look knows: those by which evidence is found, and single words of the lexicon and the rules."""
    weights, street = _weights(_EVIDENCE), _weights(_UNREST)
    lists: dict[str, int] = dict.fromkeys(_hurt(), 1 << GROUPS.index("hurt"))
    kinds = {"group": "group", "forces": "forces", "weapon": "arms", "platform": "arms"}
    for form_, number in lexicon.forms.items():
        if " " in form_:
            continue
        for senses in lexicon.senses[number]:
            for sense in senses:
                if sense.kind in kinds:
                    lists[form_] = lists.get(form_, 0) | 1 << GROUPS.index(kinds[sense.kind])
    return {
        word: WordEvidence(weights.get(word, 0.0), lists.get(word, 0), max(street.get(word, 0.0), 0.0))
        for word in sorted(weights.keys() | lists.keys() | street.keys())
    }


def _weights(file: str) -> dict[str, float]:
    """The highest weight of the forms that each word is the longest of."""
    weights: dict[str, float] = {}
    for form in Forms.load(file).all():
        anchor = form.words[form.anchor]
        weight = float(form.meaning)
        weights[anchor] = max(weights.get(anchor, weight), weight)
    return weights


@cache
def _hurt() -> frozenset[str]:
    return word_list("first_look hurt")


def _words(text: str) -> list[str]:
    if text.isascii():
        return ascii_words(text)[0]
    found: list[str] = _WORD.findall(text.lower())
    return found
