"""Two versions of a story side by side, as an editor reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.desk.compare.tokens import blocks_of, tokens_of
from stream.desk.compare.two_texts import Comparison, compare
from stream.desk.compare.word_runs import TextRun, compare_words

LEAD = "PORT ESK, March 17 (Lantern) - Fighters of the Orrin Brigade shelled the Kesh bridge on Tuesday, killing 8 people."
BOATS = (
    "Two ferries that lay at the northern pier burned until the harbour master had them towed into the bay."
)
MAYOR = (
    "The mayor, Ilse Marn, said the town had asked the government for tents and drinking water since Sunday."
)
TRADE = (
    "Grain prices at the port exchange rose by a tenth within an hour of the first reports from the bridge."
)
PIECES = st.sampled_from(
    [
        LEAD,
        BOATS,
        MAYOR,
        TRADE,
        "Share",
        "Read more",
        "He declined.",
        "\u6e2f\u53e3\u4eca\u5929\u88ab\u70ae\u51fb\u3002",
        "a b",
        "",
    ]
)


def body(*paragraphs: str) -> str:
    """A body of these paragraphs."""
    return "\n\n".join(paragraphs)


def kinds(found: Comparison) -> list[str]:
    """The kinds of the rows, in order."""
    return [row.kind for row in found.rows]


def test_a_new_toll_is_two_words_in_one_row() -> None:
    """The paragraph is the same one, and nothing but the number is marked."""
    found = compare(body(LEAD, BOATS), body(LEAD.replace("killing 8", "killing 11"), BOATS))
    assert kinds(found) == ["changed", "same"]
    changed = [run for run in found.rows[0].runs if run.kind != "same"]
    assert changed == [TextRun("cut", "8 "), TextRun("added", "11 ")]
    assert (found.counts.changed, found.counts.words_cut, found.counts.words_added) == (1, 1, 1)


def test_a_cut_tail_and_an_added_paragraph_are_counted() -> None:
    """As an outlet does it: the end goes, and a paragraph of its own comes."""
    found = compare(body(LEAD, BOATS, TRADE), body(LEAD, MAYOR, BOATS))
    assert kinds(found) == ["same", "added", "same", "cut"]
    assert (found.counts.cut, found.counts.added) == (1, 1)


def test_a_paragraph_in_another_place_has_moved() -> None:
    """It is neither cut nor added; both rows have the number of the move, and a change on the way is marked."""
    found = compare(
        body(LEAD, BOATS, MAYOR, TRADE), body(LEAD, MAYOR.replace("Sunday", "Monday"), BOATS, TRADE)
    )
    assert sorted(kinds(found)) == ["moved_away", "moved_here", "same", "same", "same"]
    away = next(row for row in found.rows if row.kind == "moved_away")
    here = next(row for row in found.rows if row.kind == "moved_here")
    assert away.move == here.move == 1
    assert {run.text.strip() for run in here.runs if run.kind != "same"} == {"Sunday", "Monday"}
    assert (found.counts.moved, found.counts.cut, found.counts.added) == (1, 0, 0)


def test_where_a_paragraph_is_split_is_no_difference() -> None:
    """Outlets set the same words in shorter paragraphs."""
    found = compare(body(f"{LEAD} {BOATS}", MAYOR), body(LEAD, BOATS, MAYOR))
    assert kinds(found) == ["same", "same"]
    assert compare(body(LEAD, BOATS, MAYOR), body(f"{LEAD} {BOATS}", MAYOR)).counts.changed == 0


def test_typesetting_is_no_difference_and_case_is() -> None:
    """Quotes, dashes and space are a house's, a name in capitals is seen."""
    assert kinds(
        compare('It\'s "over" - he said of Esk.', "It\u2019s \u201cover\u201d \u2014 he  said of Esk.")
    ) == ["same"]
    assert kinds(compare("It is over, he said of Esk today.", "It is over, he said of ESK today.")) == [
        "changed"
    ]


def test_furniture_is_dimmed_and_not_counted() -> None:
    """What a page puts around the text is no paragraph that the outlet added."""
    found = compare(body(LEAD, BOATS), body("Share", LEAD, "Read more: storms", BOATS, "Advertisement"))
    assert [row.furniture for row in found.rows] == [True, False, True, False, True]
    assert found.counts.added == 0


def test_a_rewritten_sentence_is_one_cut_and_one_added() -> None:
    """Words that two sentences share by chance are no thread through them."""
    runs = compare_words(
        "The army said it held the town of Esk", "Rebels from the hills took a town by night"
    )
    assert [run.kind for run in runs] == ["cut", "added"]


def test_a_mark_stays_on_its_letter() -> None:
    """Of scripts whose vowels are marks, a run never begins with one."""
    for text in (
        "\u0939\u093f\u0928\u094d\u0926\u0940 \u0938\u092e\u093e\u091a\u093e\u0930",
        "\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
        "cafe\u0301 noir",
    ):
        assert "".join(text[token.start : token.end] for token in tokens_of(text)) == text.replace(" ", "")
    assert len(tokens_of("\u0939\u093f\u0928\u094d\u0926\u0940")) == 1


def test_a_text_beyond_the_limit_is_compared_up_to_it_and_says_so() -> None:
    """The page names it; nothing of the beginning is lost."""
    found = compare("one two three four", "one two three five six", most=4)
    assert not found.whole
    assert "".join(run.text for row in found.rows for run in row.right) == "one two three five"


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_text_of_the_limit_is_compared(gap: str) -> None:
    """Also where hardly a word is the same, in one paragraph, and in thousands that are like each other."""
    one = "".join(f"w{number % 977}" + (gap if number % 6 == 0 else " ") for number in range(20_000))
    two = "".join(f"w{number % 991}" + (gap if number % 6 == 0 else " ") for number in range(20_000))
    assert compare(one, two).whole


def test_a_paragraph_split_and_one_moved_at_once() -> None:
    """The split one is still beside its two halves."""
    found = compare(body(MAYOR, f"{LEAD} {BOATS}", TRADE), body(LEAD, BOATS, TRADE, MAYOR))
    assert sorted(kinds(found)) == ["moved_away", "moved_here", "same", "same"]


@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=8))
def test_nothing_of_either_text_is_lost(one: list[str], two: list[str]) -> None:
    """The columns hold every word of both, in order; a text against itself has no difference."""
    before, after = body(*one), body(*two)
    found = compare(before, after)
    left = "".join(run.before or run.text for row in found.rows for run in row.left)
    right = "".join(run.text for row in found.rows for run in row.right)
    assert "".join(left.split()) == "".join(before.split())
    assert "".join(right.split()) == "".join(after.split())
    assert {row.kind for row in compare(before, before).rows} <= {"same"}


@given(st.text(max_size=200))
def test_any_text_is_cut_in_tokens_without_a_rest(text: str) -> None:
    """Every character that is no space is in exactly one, in order."""
    blocks, whole = blocks_of(text, 10_000)
    assert whole
    assert "".join(
        "".join(text[token.start : token.end] for token in block.tokens) for block in blocks
    ).split() == ["".join(text.split())] * bool("".join(text.split()))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_whole(one: str, two: str) -> None:
    """Whatever strangers write, both columns are the texts."""
    found = compare(one, two)
    assert "".join(
        "".join(run.before or run.text for row in found.rows for run in row.left).split()
    ) == "".join(one.split())
    assert "".join("".join(run.text for row in found.rows for run in row.right).split()) == "".join(
        two.split()
    )
