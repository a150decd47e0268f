"""docs/verdicts.md is held to the decision table: every rule, in its order, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from stream.dedup.judging.decision_table import LINKS, RULES
from stream.model.verdicts import Verdict
from tests.dedup.days import feeds
from tests.dedup.harness import Desk
from tests.dedup.judging.test_decision_table import CASES
from tests.readme import table

CODE = Path(__file__).parents[2] / "stream" / "dedup" / "judging" / "decision_table.py"
DOCS = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
NAMES = {rule.replace("*", link) for rule in RULES for link in LINKS}


def test_the_page_has_every_rule_in_order() -> None:
    """Each with a verdict, when it holds and an example."""
    rows = table("Rules", DOCS)
    assert [f"`{rule}`" for rule in RULES] == [rule for rule, *_ in rows]
    assert {said.strip("`") for _, said, *_ in rows} == {*Verdict} - {Verdict.CORRECTION, Verdict.UPDATE, Verdict.REFILE} | {
        "correction", "refile", "update", "by its marks",
    }  # fmt: skip
    assert all(when and example for *_, when, example in rows)


def test_the_page_has_every_link_in_order() -> None:
    """As they are looked for."""
    assert [f"`{link}`" for link in LINKS] == [
        link for link, *_ in table("Which item an article belongs to", DOCS)
    ]


def test_the_table_names_no_other_rule() -> None:
    """Every rule that the code writes out is in the list, and every one of the list is written there."""
    code = CODE.read_text(encoding="utf-8").split("class Evidence")[1]
    written = {
        re.sub(r"\{\w+\}", "*", name)
        for name in re.findall(r'f?"((?:[a-z]+|\{\w+\})(?:_(?:[a-z]+|\{\w+\}))+|repeat|substitute)"', code)
    }
    plain = {re.sub(r"^(kill|hold|correction|refile|update|releases)_", "*_", rule) for rule in RULES}
    assert {re.sub(r"^releases_", "*_", name) for name in written} - {"alt_id"} <= plain | {"*_*"}
    assert {rule for rule in plain if "*" not in rule} <= written


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_cases_of_the_table_are_of_these_rules(case: tuple[object, ...]) -> None:
    """Rule by rule."""
    assert case[-1] in NAMES


@given(feeds(days=3))
def test_whatever_comes_is_ruled_by_one_of_them(feed: list[dict[str, object]]) -> None:
    """On days of every kind of article."""
    assert {decision.reason.rule for decision in Desk().tell(*feed).decided} <= NAMES
