"""What one proposed span holds: two names side by side, a person by the noun, a name behind "of", an ordinal before it."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import PlaceMention, Sheet, sense

_OFFICES: Final = word_list("span_parts offices")
_LEADING: Final = word_list("span_parts leading")
_BODIES: Final = word_list("names bodies") | word_list("names irregulars") | word_list("names regulars")
_PEOPLE: Final = (
    word_list("casualties victims") | word_list("casualties singulars") | word_list("span_parts people")
)
_ORDINALS: Final = word_list("span_parts ordinals")
_DETERMINERS: Final = word_list("span_parts determiners")
_HELD: Final = word_list("span_parts held")
_SITES: Final = word_list("places facilities")
_GROUNDS: Final = (
    word_list("spans locating") | word_list("places settlements") | word_list("span_parts sites") | _SITES
)
_UNITS: Final = word_list("names regulars") | word_list("span_parts units")
_SEVERAL: Final = frozenset(word for word in word_list("casualties victims") if word.endswith(("s", "men")))
_SERVICES: Final = word_list("span_parts services")
_SEATED: Final = word_list("span_parts seated")
_KIN: Final = word_list("free_nouns roles")
_SMALL: Final = word_list("spans small")
# Behind a comma these still belong to the name before it.
_SUFFIXES: Final = word_list("span_parts suffixes")


def parts(sheet: Sheet, kind: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """(kind, first, last) of each name or description in a span, left to right."""
    first = _with_ordinal(sheet, first)
    if kind in {"organisation", "person"}:
        site = _site_behind(sheet, last)
        if site > last:
            return [("location", _with_determiner(sheet, first, site), site)]
    if kind == "person" and _is_several(sheet, first, last):
        kind = "organisation"
    if kind in {"organisation", "person"}:
        first = _with_people(sheet, first)
    if kind == "person":
        return [(kind, a, b) for a, b in _persons(sheet, first, last)]
    if kind == "location" and first < last and _is_body(sheet, last):
        return [("organisation", first, last)]
    if kind == "location" and _names_somebody(sheet, first, last):
        return [("person", first, last)]
    if kind == "location":
        return [(kind, _with_determiner(sheet, a, b), b) for a, b in _at_commas(sheet, first, last)]
    if kind != "organisation":
        return [(kind, first, last)]
    if _is_one_person(sheet, first, last):
        return [("person", _with_determiner(sheet, first, last), last)]
    listed = _listed(sheet, first, last)
    if listed:
        return [(kind, a, b) for a, b in listed]
    first = _behind_of(sheet, first, last)
    return [(kind, _with_determiner(sheet, first, last), last)]


def _site_behind(sheet: Sheet, last: int) -> int:
    """The noun of a site or ground that a name is of: "the al-Rawda | mosque", "IS-held | territory"; `last` of none."""
    reading = sheet.reading
    word = last + 1
    end = len(reading.words)
    if word < end and reading.gaps[last] == "-" and reading.words[word] in _HELD:
        last, word = word, word + 1
        held = True
    else:
        held = False
    if word >= end or reading.gaps[last] != " " or reading.caps[word]:
        return -1
    form = reading.words[word]
    return word if form in _SITES or (held and form in _GROUNDS) else -1


def _is_body(sheet: Sheet, last: int) -> bool:
    """Whether a name ends with the noun of a body, which is no place: "Ohio State University"."""
    reading = sheet.reading
    return reading.caps[last] and reading.caps[last - 1] and reading.words[last] in _SEATED


def _names_somebody(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a given name or a noun of one person begins what ends like a place: "her girlfriend Olivia"."""
    reading = sheet.reading
    if first == last or not reading.caps[last] or reading.gaps[first] not in {" ", "-"}:
        return False
    if not reading.caps[first]:
        return reading.words[first] in _KIN and reading.caps[first + 1]
    below = sheet.within(first, last)
    whole = any(one.first == first and one.last == last for one in below)
    return not whole and reading.words[first] in sheet.lexicon.given and all(reading.caps[first : last + 1])


