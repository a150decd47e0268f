"""Names of places in Chinese text: longest match over simplified characters, refused where it cuts a commoner word."""

from __future__ import annotations

from typing import Final

from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.languages.gazetteer.name_index import COUNTRY, REGION, NameIndex
from stream.tagging.languages.gazetteer.name_spans import NameSpan

# Countries by one character ("中美关系"): only beside another, or before what countries have.
_BESIDE: Final = frozenset("中美俄日英法德韩港台澳欧印越蒙朝巴以伊叙土加意京华")
_FACING: Final = frozenset("驻访赴对反抵来")
_BEHIND: Final = name_forms("zh", "behind")
_ENDINGS: Final = name_forms("zh", "endings")
_BEFORE: Final = frozenset("在于从到自赴往抵至离访向驻来去")
# From this size on a name of two characters is as good as a word of this Zipf frequency, in tenths.
_BIG: Final = 100_000
_NAMED: Final = 40
_TITLES: Final = name_forms("zh", "titles")
_ORGANISED: Final = name_forms("zh", "organised")


def han_spans(text: str, index: NameIndex) -> list[NameSpan]:
    """All spans, leftmost longest, none overlapping; word numbers are character offsets."""
    plain = text.translate(index.simplified) if index.simplified else text
    found: list[NameSpan] = []
    at = 0
    firsts = index.firsts
    while at < len(plain):
        if plain[at] not in _BESIDE and plain[at : at + 2] not in firsts:
            at += 1
            continue
        span = _longest(plain, at, index) or _single(plain, at, index)
        if span is None:
            at += 1
            continue
        found.append(span)
        at = span.end
    return found


def _longest(plain: str, at: int, index: NameIndex) -> NameSpan | None:
    most = index.firsts.get(plain[at : at + 2], 0)
    for size in range(most, 1, -1):
        key = plain[at : at + size]
        if len(key) < size:
            continue
        places = index.lookup(key)
        if not places or (size == 2 and _crosses(plain, at, at + size, index)):
            continue
        town = all(place.level not in {COUNTRY, REGION} for place in places)
        if town and at and _within_word(plain, at, at + size, index):
            continue
        return _with_ending(plain, at, at + size, key, index)
    return None


def _with_ending(plain: str, at: int, end: int, key: str, index: NameIndex) -> NameSpan:
    classed = key.endswith(_ENDINGS) and len(key) > 2
    for ending in _ENDINGS:
        if (
            not classed
            and plain.startswith(ending, end)
            and plain[at : end + len(ending) + 1] not in index.words
        ):
            end += len(ending)
            classed = True
    span = NameSpan(at, end - 1, at, end, key, index.lookup(key))
    span.classed = classed
    span.titled = plain.startswith(_TITLES, end)
    span.cued = at > 0 and plain[at - 1] in _BEFORE
    span.zipf = index.words.get(key, 0) / 10
    span.owned = plain.startswith(_ORGANISED, end)
    return span


def _crosses(plain: str, at: int, end: int, index: NameIndex) -> bool:
    """Whether a word that is commoner than the name begins before it or ends behind it."""
    known = any(place.population >= _BIG for place in index.lookup(plain[at:end]))
    own = max(index.words.get(plain[at:end], 20), _NAMED if known else 0)
    for size in (2, 3, 4):
        for begin in range(max(0, at - size + 1), end):
            stop = begin + size
            if stop > len(plain) or (begin >= at and stop <= end):
                continue
            over = begin < at < stop < end or at < begin < end < stop
            if over and index.words.get(plain[begin:stop], 0) > own + 5:
                return True
    return False


def _within_word(plain: str, at: int, end: int, index: NameIndex) -> bool:
    """Whether the name is the end of a longer word, mostly a person's ("邓小平")."""
    return any(plain[begin:end] in index.words for begin in range(max(0, at - 2), at))


def _single(plain: str, at: int, index: NameIndex) -> NameSpan | None:
    char = plain[at]
    if char not in _BESIDE:
        return None
    behind, before = plain[at + 1 : at + 2], plain[at - 1 : at] if at else ""
    word = any(index.words.get(plain[begin : begin + 2], 0) for begin in (at - 1, at) if begin >= 0)
    beside = behind in _BESIDE or before in _BESIDE
    if before in _FACING and char in _BESIDE and plain[at - 1 : at + 2] not in index.words:
        beside, word = True, word and plain[at : at + 2] in index.words
    if not (beside and not word) and not (plain.startswith(_BEHIND, at + 1) and not word):
        return None
    places = tuple(place for place in index.lookup(char) if place.level == COUNTRY)
    if not places:
        return None
    return NameSpan(at, at, at, at + 1, char, places)
