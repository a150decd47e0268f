"""Marks of lineage in the languages of the agencies' services."""

from __future__ import annotations

import unicodedata

import pytest

from stream.intake.lineage.headline_marks import bare_headline
from stream.intake.lineage.marks import MARKS
from stream.intake.lineage.signals import lineage_slug, signals
from stream.model.articles import PubStatus, Signal
from tests.dedup.harness import Desk, article
from tests.dedup.texts import BRIDGE, HARVEST

BIG = {
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "no",
    "da",
    "ru",
    "uk",
    "ar",
    "zh",
    "ja",
    "pl",
    "tr",
    "sr",
    "hr",
}


def said(headline: str = "", ednote: str = "", body: str = "", slugline: str = "") -> set[Signal]:
    """The signals of an item."""
    return set(
        signals(headline=headline, slugline=slugline, ednote=ednote, pubstatus=PubStatus.USABLE, body=body)
    )


def test_every_line_is_a_mark() -> None:
    """Signals we know, places we know; corrections and kills in every big language, no line twice."""
    says = {signal.value for signal in Signal} | {"part", "story", "lifted"}
    assert {mark.says for mark in MARKS} <= says
    assert {mark.where for mark in MARKS} <= {"headline", "note", "anywhere", "slug"}
    assert len(MARKS) == len(set(MARKS))
    for signal in ("correction", "kill"):
        assert {mark.language for mark in MARKS if mark.says == signal} >= BIG


@pytest.mark.parametrize(
    "mark",
    [mark for mark in MARKS if mark.where == "headline"],
    ids=lambda mark: f"{mark.language}-{mark.words}",
)
def test_every_headline_mark_is_read_and_taken_off(mark: tuple[str, str, str, str]) -> None:
    """With a colon, and with or without accents; the bare headline is what follows."""
    says, _, _, words = mark
    for written in (words, unicodedata.normalize("NFD", words)):
        assert Signal(says) in said(f"{written}: Selm 12"), written
        assert "Selm 12" == bare_headline(f"{written}: Selm 12")


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark.where in {"note", "anywhere"} and mark.says in set(Signal)],
                         ids=lambda mark: f"{mark.language}-{mark.words}")  # fmt: skip
def test_every_mark_of_a_note_is_read(mark: tuple[str, str, str, str]) -> None:
    """Where a clause begins."""
    says, _, _, words = mark
    assert Signal(says) in said(ednote=f"({words} 3)")


@pytest.mark.parametrize(
    ("headline", "signal"),
    [
        ("CORREGIDA-Termina la huelga", Signal.CORRECTION),
        ("CORRIGE-La grève prend fin", Signal.CORRECTION),
        ("CORRIGÉ - La grève prend fin", Signal.CORRECTION),
        ("Rectificatif : la grève prend fin", Signal.CORRECTION),
        ("KORREKTUR: Streik beendet", Signal.CORRECTION),
        ("(BERICHTIGUNG) Streik beendet", Signal.CORRECTION),
        ("【訂正】スト終結", Signal.CORRECTION),
        ("訂正-スト終結", Signal.CORRECTION),
        ("\uff08更正\uff09罢工结束", Signal.CORRECTION),
        ("تصحيح: انتهاء الإضراب", Signal.CORRECTION),
        ("ИСПРАВЛЕНО: забастовка окончена", Signal.CORRECTION),
        ("Ispravka: štrajk je završen", Signal.CORRECTION),
        ("Clarification: Velmar Ferry story", Signal.CORRECTION),
        ("ANULADA ANULADA ANULADA Termina la huelga", Signal.KILL),
        ("ANNULATION: La grève prend fin", Signal.KILL),
        ("ZURÜCKGEZOGEN - Streik beendet", Signal.KILL),
        ("إلغاء: انتهاء الإضراب", Signal.KILL),
        ("ACHTUNG: Bitte nicht verwenden - Streik beendet", Signal.KILL),
        ("Achtung, bitte nicht verwenden: Streik beendet", Signal.KILL),
        ("Bitte nicht verwenden \u2013 Streik beendet", Signal.KILL),
        ("ACHTUNG: NICHT VERWENDEN - Streik beendet", Signal.KILL),
        ("Attention : ne pas utiliser - La grève prend fin", Signal.KILL),
        ("ACTUALIZA 2-Termina la huelga", Signal.UPDATE),
        ("AKTUALISIERT 1: Streik beendet", Signal.UPDATE),
    ],
)
def test_marks_as_agencies_write_them(headline: str, signal: Signal) -> None:
    """Hyphens, colons, brackets of every script, numbers, a mark said three times."""
    assert {signal} == said(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "Corrección de mercados en la bolsa", "Korrektur der Prognose erwartet", "Anulada la boda real", "Zurückgezogen lebende Autorin",
        "Annulation du festival de Selm", "Rettelse av veien", "訂正を求める声", "إلغاء الرحلات الجوية", "ОТЗЫВ автомобилей", "CORRECTION des copies",
        "RETIRADA de tropas", "İPTAL edilen maç", "更新世界记录", "取消航班",
    ],
)  # fmt: skip
def test_the_same_words_in_the_news_are_none(headline: str) -> None:
    """Without their separators they are words."""
    assert set() == said(headline, body=HARVEST)


