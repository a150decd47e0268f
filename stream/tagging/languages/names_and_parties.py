"""Places and parties that a text names with the same words: which of the two stays, and which places only name who acts."""

from __future__ import annotations

from stream.model.tags import EntityType
from stream.tagging.languages.asked_names import FoundName
from stream.tagging.languages.party_finder import Party
from stream.tagging.languages.sense_map import SenseMap


def part_names(names: tuple[FoundName, ...], senses: SenseMap, parties: list[Party]) -> list[FoundName]:
    """The names of a text; a place in a party's name is `acting`, and nothing happened there. A bare adjective of a people gives way to a name.

    A place in the name of a body that Latin letters tell by its capitals ("Wall Street Journal") is part of that name alone.
    """
    # Capitals of a dateline ("EL OBEID") look like an acronym.
    parties[:] = [party for party in parties if not _is_within(senses, party, names)]
    spans = [
        (senses.words.starts[party.first], senses.words.ends[party.last])
        for party in parties
        if party.kind is not EntityType.NATIONALITY
    ]
    inside = [
        (senses.words.starts[party.first], senses.words.ends[party.last])
        for party in parties
        if party.kind is EntityType.ORGANISATION
        and not party.name
        and senses.data.settings.get("script") == "latin"
    ]
    names = tuple(
        one for one in names if not any(start < one.end and one.start < end for start, end in inside)
    )
    kept = [
        one._replace(acting=True) if any(start < one.end and one.start < end for start, end in spans) else one
        for one in names
        if one.kind is EntityType.PLACE
        or not any(start < one.end and one.start < end for start, end in spans)
    ]
    lying = [(one.start, one.end) for one in kept if not one.acting]
    parties[:] = [
        party
        for party in parties
        if party.kind is not EntityType.NATIONALITY
        or not any(
            start < senses.words.ends[party.last] and senses.words.starts[party.first] < end
            for start, end in lying
        )
    ]
    return kept


def _is_within(senses: SenseMap, party: Party, names: tuple[FoundName, ...]) -> bool:
    """Whether a body of capitals alone is a place's name or part of one, or one told by a role alone meets a place."""
    start, end = senses.words.starts[party.first], senses.words.ends[party.last]
    if party.weak:
        return any(one.start < end and start < one.end for one in names)
    if party.kind is not EntityType.ORGANISATION or party.name or party.first != party.last:
        return False
    return senses.words.text[start:end].isupper() and any(
        one.start <= start and end <= one.end and one.kind is EntityType.PLACE for one in names
    )
