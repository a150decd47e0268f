from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.text.diff import MOST_COMPARED_WORDS, side_by_side
from tests.dedup.texts import BRIDGE, BRIDGE_LEAD, BRIDGE_QUOTE, BRIDGE_UPDATED, STRIKE
from tests.intake.scripts import STORY

TEXTS = st.lists(
    st.sampled_from(["one", "two", "three", "four", "five", "six", "—", "\n\n"]), max_size=60
).map(" ".join)


def test_the_same_text_is_one_shared_passage() -> None:
    """Whatever the case and the quotes."""
    (passage,) = side_by_side(BRIDGE, BRIDGE.upper().replace("'", "\u2019"))
    assert ("shared", 0) == (passage.kind, passage.before_start)


def test_an_exchanged_word_stands_beside_the_one_before() -> None:
    """Shared, changed, shared; the offsets name the words in each text."""
    passages = side_by_side(BRIDGE, BRIDGE_UPDATED)
    assert ["shared", "changed", "shared"] == [passage.kind for passage in passages]
    assert ("eleven", "fourteen") == (passages[1].before, passages[1].after)
    assert "eleven" == BRIDGE[passages[1].before_start : passages[1].before_end]
    assert "fourteen" == BRIDGE_UPDATED[passages[1].after_start : passages[1].after_end]


def test_what_one_text_lacks_is_cut_or_added() -> None:
    """Whole sentences, without their full stops."""
    cut = BRIDGE.replace(f"{BRIDGE_QUOTE}\n\n", "")
    assert [BRIDGE_QUOTE.strip('".')] == [p.before for p in side_by_side(BRIDGE, cut) if p.kind == "cut"]
    assert [STRIKE.strip(".")] == [
        p.after for p in side_by_side(BRIDGE_LEAD, f"{BRIDGE_LEAD}\n\n{STRIKE}") if p.kind == "added"
    ]


def test_scripts_without_spaces_are_compared_by_character() -> None:
    """One character exchanged in a Chinese sentence is one character shown."""
    text = STORY["zh"]
    changed = [
        p for p in side_by_side(text, text.replace("\u5468\u4e8c", "\u5468\u4e09")) if p.kind == "changed"
    ]
    assert [("\u4e8c", "\u4e09")] == [(p.before, p.after) for p in changed]


def test_a_book_is_compared_at_its_beginning() -> None:
    """Nobody waits for minutes, or reads on."""
    book = "word " * (MOST_COMPARED_WORDS + 100)
    (passage,) = side_by_side(book, book)
    assert MOST_COMPARED_WORDS == len(passage.before.split())


@given(TEXTS, TEXTS)
def test_passages_lie_in_order_and_are_the_texts(before: str, after: str) -> None:
    """Each names its own words, none overlap, and what is shared is the same."""
    at = other = 0
    for passage in side_by_side(before, after):
        assert at <= passage.before_start <= passage.before_end <= len(before)
        assert other <= passage.after_start <= passage.after_end <= len(after)
        assert passage.before == before[passage.before_start : passage.before_end]
        assert passage.after == after[passage.after_start : passage.after_end]
        if passage.kind == "shared":
            assert passage.before.replace("\u2014", "").split() == passage.after.replace("\u2014", "").split()
        at, other = passage.before_end, passage.after_end
