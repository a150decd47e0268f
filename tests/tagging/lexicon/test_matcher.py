from __future__ import annotations

from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.lexicon.matcher import match
from stream.tagging.lexicon.reading import read_text


def kinds(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    """(text, first kind) of every match."""
    reading = read_text(text)
    return [
        (reading.span(found.first, found.last), found.senses[0].kind) for found in match(reading, lexicon)
    ]


def test_the_longest_form_wins(lexicon: Lexicon) -> None:
    """Such as "Islamic State" is one name, not a modifier and a noun."""
    assert kinds(lexicon, "Islamic State retreated") == [("Islamic State", "group"), ("retreated", "event")]


def test_forms_end_where_words_end(lexicon: Lexicon) -> None:
    """No "arms" in "armstrong", no "war" in "warm"."""
    assert kinds(lexicon, "Armstrong warmly thanked farms") == []


def test_what_a_failed_match_swallows_is_found_again(lexicon: Lexicon) -> None:
    """A form that breaks off inside a word does not hide the forms under it."""
    assert ("attacking", "event") in kinds(lexicon, "fired live rounds attacking us")


def test_names_need_their_capital_and_acronyms_all(lexicon: Lexicon) -> None:
    """Such as "turkey" is a bird, "us" and "is" are words."""
    assert kinds(lexicon, "it is us who ate turkey") == []
    assert [text for text, _ in kinds(lexicon, "IS left Turkey")] == ["IS", "Turkey"]


def test_names_run_over_a_line_end(lexicon: Lexicon) -> None:
    """Wire text breaks lines inside names."""
    assert kinds(lexicon, "Islamic\nState") == [("Islamic\nState", "group")]
