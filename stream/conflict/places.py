"""Mentions of places: countries, regions, and runs of capitals that the gazetteer or the words around call a place."""

from __future__ import annotations

import re
from itertools import pairwise

from stream.conflict.draft import Draft, Mention, PlaceMention, sense
from stream.conflict.folding import key, loose_key
from stream.conflict.matcher import Match
from stream.conflict.runs import FUNCTION_WORDS, Run
from stream.conflict.vocabulary import words
from stream.records import EntityType

SETTLEMENTS = words("places settlements")
DIVISIONS = words("places divisions")
_PREPOSITIONS = words("places prepositions")
_LOCATIVES = _PREPOSITIONS - {"of", "on", "to", "from", "between", "through", "over", "off", "via"}
# Towns whose names are words that the lexicon's English lacks.
_EVERYDAY = words("places everyday")
_WATERS = words("places waters")
# A town this big is taken for a place without a cue, if it is not also a person's name or a word.
_KNOWN_TOWN = 100_000
_LONGEST_NAME = 5
# A state or province weighs as a town of this size.
_DIVISION_SIZE = 150_000
# In a text all in capitals a name cannot be told from a word: only towns of this size count there.
_KNOWN_IN_CAPITALS = 20_000
_DATELINE = re.compile(r"[^\n]{0,80}?(?:\u2014|--|\u2013| - |\)\s*-)")

_AUXILIARIES = words("places auxiliaries")


def country_mentions(draft: Draft) -> None:
    """Claim countries, as a government where they act, else as a place; and regions of the lexicon."""
    for match in draft.matches:
        meaning = sense(match, "country", "region", "state")
        if meaning is None or not draft.free(match.first, match.last):
            continue
        if sense(match, "people") is not None and _adjectival(draft, match):
            continue
        if meaning.kind == "country" and acts(draft, match):
            draft.claim(
                Mention(EntityType.GOVERNMENT, match.first, match.last, meaning.name, meaning.attribute)
            )
            continue
        place = PlaceMention(EntityType.PLACE, match.first, match.last, meaning.name)
        if meaning.kind == "state":
            place.key, place.cued = meaning.name, True
            place.candidates = tuple(p for p in draft.lexicon.gazetteer.lookup(meaning.name) if p.division)
        elif meaning.kind == "country":
            place.country, place.precision = meaning.attribute, "country"
        else:
            place.region, place.precision = meaning.attribute, "region"
        draft.claim(place)


def _adjectival(draft: Draft, match: Match) -> bool:
    """Such as "U.S. forces", "US-led": the country's name used as an adjective."""
    reading = draft.reading
    before = reading.words[match.first - 1] if match.first else ""
    after = match.last + 1
    if after >= len(reading.words) or reading.gaps[match.last] not in {" ", "-"}:
        return False
    if reading.gaps[match.last] == "-":
        return True
    follower = reading.words[after]
    return (
        before not in _LOCATIVES
        and follower not in FUNCTION_WORDS
        and follower not in _AUXILIARIES
        and not follower.isdigit()
    )


def acts(draft: Draft, match: Match) -> bool:
    """Whether the country is the one who does it: before a verb of doing, or after "by"."""
    reading = draft.reading
    words, gaps = reading.words, reading.gaps
    first, stop = reading.bounds(match.first)
    before = words[match.first - 1] if match.first > first else ""
    if before == "the" and match.first - 2 >= first:
        before = words[match.first - 2]
    if before == "by":
        return gaps[match.last].strip() != "-"
    if before in _PREPOSITIONS or (before in {"and", "s"} and _placed_before(draft, match.first - 2)):
        return False
    after = match.last + 1
    if after < stop and words[after].endswith("ly") and gaps[match.last] == " ":
        after += 1
    return after < stop and gaps[after - 1] == " " and words[after] in _AUXILIARIES


def _placed_before(draft: Draft, word: int) -> bool:
    owned = draft.owner[word] if word >= 0 else None
    return owned is not None and owned.type is EntityType.PLACE


def place_in_run(draft: Draft, run: Run, *, personal: bool) -> bool:
    """Claim the run as a place, or its parts where hyphens or the gazetteer say so; false if it is none."""
    if run.last - run.first >= _LONGEST_NAME:
        return False
    if _claim(draft, run.first, run.last, personal=personal):
        return True
    if run.joined:
        cuts = [run.first, *(word + 1 for word in run.joined), run.last + 1]
        parts = [_claim(draft, a, b - 1, personal=False) for a, b in pairwise(cuts)]
        return any(parts)
    words = draft.reading.words
    if run.first < run.last and words[run.last] in DIVISIONS | SETTLEMENTS:
        return _claim(draft, run.first, run.last - 1, personal=False)
    if run.first < run.last and words[run.first] in {
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "greater",
        "downtown",
        "upper",
        "lower",
    }:
        return _claim(draft, run.first + 1, run.last, personal=False)
    return False


