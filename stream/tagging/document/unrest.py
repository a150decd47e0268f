"""Is a text about unrest, protest, riot or police against crowds: evidence word by word, as for relevance, and apart from it."""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import Final

from stream.model.tags import Entity, Event
from stream.tagging.events.certainty import TOLD
from stream.tagging.lexicon.forms import Forms
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import words

_FILE: Final = "unrest.txt"
# Log-odds of a sentence that holds no evidence, as in `stream.tagging.document.relevance`.
_BIAS: Final = -1.9
# An event of protest or riot that the rules find, where the sentence's words say as much.
_TOLD: Final = 0.8
_TYPES: Final = frozenset({"Protests", "Riots"})
# Evidence of one kind beyond this many words adds nothing: length is no argument.
_MOST: Final = 4
# Two words of sport, play or memory and the sentence only borrows the language of the street.
_FRAMES: Final = tuple(words(f"relevance frame {name}") for name in ("sport", "play", "memory"))
_FRAMED: Final = 2
# A year before living memory tells history, not news.
_NEWS: Final = "1950"
_HISTORY: Final = -3.0
# The lead says what a text is about: its sentences count this often, the headline as one of them.
_LEAD: Final = 3
_LEAD_WEIGHT: Final = 3.0
# Of a lone sentence this much is enough, of a whole article a quarter of the weight is enough: such stories speak as much of
# what the protest is about, and other ones mention a protest.
_ALONE: Final = 0.33
_WHOLE: Final = 0.25
_WHOLE_SENTENCES: Final = 8
_HALF: Final = 0.5


def unrest(reading: Reading, headline: list[float], body: list[float], entities: list[Entity]) -> float:
    """How likely a text is about unrest: 0 to 1, at 0.5 and above it counts as such.

    `headline` and `body` are the evidence of their sentences (`street_evidence`). The score of a sentence is logistic in
    it; the text's is the weighted mean of its sentences' held against the share that a text of its length needs.
    """
    odds = list(body)
    for entity in entities:
        if isinstance(entity, Event) and entity.event_type in _TYPES and entity.certainty in TOLD:
            number = reading.sentence_of[reading.at(entity.start)]
            if odds[number] > 0:
                odds[number] += _TOLD
    odds = headline + odds
    if not any(one > 0 for one in odds):
        return 0.0
    total = weight = 0.0
    for number, one in enumerate(odds):
        share = _LEAD_WEIGHT if number < _LEAD else 1.0
        total += share / (1 + exp(-(_BIAS + one))) if one > 0 else 0.0
        weight += share
    mean = min(max(total / weight, 1e-6), 1 - 1e-6)
    part = min(1.0, (len(odds) - 1) / (_WHOLE_SENTENCES - 1))
    needed = _ALONE + (_WHOLE - _ALONE) * part
    return 1 / (1 + exp(log(needed / (1 - needed)) - log(mean / (1 - mean))))


def is_unrest(score: float) -> bool:
    """Whether a score of `unrest` makes a text one about unrest."""
    return score >= _HALF


def street_evidence(reading: Reading) -> list[float]:
    """What each sentence says of unrest, in log-odds, each form once; 0 where it only borrows the language of the street."""
    found: list[dict[tuple[str, ...], float]] = [{} for _ in reading.sentences]
    weights, number_of = _weights(), reading.sentence_of
    for one in Forms.load(_FILE).find(reading.words):
        number = number_of[one.first]
        if number_of[one.last] == number:
            found[number][one.form.words] = weights[one.form.meaning]
    odds: list[float] = []
    for number, (first, stop) in enumerate(reading.sentences):
        told = found[number]
        if not told:
            odds.append(0.0)
            continue
        inside = reading.words[first:stop]
        for word in inside:
            if word[:1] == "1" and len(word) == 4 and word.isdecimal() and word < _NEWS:
                told[(word,)] = _HISTORY
        framed = any(len(frame.intersection(inside)) >= _FRAMED for frame in _FRAMES)
        odds.append(0.0 if framed else _sum(list(told.values())))
    return odds


def _sum(weights: list[float]) -> float:
    towards = sorted([weight for weight in weights if weight > 0], reverse=True)[:_MOST]
    against = sorted([weight for weight in weights if weight < 0])[:_MOST]
    return sum(towards, 0.0) + sum(against, 0.0)  # from a float: mypyc takes a plain sum for an int


@cache
def _weights() -> dict[str, float]:
    """The weights that the evidence is written under, by their text."""
    return {meaning: float(meaning) for meaning in Forms.load(_FILE).meanings}
