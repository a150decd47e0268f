from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.desk.search_query import parse_query


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("hospital strike", '"hospital" AND "strike"'),
        ('"air strike"', '"air strike"'),
        ("strike -hospital", '("strike") NOT ("hospital")'),
        ("mosul OR mossul bomb*", '("mosul" OR "mossul") AND "bomb"*'),
        ("source:lantern place:mosul", '{source} : "lantern" AND {place} : "mosul"'),
        ('slug:"veldria depot"', '{slug} : "veldria depot"'),
        ("NEAR(a b)", '"NEAR(a" AND "b)"'),
        ("", ""),
    ],
)
def test_a_query_says_what_its_writer_means(text: str, match: str) -> None:
    """Words, phrases, -not, OR, prefix*, fields; what SQLite would read as a command is a word."""
    found = parse_query(text)
    assert (match, "") == (found.match, found.problem)


@pytest.mark.parametrize(
    ("text", "said", "match"),
    [
        ('air "strike', "quotation mark at character 5", '"air" AND "strike"'),
        ("OR strike", "OR at character 1", '"strike"'),
        ("strike OR", "OR at character 8", '"strike"'),
        ("city:mosul bomb", "city: at character 1 is no field", '"city" AND "mosul" AND "bomb"'),
        ("bomb* OR co*", "co* at character 10 is too short", '"bomb" AND "co"'),
        ("-hospital", "needs a word that is wanted", '"hospital"'),
    ],
)
def test_a_slip_names_its_place_and_the_words_are_searched_plainly(text: str, said: str, match: str) -> None:
    """Nobody gets an empty page for a quotation mark."""
    found = parse_query(text)
    assert said in found.problem
    assert match == found.match


@pytest.mark.parametrize(
    "text",
    [
        "https://www.dailymercury.example/2026/03/17/a-1",
        "urn:newsml:x.example:1",
        "30756fcc3a8d0957",
        "uri:item 7",
        "id:a1",
    ],
)
def test_a_name_that_is_pasted_opens_its_story(text: str) -> None:
    """An address, a uri, an id, or what stands behind `uri:` and `id:`."""
    assert parse_query(text).pasted == text.removeprefix("uri:").removeprefix("id:")


@pytest.mark.parametrize(("text", "unspaced"), [("爆炸", True), ("ระเบิด", True), ("взрыв", False)])
def test_scripts_without_spaces_have_an_index_of_their_own(text: str, unspaced: bool) -> None:
    """Han, kana, Thai, Lao, Burmese and Khmer."""
    assert unspaced == parse_query(text).unspaced


@given(st.text(max_size=310))
def test_whatever_is_typed_is_a_query_that_sqlite_takes(text: str) -> None:
    """No text makes the page fail."""
    found = parse_query(text)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(headline, body, slug, place, source)")
    if found.match:
        connection.execute("SELECT * FROM words WHERE words MATCH ?", (found.match,)).fetchall()
    connection.close()
