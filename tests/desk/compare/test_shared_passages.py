from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stream.desk.compare.shared_passages import shared_passages

ROAD = "The road over the Kalen bridge was closed to all lorries on Monday"


def passages(body: str, other: str) -> list[str]:
    """Their words."""
    return [body[each.start : each.end] for each in shared_passages(body, other)]


def test_a_passage_goes_as_far_as_both_do() -> None:
    """As the first writes it; case and quotes are no difference."""
    body = f"Drivers waited. {ROAD}, the ministry said."
    assert [ROAD] == passages(body, f"In the north, {ROAD.upper()} and Tuesday.")
    assert ["It\u2019s the first time since the war"] == passages(
        "It\u2019s the first time since the war, he said.", '"It\'s the first time since the war" began'
    )


def test_fewer_than_six_words_are_no_passage() -> None:
    """Any two texts of one subject share five."""
    assert [] == passages("The road over the bridge fell", "Now the road over the bridge is open")


def test_what_stands_apart_in_the_other_is_two_passages() -> None:
    """And what stands in it twice is told as often as the first has it."""
    left, right = "one two three four five six", "seven eight nine ten eleven twelve"
    assert [left, right] == passages(f"{left} {right}", f"{right} and then {left}")
    assert [left, left] == passages(f"{left} or {left}", left)


def test_characters_without_spaces_are_no_words() -> None:
    """Six of them are a name, twelve a passage."""
    assert [] == passages(
        "\u5361\u4f26\u6865\u68c0\u67e5\u7ad9", "\u5361\u4f26\u6865\u68c0\u67e5\u7ad9\u5173\u95ed"
    )
    long = "\u5361\u4f26\u6865\u68c0\u67e5\u7ad9\u5468\u4e00\u5bf9\u6240\u6709\u5361\u8f66\u5173\u95ed"
    assert [long] == passages(f"{long}\u3002", f"\u5317\u90e8{long}\u3002")


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_every_passage_stands_in_both(one: list[str], two: list[str]) -> None:
    """None over another, in order; every run of six words that both have is touched by one."""
    body, other = " ".join(one), " ".join(two)
    found = shared_passages(body, other)
    for each in found:
        assert f" {body[each.start : each.end]} " in f" {other} "
    assert all(left.end < right.start for left, right in pairwise(found))
    for at in range(len(one) - 11):
        if " ".join(one[at : at + 12]) in other and len(one[at : at + 12]) == 12:
            assert any(each.start <= 2 * (at + 11) and each.end > 2 * at for each in found)
