"""The states of Brazil by their two letters, where Portuguese text writes them as places: "Guaraí (TO)", "em MG"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.name_index import DATA, PRECISIONS, PROVINCE, NameIndex
from stream.tagging.languages.gazetteer.name_keys import fold_name

# In brackets, or after a small word and a hyphen, any state; after a preposition only states whose letters are no common abbreviation (not CE, AM).
_BRACKETED: Final = re.compile(r"(?:(?<=\()|(?<=[a-zà-ü]-)|(?<=, ))([A-Z]{2})(?=\)|,)")
_IN: Final = re.compile(r"\b(?:em|no|do) ([A-Z]{2})\b(?![-/.])")
_AMBIGUOUS: Final = frozenset({"CE", "ES", "AM"})


def brazilian_states(text: str, taken: list[tuple[int, int]], index: NameIndex) -> list[FoundPlace]:
    """The states of a text, none overlapping the spans already taken."""
    found = []
    states = _states()
    for pattern in (_BRACKETED, _IN):
        for match in pattern.finditer(text):
            code = match.group(1)
            start, end = match.span(1)
            if code not in states or (pattern is _IN and code in _AMBIGUOUS):
                continue
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            place = next(
                (
                    one
                    for one in index.lookup(fold_name(states[code]))
                    if one.level == PROVINCE and one.country == "BRA"
                ),
                None,
            )
            if place is None:
                continue
            taken.append((start, end))
            found.append(
                FoundPlace(
                    start, end, place.geonameid, place.name, "BRA", place.lat, place.lon, PRECISIONS[PROVINCE]
                )
            )
    return found


@cache
def _states() -> dict[str, str]:
    """The name of each state by its letters."""
    rows: dict[str, str] = {}
    for line in (DATA / "brazilian_states.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, name = line.partition("\t")
            rows[code] = name
    return rows
