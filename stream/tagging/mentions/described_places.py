"""Places without a point of their own: described by the settled places around them, or pointed to as "the city"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from stream.tagging.mentions.cues import DIVISIONS, SETTLEMENTS
from stream.tagging.mentions.ranking import Context
from stream.tagging.sheet import PlaceMention, Sheet

# A description reaches this many words: "the village of X, east of Y".
_REACH: Final = 60
_FIRST: Final = attrgetter("first")


def describe_all(sheet: Sheet, places: list[PlaceMention], context: Context) -> None:
    """What the gazetteer lacks is located by the settled places around it, with a precision that says so."""
    settled = places_in_order(
        place for place in places if place.chosen is not None and place.chosen.level != 1
    )
    for place in places:
        if place.type is None or place.precision != "unresolved":
            continue
        described = place.kind in SETTLEMENTS or place.kind in DIVISIONS
        anchor = anchor_of(sheet, place.first, settled)
        if anchor is not None and anchor.chosen is not None and place.kind not in DIVISIONS:
            place.country, place.admin1 = anchor.country, anchor.admin1
            place.near, place.precision = anchor.name, "described"
        elif described and context.leading:
            place.country = _foremost(sheet, context)
            place.precision = "described"


def refer(sheet: Sheet, places: list[PlaceMention]) -> None:
    """Point "the city", "the province" to the last place of that sort named before, or else the first named."""
    settled = places_in_order(
        place for place in places if place.chosen is not None and place.type is not None
    )
    if not settled:
        return
    generic = places_in_order(
        mention
        for mention in sheet.mentions
        if isinstance(mention, PlaceMention) and mention.generic and mention.type is not None
    )
    latest: dict[bool, str] = {}
    for place in reversed(settled):
        if place.chosen is not None:
            latest[place.chosen.level > 0] = place.name  # the first of its sort, where none stands before
    words = sheet.reading.words
    at = 0
    for mention in generic:
        while at < len(settled) and settled[at].first < mention.first:
            place, at = settled[at], at + 1
            if place.chosen is not None:
                latest[place.chosen.level > 0] = place.name
        noun = words[mention.last]
        definite = words[mention.first] in {"the", "this", "that"} and mention.last == mention.first + 1
        if definite and (noun in DIVISIONS or noun in SETTLEMENTS):
            mention.refers_to = latest.get(noun in DIVISIONS, "")


def _foremost(sheet: Sheet, context: Context) -> str:
    """The country with the most votes; of equals the one whose mention comes first, then by code."""
    first: dict[str, int] = {}
    for mention in sheet.mentions:
        if mention.type is not None and mention.country:
            first[mention.country] = min(mention.first, first.get(mention.country, mention.first))
    never = len(sheet.reading.words)
    votes = context.votes
    return min(votes, key=lambda country: (-votes[country], first.get(country, never), country))


def anchor_of(sheet: Sheet, word: int, settled: list[PlaceMention]) -> PlaceMention | None:
    """The settled place nearest to a word, those of its sentence first; none beyond the reach of a description.

    The settled places are in the order of the text (`places_in_order`): only those within reach are looked at.
    """
    sentence = sheet.reading.sentence_of
    low = bisect_left(settled, word - _REACH, key=_FIRST)
    stop = bisect_right(settled, word + _REACH, key=_FIRST)
    return min(
        settled[low:stop],
        key=lambda other: (sentence[other.first] != sentence[word], abs(other.first - word)),
        default=None,
    )


def places_in_order(places: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Places in the order of the text."""
    return sorted(places, key=_FIRST)
