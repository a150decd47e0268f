"""What befell people where the words that tell it stand behind them: "12 were killed", "two, both drivers, died"."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.clauses import has_object
from stream.tagging.events.deaths import PHRASES, is_mortal, phrase_at
from stream.tagging.events.later_deaths import at_last
from stream.tagging.events.people_nouns import DONE, SELF, TELLING
from stream.tagging.events.relatives import closes_apposition, passive_ahead, possessed, relative
from stream.tagging.events.victims import Group, is_counted, over_ages
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_LED_BY: Final = word_list("casualties led_by")
_ENDED: Final = word_list("casualties ended")
_AUXILIARY: Final = word_list("casualties auxiliary")
_PASSIVE: Final = word_list("casualties passive")
# Words between the victims and what befell them.
_REACH: Final = 9
# Words in which a prepositional phrase ends: "of the River Harrow power commission".
_PHRASE: Final = 8
# What such phrases begin with.
_CLAUSES: Final = word_list("events clauses") | {"when"}
_INTO: Final = word_list("casualties into")
# What is done to people that may end in death, and the words in which it then does.
_STRUCK: Final = word_list("casualties struck")
_STRUCK_REACH: Final = 14
# Behind "was shot": where, how often, by whom. Who is shot and of whom no more is told is hurt.
_HIT_BY_SHOT: Final = word_list("casualties hit_by_shot")
_HAVING: Final = word_list("casualties having")
# Behind "have" a past with an object is active: "troops have captured three militants".
_PERFECT: Final = frozenset({"have", "has", "had"})


def harm_behind(sheet: Sheet, last: int, sentence: tuple[int, int], group: Group) -> tuple[str, int]:
    """The kind told behind the group over auxiliaries, relative clauses and asides, and the word that tells it."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    low, stop = sentence
    counted = is_counted(group)
    kind, at = possessed(sheet, last, stop)
    if kind:
        return kind, at
    at = over_ages(words, last + 1, stop)
    if closes_apposition(sheet, group.count.first, last, low) and at < stop and words[at] in _PASSIVE:
        ahead = passive_ahead(sheet, at, min(stop, at + 4))
        if ahead[0]:
            return ahead
    steps = int(at > last + 1)  # the comma behind ages closes an aside
    aside = False
    passive = False
    while at < stop and steps < _REACH:
        gap = gaps[at - 1]
        if ";" in gap or ":" in gap:
            return "", at
        if at < stop and words[at] == "who" and gap.strip() in {"", ","}:
            told = relative(sheet, at, stop)
            if told[0]:
                return told
        if any(mark in gap for mark in ",\u2014\u2013([") or "--" in gap or " - " in gap:
            if words[at] in _HAVING and (steps or _is_person(sheet, last)):
                ahead = passive_ahead(sheet, at, min(stop, at + 4))  # the comma closes an aside
                if ahead[0]:
                    return ahead
            closing = _closing(gaps, at, stop, gap)
            if closing < 0 and not aside:
                return "", at
            if closing >= 0:
                at, aside = closing, True
                steps += 1
                continue
        word = words[at]
        kind, end = phrase_at(words, at, stop)
        if not kind:
            kind, end = DONE.get(word) or SELF.get(word, ""), at
        if not kind and word == "shot" and not passive and has_object(sheet, at):
            return "", at
        if kind:
            doing = (word in DONE or word in PHRASES) and not passive
            if doing and (has_object(sheet, end) or not (aside or counted or _led(words, end, stop))):
                return "", at
            return _in_the_end(sheet, kind, at, stop)
        if word in _STRUCK and passive:
            return _at_last(words, at, stop)
        if word in _INTO and steps < 5 and words[at - 1] != "all":
            at = _over_phrase(sheet, at, stop)
            steps += 1
            continue
        if word in _AUXILIARY or word.endswith("ly"):
            passive = passive or (word in _PASSIVE and not (word in _PERFECT and _acts(sheet, at, stop)))
        elif word.endswith("ing") and at == last + 1 and group.last >= 0 and not gap.strip():
            return passive_ahead(sheet, at, stop)  # "a youth going to school was injured"
        else:
            return "", at
        at += 1
        steps += 1
    return "", at


def _in_the_end(sheet: Sheet, kind: str, at: int, stop: int) -> tuple[str, int]:
    """A kind and its word, or the death that comes of it: "fatally wounded", "kidnapped and later murdered"."""
    if kind == "injured" and is_mortal(sheet.reading.words, at):
        return "killed", at
    later = at_last(sheet, at, stop) if kind in {"captured", "injured"} else -1
    return ("killed", later) if later >= 0 else (kind, at)


def _acts(sheet: Sheet, have: int, stop: int) -> bool:
    """Whether "have" at a word leads to a past with its object rather than to "been"."""
    words = sheet.reading.words
    verb = have + 1
    while (
        verb < stop and words[verb] not in DONE and (words[verb] in _AUXILIARY or words[verb].endswith("ly"))
    ):
        if words[verb] in {"been", "got"}:
            return False
        verb += 1
    return verb < stop and words[verb] in DONE and has_object(sheet, verb)


def _at_last(words: list[str], at: int, stop: int) -> tuple[str, int]:
    """What became of somebody who was struck: "was hit by a bullet and died in hospital"."""
    for word in range(at + 1, min(stop - 1, at + _STRUCK_REACH)):
        if words[word] in {"and", "but"} and words[word + 1] in _ENDED:
            return DONE.get(words[word + 1]) or SELF[words[word + 1]], word + 1
    if words[at] == "shot" and at + 1 < stop and words[at + 1] in _HIT_BY_SHOT:
        return "injured", at  # "was shot three times in the head"
    return "", at


def _is_person(sheet: Sheet, word: int) -> bool:
    owned = sheet.owner[word]
    return owned is not None and owned.type is EntityType.PERSON


def _led(words: list[str], at: int, stop: int) -> bool:
    """Whether a preposition follows, as behind the passive of a headline: "militants killed in raid"."""
    return at + 1 >= stop or words[at + 1] in _LED_BY


def _closing(gaps: list[str], at: int, stop: int, gap: str) -> int:
    """The first word behind an aside that opens before word `at`, -1 if it does not close soon."""
    mark = next((sign for sign in ("\u2014", "\u2013", "--", "(", "[", ",", "-") if sign in gap), ",")
    closes = {"(": ")", "[": "]"}.get(mark, mark)
    for word in range(at, min(stop - 1, at + 12)):
        if closes in gaps[word]:
            return word + 1
    return -1


def _over_phrase(sheet: Sheet, at: int, stop: int) -> int:
    """Past a prepositional phrase: to the next auxiliary or telling word."""
    words, gaps = sheet.reading.words, sheet.reading.gaps
    opened = False
    for word in range(at + 1, min(stop, at + _PHRASE)):
        opened = opened or words[word] in _CLAUSES  # "was at home when a gunman killed him"
        if (
            words[word] in _PASSIVE - {"and", "or"}
            or (words[word] in TELLING and not opened)
            or any(mark in gaps[word - 1] for mark in ",;\u2014")
        ):
            return word
    return min(stop, at + _PHRASE)
