"""A made-up agency's stories in several languages, and records of it and of outlets, for the cases of verdicts."""

from __future__ import annotations

from typing import Any, Final

DAM: Final = (
    "LOCHERBY, May 4 (Brevia Press) - Engineers opened two sluice gates of the Locherby dam on Monday after a week of rain "
    "pushed the reservoir to within a metre of its crest, the water board said, and told villagers downstream to move cattle "
    "off the meadows.\n\n"
    "The board's chief engineer, Marit Holm, said the wall was sound and that the release would last until Thursday. Three "
    "roads were closed.\n\n"
    'Residents of Ellick and Pont Aver filled sandbags at the school. "My cellar has been under water since Saturday," said '
    "Jonas Kett, a baker in Ellick.\n\n"
    "The government sent two hundred soldiers to help shore up the banks. The dam, built in 1961, last reached this level in "
    "the floods of 1998."
)
MINE: Final = (
    "TARGOVAN, May 4 (Brevia Press) - A copper mine in Targovan suspended work on Monday after inspectors found cracks in a "
    "tailings pond, the labour ministry said, sending home nine hundred workers on full pay until the wall is reinforced.\n\n"
    "The company, Ostrava Metals, said there was no danger to the town and that the cracks were shallow. The union asked for "
    "an independent survey.\n\n"
    "The mine produced 61,000 tonnes of concentrate last year, a fifth of the country's exports. Shares in the company fell by "
    "seven percent in early trade."
)
COUNCIL: Final = (
    "SAINT VARL, May 4 (Brevia Press) - The opposition won control of the council in Saint Varl for the first time in thirty "
    "years, results showed on Monday, after a campaign fought over rents and the closure of the night tram.\n\n"
    "Mayor-elect Odile Brandt promised to freeze rents in city flats for two years and to reopen talks with the drivers. "
    "Turnout was 58 percent.\n\n"
    "The outgoing mayor, Henrik Soll, congratulated her and said he would not seek a seat in the national parliament in autumn."
)
FRENCH: Final = (
    "BRUNOY-SUR-AVRE, 4 mai (Brevia) - Des milliers de manifestants ont défilé lundi dans le centre de Brunoy-sur-Avre pour "
    "demander le maintien de la maternité, que l'agence régionale veut fermer à la fin de l'été faute de médecins.\n\n"
    "Selon la préfecture, ils étaient quatre mille ; les organisateurs en ont compté neuf mille. « Il faut une heure de route "
    "pour accoucher ailleurs », a déclaré la sage-femme Lucie Marchal.\n\n"
    "Le maire a annoncé qu'il recevrait une délégation mercredi et qu'il écrirait au ministre de la Santé."
)
GERMAN: Final = (
    "HALLENBECK, 4. Mai (Brevia) - Nach dem Brand in einer Chemiefabrik in Hallenbeck haben die Behörden am Montag die Warnung "
    "an die Anwohner aufgehoben, Fenster und Türen geschlossen zu halten. Messungen hätten keine erhöhten Werte mehr ergeben, "
    "sagte ein Sprecher der Feuerwehr.\n\n"
    "Bei dem Feuer waren am Sonntag sechs Arbeiter verletzt worden, zwei von ihnen schwer. Die Ursache ist noch unklar. Der "
    "Betreiber schätzt den Schaden auf mehrere Millionen Euro.\n\n"
    "Die Bahnstrecke nach Oberau blieb bis zum Abend gesperrt."
)
SPANISH: Final = (
    "VALDERRONDA, 4 may (Brevia) - El Ayuntamiento de Valderronda aprobó el lunes un plan para limitar los pisos turísticos en "
    "el casco antiguo, donde los alquileres han subido un cuarenta por ciento en tres años, informó la alcaldesa Pilar Osuna.\n\n"
    "La norma prohíbe nuevas licencias durante cinco años y obliga a inscribir las existentes en un registro público. Los "
    "hoteleros la apoyan; los propietarios anunciaron que acudirán a los tribunales.\n\n"
    "La ciudad recibió el año pasado dos millones de visitantes."
)
TEXTS: Final = {"en": DAM, "fr": FRENCH, "de": GERMAN, "es": SPANISH}
DAM_HEADLINE: Final = "Locherby dam opens sluices as rain lifts reservoir"
MINE_HEADLINE: Final = "Targovan mine suspends work over cracks"


def at(hour: int, minute: int = 0, day: int = 4) -> str:
    """A time of May 2026."""
    return f"2026-05-{day:02}T{hour:02}:{minute:02}:00Z"


def wire(name: str, hour: int, headline: str, body: str = "", **fields: Any) -> dict[str, Any]:
    """A record of the agency."""
    own = {"uri": f"urn:brevia:{name}", "source": "Brevia Press", "version": "1", "version_created": at(hour)}
    return {**own, "language": "en", "headline": headline, "body": body, **fields}


def page(outlet: str, hour: int, headline: str, body: str = "", **fields: Any) -> dict[str, Any]:
    """A record of an outlet."""
    uri = f"https://{outlet.lower()}.example/{hour}"
    return wire(outlet, hour, headline, body, **{"uri": uri, "source": outlet, **fields})
