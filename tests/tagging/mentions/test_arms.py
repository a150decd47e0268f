from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stream.model.tags import EntityType


@pytest.mark.parametrize(
    ("text", "kind", "phrase", "category"),
    [
        ("They fired Grad rockets.", EntityType.WEAPON, "Grad rockets", "rocket"),
        ("It was hit by rocket attacks.", EntityType.WEAPON, "rocket", "rocket"),
        ("A roadside bomb was found.", EntityType.WEAPON, "roadside bomb", "ied"),
        ("They found sarin.", EntityType.WEAPON, "sarin", "chemical"),
        ("Jets roared above.", EntityType.PLATFORM, "Jets", "aircraft"),
        ("Two helicopter gunships came.", EntityType.PLATFORM, "helicopter gunships", "helicopter"),
        ("Fire broke out at the oil refinery.", EntityType.FACILITY, "oil refinery", "energy"),
        ("They dug tunnels.", EntityType.FACILITY, "tunnels", "tunnel"),
    ],
)
def test_arms_have_a_category(
    only: Callable[..., Any], text: str, kind: EntityType, phrase: str, category: str
) -> None:
    """Weapons, platforms and facilities, alone or inside the name of an event."""
    arms = only(text, kind)
    assert (arms.text, arms.category) == (phrase, category)


@pytest.mark.parametrize(
    "text",
    [
        "She held the child in her arms.",
        "An arms race began.",
        "They will bridge the gap.",
        "Banks will market it.",
    ],
)
def test_figures_of_speech_are_no_arms(texts: Callable[..., list[str]], text: str) -> None:
    """Limbs, races and verbs."""
    assert texts(text, EntityType.WEAPON) + texts(text, EntityType.FACILITY) == []
