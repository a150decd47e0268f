"""Cheap looks before slow patterns say no only where the pattern does, and what is read at once is read as line by line."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stream.text.furniture import FURNITURE, may_be_furniture
from stream.text.language import detected, language_of
from stream.text.link_words import LINK_LABELS
from stream.text.orthography import code_page, is_sound, repaired
from stream.text.wall_words import GATE, OTHER_WALL_HINTS
from stream.text.walls import is_label, is_suspect
from stream.text.words import words_as_written
from tests.intake.scripts import STORY

_FURNITURE_WORDS = (
    "advertisement", "Sponsored content", "promoted", "paid content", "story continues below", "continue reading", "article continues",
    "read more", "See all", "show comments", "find out more", "also read", "must read", "click here", "tap here", "read the full story",
    "you may also like", "share", "E-mail", "email this", "like us", "sign up for", "log in", "login", "register now", "donate", "comments",
    "reply", "related", "Related stories", "trending now", "top tags", "most popular", "more from the paper", "related: x", "tags: a",
    "filed under", "topics: b", "source: c", "via: d", "photo: e", "our newsletter", "get our app", "push notifications", "free trial",
    "privacy policy", "terms of use", "cookie settings", "this website uses cookies", "we use cookies", "accept all cookies", "photos",
    "Gallery", "image caption", "play video", "file photo", "video loading", "poll loading", "scroll down for more", "enable javascript",
    "please enable javascript", "skip to content", "back to top", "close dialog", "home", "menu", "contact us", "about us",
    "newspapers in velmar", "updated: 3 March", "follow us on twitter", "a man read more books", "they share", "12", "-",
)  # fmt: skip
_LETTERS = st.text(
    st.sampled_from("abcz \u00c3\u00a9\u00c2\u00b3\u00bf\u00b9\u00e9\u00f3\u0420\u0421\u0430\u201c\u2019\u00a0\u2026\u2010\n&;amp\u00df"), max_size=30
)  # fmt: skip
_LABEL = re.compile(
    rf"(?:{'|'.join(each for one in LINK_LABELS.values() for each in one)})(?:\s?[:\uff1a\u00bb>|].*)?\W*"
)
_PLAIN_LABELS = [each for one in LINK_LABELS.values() for each in one if each.isalpha() or " " in each]


@given(st.lists(st.sampled_from(_FURNITURE_WORDS), max_size=3).map(" ".join))
def test_a_line_that_the_look_refuses_is_no_furniture(line: str) -> None:
    """By its first word and by the words inside."""
    assert may_be_furniture(line) or FURNITURE.fullmatch(line) is None


@given(_LETTERS)
def test_a_sound_text_is_sound_in_each_line(text: str) -> None:
    """What is told of all lines at once holds of each of them: nothing is to be repaired."""
    if is_sound(text):
        assert repaired(text) == text
        assert all(repaired(line) == line for line in text.splitlines())


@given(_LETTERS)
def test_a_misread_text_is_not_sound(text: str) -> None:
    """A text that repairing changes never counts as sound."""
    assert repaired(text) == text or not is_sound(text)


@given(
    st.lists(st.sampled_from((*OTHER_WALL_HINTS, "compte", "news", "\u201c", "\u2019", "é", "\u041a\u041e\u041d\u0422\u041e", "Labonepe")), max_size=4).map("".join)
)  # fmt: skip
def test_a_paragraph_is_suspect_by_its_hints(text: str) -> None:
    """Any of the hints of other languages in a paragraph that is not ASCII alone, or a word of the gate."""
    words = words_as_written(text)[0]
    expected = not text.isascii() and any(hint in text.casefold() for hint in OTHER_WALL_HINTS)
    assert is_suspect(text, words) == (expected or not GATE.isdisjoint(words))


@given(st.sampled_from(_PLAIN_LABELS), st.sampled_from(("", ":", ": x", " >", "!", "s", " y", " \u00bb z")))
def test_a_label_is_known_as_by_its_words_one_by_one(label: str, behind: str) -> None:
    """The arranged pattern matches a whole line where the plain one does."""
    assert is_label(label + behind) == (_LABEL.fullmatch(label + behind) is not None)


@given(_LETTERS, st.sampled_from(("en", "de", "fr", "")))
def test_words_are_those_of_the_text_without_apostrophes_and_typography(text: str, language: str) -> None:
    """In whatever order the signs are taken out."""
    text = unicodedata.normalize("NFKC", text)
    bare = re.sub("['`\u2018\u2019\u02bc\u201b\u2032\xad]", "", text)
    bare = re.sub("[\u201c\u201d\u2013\u2014\u2026\u2022\xa0]", " ", bare)
    assert words_as_written(text, language) == words_as_written(bare, language)


def test_a_text_that_is_english_throughout_needs_no_detector() -> None:
    """The article in every quarter of a text says what the detector says; in one half alone it says nothing."""
    english = " ".join(f"The mayor of the town said the bridge of number {at} was shut." for at in range(12))
    assert language_of("", "", english) == detected(english) == "en"
    half = f"{english[:450]} {STORY['ru'][:450]}"
    assert language_of("", "", half) == detected(f"\n{half[:1000]}")


_DAMAGED = st.text(
    st.sampled_from("abz \u00c3\u00c2\u00e9\u00f3\u251c\u252c\u2500\u00da\u00be\u201d\u201c\u2013\u2026\u0410\u0415\u0430\u0420\u0421"), max_size=24
)  # fmt: skip
_INSIDE = "(?<=[a-z].)(?=[a-z])"


@given(_DAMAGED)
def test_a_code_page_is_told_as_by_patterns_over_the_whole_text(text: str) -> None:
    """Two places of one kind, whichever of its characters stand there."""
    expected = ""
    for page, pattern in (
        ("from dos", f"[\u201a\u0160\u2026\u2021\u02c6\u0152\u201e\u201d\u201c\u00a4\u00a2\u00a1\u00a3\u0081\u2013]{_INSIDE}"),
        ("as dos", f"[\u00da\u00de\u00d3\u00db\u00dd\u00f7\u00be\u00b1\u00b6\u00af\u2580]{_INSIDE}"),
        ("utf-8", "[\u251c\u252c\u2500\u253c][\u0080-\uffff]"),
    ):  # fmt: skip
        expected = page if len(re.findall(pattern, text)) >= 2 else expected
    misread = re.search(
        "[\u00c2-\u00f4][\u0080-\u00bf\u201d\u201c\u2013\u2026]|\u00c3 |(?:[\u0420\u0421].){4}", text
    )
    assert code_page(text) == ("" if misread else expected)


@given(
    st.text(st.sampled_from("lLiI\u0130\u0131kK\u212as\u017fe \u201c\u00e9:"), max_size=12),
    st.sampled_from(("", "like", "Share ", "topics: ")),
)
def test_a_line_beyond_ascii_that_the_look_refuses_is_no_furniture(text: str, opening: str) -> None:
    """Letters that count as letters of ASCII in any case are let pass."""
    for line in (opening + text, text + opening):
        assert may_be_furniture(line) or FURNITURE.fullmatch(line) is None
