"""From evidence to the score of a text, as relevance and unrest have it: what each sentence holds, and their weighted mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, log
from typing import Final

from stream.tagging.lexicon.forms import Forms
from stream.tagging.lexicon.reading import Reading

# Log-odds of a sentence that holds no evidence: about one in ten.
BIAS: Final = -1.9
# Evidence of one kind beyond this many words adds nothing: length is no argument.
MOST_WORDS_OF_A_KIND: Final = 4
# A year before living memory tells history, not news.
_NEWS: Final = "1950"
_HISTORY: Final = -3.0
# The lead says what a text is about: its sentences count this often, the headline as one of them.
_LEAD: Final = 3
_LEAD_WEIGHT: Final = 3.0
# Of a lone sentence this much of the weight is enough; how much of a whole article is each score's own.
_ALONE: Final = 0.33
_WHOLE_SENTENCES: Final = 8


def evidence(reading: Reading, file: str) -> list[dict[tuple[str, ...], float]]:
    """The forms of a file of evidence in each sentence with their weights (log-odds), each form once, and years of history."""
    found: list[dict[tuple[str, ...], float]] = [{} for _ in reading.sentences]
    weights, number_of = _weights(file), reading.sentence_of
    for one in Forms.load(file).find(reading.words):
        number = number_of[one.first]
        if number_of[one.last] == number:
            found[number][one.form.words] = weights[one.form.meaning]
    for at, word in enumerate(reading.words):
        if word[:1] == "1" and len(word) == 4 and word.isdecimal() and word < _NEWS:
            found[number_of[at]][(word,)] = _HISTORY
    return found


def text_score(sentences: Sequence[float], whole: float) -> float:
    """The score of a text, 0 to 1, from those of its sentences, 0 to 1, the headline's first.

    Their weighted mean is held against the share that a text of its length needs, `whole` of a long one: at it the score is
    a half.
    """
    if not sentences:
        return 0.0
    total = weight = 0.0
    for number, one in enumerate(sentences):
        share = _LEAD_WEIGHT if number < _LEAD else 1.0
        total += share * one
        weight += share
    mean = min(max(total / weight, 1e-6), 1 - 1e-6)
    part = min(1.0, (len(sentences) - 1) / (_WHOLE_SENTENCES - 1))
    needed = _ALONE + (whole - _ALONE) * part
    return logistic(log(mean / (1 - mean)) - log(needed / (1 - needed)))


def logistic(value: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-value))


@cache
def _weights(file: str) -> dict[str, float]:
    """The weights that the evidence is written under, by their text."""
    return {meaning: float(meaning) for meaning in Forms.load(file).meanings}
