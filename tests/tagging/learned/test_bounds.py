from __future__ import annotations

import pytest

from stream.model.tags import EntityType
from stream.tagging.learned.bounds import trimmed
from stream.tagging.learned.spans import settle_spans
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.lexicon.matcher import match
from stream.tagging.lexicon.reading import read_text
from stream.tagging.sheet import Sheet
from stream.tagging.tagger import Tagger


def kept(lexicon: Lexicon, text: str, span: str) -> str | None:
    """What is left of a span of a text."""
    reading = read_text(text)
    sheet = Sheet(reading, lexicon, match(reading, lexicon))
    begin = text.index(span)
    inside = [n for n, at in enumerate(reading.starts) if begin <= at < begin + len(span)]
    bounds = trimmed(sheet, inside[0], inside[-1])
    return None if bounds is None else reading.span(*bounds)


@pytest.mark.parametrize(
    ("text", "span", "left"),
    [
        ("Harwen \u2014 Two rival forces met.", "\u2014 Two rival forces", "rival forces"),
        ("It met after President Orrin.", "after President Orrin", "President Orrin"),
        ("the group's health ministry", "'s health ministry", "health ministry"),
        ("We won, he said Orrin Vael.", "he said Orrin Vael", "Orrin Vael"),
        ("the Blue Guard (BG, once a union)", "the Blue Guard (BG", "the Blue Guard"),
        ("known as the Blue Guard are here", "Blue Guard are", "Blue Guard"),
        ("met at 10 Harbour Road", "10 Harbour Road", "10 Harbour Road"),
        ("Two Iraqi soldiers came", "Two Iraqi soldiers", "Iraqi soldiers"),
        ("the Blue Guard of Harwen", "the Blue Guard of Harwen", "the Blue Guard of Harwen"),
        ("he said that", "said", None),
    ],
)
def test_a_span_holds_no_more_than_a_name(lexicon: Lexicon, text: str, span: str, left: str | None) -> None:
    """Counts, prepositions, verbs, possessives and half brackets around a name are no part of it."""
    assert kept(lexicon, text, span) == left


def test_small_names_stay(lexicon: Lexicon) -> None:
    """Such as "IS", which is also a verb, at the start of a sentence."""
    assert kept(lexicon, "IS fighters fled.", "IS fighters") == "IS fighters"


def test_a_dateline_names_a_place(tagger: Tagger) -> None:
    """A town in capitals that the map lacks is no body, whatever the model says; a body that is known stays one."""
    for text, expected in (
        ("ZINJORA \u2014 Rain fell.", EntityType.PLACE),
        ("NATO \u2014 it met again.", EntityType.ORGANISATION),
    ):
        sheet = tagger.sheet(text)
        settle_spans(sheet, [("organisation", 0, 0)])
        assert [mention.type for mention in sheet.within(0, 0)] == [expected]
