from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.loops.chosen import ascii_words
from stream.text.words import ascii_text, words, words_as_written
from tests.intake.scripts import STORY

UNSPACED = ("zh", "ja", "th", "lo", "km", "my")


@pytest.mark.parametrize("language", STORY)
def test_a_story_has_about_as_many_words_in_every_script(language: str) -> None:
    """Thresholds count words: the same story must not be a brief in one script and a feature in another."""
    per_character = len(words(STORY[language])) / len(STORY[language].replace(" ", ""))
    length = {"zh": (1.4, 2.6), "ja": (1.4, 2.8)}.get(language, (2.0, 7.5))
    assert 1 / length[1] <= per_character <= 1 / length[0]


@pytest.mark.parametrize("language", UNSPACED)
def test_a_passage_is_cut_the_same_wherever_it_stands(language: str) -> None:
    """Only the words at its edges may differ."""
    text = STORY[language].replace("\n", "")
    passage = text[40:140]
    inside, alone = words(text), words(passage)
    core = alone[2:-2]
    assert any(core == inside[at : at + len(core)] for at in range(len(inside)))


@pytest.mark.parametrize("language", UNSPACED)
def test_an_edit_moves_few_words(language: str) -> None:
    """One character more changes the words about it, not all that follow."""
    text = STORY[language].replace("\n", "")
    before, after = words(text), words(text[:60] + text[30] + text[60:])
    assert before[-10:] == after[-10:]
    assert len(set(before) - set(after)) <= 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0642\u064e\u0631\u0651\u064e\u0631\u064e \u0645\u064e\u062c\u0644\u0650\u0633", "\u0642\u0631\u0631 \u0645\u062c\u0644\u0633"),
        ("\u0627\u0644\u0645\u0640\u0640\u0640\u062f\u064a\u0646\u0629", "\u0627\u0644\u0645\u062f\u064a\u0646\u0629"),
        ("\u0625\u063a\u0644\u0627\u0642 \u0623\u0639\u0645\u0627\u0644", "\u0627\u063a\u0644\u0627\u0642 \u0627\u0639\u0645\u0627\u0644"),
        ("\u06a9\u06cc\u0634", "\u0643\u064a\u0634"),
        ("\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
        ("\u202b\u0642\u0631\u0631\u202c \u2067\u0645\u062c\u0644\u0633\u2069", "\u0642\u0631\u0631 \u0645\u062c\u0644\u0633"),
    ],
)  # fmt: skip
def test_right_to_left_text_in_many_dresses_is_one_text(one: str, other: str) -> None:
    """Vowel points, stretched lines, forms of alef, yeh and kaf, and marks of direction part no copy."""
    assert words(one) == words(other)


def test_marks_belong_to_their_words() -> None:
    """A Hindi word is one word, not the pieces between its vowel signs."""
    assert 2 == len(words("\u092a\u094b\u0930\u094d\u091f \u090f\u0938\u094d\u0915"))


def test_other_words_among_unspaced_ones_stay_whole() -> None:
    """Names and numbers in a Chinese sentence are words of their own."""
    found = words("\u57c3\u65af\u514b\u6e2fPort Esk\u8bae\u4f1a2026\u5e74")
    assert [word for word in found if word.isascii()] == ["port", "esk", "2026"]


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("a\u4e16\u754c\u3042\u0e01\u0e31\u0e2a\u1000\u1031\u0627\u0640 9-"),
        max_size=80,
    )
)
def test_cutting_loses_no_letter(text: str) -> None:
    """The words of an unspaced text, joined, are its letters in order."""
    kept = "".join(
        char for char in text.casefold() if unicodedata.category(char)[0] in "LNM" and char != "\u0640"
    )
    assert kept == "".join(words(text)).replace("_", "")


@given(
    st.text(
        st.one_of(
            st.characters(max_codepoint=127),
            st.sampled_from("\u2019\u201c\u201d\u2014\xa0\u200b\xe9\u20ac\u0416"),
        )
    ),
    st.sampled_from(["", "en", "de", "fr"]),
)
def test_words_of_what_is_ascii_but_for_typography_are_runs_of_it(text: str, language: str) -> None:
    """Where a text is told to be so, its runs are its words, folded and as they are written."""
    plain = ascii_text(text, language)
    if plain is not None:
        assert ascii_words(plain) == words_as_written(text, language)
    else:
        assert language == "de" or not text.isascii()


def test_english_with_typography_is_read_as_ascii() -> None:
    """Apostrophes join, quotes and dashes part; another letter, or a language that spells letters out, is not read so."""
    assert "Veldrias port  quay" == ascii_text(
        "Veldria\u2019s port\u201d \u201cquay".replace("\u201d \u201c", "\u201c\u2014"), "en"
    )
    assert None is ascii_text("caf\xe9", "en")
    assert None is ascii_text("Hafen", "de")
