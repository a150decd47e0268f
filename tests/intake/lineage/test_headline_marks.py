"""What a headline's marks say is read once, and where it has none, two looks say so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.intake.lineage import headline_marks
from stream.intake.lineage import signal_patterns as patterns
from stream.intake.lineage.marks import MARKS

_WORDS = st.sampled_from(
    [
        *(mark.words for mark in MARKS),
        *("KILL", "KILL KILL", "STORY", "WITHDRAWN", "HOLD", "UPDATE 2", "CORRECTED", "Correction", "clarification"),
        *("2nd Ld", "2ND LEAD", "REFILE", "RPT", "Advisory", "Bridge", "seized", "note to editors", "Rückruf", "12"),
    ]
)  # fmt: skip
_SIGNS = st.sampled_from([" ", "-", ":", " - ", "/", "(", ")", "[", "]", "\u3010", "\u3011", "\uff1a", "\u2013", ", ", "", "\u25ce", "  "])  # fmt: skip
_HEADLINES = st.lists(st.one_of(_WORDS, _SIGNS), max_size=8).map("".join)


@given(_HEADLINES)
def test_a_headline_without_a_mark_in_front_is_known_by_one_pattern(headline: str) -> None:
    """The first look says no exactly where every pattern of the marks in front does."""
    looked = headline_marks.ANY_IN_FRONT.match(headline) is not None
    assert looked == any(pattern.match(headline) for _, pattern in headline_marks.IN_FRONT)


@given(_HEADLINES)
def test_no_mark_stands_behind_a_headline_without_a_sign(headline: str) -> None:
    """Where there is no bracket, dash or stroke no pattern of the marks behind finds anything."""
    if headline_marks.SIGN_BEHIND.search(headline) is None:
        assert patterns.BEHIND.search(headline) is None
        assert not any(pattern.search(headline) for _, pattern in patterns.BEHIND_OTHER)


@given(_HEADLINES)
def test_a_headline_is_bared_of_what_its_marks_are(headline: str) -> None:
    """Without a mark, a note of the house or a bare order a headline is its own bare one."""
    told = headline_marks.marks_of(headline)
    if not (told.front or told.behind or told.bare or told.killed or told.of_the_house):
        assert headline_marks.bare_headline(headline) == " ".join(headline.split())


def test_a_kill_of_a_part_is_no_mark() -> None:
    """A photo's kill marks no headline; the story's with it does."""
    assert headline_marks.marks_of("KILL: PHOTO of the bridge").front == ()
    assert headline_marks.marks_of("KILL: PHOTO and the story").front != ()
