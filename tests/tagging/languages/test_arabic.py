"""Conflict tags in Arabic."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, tagged

CASUALTIES: dict[str, list[Count]] = {
    "قتل سبعة مدنيين وأصيب اثنا عشر آخرون في قصف بلدة الوادي.": [("injured", 12, 12), ("killed", 7, 7)],
    "قتل مسلحون ثلاثة رعاة.": [("killed", 3, 3)],
    "قتل ما لا يقل عن 40 شخصا.": [("killed", 40, None)],
    "ارتفع عدد القتلى من 9 إلى 14.": [("killed", 14, 14)],
    "قتل جنديان وأصيب ٣٠ آخرون.": [("injured", 30, 30), ("killed", 2, 2)],
    "لم يصب أحد بأذى.": [],
}


@pytest.mark.parametrize("text", CASUALTIES)
def test_casualties(text: str) -> None:
    """Digits and words, bounds and rising tolls; nobody hurt, calibres and numbers of houses are none."""
    assert counts("ar", text) == CASUALTIES[text]


def test_a_group_has_its_name_of_all_languages() -> None:
    """A group written in Arabic has the canonical name."""
    assert "Hezbollah" in [name for _, name, _ in actors("ar", "قصف حزب الله الموقع.")]


def test_relevance() -> None:
    """War is told from sport."""
    assert tagged("ar", "قصف المسلحون مواقع الجيش بقذائف الهاون وقتلوا خمسة جنود.").relevant
    assert not tagged("ar", "سجل مهاجم المنتخب هدفين في الدقائق الأخيرة من المباراة.").relevant
