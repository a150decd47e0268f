"""Events short of violence: who agreed, met, demanded, rejected, threatened, by the categories of PLOVER.

ACLED does not code them: their ACLED types are empty.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from stream.model.tags import EntityType, Event
from stream.tagging.events.parties import party_name
from stream.tagging.events.speakers import Speakers, teller
from stream.tagging.lexicon.forms import Form, Forms, FoundForm
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_FILE: Final = "dealings.txt"
_PARTIES: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.GOVERNMENT, EntityType.ORGANISATION, EntityType.PERSON,
     EntityType.NATIONALITY, EntityType.CIVILIANS, EntityType.PLACE}
)  # fmt: skip
# A party further from the verb than this has another.
_NEAR: Final = 14
_MODALS: Final = frozenset({"will", "would", "shall"})
_BE: Final = word_list("english be")
# Behind these another clause begins, with a subject of its own.
_CLAUSES: Final = word_list("dealings clauses")
_NEVER: Final = frozenset({"not", "never"})
# What somebody says he will do is a promise, a threat or a refusal of it.
_KIND: Final = word_list("dealings kind")
_UNKIND: Final = word_list("dealings unkind")


def find_dealings(sheet: Sheet, speakers: Speakers, taken: set[int]) -> list[Event]:
    """One event for each verb of dealing that has a party before it in its sentence; `taken` words tell of others."""
    reading = sheet.reading
    found: list[Event] = []
    forms = [*Forms.load(_FILE).find(reading.words), *_modals(reading.words)]
    if not forms:
        return found
    live = sorted((m for m in sheet.mentions if m.type in _PARTIES), key=lambda m: m.first)
    starts = [m.first for m in live]
    for form, category in sorted(((one, _category(one)) for one in forms), key=lambda pair: pair[0].first):
        if form.first in taken or form.last in taken or sheet.owner[form.first] is not None:
            continue
        number = reading.sentence_of[form.first]
        low, high = reading.sentences[number]
        before = live[bisect_left(starts, max(low, form.first - _NEAR)) : bisect_left(starts, form.first)]
        after = live[
            bisect_left(starts, form.last + 1) : bisect_left(starts, min(high, form.last + 1 + _NEAR))
        ]
        actor = _actor(reading.words, before, form, category)
        if actor is None or _is_passive(reading.words, form):
            continue
        taken.update(range(form.first, form.last + 1))
        speaker = teller(speakers, number, form.first)
        start, end = reading.starts[form.first], reading.ends[form.last]
        found.append(
            Event(
                EntityType.EVENT,
                start,
                end,
                reading.text[start:end],
                plover=category,
                actor=party_name(sheet, actor),
                target=party_name(sheet, after[0]) if after else "",
                attribution=speaker.name if speaker is not None else "",
            )
        )
    return found


def _modals(words: list[str]) -> list[FoundForm]:
    """What is said to be done: "will withdraw", "would not accept"."""
    found = []
    for at, word in enumerate(words):
        if word in _MODALS:
            verb = words[at + 1 : at + 3]
            if verb and verb[0] in _NEVER:
                found.append(FoundForm(at, at + 1, _as("REJECT")))
            elif verb and (verb[0] in _KIND or verb[0] in _UNKIND):
                found.append(FoundForm(at, at + 1, _as("AGREE" if verb[0] in _KIND else "THREATEN")))
    return found


def _as(category: str) -> Form:
    return Form((), 0, category)


def _category(found: FoundForm) -> str:
    return found.form.meaning


def _is_passive(words: list[str], found: FoundForm) -> bool:
    """Whether something was done to the one before: "was blamed on"."""
    return found.first > 0 and words[found.first - 1] in _BE and words[found.first].endswith("ed")


def _actor(words: list[str], before: list[Mention], form: FoundForm, category: str) -> Mention | None:
    """The nearest party of the clause that can deal: a place only as a country, civilians only in protest."""
    for mention in reversed(before):
        if isinstance(mention, PlaceMention) and mention.precision != "country":
            continue
        if mention.type is EntityType.CIVILIANS and category != "PROTEST":
            continue
        return mention if _CLAUSES.isdisjoint(words[mention.last + 1 : form.first]) else None
    return None
