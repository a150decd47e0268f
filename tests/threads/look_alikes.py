"""200 made-up articles of 40 events over 20 days: eight kinds of events, five of each, in the same two towns.

Each kind has facts, each fact several phrasings. Two articles of one event tell some of the same facts in other words;
two events of one kind tell the same facts, in the same words, of other persons, streets and numbers on other days. That is
harder than news is: there look-alikes are seldom told in the same sentences.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

TOWNS: Final = ("Halvsund", "Orrin")
DAY: Final = 86_400
START: Final = 1_772_323_200  # 2026-03-01
EVENTS_A_KIND: Final = 5
ARTICLES_AN_EVENT: Final = 5

_FIRST: Final = [
    "Marit",
    "Sondre",
    "Ilka",
    "Teodor",
    "Vesna",
    "Aldo",
    "Runa",
    "Kasimir",
    "Brita",
    "Osric",
    "Jorun",
    "Pavla",
    "Edvin",
    "Tilde",
    "Matej",
    "Solveig",
    "Anton",
    "Greta",
    "Halvard",
    "Irena",
    "Joakim",
    "Dunja",
    "Emeric",
    "Lovisa",
    "Stellan",
    "Zora",
    "Yngve",
    "Katya",
    "Bertil",
    "Nadja",
    "Ruben",
    "Ylva",
    "Otmar",
    "Sanna",
    "Viktor",
    "Elin",
    "Casper",
    "Milena",
    "Torvald",
    "Agnes",
]
_LAST: Final = [
    "Aldersund",
    "Brekvik",
    "Corvane",
    "Dahlmar",
    "Ekhult",
    "Forsnes",
    "Grimvall",
    "Hestmark",
    "Idrevik",
    "Jarlsby",
    "Kolbotten",
    "Lundqvar",
    "Morvane",
    "Nesgaard",
    "Ostrevik",
    "Palmgard",
    "Quillan",
    "Rosvall",
    "Stendahl",
    "Tjelvar",
    "Ulvmark",
    "Vasskog",
    "Wiksten",
    "Yttersby",
    "Zandvik",
    "Arnvall",
    "Bergslie",
    "Dorvane",
    "Elvestad",
    "Fjellmo",
    "Gransund",
    "Holmvik",
    "Isfeldt",
    "Kvarnby",
    "Lindmar",
    "Mosvold",
    "Norrby",
    "Oppgard",
    "Ravnsund",
    "Skjoldal",
]
_SPOTS: Final = [
    "Tannery Lane",
    "Quay Nine",
    "Mill Bridge",
    "Copper Square",
    "Saint Ulric Street",
    "Lantern Hill",
    "Weavers Row",
    "Old Customs Yard",
    "Birch Avenue",
    "Harbour Gate",
    "Ropewalk",
    "Kestrel Park",
    "Bishop's Wharf",
    "Glass Alley",
    "Miller's Green",
    "North Lock",
    "Tollhouse Road",
    "Cinder Path",
    "Pilot Steps",
    "Fuller Court",
    "Juniper Close",
    "Canal Basin",
    "Sailmaker Street",
    "Upper Terrace",
    "Brewer's Field",
    "Signal Tower",
    "Fishmarket",
    "Abbey Walk",
    "Linden Crescent",
    "Stone Pier",
    "Ferry Lane",
    "Cooper Yard",
    "Granary Street",
    "Archer Field",
    "Willow Bank",
    "Powder Mill",
    "Hopgarden",
    "Salt Cellar",
    "Drover's Way",
    "Beacon Point",
]
_FIRMS: Final = [
    "Norlux",
    "Vantherm",
    "Calder Foods",
    "Skarn Mining",
    "Ostra Shipping",
    "Brightline",
    "Havbruk",
    "Tessel Works",
    "Corvid Energy",
    "Pellan Group",
]

# A kind: the headlines, then the facts, each with its phrasings. `a` to `c` are persons, `s` and `t` places, `m` to `p` numbers.
_KINDS: Final[dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]] = {
    "fire": (
        (
            "Blaze guts warehouse on {s} in {town}",
            "Fire in {town}: {m} flee as building on {s} burns",
            "{town} crews fight flames near {s}",
        ),
        (
            (
                "A fire tore through a warehouse on {s} in {town} on {day}.",
                "Flames destroyed a building on {s}, {town}, {day} night.",
                "{town}: a storehouse at {s} burned down on {day}.",
            ),
            (
                "Fire chief {a} said {m} residents had been moved out.",
                "{m} people had to leave their homes, according to {a} of the fire brigade.",
                "Neighbours, {m} of them, spent the night in a gym, chief {a} told reporters.",
            ),
            (
                "{n} engines were sent and the roof fell in after two hours.",
                "The brigade came with {n} vehicles; the roof gave way.",
                "It took {n} crews to keep the fire from {t}.",
            ),
            (
                "The owner, {b}, put the damage at {o} thousand crowns.",
                "Damage may reach {o} thousand crowns, said owner {b}.",
                "{b}, who owns the place, spoke of a loss of {o} thousand crowns.",
            ),
            (
                "Police are looking into a welding torch as the cause.",
                "Investigators think that repairs on the roof started it.",
                "The cause is not known yet; police have sealed {s}.",
            ),
        ),
    ),
    "match": (
        ("{town} beat {f} {m}-{n}", "{a} double sinks {f}", "{f} lose in {town} as {a} shines"),
        (
            (
                "{town} United beat {f} {m}-{n} on {day} in the league.",
                "A {m}-{n} win over {f} on {day} lifted {town} United.",
                "{f} went down {m}-{n} in {town} on {day}.",
            ),
            (
                "Striker {a} scored twice before the break.",
                "Two goals by {a} decided the game early.",
                "{a} was the man of the evening with both first-half goals.",
            ),
            (
                "Coach {b} praised his defence before {o} spectators.",
                '"We ran for each other," said coach {b} in front of {o} fans.',
                "{o} people saw it; {b}, the coach, called it the best game of the year.",
            ),
            (
                "{c} was sent off in the {p}th minute.",
                "After {p} minutes the visitors lost {c} to a red card.",
                "A red card for {c}, {p} minutes in, made it harder.",
            ),
            (
                "The side is now third in the table.",
                "The points take the club up to third.",
                "It is the fourth game without defeat.",
            ),
        ),
    ),
    "trial": (
        (
            "{a} jailed for {m} years in {town}",
            "Court in {town} finds {a} guilty",
            "{m} years for {a} in fraud trial",
        ),
        (
            (
                "A court in {town} sentenced {a} to {m} years on {day}.",
                "{a} must go to prison for {m} years, judges in {town} ruled on {day}.",
                "On {day} the {town} court gave {a} a term of {m} years.",
            ),
            (
                "Judge {b} said that {n} pensioners had lost their savings.",
                "Savings of {n} elderly people are gone, judge {b} noted.",
                "{n} victims had trusted the accountant, said {b} from the bench.",
            ),
            (
                "The money, {o} million crowns, went through {f}.",
                "{o} million crowns had been moved by way of {f}.",
                "Prosecutors traced {o} million crowns to accounts of {f}.",
            ),
            (
                "Defence lawyer {c} announced an appeal.",
                "An appeal will be filed, said counsel {c}.",
                "{c}, for the defence, called the sentence harsh.",
            ),
            (
                "The trial had begun in autumn.",
                "It had taken five months to hear all witnesses.",
                "The hall was full when the verdict was read.",
            ),
        ),
    ),
    "strike": (
        ("{f} workers walk out in {town}", "Strike stops {f} plant", "{town}: {m} at {f} down tools"),
        (
            (
                "{m} workers of {f} in {town} went on strike on {day}.",
                "On {day} the staff of {f}, {m} in all, walked out in {town}.",
                "Work stood still at {f} in {town} on {day}: {m} employees stayed away.",
            ),
            (
                "Union leader {a} wants {n} percent more pay.",
                "The union under {a} asks for a rise of {n} percent.",
                "{n} percent more is what {a} of the union demands.",
            ),
            (
                "Management offered {o} crowns a month, said director {b}.",
                "Director {b} called an offer of {o} crowns fair.",
                "{b}, who runs the plant, will not go above {o} crowns.",
            ),
            (
                "Pickets stood at the gate on {s}.",
                "At the {s} entrance the strikers lit fires in barrels.",
                "Lorries queued along {s}.",
            ),
            (
                "Talks are to go on next week.",
                "A mediator may be called in.",
                "Both sides said that they would meet again.",
            ),
        ),
    ),
    "flood": (
        (
            "River bursts banks in {town}, {m} homes under water",
            "{town} flood: {a} calls out volunteers",
            "Water reaches {s} in {town}",
        ),
        (
            (
                "The river flooded {m} homes along {s} in {town} on {day}.",
                "In {town} {m} houses near {s} stood in water on {day}.",
                "{day}'s rain put {s}, in the low part of {town}, under water: {m} homes.",
            ),
            (
                "Mayor's deputy {a} called out {n} volunteers.",
                "{n} helpers filled sandbags at the call of {a}.",
                "{a} from the town hall thanked {n} people who carried sandbags.",
            ),
            (
                "The gauge at {t} stood at {o} centimetres.",
                "At {t} the water came to {o} centimetres.",
                "{o} centimetres were measured at {t}, said hydrologist {b}.",
            ),
            (
                "A school was closed and a bridge barred.",
                "Classes were called off; one bridge is shut.",
                "Buses go another way until the bridge is checked.",
            ),
            (
                "{c}, {p}, was pulled out of a car.",
                "Rescuers saved {c}, {p}, from a car roof.",
                "A driver of {p}, {c}, was brought to safety by boat.",
            ),
        ),
    ),
    "robbery": (
        (
            "Jeweller on {s} in {town} robbed",
            "Gang takes {m} watches in {town}",
            "{town} police hunt {s} robbers",
        ),
        (
            (
                "Masked robbers emptied a jeweller's on {s} in {town} on {day}.",
                "A jewellery shop at {s}, {town}, was raided on {day}.",
                "On {day} thieves broke into the jeweller's on {s} in {town}.",
            ),
            (
                "They took {m} watches and fled towards {t}.",
                "{m} watches are missing; the gang made off by {t}.",
                "With {m} watches in a bag they drove away past {t}.",
            ),
            (
                "Shopkeeper {a} was tied up and not hurt.",
                "{a}, who keeps the shop, was bound but unharmed.",
                "The owner {a} got away with a fright.",
            ),
            (
                "Inspector {b} asks who saw a van with the number {o}.",
                "A van with the plate {o} is sought, said inspector {b}.",
                "{b} of the police is looking for a grey van, plate {o}.",
            ),
            (
                "A reward of {p} thousand crowns was offered.",
                "The insurer pays {p} thousand crowns for a hint.",
                "Hints are worth {p} thousand crowns.",
            ),
        ),
    ),
    "deal": (
        ("{f} buys {g} for {m} million", "{g} goes to {f}", "{f} and {g}: a deal of {m} million crowns"),
        (
            (
                "{f} of {town} takes over {g} for {m} million crowns, the firms said on {day}.",
                "For {m} million crowns {g} goes to {town}'s {f}, it was announced on {day}.",
                "On {day} {f}, based in {town}, said it would buy {g}: price {m} million.",
            ),
            (
                "Chief executive {a} expects savings of {n} million a year.",
                "{n} million a year can be saved, {a} told investors.",
                "{a}, at the top of the buyer, speaks of {n} million in savings.",
            ),
            (
                "{o} jobs will go at the site on {s}.",
                "The plant on {s} loses {o} posts.",
                "Of the staff on {s} {o} have to leave.",
            ),
            (
                "Shareholders led by {b} have agreed.",
                "The family of {b} sells all its shares.",
                "{b}, the largest owner, had accepted at once.",
            ),
            (
                "The cartel office has to look at it.",
                "Regulators must still agree.",
                "It should be done by summer.",
            ),
        ),
    ),
    "rescue": (
        (
            "Trawler with {m} aboard sinks off {town}",
            "{a} rescued off {town} after boat goes down",
            "Sea rescue near {s}",
        ),
        (
            (
                "A trawler with {m} aboard went down off {town} on {day}.",
                "Off {town} a fishing boat sank on {day}; {m} were on it.",
                "{m} fishermen lost their boat near {town} on {day}.",
            ),
            (
                "Skipper {a} was lifted out by helicopter.",
                "A helicopter winched up skipper {a}.",
                "The crew of a helicopter saved {a}, who had steered the boat.",
            ),
            (
                'The boat, the "{b}", was {n} years old.',
                'It was the "{b}", built {n} years ago.',
                'The "{b}", {n} years at sea, had been checked in winter.',
            ),
            (
                "Waves were {o} decimetres high at {t}.",
                "At {t} the sea ran {o} decimetres high.",
                "The lighthouse at {t} reported waves of {o} decimetres.",
            ),
            (
                "{c} is still missing, the coast guard said.",
                "The search for {c} goes on.",
                "Of {c} there was no trace in the evening.",
            ),
        ),
    ),
}
_DAYS: Final = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
# What any desk adds, whatever the event.
_FILLERS: Final = (
    "More was expected later in the day.", "The town has some forty thousand inhabitants.", "Officials gave no further details.",
    "It was the first such news this month.", "Our reporter is on the spot.", "The county governor said he was being kept informed.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeUp:
    """An article: what event it is of, when it was written in seconds since 1970, and its text."""

    event: str
    time: int
    headline: str
    body: str


def articles(seed: int = 1) -> list[MadeUp]:
    """All of them, in order of time."""
    chance = random.Random(seed)  # noqa: S311 - a made-up stream, no secret
    return sorted(_all(chance), key=lambda one: (one.time, one.event, one.headline))


def _all(chance: random.Random) -> Iterator[MadeUp]:
    for kind, (headlines, facts) in _KINDS.items():
        for number in range(EVENTS_A_KIND):
            town, start = TOWNS[number % len(TOWNS)], chance.randrange(20 * 24)
            slots = _slots(chance) | {"town": town, "day": _DAYS[start // 24 % 7]}
            for _ in range(ARTICLES_AN_EVENT):
                hours = start + chance.randrange(30)
                told = sorted(chance.sample(range(1, len(facts)), 3))
                sentences = [chance.choice(facts[at]) for at in (0, *told)]
                sentences.insert(chance.randrange(1, 5), chance.choice(_FILLERS))
                yield MadeUp(
                    f"{kind}-{number}",
                    START + hours * 3600,
                    chance.choice(headlines).format(**slots),
                    " ".join(sentences).format(**slots),
                )


def _slots(chance: random.Random) -> dict[str, str]:
    persons = zip(chance.sample(_FIRST, 3), chance.sample(_LAST, 3), strict=True)
    slots = dict(zip("abc", map(" ".join, persons), strict=True))
    slots |= dict(zip("st", chance.sample(_SPOTS, 2), strict=True))
    slots |= dict(zip("fg", chance.sample(_FIRMS, 2), strict=True))
    return slots | {name: str(chance.randrange(2, 90) * (1 + 9 * (name == "o"))) for name in "mnop"}
