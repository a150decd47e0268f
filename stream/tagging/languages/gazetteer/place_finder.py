"""The places of a text in another language than English."""

from __future__ import annotations

from typing import Final

from stream.tagging.languages.gazetteer.brazilian_states import brazilian_states
from stream.tagging.languages.gazetteer.found_place import FoundPlace
from stream.tagging.languages.gazetteer.german_parts import german_parts
from stream.tagging.languages.gazetteer.german_streets import german_streets
from stream.tagging.languages.gazetteer.german_villages import german_villages
from stream.tagging.languages.gazetteer.han_spans import han_spans
from stream.tagging.languages.gazetteer.name_index import PRECISIONS, has_names, name_index
from stream.tagging.languages.gazetteer.name_spans import NameSpan, name_spans
from stream.tagging.languages.gazetteer.which_place import choose_places
from stream.tagging.languages.gazetteer.word_cuts import Cut, cut_words
from stream.tagging.languages.gazetteer.words_around import WordsAround, words_around

_OF: Final = frozenset({"de", "del"})


def find_places(text: str, language: str) -> tuple[FoundPlace, ...]:
    """Every place name of the text in order, none overlapping.

    `language` is an ISO 639-1 code. Its names are loaded at the first text; one that has no index of names has no places.

    Raises:
        StopError: when the packaged file is missing or damaged.
    """
    if not has_names(language):
        return ()
    index = name_index(language)
    unknown: list[FoundPlace] = []
    if language == "zh":
        spans = han_spans(text, index)
        choose_places(spans, index)
    else:
        cuts, around = cut_words(text, index), words_around(language)
        spans = name_spans(text, cuts, index, around)
        choose_places(spans, index)
        unknown = _unknown(text, cuts, spans, around)
        taken = [(one.start, one.end) for one in spans if one.chosen is not None]
        if language == "de":
            unknown += german_parts(text, taken, index)
            unknown += german_streets(text, taken)
            unknown += german_villages(text, taken + [(one.start, one.end) for one in unknown])
        if language == "pt":
            unknown += brazilian_states(text, taken, index)
    found = [_found(span) for span in spans if span.chosen is not None]
    return tuple(sorted([*found, *unknown], key=_start))


def _unknown(text: str, cuts: list[Cut], spans: list[NameSpan], around: WordsAround) -> list[FoundPlace]:
    """Names with a capital behind a small class word ("el pueblo de Xolotepec") that no table has."""
    taken = {number for span in spans for number in range(span.first, span.last + 1)}
    found = []
    for number, cut in enumerate(cuts[1:], start=1):
        before = cuts[number - 1]
        if before.key in _OF and number > 1 and not before.capital:
            before = cuts[number - 2]
        near = not text[before.end : cut.start].strip(" ").removeprefix("de").strip("l ")
        if (
            cut.capital
            and number not in taken
            and near
            and ((before.key in around.classes and not before.capital) or before.key in around.apposed)
        ):
            found.append(FoundPlace(cut.start, cut.end, 0, cut.text, "", None, None, "unresolved"))
    return found


def _start(place: FoundPlace) -> int:
    return place.start


def _found(span: NameSpan) -> FoundPlace:
    place = span.chosen
    assert place is not None  # noqa: S101 - the caller passes settled spans alone
    return FoundPlace(
        span.start,
        span.end,
        place.geonameid,
        place.name,
        place.country,
        place.lat,
        place.lon,
        PRECISIONS[place.level],
        place.adjective,
    )
