from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.loops.plain import LEAD, MAX_KEYS, MIN_KEYS, SHINGLE, TEASER
from stream.text.outline import Paragraph
from stream.text.sketch import (
    decode_bytes,
    encode_sketch,
    keys_in,
    keys_of_many,
    outline_in,
    sketch,
    sketch_bytes,
    split_many,
)
from tests.dedup.texts import prose
from tests.text.reading import decode_sketch

TEXTS = st.builds(lambda seed, words: prose(seed, words).split(), st.integers(0, 10**6), st.integers(1, 1200))


@given(TEXTS)
def test_keys_are_sorted_and_few(words: list[str]) -> None:
    """An ordered set: at least a few where the text has so many shingles, at most the cap and those of the lead."""
    found = sketch(words).keys.tolist()
    assert sorted(set(found)) == found
    assert min(max(len(words) - SHINGLE + 1, 0), MIN_KEYS) <= len(found) <= MAX_KEYS + LEAD - TEASER + 1


def test_sketch_of_too_few_words_has_no_keys() -> None:
    """Below one shingle there is nothing to find it by."""
    assert 0 == len(sketch(prose(1, SHINGLE - 1).split()).keys)
    assert 1 == len(sketch(prose(1, SHINGLE).split()).keys)


def test_keys_of_a_long_text_are_a_sixteenth() -> None:
    """One shingle in sixteen, within chance, and no more than the cap and a few of the lead."""
    assert 0.05 <= len(sketch(prose(6, 3000).split()).keys) / 3000 <= 0.075
    assert MAX_KEYS <= len(sketch(prose(6, 8000).split()).keys) <= MAX_KEYS + 5


def test_sketch_is_the_same_for_ever() -> None:
    """Sketches are kept in changelogs: a change of the hash breaks every running shard, and this test."""
    found = sketch(["one", "two", "three", "four", "five"])
    assert [1130231591] == found.keys.tolist()
    assert [0, 9, 8, 10, 2] == found.outline.codes.tolist()


@given(TEXTS, st.data())
def test_a_part_of_a_long_text_has_its_keys(words: list[str], data: st.DataObject) -> None:
    """What the whole of a long text has as keys in a part behind its lead, the part has too: a trimmed copy is found."""
    words = words + prose(len(words), 400).split()
    start = data.draw(st.integers(LEAD, len(words) // 2))
    part = words[start : start + 200]
    whole = set(sketch(words).keys.tolist())
    rest = set(sketch(words[: start + SHINGLE - 1]).keys.tolist()) | set(
        sketch(words[start + 200 - SHINGLE + 1 :]).keys.tolist()
    )
    assert whole - rest <= set(sketch(part).keys.tolist())


@given(TEXTS)
def test_languages_share_no_keys(words: list[str]) -> None:
    """The same text in two shards' languages meets in neither, also when both stand on one partition."""
    one, other = sketch(words, (), "en").keys, sketch(words, (), "fr").keys
    assert not set(one.tolist()) & set(other.tolist())


@given(TEXTS)
def test_encoding_returns_the_same(words: list[str]) -> None:
    """Base64 and back is the same sketch."""
    of = sketch(words, (Paragraph(3, 9, len(words)),))
    back = decode_sketch(encode_sketch(of))
    assert back.keys.dtype == np.uint32
    assert of.keys.tolist() == back.keys.tolist()
    assert of.outline.codes.tolist() == back.outline.codes.tolist()
    assert of.outline.paragraphs == back.outline.paragraphs
    assert of.outline.checks == back.outline.checks


def test_checks_see_what_the_codes_do_not() -> None:
    """Of words exchanged for others of the same code, nearly all change their paragraph's check."""
    words = prose(1, 80).split()
    seen = same = 0
    for seed in range(400):
        other = [*words[:50], prose(seed, 1), *words[51:]]
        marks = (Paragraph(0, 9, 40), Paragraph(10, 19, 40))
        one, changed = sketch(words, marks).outline, sketch(other, marks).outline
        if one.codes.tolist() == changed.codes.tolist():
            same += 1
            seen += one.checks[1] != changed.checks[1]
            assert one.checks[0] == changed.checks[0]
    assert same >= 10
    assert seen >= same - 1


@given(st.lists(TEXTS, max_size=4))
def test_keys_of_many_are_those_of_each(texts: list[list[str]]) -> None:
    """In one array, each with the place of its sketch; an empty sketch has none."""
    data = [b"", *(sketch_bytes(sketch(words)) for words in texts)]
    keys, places = keys_of_many(data)
    expected = [(place, key) for place, each in enumerate(data) for key in keys_in(each).tolist()]
    assert expected == list(zip(places.tolist(), keys.tolist(), strict=True))
    assert b"" == outline_in(b"") == decode_bytes("")


@given(st.lists(TEXTS, max_size=4))
def test_split_many_are_the_parts_of_each(texts: list[list[str]]) -> None:
    """Keys and outlines one behind the other, with how many and how long they are; an empty sketch has neither."""
    data = [b"", *(sketch_bytes(sketch(words)) for words in texts)]
    bounds = np.cumsum([len(b"before"), *map(len, data)])
    split = split_many(memoryview(b"before" + b"".join(data)), bounds[:-1], bounds[1:])
    assert [len(keys_in(each)) for each in data] == split.counts.tolist()
    assert [key for each in data for key in keys_in(each).tolist()] == split.keys.tolist()
    assert [len(outline_in(each)) for each in data] == split.sizes.tolist()
    assert b"".join(map(outline_in, data)) == split.outlines
