from __future__ import annotations

from stream.tagging.lexicon.forms import Forms

FORMS = Forms("# a comment\n[1]\nwar siege_of_towns\n[2]\nwar_crimes\n")


def test_the_longest_form_wins() -> None:
    """Leftmost first, the longest of those, none overlapping."""
    found = FORMS.find(["the", "war", "crimes", "of", "a", "war", "and", "the", "siege", "of", "towns"])
    assert [(one.first, one.last, one.form.meaning) for one in found] == [
        (1, 2, "2"),
        (5, 5, "1"),
        (8, 10, "1"),
    ]


def test_a_form_needs_all_its_words() -> None:
    """Its rarest word alone is nothing, at the ends of a text as well."""
    assert FORMS.find(["crimes"]) == []
    assert FORMS.find(["siege", "of"]) == []


def test_meanings_are_those_of_the_file() -> None:
    """Every heading that has a form."""
    assert FORMS.meanings == {"1", "2"}
