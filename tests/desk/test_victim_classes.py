"""Those that an event hurt are civilians or armed by their words, in every language that is tagged."""

from __future__ import annotations

import pytest

from stream.desk.victim_classes import ARMED, CIVILIANS, victim_class


@pytest.mark.parametrize(
    ("language", "victim"),
    [
        ("en", "soldiers"), ("en", "Karsk soldiers"), ("en", "policemen"), ("en", "mutinous officers"), ("en", "child soldiers"),
        ("en", "members of the security forces"), ("en", "rebel fighters"), ("de", "Regierungssoldaten"), ("de", "Polizistinnen"),
        ("es", "policías"), ("fr", "gendarmes"), ("pt", "policiais"), ("ru", "военнослужащих"), ("uk", "поліцейських"),
        ("ar", "الجنود"), ("fa", "سربازان"), ("fa", "شبه‌نظامیان"), ("tr", "askerin"), ("zh", "名士兵"),
    ],
)  # fmt: skip
def test_soldiers_police_and_fighters_are_armed(language: str, victim: str) -> None:
    """Whatever their inflection."""
    assert victim_class(victim, language) == ARMED


@pytest.mark.parametrize(
    ("language", "victim"),
    [
        ("en", ""), ("en", "people"), ("en", "night watchmen"), ("en", "workers"), ("en", "people before special forces"),
        ("en", "former soldiers"), ("en", "policemen's wives"), ("en", "private citizens"), ("en", "hospital patients"),
        ("de", "Menschen"), ("de", "Kinder"), ("es", "personas"), ("fr", "personnes"), ("pt", "pessoas"), ("ru", "человек"),
        ("ru", "мирных жителей"), ("uk", "людей"), ("ar", "شخصا"), ("ar", "آخرون"), ("fa", "غیرنظامیان"), ("tr", "sivil"),
        ("zh", "人"), ("nl", "mensen"),
    ],
)  # fmt: skip
def test_all_others_are_civilians_or_not_described(language: str, victim: str) -> None:
    """So are people whom a word behind them alone makes look armed, and those of a language without a list."""
    assert victim_class(victim, language) == CIVILIANS
