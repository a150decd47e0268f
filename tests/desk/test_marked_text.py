from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stream.desk.marked_text import Marked, marked


def entity(start: int, end: int, kind: str = "PLACE") -> dict[str, Any]:
    """A mention as records have it."""
    return {"type": kind, "start": start, "end": end}


def told(found: Marked) -> dict[str, str]:
    """The words of each sentence that has a name."""
    words: dict[str, str] = {}
    for paragraph in found.paragraphs:
        for part in paragraph:
            if part.sentence:
                words[part.sentence] = words.get(part.sentence, "") + part.text
    return words


def test_a_sentence_of_an_event_has_a_name() -> None:
    """Whatever mentions stand in it; it begins once."""
    body = "Quiet. Shells fell on Esk. Nobody left.\n\nTwo died in Kalen."
    found = marked(body, [entity(22, 25)], [(7, 26), (7, 26), (41, 59)])
    assert {"sentence-7": "Shells fell on Esk.", "sentence-41": "Two died in Kalen."} == told(found)
    assert found.sentences == told(found).keys()
    assert 2 == sum(part.begins for paragraph in found.paragraphs for part in paragraph)


def test_a_sentence_over_two_lines_has_both() -> None:
    """It has its name on the first."""
    found = marked("Shells fell\non Esk. Quiet.", [], [(0, 19)])
    assert {"sentence-0": "Shells fellon Esk."} == told(found)
    assert [True, False, False] == [part.begins for paragraph in found.paragraphs for part in paragraph]


def test_of_sentences_that_overlap_the_first_has_a_name() -> None:
    """And one that goes beyond the text has none."""
    assert {"sentence-0": "One two"} == told(marked("One two three", [], [(0, 7), (4, 13), (8, 99), (-3, 2)]))


@given(
    st.text("ab \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
    st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32))),
)
def test_sentences_change_no_text(
    body: str, mentions: list[tuple[int, int]], sentences: list[tuple[int, int]]
) -> None:
    """The paragraphs read the same with and without, and each name begins once."""
    entities = [entity(min(each), max(each)) for each in mentions]
    with_names, without = marked(body, entities, sentences), marked(body, entities)
    read = [
        ["".join(part.text for part in line) for line in found.paragraphs] for found in (with_names, without)
    ]
    assert read[0] == read[1]
    begun = [part.sentence for line in with_names.paragraphs for part in line if part.begins]
    assert sorted(begun) == sorted(with_names.sentences)
