"""Settle proposed spans on the sheet: they say where and of which coarse type, lexicon and rules say what exactly."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.learned.bounds import trimmed
from stream.tagging.learned.free_nouns import claim_free_nouns
from stream.tagging.learned.labels import COARSE
from stream.tagging.learned.span_mentions import mention_of
from stream.tagging.learned.span_parts import parts
from stream.tagging.lexicon.folding import key
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.cues import AREAS, DIRECTIONS, is_dateline
from stream.tagging.mentions.dates import is_dated
from stream.tagging.mentions.namesakes import has_own_town, is_currency, is_namesake
from stream.tagging.mentions.runs import FUNCTION_WORDS
from stream.tagging.sheet import Mention, PlaceMention, Sheet, sense

_SMALL: Final = word_list("spans small")
_NAMED: Final = {
    "group": EntityType.ARMED_GROUP,
    "forces": EntityType.STATE_FORCES,
    "gov": EntityType.GOVERNMENT,
    "org": EntityType.ORGANISATION,
}
_GOVERNING: Final = word_list("spans governing")
_IRREGULARS: Final = word_list("names irregulars")
_REGULARS: Final = word_list("names regulars")
# What may stand between two names of one phrase: "the governments of Iraq and the United States".
_JOINING: Final = word_list("spans joining")
# What leads on from the noun of a phrase: "a village near the border".
_LEADING: Final = word_list("spans leading")
# Nouns that tell a place without a name.
_LOCATING: Final = (
    AREAS
    | DIRECTIONS
    | word_list("places waters")
    | word_list("places facilities")
    | word_list("spans locating")
)
_HOUSES: Final = word_list("spans houses")
# What leads the place where something is: no part of a body's name.
_WHERE: Final = frozenset({"in", "across", "throughout"})
_BODIES: Final = word_list("names bodies") | _GOVERNING | _IRREGULARS | _REGULARS
_TO_PLACES: Final = word_list("places prepositions") | {"the"}
_LONGEST_FULL_NAME: Final = 2
_VAGUE: Final = frozenset({EntityType.ORGANISATION, EntityType.GOVERNMENT})


def settle_spans(sheet: Sheet, proposals: Iterable[tuple[str, int, int]]) -> None:
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
        bounds = (
            (begin, _dated_until(sheet, begin, end)) if kind == "date" else trimmed(sheet, begin, end, kind)
        )
        if bounds is not None:
            for part, first, last in parts(sheet, kind, *bounds):
                _settle(sheet, part, first, last)
    for mention in sheet.mentions:
        if (
            mention.generic
            and mention.type in _VAGUE
            and proposed.isdisjoint(range(mention.first, mention.last + 1))
        ):
            sheet.drop(mention)
    claim_free_nouns(sheet)


def _dated_until(sheet: Sheet, first: int, last: int) -> int:
    """The last word of a date: those whom the rules know behind it are no part of it ("on Monday gunmen")."""
    while last > first:
        owned = sheet.owner[last]
        if owned is None or owned.type in {EntityType.DATE, None} or owned.first <= first:
            break
        last = owned.first - 1
    return last


def _settle(sheet: Sheet, kind: str, first: int, last: int) -> None:
    if kind in {"organisation", "person"}:
        dated = sheet.owner[first]
        if dated is not None and dated.type is EntityType.DATE and dated.last < last:
            first = dated.last + 1  # "early on Wednesday | gunmen attacked"
    below = sheet.within(first, last)
    if kind in {"organisation", "person"} and not below and _files(sheet, first, last):
        kind = "location"
    unplaced = all(mention.type is EntityType.PERSON for mention in below)
    if kind == "location" and unplaced and _is_full_name(sheet, first, last):
        kind = "person"
    if (
        kind == "location"
        and unplaced
        and (is_namesake(sheet, last + 1) or (last > first and is_namesake(sheet, last)))
    ):
        return  # "the Marburg virus"
    if kind == "location" and not below and has_own_town(sheet, last + 1):
        return  # "the Istanbul" of "the Istanbul kebab shop in Vienna"
    if first == last and kind != "date" and not below and is_currency(sheet, last):
        return  # "US $2 million"
    if kind == "organisation" and _only_locates(sheet, first, last, below):
        return  # "spotted in the Netherlands", "H5N1 in the UK"
    fitting = [mention for mention in below if mention.type is not None and COARSE[mention.type] == kind]
    places = [mention for mention in below if _known_place(mention)]
    if any(is_dateline(sheet, place.first) for place in places):
        return  # the rules know its form, and the model has seen few in capitals
    if kind == "location" and places and _between(sheet, first, last):
        return  # "the road between Kano | and Kaduna"
    if kind == "location" and not places and not below and not _locates(sheet, first, last):
        return  # "sandals lay", "a councillor", "buckets of rubble"
    if kind == "location" and len(places) > 1:
        return  # "Mosul, Iraq": two places of the map, one phrase
    if kind in {"organisation", "person"} and len(places) > 1 and _lists(sheet, places, first, last):
        return  # "Homs, Hama and Idlib", "Maiduguri, Nigeria": places, no body
    if kind == "date" and len(fitting) > 1:
        return  # "tomorrow, next Friday": each is a day of its own
    if any(not _one_phrase(sheet, left, right) for left, right in pairwise(below)):
        return  # "Gunmen attacked villagers": a sentence, not a name
    if kind == "location" and _is_house(sheet, first, last):
        fitting = []  # "Barnet General Hospital": its name holds a town, and it stands there
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
        core = mention_of(sheet, kind, first, last, below)
        sheet.claim(core)
    for place in places:
        if place is not core and core.type is EntityType.PERSON:
            place.type = EntityType.PLACE


def _is_full_name(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a given name begins capitals that the map does not know: "identified as Luis Sotomar"."""
    reading = sheet.reading
    if first == last or last - first > _LONGEST_FULL_NAME or not all(reading.caps[first : last + 1]):
        return False
    if reading.words[first] not in sheet.lexicon.given or first == reading.bounds(first)[0]:
        return False
    if reading.words[first - 1] in _TO_PLACES or not _HOUSES.isdisjoint(reading.words[first : last + 1]):
        return False
    return not _LOCATING & set(reading.words[first : last + 1]) and not sheet.lexicon.gazetteer.lookup(
        key(reading.phrase(first, last))
    )


