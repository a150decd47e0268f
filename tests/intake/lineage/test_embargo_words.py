"""Embargoes in words: what is an order not to publish yet, and what is the news."""

# ruff: noqa: RUF001 - orders in many scripts
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stream.intake.lineage.embargo_words import embargo_in

NOW = datetime(2031, 5, 4, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "ednote",
    [
        "The study is under embargo", "Please respect our embargo of 1100", "Publication is prohibited before 0900",
        "Advance for release Sunday", "Embargoed by the journal until 3 p.m.", "FOR TUESDAY AM RELEASE", "Sperrfrist bitte beachten: Dienstag", "Mit Sperrfrist bis Dienstag", "Press embargo: 9:00", "Sob embargo até terça", "엠바고 해제: 9시",
        "Nicht vor 9 Uhr senden", "Verwendung erst ab 17 Uhr", "A ne pas diffuser avant mardi", "Informe embargado hasta las 9.00",
        "Prohibida la publicación antes de las 9.00", "Não divulgar antes das 9h", "Da non diffondere prima delle 9",
        "Niet publiceren voor 9.00 uur", "Får ej användas före kl 9", "Sperrefrist tirsdag kl. 9", "Klausuleret indtil kl. 9",
        "EMBARGO tiistaina klo 9", "Nie wykorzystywać przed 9:00", "Nezveřejňovat před 9:00", "EMBARGÓ kedd 9:00", "EMBARGO până la ora 9",
        "Материал под эмбарго", "Не распространять до 9:00", "Не поширювати до 9:00", "AMBARGOLUDUR, 09.00", "Bu haber 9.00'a kadar ambargoludur",
        "9.00'dan önce yayınlanmamalıdır", "حظر النشر حتى الساعة 9", "غير صالح للنشر قبل الساعة 9", "אמברגו עד 9:00", "ΕΜΠΑΡΓΚΟ μέχρι τις 9:00",
        "消息禁发至5月5日9时", "9时前不得刊发", "9時解禁", "9시까지 엠바고",
    ],
)  # fmt: skip
def test_an_order_of_a_note_in_many_words_and_languages(ednote: str) -> None:
    """Wherever it stands in the note; without a time and its zone nobody knows when it ends."""
    found = embargo_in("Dam report", ednote, NOW)
    assert found is not None
    assert found.until is None


@pytest.mark.parametrize(
    "headline",
    [
        "EMBARGO: Dam report", "Embargoed until 1100 GMT - Dam report", "Dam report - EMBARGOED", "EMBARGO: Dam report, 1100 GMT",
        "EMBARGO FOR 1100 GMT - Dam report",
    ],
)  # fmt: skip
def test_an_order_of_a_headline(headline: str) -> None:
    """A bare word alone is one as well, where neither headline nor text is about an embargo."""
    assert embargo_in(headline, "", NOW, "Engineers found cracks in the dam.") is not None


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("EMBARGO: oil tankers turn back", ""), ("EMBARGO - council bans arms to Norrby", ""), ("EMBARGO to end in June, minister says", ""),
        ("EMBARGO AT 60: island counts cost", ""), ("EMBARGO 1962-2026: a history", ""), ("EMBARGO FOR ARMS widened", ""),
        ("EMBARGO: queues at every pump", "The oil embargo entered its second week on Monday."),
        ("ЭМБАРГО: нефть дорожает", ""), ("EMBARGO: Öl wird teurer", ""), ("AMBARGO: limanlar boş", "Ambargo pazartesi başladı."),
    ],
)  # fmt: skip
def test_a_trade_embargo_is_news(headline: str, body: str) -> None:
    """What goes on about goods, arms or the embargo itself holds nothing."""
    assert embargo_in(headline, "", NOW, body) is None
