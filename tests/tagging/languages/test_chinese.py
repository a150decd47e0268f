"""Conflict tags in Chinese."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "炮击造成7名平民死亡，12人受伤。": [("injured", 12, 12), ("killed", 7, 7)],
    "武装分子打死三名牧民。": [("killed", 3, 3)],
    "至少40人死亡。": [("killed", 40, None)],
    "死亡人数从9人上升到14人。": [("killed", 14, 14)],
    "袭击造成三十余人受伤。": [("injured", 30, None)],
    "没有人员伤亡。": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("zh", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Chinese has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("zh", "真主党袭击了哨所。")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged("zh", "叛军用迫击炮袭击了军队阵地，打死五名士兵。").relevant
    assert not tagged("zh", "前锋在比赛最后几分钟打进两球。").relevant
