"""Places that no table has as they are written, and names of towns that are none."""

from __future__ import annotations

import pytest

from stream.tagging.languages.gazetteer.place_finder import find_places


def _names(language: str, text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_places(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Der Brand war in Ottersheim.", ["Ottersheim"]),
        ("de", "Unfall in Köln-Wollersheim.", ["Köln-Wollersheim"]),
        ("de", "Die Bürger im Nussa-Tal und am Ahornweg warten.", ["Nussa-Tal", "Ahornweg"]),
        ("de", "Sie lebt im Altersheim.", []),
        (
            "de",
            "In Südfrankreich, in Ost-Berlin und in Berlin-Tempelhof regnet es.",
            ["Südfrankreich", "Ost-Berlin", "Berlin-Tempelhof"],
        ),
        ("de", "Die Berlin-Reise begann am Westrand.", []),
        ("de", "Ein Unfall auf der A 7 nahe dem Islinger Feld.", ["A 7", "Islinger Feld"]),
        ("de", "Dieser See ist tief.", []),
        ("de", "Damals eroberte der IS Mossul.", ["Mossul"]),
        ("de", "Gestern siegte der MSV Duisburg gegen den VfR Aalen.", []),
        ("pt", "O avião caiu em Guaraúna (TO), disse ele.", ["TO"]),
        ("pt", "Ele mora no Rio.", ["Rio"]),
        ("pt", "O Grande Prémio de Itália acabou.", ["Itália"]),
        ("es", "HUELGA EN LOS PUERTOS Sevilla (EFE).- Los estibadores pararon.", ["Sevilla"]),
        ("es", "Ayer ganó el Valencia.", []),
        ("es", "Lo explicó Ana Herrera. Herrera vive lejos.", []),
        ("de", "Das sagte Nigel Steppner.", []),
        ("de", "Das sagte Thomas Oldenburg.", []),
        ("de", "Die Gemeinde Eschenrode feiert.", ["Eschenrode"]),
        ("de", "Die Gemeinde wächst.", []),
        ("de", "In Hasselberg brannte es, und er kam aus Wildenfurt.", ["Hasselberg", "Wildenfurt"]),
        ("de", "Der Berg brannte, und er kam im Mittelfeld an.", []),
        ("de", "In der Petrikirche und in St. Hedwig läuten die Glocken.", ["Petrikirche", "St. Hedwig"]),
        ("de", "Der FC St. Pauli gewann.", []),
        ("de", "POL-MK: Lüdenscheid-Brügge - Unfall mit Flucht", ["Lüdenscheid-Brügge"]),
        ("de", "Am Fluss Brenka wurde gekämpft.", ["Brenka"]),
        ("de", "Der 43-jährige Castro schwieg, Palins Anwalt widersprach.", []),
        ("de", "Kabuls Bürgermeister schwieg.", ["Kabuls"]),
        ("de", "An der Themse und in den Vogesen regnet es.", ["Themse", "Vogesen"]),
        ("de", "Die Berliner Polizei und der Hamburger Senat warnen.", []),
        ("de", "Berlins Bürgermeister reist nach Frankfurt am Main.", ["Berlins", "Frankfurt am Main"]),
    ],
)
def test_places_told_by_rule(language: str, text: str, names: list[str]) -> None:
    """Ends of German names, letters of states, articles and datelines tell places; clubs and persons are none."""
    assert _names(language, text) == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "In Nordafrika wird gekämpft.", "North Africa"),
        ("ru", "В Северной Африке идут бои.", "North Africa"),
        ("ar", "القتال في شمال أفريقيا", "North Africa"),
        ("zh", "北非发生战斗", "North Africa"),
        ("es", "Se combate en el norte de África.", "North Africa"),
        ("de", "Er kam aus Venedig.", "Venice"),
        ("es", "Viajó a Arabia Saudita.", "Saudi Arabia"),
        ("de", "Das Boot sank auf dem Vierwaldstättersee.", "Lake Lucerne"),
        ("es", "Cruzaron el valle de Swat.", "Swat"),
        ("fr", "Des combats en Ossétie du Nord.", "North Ossetia"),
        ("pt", "Os rebeldes tomaram Biafra.", "Biafra"),
    ],
)
def test_a_region_has_one_name_in_all_languages(language: str, text: str, name: str) -> None:
    """Regions of the world and names of towns that differ from their own."""
    assert name in [one.name for one in find_places(text, language)]
