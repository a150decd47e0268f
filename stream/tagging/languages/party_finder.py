"""Who acts: named groups, forces and bodies, and what nouns describe ("Russian soldiers", "the rebels")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.languages.language_data import BODY, GroupRow, shared_actors
from stream.tagging.languages.phrase_trie import FoundPhrase
from stream.tagging.languages.script_words import MARK, NUMBER, WORD
from stream.tagging.languages.sense_map import SenseMap

# Kinds of phrases that make up a party, those that name more first.
_PARTS: Final = ("named", "head", "nation", "country", "modifier")
_BEGINNINGS: Final = frozenset(_PARTS)
# In cased scripts a short name is an acronym: "IS" and "is" are different words.
_ACRONYM: Final = 3
_SHORT: Final = 5
# Agencies that write themselves without a capital.
_SMALL: Final = frozenset({"dpa", "ots", "afp"})
_MOST_LINKS: Final = 2
_BODY_NAME: Final = 6  # words of the name of a body behind its noun
_ARTICLE: Final = "\u0627\u0644"  # the Arabic article: an adjective has it where its noun does
OPENING: Final = frozenset('\u00ab\u201c\u201e"')
CLOSING: Final = frozenset('\u00bb\u201d\u201c"')


@dataclass(slots=True)
class Party:
    """A mention of who acts: words `first` to `last`; a `weak` one is told by what stands before it and gives way to a place."""

    first: int
    last: int
    kind: EntityType
    name: str
    country: str
    generic: bool
    role: str = ""
    weak: bool = False


def find_parties(senses: SenseMap) -> list[Party]:
    """The parties of a text in order; none overlap."""
    found: list[Party] = []
    acting = senses.any_of(_BEGINNINGS) - _attributes(senses)
    for first, stop in senses.words.sentences:
        at = first
        while at < stop:
            party = _party(senses, at, stop) if at in acting else None
            if party is None:
                at += 1
            else:
                found.append(party)
                at = party.last + 1
    return found


def _attributes(senses: SenseMap) -> set[int]:
    """The words of phrases in which what else names a body is an attribute of a thing: "military service"."""
    return {
        word
        for at in senses.where.get("no_party", ())
        for found in senses.starting[at]
        if found.sense.kind == "no_party"
        for word in range(at, found.stop)
    }


def _part(senses: SenseMap, at: int) -> FoundPhrase | None:
    """The part of a party that begins at a word, the longest."""
    best: FoundPhrase | None = None
    for found in senses.starting[at]:
        kind = found.sense.kind
        if kind not in _PARTS or (kind == "named" and not _is_written_so(senses, at, found)):
            continue
        if kind == "country" and not _is_capital(senses, at):
            continue
        if kind == "named" and _is_in_compound(senses, at, found):
            continue
        if best is None or (found.stop, -_PARTS.index(kind)) > (best.stop, -_PARTS.index(best.sense.kind)):
            best = found
    return best


def _is_capital(senses: SenseMap, at: int) -> bool:
    return senses.data.settings.get("script") not in {"latin", "cyrillic"} or senses.words.is_capital(at)


def _is_in_compound(senses: SenseMap, at: int, found: FoundPhrase) -> bool:
    """Whether a body's name only begins or fills a compound: the chief in "Google-Chef", the street in "Richard-Wagner-Straße"."""
    if senses.data.settings.get("compounds") != "yes":
        return False
    words = senses.words
    before = at > 0 and words.forms[at - 1] == "-" and words.touches(at) and words.touches(at - 1)
    behind = (
        found.stop + 1 < len(words.forms)
        and words.forms[found.stop] == "-"
        and words.touches(found.stop)
        and words.touches(found.stop + 1)
    )
    return (before and behind) or (
        behind and shared_actors()[found.sense.value].kind == EntityType.ORGANISATION
    )


def _is_written_so(senses: SenseMap, at: int, found: FoundPhrase) -> bool:
    """Whether a name has the capitals that it needs: all of an acronym, the first of a short name."""
    if senses.data.settings.get("script") not in {"latin", "cyrillic"}:
        return True
    written = senses.words.between(at, found.stop - 1)
    if found.sense.value == BODY:
        return not written.islower() or written in _SMALL
    if len(written) <= _ACRONYM and written not in _SMALL:
        return written.isupper()
    if at > 0 and senses.has(at, "surname") and senses.words.is_capital(at - 1):
        return found.stop > at + 1
    if written.islower():
        return len(written) > _SHORT and "named_lower" not in senses.data.settings
    return True


