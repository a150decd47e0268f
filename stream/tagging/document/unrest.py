"""Is a text about unrest, protest, riot or police against crowds: evidence word by word, as for relevance, and apart from it."""

from __future__ import annotations

from typing import Final

from stream.model.tags import Entity, Event
from stream.tagging.document.sentence_scores import BIAS, MOST_WORDS_OF_A_KIND, evidence, logistic, text_score
from stream.tagging.events.certainties import TOLD_AS_FACT
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list

_FILE: Final = "unrest.txt"
# An event of protest or riot that the rules find, where the sentence's words say as much.
TOLD_WORTH: Final = 0.8
_TYPES: Final = frozenset({"Protests", "Riots"})
# Two words of sport, play or memory and the sentence only borrows the language of the street.
_FRAMES: Final = tuple(word_list(f"relevance frame {name}") for name in ("sport", "play", "memory"))
_FRAMED: Final = 2
# Of a whole article a quarter of the weight is enough: such stories speak as much of what the protest is about, and other
# ones mention a protest.
_WHOLE: Final = 0.25
_HALF: Final = 0.5


def unrest(reading: Reading, headline: list[float], body: list[float], entities: list[Entity]) -> float:
    """How likely a text is about unrest: 0 to 1, at 0.5 and above it counts as such.

    `headline` and `body` are the evidence of their sentences (`street_evidence`). The score of a sentence is logistic in
    it; the text's is the weighted mean of its sentences' held against the share that a text of its length needs.
    """
    odds = list(body)
    for entity in entities:
        if isinstance(entity, Event) and entity.event_type in _TYPES and entity.certainty in TOLD_AS_FACT:
            number = reading.sentence_of[reading.at(entity.start)]
            if odds[number] > 0:
                odds[number] += TOLD_WORTH
    return score_of(headline + odds)


def score_of(odds: list[float]) -> float:
    """The score of a text by the odds of its sentences, the headline's first; one at 0 says nothing of unrest."""
    if not any(one > 0 for one in odds):
        return 0.0
    return text_score([logistic(BIAS + one) if one > 0 else 0.0 for one in odds], _WHOLE)


def is_unrest(score: float) -> bool:
    """Whether a score of `unrest` makes a text one about unrest."""
    return score >= _HALF


def street_evidence(reading: Reading) -> list[float]:
    """What each sentence says of unrest, in log-odds, each form once; 0 where it only borrows the language of the street."""
    odds: list[float] = []
    for told, (first, stop) in zip(evidence(reading, _FILE), reading.sentences, strict=True):
        inside = reading.words[first:stop]
        framed = bool(told) and any(len(frame.intersection(inside)) >= _FRAMED for frame in _FRAMES)
        odds.append(0.0 if framed or not told else _sum(list(told.values())))
    return odds


def _sum(weights: list[float]) -> float:
    towards = sorted([weight for weight in weights if weight > 0], reverse=True)[:MOST_WORDS_OF_A_KIND]
    against = sorted([weight for weight in weights if weight < 0])[:MOST_WORDS_OF_A_KIND]
    return sum(towards, 0.0) + sum(against, 0.0)  # from a float: mypyc takes a plain sum for an int
