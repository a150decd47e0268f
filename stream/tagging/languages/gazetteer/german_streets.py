"""Streets and squares in German text by how their names end: no table has them, and they say where something happened."""

from __future__ import annotations

import re
from typing import Final

from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.words_around import words_around

_NAMES: Final = re.compile(
    r"\b(?:(?:[A-ZÄÖÜ][\wäöüß]+[- ])?[A-ZÄÖÜ][\wäöüß]*(?:er|en)[- ](?:Straße|Strasse|Allee|Platz|Weg|Ring|Damm)"
    r"|(?:[A-ZÄÖÜ][\wäöüß]+-)+(?:Straße|Strasse|Allee|Platz|Weg|Ring|Damm)"
    r"|[A-ZÄÖÜ][\wäöüß]{3,}(?:straße|strasse|allee))\b"
)


def german_streets(text: str, taken: list[tuple[int, int]]) -> list[FoundPlace]:
    """The streets of a text, none overlapping the spans already taken; they have no coordinates."""
    found = []
    around = words_around("de")
    for match in _NAMES.finditer(text):
        name = match.group()
        first = re.split("[- ]", name)[0].lower()
        if (
            first in around.unnamed
            or first.removesuffix("straße").removesuffix("strasse").removesuffix("allee") in around.sorts
        ):
            continue
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        found.append(FoundPlace(start, end, 0, name, "", None, None, "unresolved"))
    return found
