"""B-cubed and pair rates of threads against events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.evaluation.event_scores import MatchRates, score_events
from stream.evaluation.tfidf_pass import TfidfPass

_GROUPS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.sampled_from("xyz"), min_size=1)


def test_by_hand() -> None:
    """Two events of two and one, all in one thread: B-cubed precision is (2/3 + 2/3 + 1/3) / 3, pairs are one of three."""
    score = score_events({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"})
    assert score.b_cubed.precision == pytest.approx(5 / 9)
    assert score.b_cubed.recall == 1.0
    assert score.pairs.precision == pytest.approx(1 / 3)
    assert score.pairs.f1 == pytest.approx(0.5)
    assert score.mixed == (("1", (("x", 2), ("y", 1))),)
    assert score.parted == ()


@given(_GROUPS)
def test_the_same_grouping_is_perfect(gold: dict[str, str]) -> None:
    """A grouping scores 1 against itself under other names, and nothing of it is wrong."""
    score = score_events(gold, {name: f"thread {group}" for name, group in gold.items()})
    assert score.b_cubed == score.pairs == MatchRates(1.0, 1.0, 1.0)
    assert score.mixed == score.parted == ()


@given(_GROUPS, st.data())
def test_precision_one_way_is_recall_the_other(gold: dict[str, str], data: st.DataObject) -> None:
    """Labels and threads change places: precision and recall do, too, so order of arrival can be compared with order."""
    found = {name: data.draw(st.sampled_from("123")) for name in gold}
    there, back = score_events(gold, found), score_events(found, gold)
    assert there.b_cubed.precision == pytest.approx(back.b_cubed.recall)
    assert there.pairs.recall == pytest.approx(back.pairs.precision)
    assert there.b_cubed.f1 == pytest.approx(back.b_cubed.f1)


def test_an_article_without_a_thread() -> None:
    """A labelled article that no thread holds is named; those without a label may have any."""
    with pytest.raises(ValueError, match="'b'"):
        score_events({"a": "x", "b": "x"}, {"a": "1"})
    assert score_events({"a": "x"}, {"a": "1", "b": "1"}).b_cubed.f1 == 1.0


def test_the_pass_beside_joins_what_shares_words() -> None:
    """The tf-idf pass puts two texts of the same words together and leaves a third apart."""
    texts = [
        "ferry storm harbour",
        "ferry storm harbour pier",
        "bank court trial",
        "court bank verdict",
        "pier verdict",
    ]
    found = TfidfPass([*texts, *[f"filler{at} other{at}" for at in range(30)]]).clusters(range(5), 0.5)
    assert found[0] == found[1] != found[2] == found[3]
