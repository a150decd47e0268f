"""Running tolls ("more than 200,000 since 2011"), told apart from the dead of one incident."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Sheet

_WARS: Final = word_list("cumulative wars")
_SPANS: Final = word_list("cumulative spans")
# How far from the count or its verb the words stand that make it a running one.
_NEAR: Final = 14
_SUBJECT: Final = 7


def is_cumulative(sheet: Sheet, verb: int, count: int, sentence: tuple[int, int]) -> bool:
    """Whether a count whose verb is word `verb` adds up over time.

    It does since some time, so far, over the last months, this year, or where a war rather than a blow has killed.
    """
    words = sheet.reading.words
    low = max(sentence[0], min(verb, count) - _NEAR)
    stop = min(sentence[1], max(verb, count) + _NEAR)
    for at in range(low, stop):
        word = words[at]
        following = words[at + 1] if at + 1 < stop else ""
        if word == "since" and (
            following[:1].isdigit() or following in _STARTS or _dated(sheet, at + 1, stop)
        ):
            return True
        if (word, following) in {
            ("so", "far"),
            ("to", "date"),
            ("in", "total"),
            ("this", "year"),
            ("each", "year"),
            ("every", "year"),
            ("a", "total"),
        }:
            return True
        if word in _SPANS and _LASTING & set(words[max(low, at - 4) : at]):
            return True
        if word in _LONG_SPANS and at >= low + 2 and words[at - 2] in _THROUGH and following in {"of", ""}:
            return True  # "during ten years of civil war"
        if word in {"during", "throughout"} and (
            (following.isdigit() and len(following) == 4)
            or words[at + 1 : at + 4] == ["the", "month", "of"]
            or words[at + 1 : at + 4] == ["the", "year", "of"]
        ):
            return True  # "during 1990", "during the month of May"
    before = words[max(sentence[0], verb - _SUBJECT) : verb]
    return bool(before) and before[-1] in {"has", "have", "had"} and not _WARS.isdisjoint(before)


_STARTS: Final = word_list("cumulative starts")
_THROUGH: Final = word_list("cumulative through")
_LASTING: Final = word_list("cumulative lasting")


def _dated(sheet: Sheet, at: int, stop: int) -> bool:
    owned = sheet.owner[at] if at < stop else None
    return owned is not None and owned.type is EntityType.DATE


# What a text recalls on its day: the dead of another time.
_RECALLING: Final = word_list("cumulative recalling")
_RECALLED: Final = word_list("cumulative recalled")
_LONG_SPANS: Final = word_list("cumulative long_spans")
_BEGINNING: Final = word_list("cumulative beginning")


def is_remembered(sheet: Sheet, at: int) -> bool:
    """Whether a verb tells of another time that its sentence recalls: an anniversary, "30 years since", "in 1988"."""
    reading = sheet.reading
    words, gaps = reading.words, reading.gaps
    low, stop = reading.bounds(at)
    for word in range(low, stop):
        form = words[word]
        following = words[word + 1] if word + 1 < stop else ""
        if form in _RECALLING and word < at and not any("," in gap or ";" in gap for gap in gaps[word:at]):
            return not form.startswith("memorial") or following in {"to", "for"}
        if form in _RECALLED and word > at and words[word - 1] in {"were", "was", "are"}:
            return True
        spans = form in _LONG_SPANS and following in {"since", "ago", "on"} and word > low
        if spans and _BEGINNING.isdisjoint(words[max(low, word - 4) : word]):
            return True
    dates = [m for m in sheet.within(low, stop - 1) if m.type is EntityType.DATE] if sheet.year else []
    nearest = min(dates, key=lambda one: (abs(one.first - at), one.first), default=None)
    value = nearest.value[:4] if nearest is not None else ""
    return value.isdigit() and int(value) < sheet.year - 1