def _claim(draft: Draft, first: int, last: int, *, personal: bool) -> bool:
    reading = draft.reading
    words = reading.words
    name = key(reading.folded[reading.starts[first] : reading.ends[last]].replace("\n", " "))
    if len(name) < 3 or name.isdigit():
        return False
    candidates = draft.lexicon.gazetteer.lookup(name)
    kind = _kind(draft, first, last)
    cue = _cue(draft, first, last)
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
    biggest = max((place.population or _DIVISION_SIZE * place.division for place in candidates), default=0)
    acronym = first == last and 1 < len(words[first]) <= 4 and reading.span(first, last).isupper()
    if acronym and not reading.upper and not kind and cue not in {"comma", "dateline"}:
        return False
    if reading.upper and not kind and biggest < _KNOWN_IN_CAPITALS:
        return False
    single = first == last
    if single and not kind and cue != "comma":
        word = words[first]
        begins = reading.bounds(first)[0] == first
        everyday = (
            word in draft.lexicon.ordinary
            or word in _EVERYDAY
            or (word in draft.lexicon.given and biggest < _KNOWN_TOWN)
        )
        if everyday and (begins or not cue or biggest < _KNOWN_TOWN) and not (biggest >= 1_000_000):
            return False
        if not cue and biggest < _KNOWN_TOWN:
            return False
    place = PlaceMention(
        EntityType.PLACE, first, last, key=name, candidates=candidates, cued=bool(kind or cue), kind=kind
    )
    place.loose = draft.lexicon.gazetteer.lookup(loose_key(name)) if not reading.upper else ()
    place.within = _within(draft, last)
    if kind in DIVISIONS and last + 1 < len(words) and words[last + 1] == kind:
        place.last = last + 1
    draft.claim(place)
    return True


def _kind(draft: Draft, first: int, last: int) -> str:
    """The noun of place beside the name: "Albu Kamal city", "villages of A and B", "the town of A"."""
    reading = draft.reading
    words, gaps = reading.words, reading.gaps
    start, stop = reading.bounds(first)
    if last + 1 < stop and gaps[last] in {" ", "\n"} and words[last + 1] in (SETTLEMENTS | DIVISIONS):
        return words[last + 1]
    at = first - 1
    for _ in range(6):
        if at <= start:
            return ""
        if words[at] == "of" and words[at - 1] in (SETTLEMENTS | DIVISIONS):
            return words[at - 1]
        if words[at] in SETTLEMENTS and at == first - 1 and gaps[at] == " ":
            return words[at]
        owned = draft.owner[at]
        listed = (
            words[at] == "and"
            or gaps[at].strip() == ","
            or (owned is not None and owned.type is EntityType.PLACE)
        )
        if not listed:
            return ""
        at -= 1
    return ""


def _cue(draft: Draft, first: int, last: int) -> str:
    """`locative` after a preposition of place, `preposition` after another, `comma` before a known larger place."""
    reading = draft.reading
    start = reading.bounds(first)[0]
    if _within(draft, last):
        return "comma"
    if first == start:
        return "dateline" if is_dateline(draft, first) else ""
    before = reading.words[first - 1]
    if reading.gaps[first - 1] == " ":
        if before in _LOCATIVES:
            return "locative"
        if before in _PREPOSITIONS:
            return "preposition"
    listed = first - 2 if before == "and" and first >= 2 else first - 1
    owned = draft.owner[listed] if before == "and" or reading.gaps[first - 1].strip() == "," else None
    return "preposition" if owned is not None and owned.type is EntityType.PLACE else ""


def is_dateline(draft: Draft, first: int) -> bool:
    """Whether a sentence opens like a dateline: a place, then a dash within its first line."""
    reading = draft.reading
    begin = reading.starts[first]
    return (
        begin < 1500
        and _DATELINE.match(reading.text[begin : begin + 90]) is not None
        and reading.span(first, first).isupper()
    )


def _within(draft: Draft, last: int) -> str:
    """ISO code or key of the larger place that follows a comma."""
    reading = draft.reading
    after = last + 1
    if after >= len(reading.words) or reading.gaps[last].strip() != ",":
        return ""
    match = draft.beginning.get(after)
    larger = sense(match, "country", "state") if match is not None else None
    if larger is not None:
        return larger.attribute or larger.name
    if reading.caps[after] and reading.words[after] not in FUNCTION_WORDS:
        for end in (after + 1, after):
            if end < len(reading.words) and (end == after or reading.gaps[after] == " "):
                name = key(reading.phrase(after, end))
                if any(place.division for place in draft.lexicon.gazetteer.lookup(name)):
                    return name
    return ""
