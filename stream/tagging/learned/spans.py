"""Settle proposed spans on the sheet: they say where and of which coarse type, lexicon and rules say what exactly."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.learned.bounds import trimmed
from stream.tagging.learned.labels import COARSE
from stream.tagging.lexicon.folding import key, loose_key
from stream.tagging.lexicon.vocabulary import words
from stream.tagging.mentions.cues import cue_of, is_dateline, kind_of, larger
from stream.tagging.mentions.dates import is_dated
from stream.tagging.mentions.places import is_namesake
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_SMALL: Final = words("spans small")

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
_GOVERNING: Final = words("spans governing")
_IRREGULARS: Final = words("names irregulars")
_REGULARS: Final = words("names regulars")
_STREETS: Final = words("places streets")
_HOUSES: Final = words("namesakes houses") | _STREETS
# What may stand between two names of one phrase: "the governments of Iraq and the United States".
_JOINING: Final = words("spans joining")
# The model's word alone makes a place of a name: of its namesakes only towns this big are likely meant.
_KNOWN_TOWN: Final = 100_000
_VAGUE: Final = frozenset({EntityType.ORGANISATION, EntityType.GOVERNMENT})


def settle(sheet: Sheet, proposals: Iterable[tuple[str, int, int]]) -> None:
    """Make the proposals mentions of the sheet.

    A mention of the rules that a proposal of its coarse type covers keeps what it knows (fine type, name, country,
    candidates) and takes the proposal's bounds; others below a proposal are absorbed, but for places of the map, which
    stay as mentions inside a person's description ("the mayor of Mosul"); `stream.tagging.mentions.sites` reads them in others. Where the model proposes nothing, the rules' mentions stay, but
    for vague bodies ("the opposition").
    """
    proposed: set[int] = set()
    for kind, begin, end in proposals:
        proposed.update(range(begin, end + 1))
        if kind == "date" and not is_dated(sheet.reading.words[begin : end + 1]):
            continue  # "11 deaths"
        bounds = (begin, end) if kind == "date" else trimmed(sheet, begin, end, kind)
        if bounds is not None:
            _settle(sheet, kind, *bounds)
    for mention in sheet.mentions:
        if (
            mention.generic
            and mention.type in _VAGUE
            and proposed.isdisjoint(range(mention.first, mention.last + 1))
        ):
            sheet.drop(mention)


def _settle(sheet: Sheet, kind: str, first: int, last: int) -> None:
    below = sheet.within(first, last)
    if kind in {"organisation", "person"} and not below and _files(sheet, first, last):
        kind = "location"
    if (
        kind == "location"
        and not below
        and (is_namesake(sheet, last + 1) or (last > first and is_namesake(sheet, last)))
    ):
        return  # "the Marburg virus"
    fitting = [mention for mention in below if mention.type is not None and COARSE[mention.type] == kind]
    places = [mention for mention in below if _known_place(mention)]
    if any(is_dateline(sheet, place.first) for place in places):
        return  # the rules know its form, and the model has seen few in capitals
    if kind == "location" and len(places) > 1:
        return  # "Mosul, Iraq": two places of the map, one phrase
    if kind in {"organisation", "person"} and len(places) > 1 and _lists(sheet, places, first, last):
        return  # "Homs, Hama and Idlib", "Maiduguri, Nigeria": places, no body
    if kind == "date" and len(fitting) > 1:
        return  # "tomorrow, next Friday": each is a day of its own
    if any(not _one_phrase(sheet, left, right) for left, right in pairwise(below)):
        return  # "Gunmen attacked villagers": a sentence, not a name
    core = max(fitting, key=lambda mention: (mention.last - mention.first, mention.last), default=None)
    if (
        core is None
        and len(below) == 1
        and _alone(sheet, below[0], first, last)
        and _certain(sheet, below[0])
    ):
        core = below[0]  # a body that the lexicon knows by name, or "Moscow said": still a place of the map
    if core is not None:
        sheet.stretch(core, first, last)
    else:
        core = _made(sheet, kind, first, last, below)
        sheet.claim(core)
    for place in places:
        if place is not core and core.type is EntityType.PERSON:
            place.type = EntityType.PLACE


def _files(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a name opens a paragraph as the place of a dateline does ("MARIB, Jan 4 -"), which the map may lack."""
    reading = sheet.reading
    opens = first == 0 or "\n" in reading.gaps[first - 1]
    return opens and reading.span(first, last).isupper() and is_dateline(sheet, first)


def _lists(sheet: Sheet, places: list[Mention], first: int, last: int) -> bool:
    """Whether a span is nothing but places with commas, "and" or "or" between them."""
    reading = sheet.reading
    if all(isinstance(place, PlaceMention) and place.precision == "country" for place in places):
        return False  # "Iraq and Syria" act as often as they lie somewhere
    taken = {word for place in places for word in range(place.first, place.last + 1)}
    rest = [word for word in range(first, last + 1) if word not in taken]
    return all(reading.words[word] in _SMALL and not reading.caps[word] for word in rest)


def _alone(sheet: Sheet, mention: Mention, first: int, last: int) -> bool:
    """Whether the phrase is the mention, but for its article."""
    words = sheet.reading.words
    return mention.last == last and (
        mention.first == first or (mention.first == first + 1 and words[first] == "the")
    )


def _certain(sheet: Sheet, mention: Mention) -> bool:
    if _known_place(mention):
        return not mention.country  # a country acts as often as it lies somewhere
    match = sheet.beginning.get(mention.first)
    return match is not None and not mention.generic and sense(match, *_NAMED) is not None


def _one_phrase(sheet: Sheet, left: Mention, right: Mention) -> bool:
    """Whether the words between two mentions below one proposal may join them in one phrase, as no verb can."""
    reading = sheet.reading
    return all(
        reading.words[word] in _JOINING or reading.caps[word] or _modifies(sheet, word)
        for word in range(left.last + 1, right.first)
    )


def _modifies(sheet: Sheet, word: int) -> bool:
    match = sheet.ending.get(word)
    return match is not None and sense(match, "modifier", "joiner", "people", "head") is not None


def _known_place(mention: Mention) -> bool:
    return isinstance(mention, PlaceMention) and (
        bool(mention.candidates) or mention.precision != "unresolved"
    )


def _made(sheet: Sheet, kind: str, first: int, last: int, below: list[Mention]) -> Mention:
    """A mention of a coarse type where the rules saw none of it; what they saw instead tells name and country."""
    reading = sheet.reading
    text = " ".join(reading.span(first, last).split())
    country = next((mention.country for mention in below if mention.country), "")
    generic = not any(
        reading.caps[word] and reading.words[word] not in FUNCTION_WORDS for word in range(first, last + 1)
    )
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
    if first < last and reading.caps[last] and reading.words[last] in _HOUSES:
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
    if not kind and not (
        candidates and (cue or max(place.population for place in candidates) >= _KNOWN_TOWN)
    ):
        return PlaceMention(
            EntityType.PLACE, first, last, " ".join(reading.span(first, last).split()), generic=True
        )
    place = PlaceMention(EntityType.PLACE, first, last, key=name, candidates=candidates, cued=True, kind=kind)
    place.loose = sheet.lexicon.gazetteer.lookup(loose_key(name))
    place.within = larger(sheet, named[-1])
    return place
