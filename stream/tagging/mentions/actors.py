"""Actors: names from the lexicon, and noun phrases around a head ("Iraqi and Afghan Shi'ite militias")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.matcher import FormMatch
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.namesakes import is_currency
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_NOT_PEOPLE: Final = word_list("actors not_people")
_SHOWING: Final = word_list("actors showing")

_NAMED: Final = {
    "group": EntityType.ARMED_GROUP,
    "forces": EntityType.STATE_FORCES,
    "gov": EntityType.GOVERNMENT,
    "org": EntityType.ORGANISATION,
}
_FORCES: Final = EntityType.STATE_FORCES
_GROUP: Final = EntityType.ARMED_GROUP
# Before a head of state forces these make it somebody else's ("rebel forces", "opposition fighters' troops").
_IRREGULAR: Final = word_list("actors irregular") - _NOT_PEOPLE
_UNITS: Final = word_list("names irregulars") | word_list("names regulars")
# "forces" alone is a verb as often as a noun: it must have something of its own before it.
_BARE: Final = word_list("actors bare")
_LONGEST_PHRASE: Final = 10
_HYPHENS: Final = frozenset({"", "-", "\u2010", "\u2011"})
_ABBREVIATED: Final = word_list("actors abbreviated")
_BEFORE_HEAD: Final = frozenset({_GROUP, _FORCES, EntityType.ORGANISATION, EntityType.GOVERNMENT})


def name_actors(sheet: Sheet) -> None:
    """Claim every actor that the lexicon knows by name."""
    for match in sheet.matches:
        meaning = sense(match, "group", "forces", "gov", "org")
        if meaning is None or not sheet.free(match.first, match.last):
            continue
        if meaning.kind == "org" and _is_person_part(sheet, match):
            continue
        sheet.claim(Mention(_NAMED[meaning.kind], match.first, match.last, meaning.name, meaning.attribute))


def _is_person_part(sheet: Sheet, match: FormMatch) -> bool:
    """A one-word body between other capitals is part of a longer name that the lexicon does not know."""
    reading = sheet.reading
    before = match.first - 1
    return (
        match.first == match.last
        and not reading.upper
        and before >= 0
        and reading.gaps[before] == " "
        and reading.caps[before]
        and before not in sheet.ending
        and before > reading.bounds(match.first)[0]
    )


def phrase_actors(sheet: Sheet) -> None:
    """Claim the noun phrases that describe an actor, and the peoples that stand alone."""
    # From the right: "separatist" heads a phrase of its own only where no "gunmen" follows.
    for match in reversed(sheet.matches):
        head = sense(match, "head")
        if head is not None and sheet.free(match.first, match.last):
            _phrase(sheet, match, EntityType(head.attribute))
    for match in sheet.matches:
        people = sense(match, "people")
        if people is not None and sheet.free(match.first, match.last) and not is_currency(sheet, match.last):
            sheet.claim(
                Mention(EntityType.NATIONALITY, match.first, match.last, people.name, people.attribute)
            )


def _phrase(sheet: Sheet, match: FormMatch, kind: EntityType) -> None:
    reading = sheet.reading
    words = reading.words
    if _is_unit_name(sheet, match):
        return
    walk = _leftwards(sheet, match)
    first, group = walk.first, walk.group
    # "government forces" is a head of two words, which has its own before it
    if first == match.first and reading.phrase(match.first, match.last) in _BARE:
        before = words[first - 1] if first > reading.bounds(first)[0] else ""
        if words[match.last] == "family" or before not in _SHOWING:
            return
    if group is not None:
        if kind in {_GROUP, _FORCES}:
            for word in range(first, match.last + 1):
                sheet.owner[word] = group
            return
        first = max(first, group.last + 1)
    if kind is _FORCES and (_IRREGULAR & walk.modifiers or (group is not None)):
        kind = _GROUP
    if kind is EntityType.CIVILIANS and "armed" in walk.modifiers and "unarmed" not in walk.modifiers:
        kind = _GROUP  # "armed herders"
    country = walk.countries[0] if walk.countries else ""
    last = match.last
    if not country and kind in {EntityType.GOVERNMENT, _FORCES} and last + 2 < len(words):
        last, country = _of_country(sheet, last)
    if not country:
        country = _possessor(sheet, first)
    named = bool(country) and kind in {EntityType.GOVERNMENT, _FORCES}
    text = " ".join(reading.span(first, last).split())
    sheet.claim(Mention(kind, first, last, text if named else "", country, not named))


def _is_unit_name(sheet: Sheet, match: FormMatch) -> bool:
    """A capitalised unit behind an unknown capitalised word is the end of a name ("Orrin Brigade"), not a phrase."""
    reading = sheet.reading
    before = match.first - 1
    return (
        match.first == match.last
        and reading.words[match.last] in _UNITS
        and not reading.upper
        and before >= reading.bounds(match.first)[0]
        and reading.gaps[before] == " "
        and reading.caps[before]
        and reading.caps[match.last]
        and before not in sheet.ending
        and sheet.owner[before] is None
    )


@dataclass(slots=True)
class _Walk:
    """How far a phrase reaches to the left, and what was met: `joined` is true behind "backed" for its first half."""

    first: int
    countries: list[str] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)
    group: Mention | None = None
    joined: bool = False

    def take(self, first: int, country: str = "") -> int:
        """Take words from `first` on; a country before "backed" is not the phrase's own. Returns where to go on."""
        if country and not self.joined:
            self.countries.insert(0, country)
        self.first, self.joined = first, False
        return first - 1


