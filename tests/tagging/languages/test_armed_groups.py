"""The armed groups and the arms that each language knows: how many, and one canonical name over all of them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from stream.model.tags import Actor
from stream.tagging.languages.language_data import LanguageData, load_language, shared_actors, supported
from stream.tagging.languages.phrase_trie import Node
from tests.tagging.languages.told import tagged

LEAST_GROUPS = 150
LEAST_ARMS = 100


def _senses(data: LanguageData, kinds: set[str]) -> dict[str, set[str]]:
    """The values of the senses of some kinds by their phrase."""
    found: dict[str, set[str]] = defaultdict(set)

    def walk(node: Node, said: str) -> None:
        for sense in node.senses:
            if sense.kind in kinds:
                found[said.strip()].add(sense.value)
        for word, following in (*node.exact.items(), *node.stems.items()):
            walk(following, f"{said} {word}")

    walk(data.phrases.root, "")
    return found


@pytest.mark.parametrize("language", sorted(supported()))
def test_a_language_knows_the_groups_and_the_arms_of_war(language: str) -> None:
    """At least 150 armed groups by name and 100 phrases for weapons and what carries them."""
    data = load_language(language)
    known = shared_actors()
    groups = {
        known[key].name
        for keys in _senses(data, {"named"}).values()
        for key in keys
        if known[key].kind == "ARMED_GROUP"
    }
    assert len(groups) >= LEAST_GROUPS
    assert len(_senses(data, {"weapon", "platform"})) >= LEAST_ARMS


@pytest.mark.parametrize("language", sorted(supported()))
def test_a_form_names_one_group(language: str) -> None:
    """No phrase stands for two canonical names."""
    known = shared_actors()
    clashes = {
        said: names
        for said, keys in _senses(load_language(language), {"named"}).items()
        if len(names := {known[key].name for key in keys if known[key].name}) > 1
    }
    assert clashes == {}


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "Khmer Rouge",
            {
                "ru": "Красные кхмеры напали на село.",
                "uk": "Червоні кхмери напали на село.",
                "ar": "هاجم الخمير الحمر القرية",
                "es": "Los Jemeres Rojos atacaron la aldea.",
                "fr": "Les Khmers rouges ont attaqué le village.",
                "zh": "红色高棉袭击村庄。",
                "pt": "O Khmer Vermelho atacou a aldeia.",
                "de": "Die Roten Khmer griffen das Dorf an.",
                "fa": "خمرهای سرخ به روستا حمله کردند.",
                "tr": "Kızıl Kmerler köye saldırdı.",
            },
        ),
        (
            "Congo River Alliance",
            {
                "ru": "Альянс реки Конго занял город.",
                "ar": "سيطر تحالف نهر الكونغو على المدينة",
                "es": "La Alianza del Río Congo tomó la ciudad.",
                "fr": "L'Alliance Fleuve Congo a pris la ville.",
                "zh": "刚果河联盟占领城镇。",
                "fa": "ائتلاف رود کنگو شهر را گرفت.",
            },
        ),
    ],
)
def test_one_group_one_name_over_all_languages(name: str, texts: dict[str, str]) -> None:
    """The canonical name is the same in every script."""
    for language, text in texts.items():
        assert name in [one.name for one in tagged(language, text).entities if isinstance(one, Actor)]
