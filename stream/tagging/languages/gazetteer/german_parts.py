"""Parts of countries and towns that German writes as one word: "Südfrankreich", "Ost-Berlin", "Berlin-Tempelhof", "Gaza-Stadt"."""

from __future__ import annotations

import re
from typing import Final

from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.german_villages import town_parts
from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.languages.gazetteer.name_index import (
    COUNTRY,
    PRECISIONS,
    REGION,
    TOWN,
    KnownPlace,
    NameIndex,
)
from stream.tagging.languages.gazetteer.name_keys import fold_name

_QUARTER: Final = f"(?:{'|'.join(name_forms('de', 'parts'))})"
_PART: Final = re.compile(rf"\b{_QUARTER}(?:-([A-ZÄÖÜ][a-zäöüß]{{3,}})|([a-zäöüß]{{4,}}))\b")
_DOUBLE: Final = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2,})-([A-ZÄÖÜ][a-zäöüß]{3,})\b")
# A part of a smaller town is seldom named; what reads like one is a word ("Westrand").
_LARGE: Final = 200_000
# A word as frequent as this is no quarter's name ("Berlin-Essen" is about food).
_COMMON: Final = 4.0


def german_parts(text: str, taken: list[tuple[int, int]], index: NameIndex) -> list[FoundPlace]:
    """The parts of known places in a text, none overlapping the spans already taken; a part of a country has no coordinates."""
    found = []
    for match in _PART.finditer(text):
        whole = _large((match.group(1) or match.group(2)), index)
        if whole is not None and not _is_taken(match.span(), taken):
            found.append(_part(match.group(), match.span(), whole))
    for match in _DOUBLE.finditer(text):
        town, second = _large(match.group(1), index), match.group(2).lower()
        if town is None or town.level != TOWN:
            continue
        quarter = any(
            one.country == town.country and one.level == TOWN for one in index.lookup(fold_name(second))
        )
        named = second in town_parts() or (quarter and index.zipf(fold_name(second)) < _COMMON)
        if named and not _is_taken(match.span(), taken):
            found.append(_part(match.group(), match.span(), town))
    return found


def _large(name: str, index: NameIndex) -> KnownPlace | None:
    """The country, region or large town of a name, also of its genitive."""
    for form in (name, name.removesuffix("s")):
        for one in sorted(index.lookup(fold_name(form)), key=lambda place: -place.population):
            if one.level in {COUNTRY, REGION} or (one.level == TOWN and one.population >= _LARGE):
                return one
    return None


def _part(written: str, span: tuple[int, int], whole: KnownPlace) -> FoundPlace:
    if whole.level == TOWN:
        return FoundPlace(
            span[0],
            span[1],
            whole.geonameid,
            whole.name,
            whole.country,
            whole.lat,
            whole.lon,
            PRECISIONS[TOWN],
        )
    return FoundPlace(span[0], span[1], 0, written, whole.country, None, None, "unresolved")


def _is_taken(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    if any(span[0] < stop and begin < span[1] for begin, stop in taken):
        return True
    taken.append(span)
    return False