def _leftwards(sheet: Sheet, match: FormMatch) -> _Walk:
    """Walk from the head over modifiers, peoples and "X-backed"."""
    reading = sheet.reading
    walk = _Walk(match.first)
    low = max(reading.bounds(match.first)[0], match.first - _LONGEST_PHRASE)
    at = match.first - 1
    while at >= low and reading.gaps[at].strip() in _HYPHENS and not _dashed(reading.gaps[at]):
        gone = (
            _owned_step(sheet, walk, at)
            if sheet.owner[at] is not None
            else _free_step(sheet, walk, match, at, low)
        )
        if gone == at:
            break
        at = gone
    if walk.joined and walk.first - 1 >= low and sheet.owner[walk.first - 1] is None:
        walk.first -= 1  # any first half, as "tribe" of "tribe-backed"
    return walk


def _dashed(gap: str) -> bool:
    """Whether a hyphen stands apart, as a dash: it ends a dateline or a clause."""
    return bool(gap.strip()) and gap != gap.strip()


def _owned_step(sheet: Sheet, walk: _Walk, at: int) -> int:
    """Over a word that a mention has: the next word to look at, `at` itself where the phrase ends."""
    owned = sheet.owner[at]
    if owned is None:
        return at
    if owned.type in _BEFORE_HEAD:
        if walk.joined:
            return walk.take(owned.first)
        walk.group = owned if owned.type is _GROUP else None
    elif isinstance(owned, PlaceMention) and (
        walk.joined or sheet.reading.gaps[at].strip() or sheet.reading.words[at] in _ABBREVIATED
    ):
        return walk.take(owned.first, owned.country)
    return at


def _free_step(sheet: Sheet, walk: _Walk, match: FormMatch, at: int, low: int) -> int:
    """Over a word that nothing has: the next word to look at, `at` itself where the phrase ends."""
    reading = sheet.reading
    before = sheet.ending.get(at)
    if before is None:
        joins = reading.words[at] in {"and", "or"} and reading.gaps[at] == " " and walk.first != match.first
        return at - 1 if joins and _coordinated(sheet, at, low) else at
    nation = sense(before, "people", "country")
    if nation is not None:
        adjective = (
            nation.kind == "people"
            or walk.joined
            or reading.gaps[at].strip()
            or reading.words[at] in _ABBREVIATED
            or reading.upper
        )
        return walk.take(before.first, nation.attribute) if adjective else at
    if sense(before, "joiner") is not None and at > low and reading.gaps[at - 1].strip():
        walk.first, walk.joined = before.first, True
        return before.first - 1
    if sense(before, "modifier") is not None:
        walk.modifiers.update(reading.words[before.first : before.last + 1])
        return walk.take(before.first)
    return walk.take(before.first) if walk.joined and sense(before, "region") is not None else at


def _coordinated(sheet: Sheet, at: int, low: int) -> bool:
    """Whether a people or modifier stands before "and": "Iraqi and Afghan militias", not "the city and militias"."""
    before = sheet.ending.get(at - 1) if at - 1 >= low else None
    after = sheet.beginning.get(at + 1)
    if before is None or after is None or sheet.reading.gaps[at - 1] != " ":
        return False
    return sense(before, "people") is not None and sense(after, "people") is not None


def _of_country(sheet: Sheet, last: int) -> tuple[int, str]:
    """Extend "government" over "of [the] Country"."""
    words = sheet.reading.words
    if words[last + 1] != "of":
        return last, ""
    at = last + 2 + (words[last + 2] == "the")
    after = sheet.beginning.get(at)
    country = sense(after, "country") if after is not None else None
    if after is None or country is None or after.last >= sheet.reading.bounds(last)[1]:
        return last, ""
    return after.last, country.attribute


def _possessor(sheet: Sheet, first: int) -> str:
    """The country of "Country's" right before the phrase."""
    words = sheet.reading.words
    if first < 2 or words[first - 1] not in {"'s", "'"}:
        return ""
    before = sheet.ending.get(first - 2)
    country = sense(before, "country", "people") if before is not None else None
    return country.attribute if country is not None else ""
