"""No text raises: cut at any word, in any case, of one word, without an end, of any characters, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stream.model import codec
from stream.tagging.tagger import Tagger

TEXTS = [
    (
        "KESHAR, March 3 (Norrland Wire) - At least 12 civilians, two of them children, were killed and dozens more wounded "
        "when rebels of the Orrin Brigade shelled a market near Aleppo University Hospital on Monday, Gen. Dask Ormund said."
    ),
    (
        "Turkish-led forces of the government of Syria fought al-Shabaab for the town of Mosul, Iraq, from January to May "
        "2024, the Observatory for Human Rights, which is close to the opposition, told reporters in Washington last week."
    ),
    (
        '"They shot dead between 20 and 30 of us," said Abdul Rahman, 43, the chief of St. Austin province; he demanded '
        "talks, threatened sanctions and agreed to a ceasefire. The death toll rose to one hundred and five, up from nine."
    ),
    (
        "President Houston's troops fired two BM-21 Grad rockets, a U.S.-made Javelin and F-16 jets at 5 a.m. Buffalo, New "
        "York and Paris, Texas, mourned; no one was hurt. None of the others, missing since 12/31/1999, surrendered."
    ),
]
# What rules look ahead or behind for, so that any text may begin, end or break off with it.
WORDS = [
    *sorted({word for text in TEXTS for word in text.split()}),
    *(
        "",
        "of",
        "the",
        "shot",
        "dead",
        "or",
        "and",
        "to",
        "more",
        "than",
        "some",
        "tens",
        "hundreds",
        "dozens",
        "half",
    ),
    *(
        "government",
        "Georgia",
        "Niger",
        "State",
        "Street",
        "Gen.",
        "Mr.",
        "St.",
        "U.S.",
        "US",
        "al",
        "'s",
        "-",
        "(",
        ")",
    ),
    *(
        "0",
        "00",
        "31",
        "30",
        "29",
        "1,000",
        "1,2",
        "1.2.3",
        "9" * 400,
        "0000",
        "9999",
        "99/99/9999",
        "2024-02-30",
        "12th",
    ),
    *("\u00bd", "\u00b2", "\u2460", "\u0661\u0662", "\u4e00", "\u0967\u0968", "\U0001d7d9", "\u2167"),
    *(
        "\u0130",
        "\u00df",
        "\ufb01",
        "\u01c6",
        "e\u0301",
        "\u200b",
        "\u202e",
        "\u00a0",
        "\x00",
        "\x1c",
        "\x85",
        "\u2028",
    ),
]
CASES = (str, str.upper, str.lower, str.title, str.swapcase)
DAYS = [None, date(2030, 5, 13), date(2024, 2, 29), date.min, date(1, 1, 5), date(9999, 12, 30), date.max]
GAPS = [" "] * 8 + ["", "-", ", ", ". ", "\n", "\n\n", " - ", "/", '" ', "' ", " (", ") ", ": ", "\u2014"]


def tagged(tagger: Tagger, text: str, day: date | None = None) -> None:
    """Tag a text as body, headline and place of filing at once; the record can be written, and its offsets hold."""
    found = tagger.tag(text, headline=text, date=day, located=text)
    codec.encode(found)
    assert all(text[entity.start : entity.end] == entity.text for entity in found.entities)


@pytest.mark.parametrize("which", ["tagger", "learned"])
def test_texts_cut_at_each_word(which: str, request: pytest.FixtureRequest) -> None:
    """A text may break off, or begin, at any word: as written and in capitals, where most of the rules look ahead."""
    tagger: Tagger = request.getfixturevalue(which)
    for text in TEXTS:
        words = text.split(" ")
        for at in range(len(words)):
            for case in (str, str.upper):
                tagged(tagger, case(" ".join(words[: at + 1])))
                tagged(tagger, case(" ".join(words[at : at + 12])).rstrip(".,;"))


def test_every_form_of_the_lexicon_ends_a_text(tagger: Tagger) -> None:
    """One form in seven behind a short sentence, in capitals and with one, and alone: "He lives in AUSTIN"."""
    for form in list(tagger.lexicon.forms)[::7]:
        tagged(tagger, f"He lives in {form.upper()}")
        tagged(tagger, form.title())


@pytest.mark.parametrize("town", ["AUSTIN", "HOUSTON", "WASHINGTON", "SAN JUAN", "VALENCIA"])
def test_a_town_in_capitals_that_is_a_name_ends_a_text(tagger: Tagger, learned: Tagger, town: str) -> None:
    """The word behind tells a dateline from a person; there need not be one."""
    for text in (town, f"He lives in {town}", f"SHELLING HITS {town}", f"By Dask Ormund, {town}."):
        tagged(tagger, text)
        tagged(learned, text)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(CASES), st.sampled_from(GAPS)), max_size=12),
    st.sampled_from(DAYS),
)
@example([("March", str, " "), ("3", str, " ")], date.min)
@example([("December", str, " "), ("31", str, "")], date.max)
def test_words_in_any_order(
    tagger: Tagger, drawn: list[tuple[str, type[str], str]], day: date | None
) -> None:
    """Words that rules act on, in any order and case, with any gap between, on any day of the calendar."""
    tagged(tagger, "".join(case(word) + gap for word, case, gap in drawn), day)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from(WORDS))
def test_any_characters(learned: Tagger, text: str, word: str) -> None:
    """Characters of any script and category, beside a word that is known."""
    tagged(learned, f"{text}{word} {text}")
