"""Sentences of casualties and of towns at war, ten a language."""

from __future__ import annotations

import pytest

from stream.model.tags import Place
from tests.tagging.languages.told import Count, counts, tagged

# Text, casualties, and the GeoNames name of a town in it ("" for none).
SENTENCES: dict[str, list[tuple[str, list[Count], str]]] = {
    "ru": [
        (
            "При обстреле рынка погибли девять торговцев, ещё двадцать два человека получили ранения.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        (
            "Жертвами авиаудара по Эль-Фаширу стали не менее 17 мирных жителей.",
            [("killed", 17, None)],
            "El Fasher",
        ),
        ("Боевики захватили в плен шестерых военных под Покровском.", [("captured", 6, 6)], "Pokrovsk"),
        ("Число погибших возросло с 31 до 38.", [("killed", 38, 38)], ""),
        ("В Купянске дрон убил водителя автобуса.", [("killed", 1, 1)], "Kupyansk"),
        ("Пострадавших нет, сообщили в Херсоне.", [], "Kherson"),
        ("Более ста тысяч человек покинули дома из-за боёв в Гоме.", [("displaced", 100000, None)], "Goma"),
        ("Трое детей числятся пропавшими без вести после удара по Рафаху.", [("missing", 3, 3)], "Rafaḩ"),
        ("Сдались около сорока повстанцев.", [("surrendered", 40, 40)], ""),
        ("Убито до 15 боевиков, ранено 4 полицейских.", [("injured", 4, 4), ("killed", None, 15)], ""),
    ],
    "uk": [
        (
            "Унаслідок обстрілу ринку загинули дев'ятеро людей, ще двадцять двоє поранені.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("Шістьох військових взяли в полон під Покровськом.", [("captured", 6, 6)], "Pokrovsk"),
        ("Кількість загиблих зросла з 31 до 38.", [("killed", 38, 38)], ""),
        ("У Куп'янську дрон убив водія автобуса.", [("killed", 1, 1)], "Kupyansk"),
        ("Постраждалих немає, повідомили в Херсоні.", [], "Kherson"),
        ("Понад сто тисяч людей покинули домівки через бої в Гомі.", [("displaced", 100000, None)], "Goma"),
        ("Троє дітей зникли безвісти після удару по Рафаху.", [("missing", 3, 3)], "Rafaḩ"),
        ("Здалися близько сорока повстанців.", [("surrendered", 40, 40)], ""),
        ("Двоє рятувальників дістали поранення.", [("injured", 2, 2)], ""),
    ],
    "ar": [
        ("قتل تسعة تجار وأصيب اثنان وعشرون شخصا في قصف السوق", [("injured", 22, 22), ("killed", 9, 9)], ""),
        ("مقتل ما لا يقل عن 17 مدنيا في الفاشر", [("killed", 17, None)], "El Fasher"),
        ("أسر المسلحون ستة جنود قرب خان يونس", [("captured", 6, 6)], "Khān Yūnis"),
        ("ارتفع عدد القتلى من 31 إلى 38", [("killed", 38, 38)], ""),
        ("قتلت امرأتان وطفل في غارة على رفح", [("killed", 1, 1), ("killed", 2, 2)], "Rafaḩ"),
        ("لم تقع إصابات في خيرسون", [], "Kherson"),
        ("نزح أكثر من مئة ألف شخص من غوما", [("displaced", 100000, None)], "Goma"),
        ("استسلم نحو أربعين مسلحا", [("surrendered", 40, 40)], ""),
        ("استشهد ٥ فلسطينيين وجرح ١٣ آخرون في جنين", [("injured", 13, 13), ("killed", 5, 5)], "Janīn"),
    ],
    "es": [
        (
            "El bombardeo del mercado dejó nueve muertos y veintidós heridos.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("Al menos 17 civiles murieron en El Fasher.", [("killed", 17, None)], "El Fasher"),
        ("Los insurgentes capturaron a seis militares cerca de Pokrovsk.", [("captured", 6, 6)], "Pokrovsk"),
        ("La cifra de fallecidos subió de 31 a 38.", [("killed", 38, 38)], ""),
        ("Un dron mató al conductor de un autobús en Kúpiansk.", [("killed", 1, 1)], "Kupyansk"),
        ("No hubo víctimas en Jersón.", [], "Kherson"),
        ("Más de cien mil personas huyeron de Goma.", [("displaced", 100000, None)], "Goma"),
        ("Tres niños siguen desaparecidos tras el ataque a Rafah.", [("missing", 3, 3)], "Rafaḩ"),
        ("Se rindieron unos cuarenta rebeldes.", [("surrendered", 40, 40)], ""),
        (
            "Hasta 15 guerrilleros fueron abatidos y cuatro policías resultaron lesionados.",
            [("injured", 4, 4), ("killed", None, 15)],
            "",
        ),
    ],
    "fr": [
        (
            "Le pilonnage du marché a fait neuf morts et vingt-deux blessés.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("Au moins 17 civils ont péri à El-Fasher.", [("killed", 17, None)], "El Fasher"),
        ("Les insurgés ont capturé six militaires près de Pokrovsk.", [("captured", 6, 6)], "Pokrovsk"),
        ("Le bilan est passé de 31 à 38 morts.", [("killed", 38, 38)], ""),
        ("Un drone a tué un chauffeur de bus à Koupiansk.", [("killed", 1, 1)], "Kupyansk"),
        ("Aucune victime n'est à déplorer à Kherson.", [], "Kherson"),
        ("Plus de cent mille personnes ont fui Goma.", [("displaced", 100000, None)], "Goma"),
        ("Trois enfants sont portés disparus après la frappe sur Rafah.", [("missing", 3, 3)], "Rafaḩ"),
        ("Une quarantaine de rebelles se sont rendus.", [("surrendered", 40, 40)], ""),
        (
            "Jusqu'à 15 combattants ont été abattus et quatre policiers blessés.",
            [("injured", 4, 4), ("killed", None, 15)],
            "",
        ),
    ],
    "zh": [
        ("炮击市场造成9名商贩死亡,22人受伤。", [("injured", 22, 22), ("killed", 9, 9)], ""),
        ("至少17名平民在法希尔遇难。", [("killed", 17, None)], "El Fasher"),
        ("武装分子在波克罗夫斯克附近俘虏六名士兵。", [("captured", 6, 6)], "Pokrovsk"),
        ("死亡人数从31人上升到38人。", [("killed", 38, 38)], ""),
        ("一架无人机在库皮扬斯克炸死一名司机。", [("killed", 1, 1)], "Kupyansk"),
        ("赫尔松没有人员伤亡。", [], "Kherson"),
        ("戈马十多万人流离失所。", [("displaced", 100000, 100000)], "Goma"),
        ("拉法遇袭后三名儿童失踪。", [("missing", 3, 3)], "Rafaḩ"),
        ("约四十名叛军投降。", [("surrendered", 40, 40)], ""),
        ("两名警察负伤。", [("injured", 2, 2)], ""),
    ],
    "pt": [
        (
            "O bombardeio do mercado deixou nove mortos e vinte e dois feridos.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("Pelo menos 17 civis morreram em El Fasher.", [("killed", 17, None)], "El Fasher"),
        ("Os rebeldes capturaram seis militares perto de Pokrovsk.", [("captured", 6, 6)], "Pokrovsk"),
        ("O número de mortos subiu de 31 para 38.", [("killed", 38, 38)], ""),
        ("Um drone matou o motorista de um ônibus em Kupiansk.", [("killed", 1, 1)], "Kupyansk"),
        ("Não houve vítimas em Kherson.", [], "Kherson"),
        ("Mais de cem mil pessoas fugiram de Goma.", [("displaced", 100000, None)], "Goma"),
        ("Três crianças estão desaparecidas depois do ataque a Rafah.", [("missing", 3, 3)], "Rafaḩ"),
        ("Cerca de quarenta guerrilheiros renderam-se.", [("surrendered", 40, 40)], ""),
        (
            "Até 15 combatentes foram abatidos e quatro polícias ficaram feridos.",
            [("injured", 4, 4), ("killed", None, 15)],
            "",
        ),
    ],
    "de": [
        (
            "Beim Beschuss des Marktes kamen neun Händler ums Leben, zweiundzwanzig Menschen wurden verletzt.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("Mindestens 17 Zivilisten starben in Al-Faschir.", [("killed", 17, None)], "El Fasher"),
        ("Kämpfer nahmen bei Pokrowsk sechs Soldaten gefangen.", [("captured", 6, 6)], "Pokrovsk"),
        ("Die Zahl der Opfer stieg von 31 auf 38.", [("killed", 38, 38)], ""),
        ("Eine Drohne tötete in Kupjansk einen Busfahrer.", [("killed", 1, 1)], "Kupyansk"),
        ("Verletzt wurde in Cherson niemand.", [], "Kherson"),
        ("Mehr als hunderttausend Menschen flohen aus Goma.", [("displaced", 100000, None)], "Goma"),
        ("Drei Kinder werden nach dem Angriff auf Rafah vermisst.", [("missing", 3, 3)], "Rafaḩ"),
        ("Rund vierzig Rebellen ergaben sich.", [("surrendered", 40, 40)], ""),
        (
            "Bis zu 15 Kämpfer wurden getötet und vier Polizisten verwundet.",
            [("injured", 4, 4), ("killed", None, 15)],
            "",
        ),
    ],
    "fa": [
        (
            "در گلوله\u200cباران بازار ۹ فروشنده کشته و ۲۲ نفر زخمی شدند.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("دست\u200cکم ۱۷ غیرنظامی در الفاشر کشته شدند.", [("killed", 17, None)], "El Fasher"),
        ("شش سرباز اسیر شدند.", [("captured", 6, 6)], ""),
        ("شمار کشته\u200cها از ۳۱ به ۳۸ نفر رسید.", [("killed", 38, 38)], ""),
        ("در حمله پهپادی به خرسون یک راننده کشته شد.", [("killed", 1, 1)], "Kherson"),
        ("این حمله تلفاتی نداشت.", [], ""),
        ("بیش از صد هزار نفر از گوما آواره شدند.", [("displaced", 100000, None)], "Goma"),
        ("سه کودک در رفح ناپدید شدند.", [("missing", 3, 3)], "Rafaḩ"),
        ("حدود چهل شورشی تسلیم شدند.", [("surrendered", 40, 40)], ""),
        ("چهار پلیس مجروح شدند.", [("injured", 4, 4)], ""),
    ],
    "tr": [
        (
            "Pazar yerine düzenlenen saldırıda dokuz kişi hayatını kaybetti, yirmi iki kişi yaralandı.",
            [("injured", 22, 22), ("killed", 9, 9)],
            "",
        ),
        ("El Faşir'de en az 17 sivil öldürüldü.", [("killed", 17, None)], "El Fasher"),
        ("Altı asker esir alındı.", [("captured", 6, 6)], ""),
        ("Ölü sayısı 31'den 38'e yükseldi.", [("killed", 38, 38)], ""),
        ("Herson'da bir otobüs şoförü öldü.", [("killed", 1, 1)], "Kherson"),
        ("Saldırıda ölen ya da yaralanan olmadı.", [], ""),
        ("Goma'da yüz binden fazla kişi yerinden edildi.", [("displaced", 100000, None)], "Goma"),
        ("Yaklaşık kırk isyancı teslim oldu.", [("surrendered", 40, 40)], ""),
        ("Dört polis yaralandı.", [("injured", 4, 4)], ""),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "told", "town"),
    [(language, *row) for language, rows in SENTENCES.items() for row in rows],
)
def test_who_was_hurt_and_where(language: str, text: str, told: list[Count], town: str) -> None:
    """Counts in words and figures, bounds, rising tolls and one person without a number; nobody hurt is none."""
    assert sorted(counts(language, text), key=repr) == sorted(told, key=repr)
    if town:
        assert town in [one.name for one in tagged(language, text).entities if isinstance(one, Place)]
