"""A mention of a coarse type made where the rules saw none: its fine type, its name, the place that it may be."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key, loose_key
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.cues import cue_of, kind_of, larger
from stream.tagging.mentions.namesakes import is_followed_by_town
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_BASIC: Final = {
    "organisation": EntityType.ORGANISATION,
    "location": EntityType.PLACE,
    "person": EntityType.PERSON,
    "weapon": EntityType.WEAPON,
    "platform": EntityType.PLATFORM,
    "nationality": EntityType.NATIONALITY,
    "date": EntityType.DATE,
}
_NAMED: Final = {
    "group": EntityType.ARMED_GROUP,
    "forces": EntityType.STATE_FORCES,
    "gov": EntityType.GOVERNMENT,
    "org": EntityType.ORGANISATION,
}
_GOVERNING: Final = word_list("spans governing")
_IRREGULARS: Final = word_list("names irregulars")
_REGULARS: Final = word_list("names regulars")
_STREETS: Final = word_list("places streets")
_HOUSES: Final = word_list("namesakes houses") | _STREETS
# The model's word alone makes a place of a name: of its namesakes only towns this big are likely meant.
_KNOWN_TOWN: Final = 100_000


def mention_of(sheet: Sheet, kind: str, first: int, last: int, below: list[Mention]) -> Mention:
    """A mention of a coarse type where the rules saw none of it; what they saw instead tells name and country."""
    reading = sheet.reading
    text = " ".join(reading.span(first, last).split())
    country = next((mention.country for mention in below if mention.country), "")
    generic = not any(_is_named(sheet, word) for word in range(first, last + 1))
    if kind == "location":
        return _place(sheet, first, last, below)
    if kind == "organisation":
        fine = _body(sheet, first, last, below)
        name = (
            next((mention.name for mention in below if mention.country), "")
            if fine is EntityType.GOVERNMENT
            else ""
        )
        return Mention(fine, first, last, "" if generic else name or text, country, generic)
    if kind == "person":
        return Mention(
            EntityType.PERSON, first, last, "" if generic else _bare(sheet, first, last), "", generic
        )
    mention = Mention(_BASIC[kind], first, last, "", country if kind == "nationality" else "")
    if kind in {"weapon", "platform"}:
        mention.category = _category(sheet, kind, first, last)
    return mention


def _is_named(sheet: Sheet, word: int) -> bool:
    """Whether a word is part of a name: a capital that is no function word, but for "US" where not all is in capitals."""
    reading = sheet.reading
    if not reading.caps[word]:
        return False
    return reading.words[word] not in FUNCTION_WORDS or (
        reading.words[word] == "us" and not reading.upper and reading.span(word, word).isupper()
    )


def _category(sheet: Sheet, kind: str, first: int, last: int) -> str:
    for end in range(last, first - 1, -1):
        for begin in range(first, end + 1):
            meaning = sheet.lexicon.meanings(sheet.reading.phrase(begin, end), kind)
            if meaning is not None:
                return meaning.attribute
    return ""


def _bare(sheet: Sheet, first: int, last: int) -> str:
    """A person's name without titles and articles before it: from the last word without a capital or with a title."""
    reading = sheet.reading
    begin = first
    for word in range(first, last):
        ended = sheet.ending.get(word)
        if (
            not reading.caps[word]
            or reading.words[word] in FUNCTION_WORDS
            or (ended and sense(ended, "title"))
        ):
            begin = word + 1
    return " ".join(reading.span(begin, last).split())


def _body(sheet: Sheet, first: int, last: int, below: list[Mention]) -> EntityType:
    """The fine type of an organisation, by its last telling word."""
    words = sheet.reading.words
    if any(
        mention.country and mention.type is EntityType.PLACE for mention in below
    ) and last - first <= 1 + (words[first] == "the"):
        return EntityType.GOVERNMENT
    for word in range(last, first - 1, -1):
        match = sheet.ending.get(word)
        if match is not None and match.first >= first:
            head = sense(match, "head")
            if head is not None:
                return EntityType(head.attribute)
            named = sense(match, *_NAMED)
            if named is not None:
                return _NAMED[named.kind]
        if words[word] in _GOVERNING:
            return EntityType.GOVERNMENT
        if words[word] in _IRREGULARS:
            return EntityType.ARMED_GROUP
        if words[word] in _REGULARS:
            return EntityType.STATE_FORCES
    return EntityType.ORGANISATION


def _is_spoken_of(sheet: Sheet, candidates: tuple[Toponym, ...]) -> bool:
    """Whether the rules have found the country of a town in the text: "rebels in Sudan's Blue Nile region seized Kurmuk"."""
    countries = {
        mention.country for mention in sheet.mentions if mention.country and mention.type is not None
    }
    return any(place.country in countries for place in candidates)


def _place(sheet: Sheet, first: int, last: int, below: list[Mention]) -> Mention:
    """A place, looked up by the capitalised words of the phrase; a facility where its last noun names one."""
    reading = sheet.reading
    country = next(
        (m for m in below if m.type is EntityType.GOVERNMENT and m.country and not m.generic), None
    )
    if country is not None and country.last - country.first >= last - first - 1:
        return PlaceMention(EntityType.PLACE, first, last, country.name, country.country, precision="country")
    facility = sheet.lexicon.meanings(reading.words[last], "facility")
    if facility is not None:
        return Mention(EntityType.FACILITY, first, last, category=facility.attribute)
    if (
        first < last
        and reading.words[last] in _HOUSES
        and (reading.caps[last] or is_followed_by_town(sheet, last))
    ):
        road = reading.words[last] in _STREETS
        return Mention(EntityType.FACILITY, first, last, category="road" if road else "building")
    named = [
        at for at in range(first, last + 1) if reading.caps[at] and reading.words[at] not in FUNCTION_WORDS
    ]
    if not named:
        return PlaceMention(EntityType.PLACE, first, last, generic=True)
    name = key(reading.folded[reading.starts[named[0]] : reading.ends[named[-1]]].replace("\n", " "))
    kind, cue = kind_of(sheet, named[0], named[-1]), cue_of(sheet, named[0], named[-1])
    candidates = sheet.lexicon.gazetteer.lookup(name)
    known = cue or max((place.population for place in candidates), default=0) >= _KNOWN_TOWN
    if not kind and not (candidates and (known or _is_spoken_of(sheet, candidates))):
        return PlaceMention(
            EntityType.PLACE, first, last, " ".join(reading.span(first, last).split()), generic=True
        )
    place = PlaceMention(EntityType.PLACE, first, last, key=name, candidates=candidates, cued=True, kind=kind)
    place.loose = sheet.lexicon.gazetteer.lookup(loose_key(name))
    place.within = larger(sheet, named[-1])
    return place
