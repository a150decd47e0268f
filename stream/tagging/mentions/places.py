"""Mentions of places: what the lexicon knows by name, and runs of capitals that the gazetteer or the words around tell."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key, loose_key
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.lexicon.lexicon import Sense
from stream.tagging.lexicon.matcher import Match
from stream.tagging.lexicon.vocabulary import words
from stream.tagging.mentions.cues import (
    AREAS,
    DIRECTIONS,
    DIVISIONS,
    LOCATIVES,
    PREPOSITIONS,
    cue_of,
    is_dateline,
    kind_of,
    larger,
    means_town,
)
from stream.tagging.mentions.persons import claim_person, described
from stream.tagging.mentions.runs import FUNCTION_WORDS, Run
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

__all__ = ["acts", "is_dateline", "is_namesake", "place_in_run", "place_mentions"]

# Towns whose names are words that the lexicon's English lacks.
_EVERYDAY: Final = words("places everyday")
_WATERS: Final = words("places waters")
_AUXILIARIES: Final = words("places auxiliaries")
# A town this big is taken for a place without a cue, if it is not also a person's name or a word.
_KNOWN_TOWN: Final = 100_000
_LONGEST_NAME: Final = 5
_HOUSES: Final = words("namesakes houses") | words("places streets")
_BODIES: Final = words("names bodies") | words("names regulars") | words("names irregulars")
# These need no capital: "Marburg virus", "Lassa fever".
_SICKNESSES: Final = words("places sicknesses")
# Countries that are given names too.
_ALSO_GIVEN: Final = words("places also_given")
# In a text all in capitals a name cannot be told from a word: only towns of this size count there.
_KNOWN_IN_CAPITALS: Final = 20_000
_STREETS: Final = words("places streets")
_FACILITIES: Final = words("places facilities") | words("namesakes houses")
# Behind a place's name these make something else of it: a team, a virus, an accord; a war only with its capital.
_NAMESAKES: Final = words("namesakes others") | words("namesakes wars")
_PARTICLES: Final = words("places particles")


def place_mentions(sheet: Sheet) -> None:
    """Claim what the lexicon knows by name: countries (a government where they act), regions, states, known towns."""
    for match in sheet.matches:
        meaning = sense(match, "country", "region", "state", "postal", "town")
        if meaning is None or not sheet.free(match.first, match.last):
            continue
        if meaning.kind != "town" and sense(match, "people") is not None and _adjectival(sheet, match):
            continue
        if (
            _street(sheet, match.last + 1)
            or is_namesake(sheet, match.last + 1)
            or _named_after(sheet, match, meaning)
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


def _street(sheet: Sheet, word: int) -> bool:
    """Whether a street's noun stands there: "Atlantic Avenue" is no ocean."""
    words = sheet.reading.words
    return (
        word < len(words)
        and words[word] in _STREETS
        and sheet.reading.caps[word]
        and sheet.reading.gaps[word - 1] == " "
    )


def is_namesake(sheet: Sheet, word: int) -> bool:
    """Whether a capitalised noun behind a place's name makes something else of it: "Marburg virus", "the Vietnam War"."""
    reading = sheet.reading
    if reading.upper or not (0 < word < len(reading.words)) or reading.gaps[word - 1] != " ":
        return False
    noun = reading.words[word]
    return noun in _NAMESAKES and (reading.caps[word] or noun in _SICKNESSES)


def _named_after(sheet: Sheet, match: Match, meaning: Sense) -> bool:
    """Whether the name is part of somebody's or some house's: behind a title ("General Chad Lincoln"), before a house's noun."""
    reading = sheet.reading
    if reading.upper:
        return False
    if (
        meaning.kind in {"country", "state", "town"}
        and _titled(sheet, match.first)
        and not _office(sheet, match.first)
    ):
        return True
    if match.first == match.last and meaning.kind != "region":
        if meaning.kind == "country" and _surname_ahead(sheet, match.last):
            return True
        person = _person(sheet, match.first)
        if person is not None:
            claim_person(sheet, person)
            return True
    after = match.last + 1
    return (
        meaning.kind in {"country", "state", "region", "town"}
        and after < len(reading.words)
        and reading.gaps[match.last] == " "
        and reading.caps[after]
        and reading.words[after] in _HOUSES
        and sheet.owner[after] is None
        and after not in sheet.beginning
    )


