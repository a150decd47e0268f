"""Villages and named spots of German that no table has, by how their names end: "in Wollersheim", "im Susa-Tal", "am Nussweg"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.languages.gazetteer.name_index import DATA
from stream.tagging.lexicon.list_file import read_lists

_PREPOSITION: Final = f"(?:{'|'.join(name_forms('de', 'before_villages'))})"
_AT: Final = f"(?:{'|'.join(name_forms('de', 'at'))})"


def german_villages(text: str, taken: list[tuple[int, int]]) -> list[FoundPlace]:
    """The villages and spots of a text, none overlapping the spans already taken; they have no coordinates."""
    found = []
    patterns, words = _rules()
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            name = match.group(1)
            if name.lower() in words or any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            found.append(FoundPlace(start, end, 0, name, "", None, None, "unresolved"))
    return found


@cache
def town_parts() -> frozenset[str]:
    """What stands behind a town's name and is the town or a part of it, in small letters."""
    return frozenset(_lists()["of_town"])


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return read_lists(DATA / "german_villages.txt")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], ...], frozenset[str]]:
    """The patterns of village names, and the words that match them but are no names (german_villages.txt)."""
    lists = _lists()
    village = "|".join((*lists["village"], *lists["counted"]))
    small = rf"[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:{village})"
    return (
        re.compile(rf"\b((?:[A-ZÄÖÜ][a-zäöüß]+-)+(?:{'|'.join(lists['spot'])})s?)\b"),
        re.compile(rf"\b{_AT} ([A-ZÄÖÜ][a-zäöüß]{{3,}}(?:{'|'.join(lists['way'])}))\b"),
        re.compile(rf"\b(?i:{_PREPOSITION}) ({small}(?:-[A-ZÄÖÜ][a-zäöüß]+)?)\b(?! ?[A-ZÄÖÜ&])"),
        re.compile(rf"\b([A-ZÄÖÜ][a-zäöüß]{{3,}}-{small})\b"),
        re.compile(
            rf"\b((?!(?:{'|'.join(lists['no_sight'])})\b)[A-ZÄÖÜ][a-zäöüß]{{3,}}er (?:{'|'.join(lists['sight'])})s?)\b"
        ),
        re.compile(rf"\b((?:{'|'.join(lists['saint'])})(?:{'|'.join(lists['church'])}))\b"),
        re.compile(
            rf"\b(?:{'|'.join(lists['report'])})(?:-[A-Z]+)?: ([A-ZÄÖÜ][a-zäöüß]+-[A-ZÄÖÜ][a-zäöüß]+)(?= -)"
        ),
        re.compile(
            r"(?<!FC )(?<!SV )\b((?:St\.|Sankt) [A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?)\b(?!-)"
        ),
        re.compile(r"\b(?:auf|an|über) der ([AB] ?\d{1,3})\b"),
    ), frozenset(lists["word"])