def _is_several(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a phrase ends with a noun of a unit or of several people: "the 158th Fighter Wing", "300 Guard airmen"."""
    reading = sheet.reading
    form = reading.words[last]
    return last > first and (form in _UNITS or (form in _SEVERAL and not reading.caps[last - 1]))


def _with_ordinal(sheet: Sheet, first: int) -> int:
    """From the figure of an ordinal that the span leaves outside: "the 14th | Rifle Brigade"."""
    reading = sheet.reading
    begin = first
    if begin > 0 and reading.words[begin] not in _ORDINALS and reading.words[begin - 1] in _ORDINALS:
        begin -= reading.caps[begin] and reading.gaps[begin - 1] == " "
    if begin > 0 and reading.words[begin] in _ORDINALS and reading.gaps[begin - 1] == "":
        figure = begin - 1
        if reading.words[figure].isdigit() and sheet.owner[figure] is sheet.owner[begin]:
            return figure
    return first


def _with_people(sheet: Sheet, first: int) -> int:
    """From the people or service that a phrase begins behind: "the Iraqi | people", "Navy | Capt. Orrin Vael"."""
    reading = sheet.reading
    if first == 0 or reading.gaps[first - 1] != " ":
        return first
    before = sheet.owner[first - 1]
    if before is not None and before.type is EntityType.NATIONALITY:
        begin = before.first
        article = begin > 0 and reading.words[begin - 1] == "the" and reading.gaps[begin - 1] == " "
        return begin - (article and sheet.owner[begin - 1] is None)
    titled = sheet.beginning.get(first)
    if titled is not None and sense(titled, "title") is not None and reading.words[first - 1] in _SERVICES:
        return first - reading.caps[first - 1]
    return first


def _with_determiner(sheet: Sheet, first: int, last: int) -> int:
    """From the article or possessive before a description; a name has it where the model says so."""
    reading = sheet.reading
    if first == 0 or any(reading.caps[first : last + 1]) or sheet.owner[first - 1] is not None:
        return first
    if reading.words[first] in _DETERMINERS:
        return first
    return first - (reading.words[first - 1] in _DETERMINERS and reading.gaps[first - 1] == " ")


def _persons(sheet: Sheet, first: int, last: int) -> list[tuple[int, int]]:
    """Office and name with a comma between are two descriptions of one person; so are two names joined by "and"."""
    reading = sheet.reading
    found: list[tuple[int, int]] = []
    begin = first
    for word in range(first, last):
        following = word + 1
        if begin <= word and reading.words[following] == "and" and following < last:
            if _is_name(sheet, begin, word) and _is_name(sheet, following + 1, last):
                found.append((begin, word))
                begin = following + 1
        elif _is_comma(sheet, word) or (
            "\n" in reading.gaps[word] and reading.words[following] in {"a", "the"}
        ):
            found.append((begin, word))
            begin = following
    found.append((begin, last))
    return [(a, b) for a, b in found if a <= b]


def _is_name(sheet: Sheet, first: int, last: int) -> bool:
    """Whether two words or more stand there, each with its capital."""
    return last > first and all(sheet.reading.caps[first : last + 1])


def _is_comma(sheet: Sheet, word: int) -> bool:
    """Whether a comma stands behind a word, and behind it a name or an office of its own."""
    reading = sheet.reading
    following = word + 1
    if reading.gaps[word].strip() != "," or reading.words[following] in _SUFFIXES:
        return False
    return reading.caps[following] or reading.words[following] in _DETERMINERS


def _at_commas(sheet: Sheet, first: int, last: int) -> list[tuple[int, int]]:
    """Names of places with a comma between, each its own."""
    reading = sheet.reading
    found: list[tuple[int, int]] = []
    begin = first
    for word in range(first, last):
        if reading.gaps[word].strip() == "," and reading.caps[word] and reading.caps[word + 1]:
            found.append((begin, word))
            begin = word + 1
    return [*found, (begin, last)]


def _is_one_person(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the noun of a phrase is an office that one person holds: "the former leader of the Front"."""
    reading = sheet.reading
    head = _head(sheet, first, last)
    if reading.words[head] not in _OFFICES or any("," in gap for gap in reading.gaps[first:last]):
        return False
    match = sheet.ending.get(head)
    return match is None or sense(match, "head", "group", "forces", "gov", "org") is None


def _head(sheet: Sheet, first: int, last: int) -> int:
    """The last word before what a preposition adds."""
    words = sheet.reading.words
    return next((word for word in range(first + 1, last + 1) if words[word] in _LEADING), last + 1) - 1


def _behind_of(sheet: Sheet, first: int, last: int) -> int:
    """From what stands behind "of" where no people or body stands before it: "the umbrella of | the Coalition"."""
    reading = sheet.reading
    for word in range(last - 1, first, -1):
        if reading.words[word] != "of":
            continue
        head = reading.words[word - 1]
        match = sheet.ending.get(word - 1)
        if (
            any(reading.caps[at] for at in range(first, word) if at != reading.bounds(first)[0])
            or head in _BODIES
            or head in _PEOPLE
            or (
                match is not None
                and match.first >= first
                and sense(match, "head", "group", "forces", "gov", "org") is not None
            )
        ):
            return first
        return word + 1
    return first


def _listed(sheet: Sheet, first: int, last: int) -> list[tuple[int, int]]:
    """The countries of which a span is a list and nothing else: "Norway and Sweden" are two bodies."""
    reading = sheet.reading
    below = sheet.within(first, last)
    if len(below) < 2 or not all(
        isinstance(one, PlaceMention)
        and one.precision == "country"
        and first <= one.first
        and one.last <= last
        for one in below
    ):
        return []
    taken = {word for one in below for word in range(one.first, one.last + 1)}
    if any(word not in taken and reading.words[word] not in _SMALL for word in range(first, last + 1)):
        return []
    return [(one.first, one.last) for one in below]
