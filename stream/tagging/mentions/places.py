"""Mentions of places that the lexicon knows by name: countries, regions, states and known towns."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.borrowed_names import has_title, is_capital, named_after
from stream.tagging.mentions.cues import (
    AREAS,
    DIVISIONS,
    LOCATIVES,
    PREPOSITIONS,
    cue_of,
    kind_of,
    larger,
    means_town,
)
from stream.tagging.mentions.namesakes import is_currency, is_namesake, is_street
from stream.tagging.mentions.run_places import place_text
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_AUXILIARIES: Final = word_list("places auxiliaries")
# A town this big is taken for a place without a cue, if it is not also a person's name or a word.
_KNOWN_TOWN: Final = 100_000
_LONGEST_NAME: Final = 5
# In a text all in capitals a name cannot be told from a word: only towns of this size count there.
_KNOWN_IN_CAPITALS: Final = 20_000
_FACILITIES: Final = word_list("places facilities") | word_list("namesakes houses")
_PARTICLES: Final = word_list("places particles")


def place_mentions(sheet: Sheet) -> None:
    """Claim what the lexicon knows by name: countries (a government where they act), regions, states, known towns."""
    for match in sheet.matches:
        meaning = sense(match, "country", "region", "state", "postal", "town")
        if meaning is None or not sheet.free(match.first, match.last):
            continue
        if meaning.kind != "town" and sense(match, "people") is not None and _adjectival(sheet, match):
            continue
        if (
            is_street(sheet, match.last + 1)
            or is_namesake(sheet, match.last + 1)
            or is_currency(sheet, match.last)
            or named_after(sheet, match, meaning)
        ):
            continue
        first, last, candidates = _widest(sheet, match, meaning)
        if candidates:
            _place(sheet, first, last, candidates)
        elif meaning.kind == "town":
            _town(sheet, match, meaning)
        elif meaning.kind == "country":
            _country(sheet, match, meaning)
        elif meaning.kind == "region":
            mention = PlaceMention(EntityType.PLACE, match.first, match.last, meaning.name)
            latitude, longitude, *country = meaning.attribute.split()
            mention.latitude, mention.longitude = float(latitude), float(longitude)
            mention.country, mention.precision = "".join(country), "region"
            sheet.claim(mention)
        elif meaning.kind == "state" or _behind_town(sheet, match.first):
            mention = PlaceMention(EntityType.PLACE, match.first, match.last, meaning.name)
            mention.key, mention.cued = meaning.name, True
            mention.candidates = _divisions(sheet, meaning.name)
            sheet.claim(mention)


def _country(sheet: Sheet, match: FormMatch, meaning: Sense) -> None:
    if acts(sheet, match):
        sheet.claim(Mention(EntityType.GOVERNMENT, match.first, match.last, meaning.name, meaning.attribute))
        return
    mention = PlaceMention(EntityType.PLACE, match.first, match.last, meaning.name)
    mention.country, mention.precision = meaning.attribute, "country"
    # "Georgia" may be the state: told in the resolution, by the company it keeps.
    name = key(sheet.reading.phrase(match.first, match.last))
    mention.candidates = tuple(
        place for place in _divisions(sheet, name) if place.country != meaning.attribute and place.level == 1
    )
    mention.key = name
    mention.kind = kind_of(sheet, match.first, match.last)
    mention.within = larger(sheet, match.last) if mention.candidates else ""
    after = match.last + 1
    if (
        mention.candidates
        and mention.kind in DIVISIONS
        and sheet.reading.words[after : after + 1] == [mention.kind]
    ):
        mention.last = after
    sheet.claim(mention)


def _divisions(sheet: Sheet, name: str) -> tuple[Toponym, ...]:
    return tuple(place for place in sheet.lexicon.gazetteer.lookup(name) if place.division)


def _behind_town(sheet: Sheet, word: int) -> bool:
    """Whether a capitalised word and a comma stand before: the "KY" of "LOUISVILLE, KY"."""
    reading = sheet.reading
    return not reading.upper and word > 0 and reading.gaps[word - 1].strip() == "," and reading.caps[word - 1]


def _widest(sheet: Sheet, match: FormMatch, meaning: Sense) -> tuple[int, int, tuple[Toponym, ...]]:
    """A longer name of the gazetteer around a match: "Niger State", "Mbanza Congo", "Jersey City"."""
    first, last = match.first, match.last
    if sheet.reading.upper or meaning.kind == "postal":
        return first, last, ()
    after = is_capital(sheet, last + 1, sheet.reading.gaps[last])
    before = first > 0 and is_capital(sheet, first - 1, sheet.reading.gaps[first - 1])
    longer = _over_particle(sheet, last)
    if longer > last and (found := sheet.lexicon.gazetteer.lookup(key(place_text(sheet, first, longer)))):
        return first, longer, found
    given = first == last and sheet.reading.words[first] in sheet.lexicon.given
    least = _KNOWN_TOWN if given and cue_of(sheet, first, last) != "locative" else 1000
    for low, high in ((first, last + 1),) * after + ((first - 1, last),) * before:
        found = sheet.lexicon.gazetteer.lookup(key(place_text(sheet, low, high)))
        if found and any((place.division and least == 1000) or place.population >= least for place in found):
            return low, high, found
    return first, last, ()


def _over_particle(sheet: Sheet, last: int) -> int:
    """The capitalised word behind one or two particles that follow: the "Cuba" of "Santiago de Cuba"; else `last`."""
    reading = sheet.reading
    for at in (last + 2, last + 3):
        if (
            at >= len(reading.words)
            or reading.words[at - 1] not in _PARTICLES
            or reading.gaps[at - 1] not in {" ", "-"}
        ):
            return last
        if reading.caps[at] and reading.words[at] not in _PARTICLES and reading.gaps[at - 2] in {" ", "-"}:
            return at if all(sheet.owner[word] is None for word in range(last + 1, at + 1)) else last
    return last


def _town(sheet: Sheet, match: FormMatch, meaning: Sense) -> None:
    """Claim a known town or division, unless the capitals around make it part of somebody's name."""
    reading = sheet.reading
    first, last = match.first, match.last
    personal = meaning.attribute == "personal"
    if (reading.upper and personal) or has_title(sheet, first) or _facility_ahead(sheet, last):
        return
    before = first > 0 and is_capital(sheet, first - 1, reading.gaps[first - 1])
    if before and not reading.upper:
        word = reading.words[first - 1]
        acronym = reading.span(first - 1, first - 1).isupper() and len(word) > 1
        if word in sheet.lexicon.given or len(word) == 1 or (personal and not acronym):
            return
    if (
        personal
        and not before
        and not _shouted(sheet, first, last)
        and is_capital(sheet, last + 1, reading.gaps[last])
    ):
        ahead = sheet.beginning.get(last + 1)
        known = ahead is not None and sense(ahead, "head", "title", "org", "gov", "forces") is not None
        if not known and reading.words[last + 1] not in AREAS:
            return
    candidates = sheet.lexicon.gazetteer.lookup(meaning.name)
    if reading.upper and max(place.population for place in candidates) < _KNOWN_IN_CAPITALS:
        return
    _place(sheet, first, last, candidates)


