"""Fictional stories for the tests, written for them, and a generator of as many more as are needed."""

from __future__ import annotations

import random
from typing import Final

BRIDGE_LEAD: Final = (
    "PORT SELM, May 4 (Harrow) - Fighters of the Quarry Column took the Dunmere footbridge south of Port Selm "
    "before sunrise on Wednesday after militia units pulled back to the customs house, ferry workers and a "
    "local watch group said."
)
BRIDGE_TOLL: Final = (
    "At least eleven people died in mortar fire on the quay, the Selm Harbour Watch said. The interior ministry "
    "of Osteria gave no answer to questions sent overnight."
)
BRIDGE_ROAD: Final = (
    "The footbridge carries the only water main between the harbour and the Lorrow heights, where the army's "
    "third brigade has its stores and where two thousand families have sheltered since the spring floods."
)
BRIDGE_QUOTE: Final = (
    '"They walked out of the fog with the ferry still tied up," said Ines Calder, who sells bread at the landing '
    "stage and watched the first shots from behind her oven."
)
BRIDGE_TALKS: Final = (
    "Talks on a truce for the harbour were due to resume on Friday in the lakeside town of Werrin, but neither "
    "side has said who will travel there or under which guarantees."
)
BRIDGE: Final = f"{BRIDGE_LEAD}\n\n{BRIDGE_TOLL}\n\n{BRIDGE_ROAD}\n\n{BRIDGE_QUOTE}\n\n{BRIDGE_TALKS}"
BRIDGE_CORRECTED: Final = BRIDGE.replace("third brigade", "fifth brigade")
BRIDGE_UPDATED: Final = BRIDGE.replace("eleven people", "fourteen people")

HARVEST: Final = (
    "KALVEN, May 4 - Growers in the Tamber lowlands brought in their smallest barley harvest in nine years after a "
    "dry April, the farm board said on Wednesday, and millers warned that bread would cost more by autumn.\n\n"
    "The board put the crop at 310,000 tonnes, a third below the average, and asked the council in Kalven to open "
    "the public granaries early. Feed merchants have already begun to buy abroad.\n\n"
    '"We cut in one day what used to take a week," said Piet Onder, who farms two hundred hectares near the old '
    "canal and has sold half of his herd since March."
)
STRIKE: Final = (
    "Tram drivers in Brellin will walk out for two days from Monday over night shifts and worn brakes, their union "
    "said, after a fourth round of talks with the city's transport office ended without a deal.\n\n"
    "The office said that buses would run on the ring line and to both hospitals, and that season tickets would be "
    "extended by two days. Schools in the northern districts plan to open an hour late.\n\n"
    "Mediator Tilda Marsh said she would ask both sides to meet again on Sunday evening in the old town hall."
)
SHORT: Final = (
    "Quarry Column fighters have taken the Dunmere footbridge, the Selm Harbour Watch said on Wednesday."
)

# Consonant and vowel pairs make pronounceable words that mean nothing in any language we process.
_SYLLABLES: Final = tuple(c + v for c in "bdfgklmnprstvz" for v in "aeiou")


def prose(seed: int, words: int = 120) -> str:
    """A text of so many invented words; two seeds share no five words in a row, for all practical purposes."""
    draw = random.Random(seed)  # noqa: S311 - test texts, no secret
    said = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(words)]
    return " ".join(said).capitalize() + "."