def test_a_cancelled_concert_is_no_kill() -> None:
    """A headline in capitals over a whole story that does not say it is withdrawn."""
    assert set() == said("ANNULÉ: le concert de Selm", body=HARVEST)
    assert {Signal.KILL} == said("ANNULÉ: le concert de Selm", body="La dépêche est annulée.")


@pytest.mark.parametrize(
    "slugline",
    [
        "EU--Velmar Ferry, Correction",
        "EU--Velmar Ferry,Clarification",
        "EU--Velmar Ferry, Corrective, 1st Ld",
    ],
)
def test_marks_of_a_slug_in_small_letters(slugline: str) -> None:
    """As AP writes them; all versions have one slug."""
    assert Signal.CORRECTION in said(slugline=slugline)
    assert "eu--velmar ferry" == lineage_slug(slugline)


CORRECTIVE = (
    "In a story published May 4, about a bridge, Harrow reported erroneously that the army has stores there."
)


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Correction: Osteria Bridge story", "slugline": "EU--Osteria Bridge, Correction"},
        {"headline": "Clarification: Osteria-Bridge story"},
        {"headline": "Correction: Bridge taken", "slugline": ""},
        {"headline": "Correction", "ednote": 'Correction to "Bridge taken" of 0600 GMT'},
        {"headline": "Corrective", "ednote": "Correction: item urn:harrow:1 gave a wrong brigade."},
        {"headline": "BERICHTIGUNG: Bridge taken"},
    ],
)
def test_a_correction_as_an_item_of_its_own(fields: dict[str, str]) -> None:
    """It belongs to the item that it names by slug, headline or id, and names the copies of the wrong text."""
    desk = Desk()
    first = desk.one(body=BRIDGE, slugline="EU--Osteria Bridge")
    desk.tell(
        article("urn:gull:1", source="Gull", body=BRIDGE),
        article("urn:harrow:5", headline="Barley", body=HARVEST),
    )
    told = desk.tell(article("urn:harrow:9", **{"body": CORRECTIVE, **fields}))
    assert ["correction"] == told.verdicts
    assert first["story_id"] == told.said[0]["story_id"]
    assert ["urn:gull:1"] == [copy["uri"] for copy in told.notice("correction")["copies"]]


@pytest.mark.parametrize(
    "headline",
    ["◎訂正 橋の開通", "■訂正■橋の開通", "※訂正:橋の開通", "Brücke (Korrektur: Name)", "Ponte-RETTIFICA", "Исправление. Мост", "RECTIFICATIE Brug gaat open"],
)  # fmt: skip
def test_a_correction_is_set_off_in_many_ways(headline: str) -> None:
    """By a sign before it, with what it corrects in brackets, behind a hyphen, with a full stop, by its capitals alone."""
    assert {Signal.CORRECTION} == said(headline, body=BRIDGE)


@pytest.mark.parametrize(
    "headline", ["Rückzug: Brücke", "سحب: الجسر", "●全文取り消し●橋の開通", "◎取り消し 橋の開通"]
)
def test_a_kill_is_set_off_so_as_well(headline: str) -> None:
    """Where no whole story stands under it."""
    assert {Signal.KILL} == said(headline)


@pytest.mark.parametrize(
    "headline", ["Rückzug: Truppen verlassen Selm", "سحب: القوات تغادر", "Lok-STORNO", "KORREKTUR NÖTIG"]
)
def test_words_of_the_news_in_such_places_mark_nothing(headline: str) -> None:
    """Over a whole story a retreat is a retreat."""
    assert set() == said(headline, body=BRIDGE)
