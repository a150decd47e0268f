"""A second look: the most that a text can come to as relevant or of unrest, before names, model and events are looked for.

It weighs the same evidence as `stream.tagging.document.relevance` and `stream.tagging.document.unrest`, and takes for found
in each sentence whatever could be found there: a named group where the lexicon has a group's name, arms, an event and
people killed where there is any evidence or word of arms. What cannot come to a half even so is not tagged: four fifths
of the tagger's time are spent behind this point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stream.tagging.document.relevance import NAMED_GROUP, PLAIN, TOLD_BESIDE, WHOLE_TEXT, weigh
from stream.tagging.document.sentence_scores import BIAS, logistic, text_score
from stream.tagging.document.unrest import TOLD_WORTH, score_of, street_evidence
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.reading import Reading

# Below one half, at which a text is relevant: for a group that the model alone finds. Of 4,500 relevant texts none came
# lower than a half.
_LEAST: Final = 0.45
_GROUP: Final = "group"
# Senses of words that arms, events and casualties are found by.
_ARMED: Final = frozenset({"weapon", "platform", "facility"})
_EVENT: Final = "event"


def may_be(reading: Reading, headline: Reading | None, matches: Sequence[FormMatch]) -> bool:
    """Whether a text may be relevant or of unrest, by what its words alone show."""
    return _war(reading, headline, matches) >= _LEAST or _street(reading, headline) >= _LEAST


def _war(reading: Reading, headline: Reading | None, matches: Sequence[FormMatch]) -> float:
    groups, telling = [False] * len(reading.sentences), [False] * len(reading.sentences)
    for match in matches:
        number = reading.sentence_of[match.first]
        for sense in match.senses:
            if sense.kind == _GROUP:
                groups[number] = True
            elif sense.kind == _EVENT or sense.kind in _ARMED:
                telling[number] = True
    scores = [_score(towards, against, 0.0) for towards, against in (weigh(headline) if headline else ())]
    for number, (towards, against) in enumerate(weigh(reading)):
        told = NAMED_GROUP if groups[number] else 0.0
        if telling[number] or towards > 0:
            told += TOLD_BESIDE
        scores.append(_score(towards, against, told))
    return text_score(scores, WHOLE_TEXT)


def _score(towards: float, against: float, told: float) -> float:
    """The most of one sentence: evidence against it may be set aside where shells fall (see `relevance`)."""
    if towards + told <= 0:
        return 0.0
    return logistic(BIAS + towards + told - (0.0 if towards >= PLAIN else against))


def _street(reading: Reading, headline: Reading | None) -> float:
    body = [odds + TOLD_WORTH if odds > 0 else 0.0 for odds in street_evidence(reading)]
    return score_of((street_evidence(headline) if headline else []) + body)
