from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.text.normalise import headline_words, read_body
from tests.intake.making import BODY


def words_of(body: str) -> list[str]:
    """The words that a body is compared by."""
    return read_body(body).words


WORDS = ["the", "crews", "of", "port", "esk", "walked", "out"]


@pytest.mark.parametrize(
    "body",
    [
        "The crews of Port Esk walked out.",
        "THE CREWS OF PORT ESK WALKED OUT.",
        "\u201cThe crews\u201d of Port Esk \u2014 walked out\u2026",
        "The crews of Port\u00a0Esk walked\u200b out.",
        "The crews of Port Esk wal-\nked out.",
        "The crews of Port Esk wal\u00adked out.",
        "\uff34\uff28\uff25 crews of Port Esk walked out.",
        "The crews of Port Esk\n\n   walked   out. \u2014 Lantern",
        "The crews of Port Esk walked out.\n\n\u2014 Lantern Wire\n\nNewspapers in English",
        "Daily Mercury\n\nThe crews of Port Esk walked out.\n\nShare this story\nRead more: Ferries\nAdvertisement",
        "The crews of Port Esk walked out.\n\n(Reporting by Ilse Marn; Editing by Anton Rell)",
        "The crews of Port Esk walked out.\n\n(c) 2026 Lantern Wire. All rights reserved.",
    ],
)
def test_one_text_in_many_dresses_gives_the_same_words(body: str) -> None:
    """Typography, broken lines, furniture and sign-offs do not part a copy from its original."""
    assert words_of(body) == WORDS


def test_stray_spaces_in_compounds_do_not_matter() -> None:
    """Republishers turn `self-styled` into `self- styled`, or break it with another hyphen."""
    expected = words_of("a self-styled guard")

    assert expected == ["a", "self", "styled", "guard"]
    assert expected == words_of("a self- styled guard") == words_of("a self\u2010styled guard")


def test_apostrophes_inside_words_vanish() -> None:
    """Straight, curly or modifier letter: the same word."""
    for mark in "'\u2019\u02bc":
        assert words_of(f"Veldria{mark}s army isn{mark}t there.") == [
            "veldrias",
            "army",
            "isnt",
            "there",
        ]


def test_paragraphs_say_where_their_words_stand() -> None:
    """Offsets are into the body as it came, furniture is in none, and their words add up to the text's."""
    body = "Daily Mercury\n\nThe crews of Port Esk walked out.\n\nRead more: Ferries\n\nTalks resume on Wed\u00adnesday.\r\n"
    reading = read_body(body)

    assert ["The crews of Port Esk walked out.", "Talks resume on Wed\u00adnesday."] == [
        body[each.start : each.end] for each in reading.paragraphs
    ]
    assert [7, 4] == [each.words for each in reading.paragraphs]


def test_wrapped_lines_are_one_paragraph() -> None:
    """A line that ends no sentence goes on in the next; a blank line parts in any case."""
    body = "It was night.\nThe crews of Port Esk walked\nout over night pay.\nNo boat ran.\n\nTalks resume on Wednes-\nday at the\n\nharbour."
    reading = read_body(body)

    assert [
        "It was night.",
        "The crews of Port Esk walked\nout over night pay.",
        "No boat ran.",
        "Talks resume on Wednes-\nday at the",
        "harbour.",
    ] == [body[each.start : each.end] for each in reading.paragraphs]
    assert "wednesday" in reading.words


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aZ. -\n\r\u2028\t9\u4e16\u0e01\u0627\u0301\u2019\u2026!"), max_size=200)
)
def test_paragraphs_lie_in_order_within_the_body(body: str) -> None:
    """Whatever the text, paragraphs do not overlap, none is empty, and their words are all the words."""
    reading = read_body(body)
    at = 0
    for each in reading.paragraphs:
        assert at <= each.start < each.end <= len(body)
        assert each.words > 0
        at = each.end
    assert len(reading.words) == sum(each.words for each in reading.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices of Port Esk's ferry company fell on Tuesday.",
        "Print shops in Port Esk printed the leaflets overnight, a union man said.",
        "Related companies were not charged, the prosecutor said in Kalen.",
        "Next week the crews vote.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    """Only lines that are navigation as a whole go."""
    assert len(words_of(f"{BODY}\n\n{line}\n\n{BODY}")) == 2 * len(words_of(BODY)) + len(words_of(line))


def test_a_long_list_at_the_end_belongs_to_the_article() -> None:
    """Results are lines without a full stop too; only a few lines at an edge are a page's."""
    results = "\n".join(f"Kesh {at} Tamar {at + 1}" for at in range(20))

    assert len(words_of(f"{BODY}\n{results}")) == len(words_of(BODY)) + 80


def test_a_text_of_short_lines_alone_is_kept() -> None:
    """Where nothing looks like prose, nothing is cut."""
    assert words_of("Kesh 1 Tamar 2") == ["kesh", "1", "tamar", "2"]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_tokens_are_plain_words(body: str) -> None:
    """Whatever the text, tokens are non-empty, folded and without apostrophes or spaces."""
    for token in words_of(body):
        assert token
        assert not any(character.isspace() or character in "'\u2019-" for character in token)
        assert token == token.casefold() or not token.isascii()


def test_the_unicode_form_does_not_matter() -> None:
    """Composed or decomposed, an accented word is one word."""
    text = "Le caf\u00e9 de la ville a ferm\u00e9 mardi, a dit le maire."

    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


def test_a_headline_is_folded_like_a_body() -> None:
    """So that the exact hash of a short item sees one text."""
    assert headline_words("Ferry crews\u2019 strike \u2013 day 2") == [
        "ferry",
        "crews",
        "strike",
        "day",
        "2",
    ]
