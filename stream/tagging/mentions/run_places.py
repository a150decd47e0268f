"""Runs of capitals that are places: told by the gazetteer or by the words around them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.folding import key, loose_key
from stream.tagging.lexicon.gazetteer import Toponym
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.mentions.cues import AREAS, DIRECTIONS, DIVISIONS, cue_of, kind_of, larger, means_town
from stream.tagging.mentions.namesakes import has_own_town, is_namesake
from stream.tagging.mentions.runs import Run
from stream.tagging.sheet import Mention, PlaceMention, Sheet

# Towns whose names are words that the lexicon's English lacks.
_EVERYDAY: Final = word_list("places everyday")
_ALSO_GIVEN: Final = word_list("places also_given")
_WATERS: Final = word_list("places waters")
# A town this big is taken for a place without a cue, if it is not also a person's name or a word.
_KNOWN_TOWN: Final = 100_000
_LONGEST_NAME: Final = 5
# In a text all in capitals a name cannot be told from a word: only towns of this size count there.
_KNOWN_IN_CAPITALS: Final = 20_000
_STREETS: Final = word_list("places streets")


def place_in_run(sheet: Sheet, run: Run, *, personal: bool) -> bool:
    """Claim the run as a place, or its parts where hyphens or the gazetteer say so; false if it is none."""
    if run.last - run.first >= _LONGEST_NAME or is_namesake(sheet, run.last + 1):
        return False
    if not sheet.reading.upper and has_own_town(sheet, run.last + 1):
        return False
    words = sheet.reading.words
    if run.first < run.last and words[run.last] in _STREETS and not sheet.reading.upper:
        sheet.claim(Mention(EntityType.FACILITY, run.first, run.last, category="road"))
        return True
    area = run.first < run.last and words[run.last] in AREAS
    if _claim(sheet, run.first, run.last, personal=personal and not area):
        return True
    if run.joined and run.last - run.first > 1 and _is_given_pair(sheet, run.first):
        return False  # "Caroline-Anne Velmar"
    if run.joined:
        cuts = [run.first, *(word + 1 for word in run.joined), run.last + 1]
        parts = [_claim(sheet, a, b - 1, personal=False) for a, b in pairwise(cuts)]
        return any(parts)
    if area:
        return _claim(sheet, run.first, run.last - 1, personal=False)
    if run.first < run.last and words[run.first] in DIRECTIONS:
        return _claim(sheet, run.first + 1, run.last, personal=False)
    return False


def _is_given_pair(sheet: Sheet, first: int) -> bool:
    """Whether a run begins with two names joined by a hyphen of which one is a given name and no country's."""
    pair = sheet.reading.words[first : first + 2]
    joined = sheet.reading.gaps[first] == "-"
    return joined and any(word in sheet.lexicon.given and word not in _ALSO_GIVEN for word in pair)


def _claim(sheet: Sheet, first: int, last: int, *, personal: bool) -> bool:
    reading = sheet.reading
    words = reading.words
    name = key(place_text(sheet, first, last))
    if len(name) < 3 or name.isdigit():
        return False
    kind, cue = kind_of(sheet, first, last), cue_of(sheet, first, last)
    candidates = _candidates(sheet, name, kind)
    water = words[last] in _WATERS and last > first
    if (
        not candidates
        and not kind
        and not water
        and not (cue == "locative" and last - first < 3 and not personal)
    ):
        return False
    if personal and not kind and cue != "comma" and not (cue == "locative" and candidates and first < last):
        return False
    everyday = name in sheet.lexicon.given or name in sheet.lexicon.ordinary
    owners = [place for place in candidates if not everyday or name in (place.own, place.short)]
    biggest = max((place.population for place in owners), default=0)
    acronym = first == last and 1 < len(words[first]) <= 4 and reading.span(first, last).isupper()
    if acronym and not reading.upper and not kind and cue not in {"comma", "dateline"}:
        return False
    if reading.upper and not kind and biggest < _KNOWN_IN_CAPITALS:
        return False
    if first == last and not kind and cue != "comma" and not _bare(sheet, first, cue, biggest):
        return False
    mention = PlaceMention(
        EntityType.PLACE, first, last, key=name, candidates=candidates, cued=bool(kind or cue), kind=kind
    )
    mention.town = means_town(sheet, first)
    mention.loose = sheet.lexicon.gazetteer.lookup(loose_key(name)) if not reading.upper else ()
    mention.within = larger(sheet, last)
    if kind in DIVISIONS and last + 1 < len(words) and words[last + 1] == kind:
        mention.last = last + 1
    sheet.claim(mention)
    return True


def _candidates(sheet: Sheet, name: str, kind: str) -> tuple[Toponym, ...]:
    """The places of a name, first those of the name with its noun ("Morris County", "Niger State")."""
    lookup = sheet.lexicon.gazetteer.lookup
    return (lookup(f"{name} {kind}") if kind in DIVISIONS else ()) or lookup(name)


def _bare(sheet: Sheet, word: int, cue: str, biggest: int) -> bool:
    """Whether one word with no noun of place beside it may be a place: big, or cued and no word of English."""
    name = sheet.reading.words[word]
    if name in DIRECTIONS:
        return False
    begins = sheet.reading.bounds(word)[0] == word
    everyday = (
        name in sheet.lexicon.ordinary
        or name in _EVERYDAY
        or (name in sheet.lexicon.given and biggest < _KNOWN_TOWN)
    )
    if everyday and (begins or not cue or biggest < _KNOWN_TOWN) and not (biggest >= 1_000_000):
        return False
    return bool(cue) or biggest >= _KNOWN_TOWN


def place_text(sheet: Sheet, first: int, last: int) -> str:
    """The folded words of a name, over the end of a line as over a space."""
    reading = sheet.reading
    return reading.folded[reading.starts[first] : reading.ends[last]].replace("\n", " ")