def _is_house(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a name ends with a facility's capitalised noun behind another capital."""
    reading = sheet.reading
    return first < last and reading.caps[last] and reading.caps[last - 1] and reading.words[last] in _HOUSES


def _only_locates(sheet: Sheet, first: int, last: int, below: list[Mention]) -> bool:
    """Whether all that makes a body of a span is a place that a preposition leads at its end, or a direction before it."""
    if len(below) != 1 or below[0].last != last or below[0].first == first:
        return False
    place = below[0]
    if not isinstance(place, PlaceMention) or place.type is not EntityType.PLACE:
        return False
    words, caps = sheet.reading.words, sheet.reading.caps
    at = place.first - 1
    while at > first and (words[at] == "the" or words[at] in DIRECTIONS):
        at -= 1
    if at == first and words[at] in DIRECTIONS:
        return True  # "east South Africa"
    if at <= first or words[at] not in _WHERE:
        return False
    bodies = range(first, at)
    return not any(
        words[word] in _BODIES
        or (
            caps[word]
            and not any(char.isdigit() for char in words[word])
            and sheet.reading.bounds(word)[0] != word
        )
        or _heads(sheet, word)
        for word in bodies
    )


def _heads(sheet: Sheet, word: int) -> bool:
    """Whether a word is the lexicon's head of a group or body ("forces", "militia")."""
    match = sheet.ending.get(word)
    return match is not None and sense(match, "head", *_NAMED) is not None


def _between(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a span ends inside "between X and Y", which is neither of them."""
    words = sheet.reading.words
    joined = last + 1 < len(words) and words[last + 1] == "and"
    return joined and not {"between", "corner"}.isdisjoint(words[first : last + 1])


def _locates(sheet: Sheet, first: int, last: int) -> bool:
    """Whether words without a name may tell a place: by their noun ("the village", "southern districts"), no verb inside."""
    reading = sheet.reading
    words = reading.words
    if any(reading.caps[word] and words[word] not in FUNCTION_WORDS for word in range(first, last + 1)):
        return True
    head = next((word for word in range(first, last + 1) if words[word] in _LEADING), last + 1) - 1
    return head >= first and words[head] in _LOCATING


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
