from __future__ import annotations

import pytest

from bench.comparison import Drained, as_json, cpu_ratio, rate_ratio, table


def drained(cpu: float, wall: float = 1.0, articles: int = 1000) -> Drained:
    """A run that took so long."""
    return Drained(articles, wall, cpu, 100.0, {"enriched": 1})


def test_a_ratio_is_the_median_of_its_pairs() -> None:
    """A round in which the machine was slow counts as one pair; the ratio of the medians would be another number."""
    ours = [drained(1.0), drained(4.0), drained(2.0)]
    other = [drained(3.0), drained(12.0), drained(2.0)]
    assert pytest.approx(3.0) == cpu_ratio(other, ours)
    assert pytest.approx(1.0) == cpu_ratio(ours, ours)


def test_a_ratio_is_of_an_article() -> None:
    """A contender that was given more records than another is not dearer for it."""
    assert pytest.approx(0.5) == cpu_ratio([drained(5.0, articles=10_000)], [drained(1.0)])
    assert pytest.approx(2.0) == rate_ratio([drained(1.0, 5.0, 10_000)], [drained(1.0)])


def test_contenders_with_other_rounds_are_no_pairs() -> None:
    """A round that one of them lacks is an error and not left out silently."""
    with pytest.raises(ValueError, match="longer"):
        cpu_ratio([drained(1.0)], [drained(1.0), drained(2.0)])


def test_the_table_holds_every_contender_to_the_first() -> None:
    """A line each: microseconds an article, articles a second, peak memory, ratios."""
    lines = table({"ours": [drained(2.0, 2.0)], "relay": [drained(0.01, 0.1)]})
    assert ["contender", "ours", "relay"] == [line.split()[0] for line in lines]
    assert "CPU / ours" in lines[0]
    assert ["2,000", "500", "100", "1", "1"] == lines[1].split()[1:]
    assert ["10", "10,000", "100", "0.005", "20"] == lines[2].split()[1:]


def test_the_file_has_every_run_and_the_ratios() -> None:
    """What the table sums up can be reckoned anew from it."""
    found = as_json({"ours": [drained(1.0), drained(2.0)], "base": [drained(2.0), drained(4.0)]})
    assert {"ours": 1.0, "base": 2.0} == found["cpu_ratios"]
    assert [1.0, 2.0] == [run["cpu"] for run in found["runs"]["ours"]]
    assert "ours" == found["to"]
