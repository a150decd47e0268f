"""One event told in every language: the same toll, the same actor, the same deed."""

from __future__ import annotations

import pytest

from stream.model.tags import Actor, EntityType, Event
from stream.tagging.languages.language_data import supported
from tests.tagging.languages.told import tagged

STORY = {
    "ru": "Боевики М23 обстреляли рынок в городе Гома. Погибли 12 человек, 30 ранены, сообщили власти.",
    "uk": "Бойовики М23 обстріляли ринок у місті Гома. Загинули 12 людей, 30 поранено, повідомила влада.",
    "ar": "قصف مسلحو حركة إم 23 سوقا في مدينة غوما. وقتل 12 شخصا وأصيب 30 آخرون بجروح، حسب السلطات.",
    "es": "Rebeldes del M23 lanzaron cohetes contra un mercado de Goma. Murieron 12 personas y otras 30 resultaron heridas.",
    "fr": "Des rebelles du M23 ont tiré des roquettes sur un marché de Goma. 12 personnes ont été tuées et 30 autres blessées.",
    "zh": "M23运动叛军炮击了戈马市的一个市场。当局称，袭击造成12人死亡，30人受伤。",
    "pt": "Rebeldes do M23 lançaram foguetes contra um mercado de Goma. Morreram 12 pessoas e outras 30 ficaram feridas.",
    "de": "M23-Rebellen beschossen einen Markt in Goma. 12 Menschen wurden getötet und 30 weitere verletzt.",
    "fa": "شورشیان ام ۲۳ بازاری در شهر گوما را گلوله‌باران کردند. ۱۲ نفر کشته و ۳۰ نفر زخمی شدند.",
    "tr": "M23 militanları Goma kentindeki bir pazara roketli saldırı düzenledi. 12 kişi öldü, 30 kişi yaralandı.",
}


def test_no_language_is_left_out() -> None:
    """Whoever adds a language tells the story in it."""
    assert STORY.keys() == supported()


@pytest.mark.parametrize("language", STORY)
def test_the_same_in_every_language(language: str) -> None:
    """Twelve killed and thirty injured, by the shelling of M23."""
    found = tagged(language, STORY[language])
    assert found.relevant
    assert [(toll.kind, toll.minimum, toll.maximum) for toll in found.tolls] == [
        ("injured", 30, 30),
        ("killed", 12, 12),
    ]
    groups = [one for one in found.entities if isinstance(one, Actor) and one.type is EntityType.ARMED_GROUP]
    assert {(one.name, one.country) for one in groups} == {("M23", "COD")}
    assert groups[0].role == "attacker"
    shelled = [
        one
        for one in found.entities
        if isinstance(one, Event) and one.event_type == "Explosions/Remote violence"
    ]
    assert [one.actor for one in shelled] == ["M23"]
    for one in found.entities:
        assert one.text == STORY[language][one.start : one.end]
