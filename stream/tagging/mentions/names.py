"""Decide what each run of capitals names: a person, a body, a unit, a facility or a place."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import value_of_words, word_list
from stream.tagging.mentions.persons import claim_person, known_names, looks_personal, titled
from stream.tagging.mentions.run_places import place_in_run
from stream.tagging.mentions.runs import Run, extended, runs
from stream.tagging.sheet import Mention, PlaceMention, Sheet

_BODIES: Final = word_list("names bodies")
_IRREGULARS: Final = word_list("names irregulars")
_REGULARS: Final = word_list("names regulars")
_FACILITIES: Final = value_of_words("names facilities") | dict.fromkeys(
    sorted(word_list("namesakes houses")), "building"
)


def name_runs(sheet: Sheet) -> None:
    """Claim persons, bodies, units, facilities and places among the runs; surnames and acronyms in a second pass."""
    left: list[Run] = []
    for run in [*runs(sheet)]:
        if not sheet.free(run.first, run.last):
            continue
        if titled(sheet, run):
            claim_person(sheet, run)
        elif not (_claim_body(sheet, run) or place_in_run(sheet, run, personal=looks_personal(sheet, run))):
            if looks_personal(sheet, run):
                claim_person(sheet, run)
            else:
                left.append(run)
    _second_pass(sheet, left)


def _claim_body(sheet: Sheet, run: Run) -> bool:
    reading = sheet.reading
    whole = extended(sheet, run)
    inner = reading.words[run.first : run.last + 1]
    keyword = next(
        (word for word in reversed(inner) if word in _BODIES or word in _IRREGULARS or word in _REGULARS), ""
    )
    if reading.upper or whole.first == whole.last or not keyword:
        last = inner[-1]
        if len(inner) > 1 and last in _FACILITIES and not reading.upper:
            sheet.claim(Mention(EntityType.FACILITY, run.first, run.last, category=_FACILITIES[last]))
            return True
        return False
    first = whole.first
    owned = sheet.owner[first - 1] if first else None
    if isinstance(owned, PlaceMention) and reading.gaps[first - 1] == " ":
        first = owned.first  # "Sahel Observatory"
    before = sheet.ending.get(first - 1)
    country = ""
    if (
        before is not None
        and reading.gaps[first - 1] == " "
        and any(s.kind == "people" for s in before.senses)
    ):
        country = next(s.attribute for s in before.senses if s.kind == "people")
        if sheet.free(before.first, before.last):
            first = before.first
    kind = EntityType.ORGANISATION
    if keyword in _IRREGULARS:
        kind = EntityType.ARMED_GROUP
    elif keyword in _REGULARS:
        kind = EntityType.STATE_FORCES
    elif keyword in {"ministry", "parliament", "department"}:
        kind = EntityType.GOVERNMENT
    name = " ".join(reading.span(first, whole.last).split())
    sheet.claim(Mention(kind, first, whole.last, name, country))
    return True


def _second_pass(sheet: Sheet, left: list[Run]) -> None:
    """What the first pass could not tell: a surname of somebody known, the acronym of something named, a full name."""
    reading = sheet.reading
    known = known_names(sheet)
    acronyms: dict[str, Mention] = {}
    for run in left:
        words = reading.words[run.first : run.last + 1]
        phrase = " ".join(words)
        text = reading.span(run.first, run.last)
        full = known.get(phrase) or (known.get(words[-1]) if len(words) <= 3 else None)
        if full:
            sheet.claim(Mention(EntityType.PERSON, run.first, run.last, full))
        elif len(words) == 1 and text.isupper() and 2 <= len(text) <= 6 and not reading.upper:
            _claim_acronym(sheet, run, text, acronyms)
        elif not reading.upper and 2 <= len(words) <= 4 and _unusual(sheet, run):
            claim_person(sheet, run)


def _claim_acronym(sheet: Sheet, run: Run, text: str, acronyms: dict[str, Mention]) -> None:
    """An acronym stands for the name before its bracket; without one it is some organisation."""
    reading = sheet.reading
    before = sheet.owner[run.first - 1] if run.first else None
    if text not in acronyms and before is not None and "(" in reading.gaps[run.first - 1]:
        acronyms[text] = before
    known = acronyms.get(text)
    if known is not None and known.type is not None and known.type is not EntityType.PLACE:
        sheet.claim(Mention(known.type, run.first, run.last, known.name, known.country))
    elif run.first and reading.words[run.first - 1] in {"the", "by", "told"}:
        sheet.claim(Mention(EntityType.ORGANISATION, run.first, run.last, text))


def _unusual(sheet: Sheet, run: Run) -> bool:
    """Names are words that English does not use otherwise."""
    words = sheet.reading.words[run.first : run.last + 1]
    ordinary = sheet.lexicon.ordinary
    begins = sheet.reading.bounds(run.first)[0] == run.first
    strange = sum(word not in ordinary and word.isalpha() and len(word) > 1 for word in words)
    return strange == len(words) or (not begins and strange >= 1 and words[-1] not in ordinary)