def _person(sheet: Sheet, first: int) -> Run | None:
    """A name and the unknown capitals behind it where they are somebody's: "Victoria Kent was wounded", "Mali Thomas, 30,"."""
    reading = sheet.reading
    last = first
    while last - first < 2 and _capital(sheet, last + 1, reading.gaps[last]) and reading.gaps[last] == " ":
        known = sheet.beginning.get(last + 1)
        plain = known is None or all(meaning.kind in {"town", "state"} for meaning in known.senses)
        word = reading.words[last + 1]
        if (
            not plain
            or word in sheet.lexicon.ordinary
            or word in AREAS
            or word in _BODIES
            or word in _FACILITIES
        ):
            return None
        last += 1
    before = first - 1
    if (
        before >= reading.bounds(first)[0]
        and reading.gaps[before] == " "
        and _capital(sheet, before, reading.gaps[before])
        and before not in sheet.ending
        and reading.words[before] not in sheet.lexicon.ordinary
        and reading.words[before] not in DIRECTIONS
    ):
        first = before  # a given name that is no place by itself
    run = Run(first, last)
    return run if last > first and described(sheet, run) else None


def _office(sheet: Sheet, first: int) -> bool:
    """Whether the title before a country is an office of another sentence part: "the President. Chad ..."."""
    return sheet.reading.sentence_of[first - 1] != sheet.reading.sentence_of[first]


def _surname_ahead(sheet: Sheet, last: int) -> bool:
    """Whether a country's name is a given name here: an unknown capitalised word and words of a person behind it."""
    reading = sheet.reading
    words, after = reading.words, last + 1
    if not _capital(sheet, after, reading.gaps[last]) or words[last] not in _ALSO_GIVEN:
        return False
    known = sheet.beginning.get(after)
    if known is not None and any(meaning.kind != "town" for meaning in known.senses):
        return False
    return words[after] not in AREAS and words[after] not in _FACILITIES and words[after] not in _BODIES


def _country(sheet: Sheet, match: Match, meaning: Sense) -> None:
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


def _widest(sheet: Sheet, match: Match, meaning: Sense) -> tuple[int, int, tuple[Toponym, ...]]:
    """A longer name of the gazetteer around a match: "Niger State", "Mbanza Congo", "Jersey City"."""
    first, last = match.first, match.last
    if sheet.reading.upper or meaning.kind == "postal":
        return first, last, ()
    after = _capital(sheet, last + 1, sheet.reading.gaps[last])
    before = first > 0 and _capital(sheet, first - 1, sheet.reading.gaps[first - 1])
    longer = _over_particle(sheet, last)
    if longer > last and (found := sheet.lexicon.gazetteer.lookup(key(_span(sheet, first, longer)))):
        return first, longer, found
    given = first == last and sheet.reading.words[first] in sheet.lexicon.given
    least = _KNOWN_TOWN if given and cue_of(sheet, first, last) != "locative" else 1000
    for low, high in ((first, last + 1),) * after + ((first - 1, last),) * before:
        found = sheet.lexicon.gazetteer.lookup(key(_span(sheet, low, high)))
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


def _capital(sheet: Sheet, word: int, gap: str) -> bool:
    """Whether a free capitalised word, not a function word, stands there, joined by a space or hyphen."""
    reading = sheet.reading
    return (
        0 <= word < len(reading.words)
        and gap in {" ", "-", "\n"}
        and reading.caps[word]
        and sheet.owner[word] is None
        and reading.words[word] not in FUNCTION_WORDS
    )


