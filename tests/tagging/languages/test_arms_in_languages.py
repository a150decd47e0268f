"""Arms in eight languages: the category of what is named, and words that only begin like a weapon."""

from __future__ import annotations

import pytest

from stream.model.tags import Arms
from tests.tagging.languages.told import tagged


def _arms(language: str, text: str) -> set[tuple[str, str]]:
    return {(one.type, one.category) for one in tagged(language, text).entities if isinstance(one, Arms)}


@pytest.mark.parametrize(
    ("language", "text", "arms"),
    [
        ("ru", "Нашли противопехотные мины и гаубицы.", {("WEAPON", "ied"), ("WEAPON", "artillery")}),
        ("uk", "Збили крилату ракету та гелікоптер.", {("WEAPON", "missile"), ("PLATFORM", "helicopter")}),
        ("ar", "أطلقوا صواريخ مجنحة من فرقاطة.", {("WEAPON", "missile"), ("PLATFORM", "ship")}),
        ("es", "Usaron un chaleco explosivo y un vehículo de combate.", {("WEAPON", "ied"), ("PLATFORM", "armoured_vehicle")}),
        ("fr", "Des bombes à sous-munitions et un char d'assaut.", {("WEAPON", "bomb"), ("PLATFORM", "tank")}),
        ("zh", "缴获步枪和装甲车。", {("WEAPON", "small_arms"), ("PLATFORM", "armoured_vehicle")}),
        ("pt", "Apreenderam metralhadoras e um drone kamikaze.", {("WEAPON", "small_arms"), ("PLATFORM", "drone")}),
        ("de", "Eine Gleitbombe traf die Fregatte.", {("WEAPON", "bomb"), ("PLATFORM", "ship")}),
        ("de", "Das Tal ist geschützt, die Beilage schmeckt.", set()),
        ("ru", "Читали Пушкина.", set()),
        ("pt", "Que façam a festa.", set()),
    ],
)  # fmt: skip
def test_arms(language: str, text: str, arms: set[tuple[str, str]]) -> None:
    """A weapon or platform has its category; an ordinary word with the same beginning is none."""
    assert _arms(language, text) == arms