def _party(senses: SenseMap, at: int, stop: int) -> Party | None:
    """The party that begins at a word."""
    nation = ""
    row: GroupRow | None = None
    head = ""
    index = at
    last = -1
    while index < stop:
        part = _part(senses, index)
        if part is None:
            break
        kind = part.sense.kind
        if kind == "country" and senses.data.settings.get("country_first") != "yes":
            break
        if kind in {"nation", "country"}:
            nation = nation or part.sense.value
        elif kind == "named":
            row = shared_actors()[part.sense.value]
        elif kind == "head":
            head, _, country = part.sense.value.partition(" ")
            nation = nation or country
        index = part.stop
        last = index - 1
        if head or row is not None:
            break
        if kind in {"nation", "country"}:
            index = _over(senses, index, stop)
    if row is None and not head:
        return _nationality(senses, at)
    if row is not None and not head:
        following = _part(senses, last + 1) if last + 1 < stop else None
        if (
            following is not None
            and following.sense.kind == "head"
            and senses.data.settings.get("country_first") == "yes"
        ):
            head, last = following.sense.value, following.stop - 1
    start = at
    if head == "GOVERNMENT" and row is None and at > 0 and senses.has(at - 1, "holder"):
        return None  # "the minister of the interior" is a person
    if head:
        last, row, nation = _extended(senses, last, stop, row, nation)
    if row is not None:
        return Party(start, last, EntityType(row.kind), row.name, row.country, generic=False)
    if head == "body":
        named = _body_end(senses, last, stop)
        if named == last:
            return None
        return Party(start, named, EntityType.ORGANISATION, "", nation, generic=False)
    return Party(start, last, EntityType(head), "", nation, generic=True)


def _over(senses: SenseMap, index: int, stop: int) -> int:
    """Past a mark or small word that joins a premodifier to what follows ("Israeli-", "以色列的")."""
    if index < stop and (senses.words.forms[index] == "-" or senses.has(index, "joins_nation")):
        return index + 1
    return index


def _extended(
    senses: SenseMap, last: int, stop: int, row: GroupRow | None, nation: str
) -> tuple[int, GroupRow | None, str]:
    """What follows a noun and belongs to it: "army of Colombia", "dissidents of the FARC", "armée israélienne"."""
    index = last + 1
    while index < stop:
        links = 0
        while index < stop and links < _MOST_LINKS and senses.has(index, "party_link"):
            link = senses.at(index, "party_link")
            index = link.stop if link is not None else index + 1
            links += 1
        if (
            index < stop
            and senses.words.kinds[index] == MARK
            and senses.words.forms[index] in {"-", "'", *OPENING}
        ):
            index += 1
        part = _part(senses, index) if index < stop else None
        if part is None:
            break
        kind = part.sense.kind
        if kind == "named" and row is None:
            row = shared_actors()[part.sense.value]
            if (
                index < stop
                and last + 1 < index
                and senses.words.forms[index - 1] in OPENING
                and part.stop < stop
                and senses.words.forms[part.stop] in CLOSING
            ):
                last = part.stop
                index = part.stop + 1
                continue
        elif kind in {"nation", "country"} and not nation:
            nation = part.sense.value
        elif not (
            (kind == "modifier" and not links)
            or (kind == "head" and links and part.sense.value != "CIVILIANS")
        ):
            break
        last = part.stop - 1
        index = part.stop
    return last, row, nation


def _body_end(senses: SenseMap, last: int, stop: int) -> int:
    """The last word of a body's name behind its noun: in quotation marks, or words with capitals."""
    words = senses.words
    index = last + 1
    if index < stop and words.forms[index] in OPENING:
        for at in range(index + 1, min(stop, index + 2 + _BODY_NAME)):
            if words.forms[at] in CLOSING:
                return at
        return last
    if senses.data.settings.get("body_next") == "yes":
        return _next_end(senses, last, stop)
    end = last
    club = words.between(last, last).isupper()  # "SG 01 Höchst"
    while index < stop and index - last <= _BODY_NAME:
        if senses.has(index, "party_link") or words.forms[index] in {"-", "'"}:
            index += 1
            continue
        if words.kinds[index] == NUMBER and club and words.forms[index].isdigit():
            end = index
            index += 1
            continue
        if words.kinds[index] != WORD or not words.is_capital(index):
            break
        end = index
        index += 1
    return end


def _next_end(senses: SenseMap, last: int, stop: int) -> int:
    """The last word of a body's name in a script without capitals: the word behind its noun, and an adjective behind that."""
    words = senses.words
    index = last + 1
    if index >= stop or words.kinds[index] != WORD or _is_loose(senses, index):
        return last
    # Behind a noun with the article stands an adjective with the article, or what is no name ("the company said").
    if words.forms[last].startswith(_ARTICLE) and not words.forms[index].startswith(_ARTICLE):
        return last
    following = index + 1
    definite = (
        following < stop and words.kinds[following] == WORD and words.forms[following].startswith(_ARTICLE)
    )
    return (
        following
        if definite and words.forms[index].startswith(_ARTICLE) and not _is_loose(senses, following)
        else index
    )


def _is_loose(senses: SenseMap, at: int) -> bool:
    return any(
        found.sense.kind in {"light", "clause", "saying", "event", "reached"} for found in senses.starting[at]
    )


def _nationality(senses: SenseMap, at: int) -> Party | None:
    """A people or an adjective of one that stands alone."""
    nation = senses.at(at, "nation")
    if nation is None:
        return None
    return Party(at, nation.stop - 1, EntityType.NATIONALITY, "", nation.sense.value, generic=False)