def _shouted(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the name is in capitals and a word behind is not: a dateline ("WASHINGTON Christopher Vance said")."""
    reading = sheet.reading
    after = last + 1
    return (
        after < len(reading.words)
        and reading.span(first, last).isupper()
        and not reading.span(after, after).isupper()
    )


def _facility_ahead(sheet: Sheet, last: int) -> bool:
    """Whether the name goes on to a facility's noun ("Aleppo University Hospital"), which then is what is named."""
    reading = sheet.reading
    if reading.upper:
        return False
    for word in range(last + 1, min(last + _LONGEST_NAME, len(reading.words))):
        if not (reading.gaps[word - 1] == " " and reading.caps[word]) or sheet.owner[word] is not None:
            return False
        if reading.words[word] in _FACILITIES:
            return True
    return False


def _place(sheet: Sheet, first: int, last: int, candidates: tuple[Toponym, ...]) -> None:
    """Record a place with what the words around it say."""
    name = key(place_text(sheet, first, last))
    kind, cue = kind_of(sheet, first, last), cue_of(sheet, first, last)
    mention = PlaceMention(
        EntityType.PLACE, first, last, key=name, candidates=candidates, cued=bool(kind or cue), kind=kind
    )
    mention.town = means_town(sheet, first)
    mention.within = larger(sheet, last)
    words = sheet.reading.words
    if kind in DIVISIONS and last + 1 < len(words) and words[last + 1] == kind:
        mention.last = last + 1
    sheet.claim(mention)


def _adjectival(sheet: Sheet, match: FormMatch) -> bool:
    """Such as "U.S. forces", "US-led": the country's name used as an adjective."""
    reading = sheet.reading
    before = reading.words[match.first - 1] if match.first else ""
    after = match.last + 1
    if after >= len(reading.words) or reading.gaps[match.last] not in {" ", "-"}:
        return False
    if reading.gaps[match.last] == "-":
        return True
    follower = reading.words[after]
    return (
        before not in LOCATIVES
        and follower not in FUNCTION_WORDS
        and follower not in _AUXILIARIES
        and not follower.isdigit()
    )


def acts(sheet: Sheet, match: FormMatch) -> bool:
    """Whether the country is the one who does it: before a verb of doing, or after "by" and "blamed on"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    first, stop = reading.bounds(match.first)
    before = words[match.first - 1] if match.first > first else ""
    if before == "the" and match.first - 2 >= first:
        before = words[match.first - 2]
    if before == "by" or _is_blamed(words, match.first, first):
        return gaps[match.last].strip() != "-"
    if before in PREPOSITIONS or (before in {"and", "s"} and _placed_before(sheet, match.first - 2)):
        return False
    after = match.last + 1
    if after < stop and words[after].endswith("ly") and gaps[match.last] == " ":
        after += 1
    return after < stop and gaps[after - 1] == " " and words[after] in _AUXILIARIES


def _is_blamed(words: list[str], at: int, low: int) -> bool:
    """Whether something is laid at the door of what begins at a word: "blamed on Russia", "attributed to Iran"."""
    return at - 2 >= low and (words[at - 2], words[at - 1]) in {("blamed", "on"), ("attributed", "to")}


def _placed_before(sheet: Sheet, word: int) -> bool:
    owned = sheet.owner[word] if word >= 0 else None
    return owned is not None and owned.type is EntityType.PLACE
