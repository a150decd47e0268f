"""Bodies that act: by name, by legal form, by what ends their names; and what only looks like one."""

from __future__ import annotations

import pytest

from stream.model.tags import Actor
from tests.tagging.languages.told import tagged


def _bodies(language: str, text: str) -> list[str]:
    return [
        one.text
        for one in tagged(language, text).entities
        if isinstance(one, Actor) and one.type in {"ORGANISATION", "GOVERNMENT", "ARMED_GROUP"}
    ]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Gestern legte Siemens neue Zahlen vor.", "Siemens"),
        ("de", "Das teilte die Hallwerk Nord GmbH mit.", "Hallwerk Nord GmbH"),
        ("de", "Wie die Nordseer Zeitung meldet, ruht die Arbeit.", "Nordseer Zeitung"),
        ("pt", "O ministro falou ontem à Petrobras.", "Petrobras"),
        ("pt", "Deputados do PX votaram contra.", "PX"),
        ("ar", "وقال متحدث باسم القاعدة للأمم المتحدة أمس", "للأمم المتحدة"),
        ("zh", "据路透社报道。", "路透社"),
        ("de", "Der Rat lud den Oberwaldischen Heimatverein ein.", "Oberwaldischen Heimatverein"),
        ("de", "Die Landesgalerie Tiefental öffnet wieder.", "Landesgalerie Tiefental"),
        ("de", "Das Tor schoss die SG 07 Tiefental.", "SG 07 Tiefental"),
        ("de", 'Das sagte sie der "Morgenpresse".', "Morgenpresse"),
        ("de", "Ein Sprecher von Hallwerk sagte nichts.", "Hallwerk"),
        ("pt", "O porta-voz da Petrolux falou.", "Petrolux"),
        ("pt", "Segundo o Cretal (Conselho Regional do Trabalho), sim.", "Cretal"),
        ("pt", "As Oficinas Navais de Vale Fundo (ONVF) fecharam.", "Oficinas Navais de Vale Fundo"),
        ("es", "Lo dijo la portavoz de Aguamar Sur.", "Aguamar Sur"),
        ("ru", "Об этом пишут «Речные вести».", "Речные вести"),
        ("ru", "Деньги получены, сообщает Затон.ру.", "Затон.ру"),
        ("ru", "Деньги дал Затонский народный банк.", "Затонский народный банк"),
        ("uk", "Про це пише «Річковий вісник».", "Річковий вісник"),
    ],
)
def test_bodies_without_a_noun_before_them(language: str, text: str, name: str) -> None:
    """Known names, a legal form or the last word of a name tell a body; an article tells two capitals of a party.

    So do the last part of a compound, a paper's name in quotation marks, a role in it, and a name that the text spells out.
    """
    assert name in _bodies(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وقالت الشركة تسعى إلى رفع الإنتاج"),
        ("ar", "التقى وزير الخارجية نظيره"),
        ("de", "Die XQT-Übermacht schwindet."),
        ("pt", "Viu PX na parede."),
        ("de", "Der Google-Chef kam."),
        ("ru", "В опалу попал Олег Зорин (Oleg Zorin)."),
        ("ru", "Вчера Зорин приехал в команду."),
        ("ru", "Он вернулся из командировки в Затонск."),
        ("de", "Er wohnt in der Richard-Wagner-Straße."),
        ("de", "Professor Walter Wagner kam."),
        ("de", "Die Regierung berät über die Schulferien."),
        ("pt", "O Campeonato (Sul e Norte) acabou."),
    ],
)
def test_what_only_looks_like_a_body(language: str, text: str) -> None:
    """A verb behind "the company", a minister, the first part of a compound and two capitals alone name no body.

    Nor do surnames, and a bare noun acts where there is conflict alone.
    """
    assert not _bodies(language, text)


def test_who_has_a_role_in_a_place_names_no_body() -> None:
    """The president of a country is of a place."""
    found = tagged("es", "Lo dijo el presidente de Colombia.").entities
    assert [one.type for one in found] == ["PLACE"]


def test_a_bare_noun_acts_where_there_is_conflict() -> None:
    """Police and government are parties of what happens there."""
    found = _bodies("de", "Die Regierung meldet: Rebellen beschossen die Stadt, fünf Soldaten starben.")
    assert "Regierung" in found
