"""The marks as patterns: each list is whole, and no pattern finds a mark in the middle of prose."""

import pytest

from stream.intake.lineage import signal_patterns as patterns
from stream.model.articles import Signal


@pytest.mark.parametrize("word", patterns.SLUG_WORDS)
def test_every_word_of_a_slug_is_read_as_a_mark(word: str) -> None:
    """A word with a meaning is one that the pattern of slugs finds, behind a comma and in parentheses."""
    for slug in (f"VELDRIA-BRIDGE, {word}", f"VELDRIA-BRIDGE ({word})"):
        mark = patterns.SLUG_MARK.search(slug)
        assert mark is not None
        assert mark[1] == word


def test_every_signal_has_marks_of_a_headline_and_of_a_note() -> None:
    """Each of the six signals can be told in both places, in English and in another language."""
    for table in (patterns.HEADLINE, patterns.HEADLINE_OTHER, patterns.EDNOTE):
        assert {signal for signal, _ in table} == set(Signal)


def test_prose_that_has_the_words_begins_with_no_mark() -> None:
    """The words of the marks inside a sentence are the news."""
    prose = "Farmers hold a correction to the update that would kill, repeat and eliminate the subsidy"
    assert not any(pattern.match(prose) for _, pattern in (*patterns.HEADLINE, *patterns.HEADLINE_OTHER))
    assert patterns.BARE.match(prose) is None
    assert patterns.BEHIND.search(prose) is None