def _town(sheet: Sheet, match: Match, meaning: Sense) -> None:
    """Claim a known town or division, unless the capitals around make it part of somebody's name."""
    reading = sheet.reading
    first, last = match.first, match.last
    personal = meaning.attribute == "personal"
    if (reading.upper and personal) or _titled(sheet, first) or _facility_ahead(sheet, last):
        return
    before = first > 0 and _capital(sheet, first - 1, reading.gaps[first - 1])
    if before and not reading.upper:
        word = reading.words[first - 1]
        acronym = reading.span(first - 1, first - 1).isupper() and len(word) > 1
        if word in sheet.lexicon.given or len(word) == 1 or (personal and not acronym):
            return
    if (
        personal
        and not before
        and not _shouted(sheet, first, last)
        and _capital(sheet, last + 1, reading.gaps[last])
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


def _titled(sheet: Sheet, first: int) -> bool:
    """Whether a person's title stands before: "Mr. Houston"."""
    before = sheet.ending.get(first - 1)
    return (
        before is not None
        and sheet.reading.gaps[first - 1] in {" ", ". "}
        and sheet.reading.caps[before.first]
        and sense(before, "title") is not None
    )


def _place(sheet: Sheet, first: int, last: int, candidates: tuple[Toponym, ...]) -> None:
    """Record a place with what the words around it say."""
    name = key(_span(sheet, first, last))
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


def _span(sheet: Sheet, first: int, last: int) -> str:
    reading = sheet.reading
    return reading.folded[reading.starts[first] : reading.ends[last]].replace("\n", " ")


def _adjectival(sheet: Sheet, match: Match) -> bool:
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


def acts(sheet: Sheet, match: Match) -> bool:
    """Whether the country is the one who does it: before a verb of doing, or after "by"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    first, stop = reading.bounds(match.first)
    before = words[match.first - 1] if match.first > first else ""
    if before == "the" and match.first - 2 >= first:
        before = words[match.first - 2]
    if before == "by":
        return gaps[match.last].strip() != "-"
    if before in PREPOSITIONS or (before in {"and", "s"} and _placed_before(sheet, match.first - 2)):
        return False
    after = match.last + 1
    if after < stop and words[after].endswith("ly") and gaps[match.last] == " ":
        after += 1
    return after < stop and gaps[after - 1] == " " and words[after] in _AUXILIARIES


def _placed_before(sheet: Sheet, word: int) -> bool:
    owned = sheet.owner[word] if word >= 0 else None
    return owned is not None and owned.type is EntityType.PLACE


def place_in_run(sheet: Sheet, run: Run, *, personal: bool) -> bool:
    """Claim the run as a place, or its parts where hyphens or the gazetteer say so; false if it is none."""
    if run.last - run.first >= _LONGEST_NAME or is_namesake(sheet, run.last + 1):
        return False
    words = sheet.reading.words
    if run.first < run.last and words[run.last] in _STREETS and not sheet.reading.upper:
        sheet.claim(Mention(EntityType.FACILITY, run.first, run.last, category="road"))
        return True
    area = run.first < run.last and words[run.last] in AREAS
    if _claim(sheet, run.first, run.last, personal=personal and not area):
        return True
    if run.joined:
        cuts = [run.first, *(word + 1 for word in run.joined), run.last + 1]
        parts = [_claim(sheet, a, b - 1, personal=False) for a, b in pairwise(cuts)]
        return any(parts)
    if area:
        return _claim(sheet, run.first, run.last - 1, personal=False)
    if run.first < run.last and words[run.first] in DIRECTIONS:
        return _claim(sheet, run.first + 1, run.last, personal=False)
    return False


def _claim(sheet: Sheet, first: int, last: int, *, personal: bool) -> bool:
    reading = sheet.reading
    words = reading.words
    name = key(_span(sheet, first, last))
    if len(name) < 3 or name.isdigit():
        return False
    kind, cue = kind_of(sheet, first, last), cue_of(sheet, first, last)
    candidates = _candidates(sheet, name, kind)
    water = words[last] in _WATERS and last > first
    if (
        not candidates
        and not kind
        and not water
        and not (cue == "locative" and last - first < 3 and not personal)
    ):
        return False
    if personal and not kind and cue != "comma" and not (cue == "locative" and candidates and first < last):
        return False
    everyday = name in sheet.lexicon.given or name in sheet.lexicon.ordinary
    owners = [place for place in candidates if not everyday or name in (place.own, place.short)]
    biggest = max((place.population for place in owners), default=0)
    acronym = first == last and 1 < len(words[first]) <= 4 and reading.span(first, last).isupper()
    if acronym and not reading.upper and not kind and cue not in {"comma", "dateline"}:
        return False
    if reading.upper and not kind and biggest < _KNOWN_IN_CAPITALS:
        return False
    if first == last and not kind and cue != "comma" and not _bare(sheet, first, cue, biggest):
        return False
    mention = PlaceMention(
        EntityType.PLACE, first, last, key=name, candidates=candidates, cued=bool(kind or cue), kind=kind
    )
    mention.town = means_town(sheet, first)
    mention.loose = sheet.lexicon.gazetteer.lookup(loose_key(name)) if not reading.upper else ()
    mention.within = larger(sheet, last)
    if kind in DIVISIONS and last + 1 < len(words) and words[last + 1] == kind:
        mention.last = last + 1
    sheet.claim(mention)
    return True


def _candidates(sheet: Sheet, name: str, kind: str) -> tuple[Toponym, ...]:
    """The places of a name, first those of the name with its noun ("Morris County", "Niger State")."""
    lookup = sheet.lexicon.gazetteer.lookup
    return (lookup(f"{name} {kind}") if kind in DIVISIONS else ()) or lookup(name)


def _bare(sheet: Sheet, word: int, cue: str, biggest: int) -> bool:
    """Whether one word with no noun of place beside it may be a place: big, or cued and no word of English."""
    name = sheet.reading.words[word]
    if name in DIRECTIONS:
        return False
    begins = sheet.reading.bounds(word)[0] == word
    everyday = (
        name in sheet.lexicon.ordinary
        or name in _EVERYDAY
        or (name in sheet.lexicon.given and biggest < _KNOWN_TOWN)
    )
    if everyday and (begins or not cue or biggest < _KNOWN_TOWN) and not (biggest >= 1_000_000):
        return False
    return bool(cue) or biggest >= _KNOWN_TOWN
