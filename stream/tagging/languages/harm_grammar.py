"""Casualties in every language but English (`stream.tagging.events.casualties`): each count goes to the nearest word that tells of harm.

A pair of a count and a telling word beyond the most that a count may cost is none (`pair_costs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.tagging.languages.harm_words import TOLD, HarmWord, find_tellings, tells
from stream.tagging.languages.pair_costs import most_cost, pair_cost
from stream.tagging.languages.quantities import Quantity, find_quantities
from stream.tagging.languages.script_words import MARK, NUMBER
from stream.tagging.languages.sense_map import SenseMap

_CHAINED: Final = 1.6
_TOLL_REACH: Final = 4


@dataclass(frozen=True, slots=True)
class CountedHarm:
    """People hurt: a count and what tells of it; a `part` is counted in the one before it."""

    quantity: Quantity
    telling: HarmWord
    sentence: int
    total: bool
    part: bool = False


def find_told(senses: SenseMap) -> list[CountedHarm]:
    """The people hurt in every sentence, in order."""
    found: list[CountedHarm] = []
    telling = senses.any_of(TOLD)
    if not telling:
        return found
    for number, (first, stop) in enumerate(senses.words.sentences):
        if telling.isdisjoint(range(first, stop)):
            continue
        tellings = find_tellings(senses, first, stop)
        if tellings:
            quantities = find_quantities(senses, first, stop)
            found += _pair(senses, number, tellings, quantities, (first, stop))
    return found


def _pair(
    senses: SenseMap,
    number: int,
    tellings: list[HarmWord],
    quantities: list[Quantity],
    sentence: tuple[int, int],
) -> list[CountedHarm]:
    chains = _chains(senses, quantities)
    parts = [
        q for q in range(1, len(quantities))
        if _is_part(senses, quantities[q], sentence[0]) and not quantities[q - 1].single
    ]  # fmt: skip
    skipped = {at for q in parts for at in range(quantities[q - 1].noun + 1, quantities[q].noun + 2)}
    whole = [quantity for q, quantity in enumerate(quantities) if q not in parts]
    tolls = [_toll_head(senses, telling, sentence) for telling in tellings]
    costs: list[tuple[float, int, int]] = []
    table: dict[tuple[int, int], float] = {}
    for q, quantity in enumerate(quantities):
        if _is_before(senses, quantity, quantities, q):
            continue
        for t, telling in enumerate(tellings):
            cost = pair_cost(senses, quantity, telling, tellings, whole, skipped, toll=tolls[t])
            table[q, t] = cost
    for (q, t), cost in table.items():
        chained = min(
            (table[other, t] for other in chains[q] if other != q and (other, t) in table), default=99.0
        )
        best = min(cost, chained + _CHAINED)
        if best <= most_cost(quantities[q]):
            costs.append((best, q, t))
    costs.sort()
    taken: dict[int, int] = dict.fromkeys(parts, -1)
    members: dict[int, list[int]] = {}
    for _, q, t in costs:
        if q in taken:
            continue
        others = members.get(t, [])
        if others and quantities[q].single and q not in _joined(chains, others):
            continue
        if others and not any(other in chains[q] for other in others):
            continue
        taken[q] = t
        members.setdefault(t, []).append(q)
    told = [
        CountedHarm(quantities[q], tellings[t], number, tolls[t]) for q, t in sorted(taken.items()) if t >= 0
    ]
    for q in parts:
        t = taken.get(q - 1, -1)
        if t >= 0 and not quantities[q].single:
            told.append(CountedHarm(quantities[q], tellings[t], number, total=False, part=True))
    return told + _shared(senses, number, tellings, quantities, taken)


def _shared(
    senses: SenseMap, number: int, tellings: list[HarmWord], quantities: list[Quantity], taken: dict[int, int]
) -> list[CountedHarm]:
    """The count of "several people were killed and injured" for its second word, which has none of its own."""
    found = []
    for q, t in sorted(taken.items()):
        following = t + 1
        if t < 0 or following >= len(tellings) or following in taken.values():
            continue
        one, other = tellings[t], tellings[following]
        between = range(one.last + 1, other.first)
        joined = len(between) == 1 and senses.has(one.last + 1, "and")
        if joined and one.kind != other.kind and quantities[q].qualifier == "vague":
            found.append(CountedHarm(quantities[q], other, number, total=False))
    return found


def _joined(chains: list[set[int]], members: list[int]) -> set[int]:
    return set().union(*(chains[one] for one in members))


def _chains(senses: SenseMap, quantities: list[Quantity]) -> list[set[int]]:
    """Which counts stand in one series: "two soldiers and five civilians"."""
    chains = [{number} for number in range(len(quantities))]
    for number in range(1, len(quantities)):
        one, other = quantities[number - 1], quantities[number]
        between = _without_ages(senses, range(one.noun + 1, other.first))
        clitic = not between and senses.data.settings.get("clitic_joiner") == "yes"
        if clitic or (
            between
            and len(between) <= 3
            and any(senses.has(at, "and") for at in between)
            and not any(
                senses.words.kinds[at] == MARK and senses.words.forms[at] not in {"'", "\u3001"}
                for at in between
            )
            and not any(tells(senses, at) for at in between)
        ):
            chains[number] |= chains[number - 1]
            for member in chains[number]:
                chains[member] = chains[number]
    return chains


def _without_ages(senses: SenseMap, between: range) -> list[int]:
    """The words between two counts without what says how old somebody was: "a man of 45 years and two children"."""
    kept: list[int] = []
    at = between.start
    while at < between.stop:
        people = senses.at(at, "people")
        aged = senses.words.kinds[at] == NUMBER or senses.has(at, "unit") or people is not None
        if not aged or not any(senses.words.kinds[index] == NUMBER for index in between):
            kept.append(at)
        at = people.stop if people is not None and aged else at + 1
    return kept


def _toll_head(senses: SenseMap, telling: HarmWord, sentence: tuple[int, int]) -> bool:
    """Whether a word for the dead tells of their number: "the number of dead rose to"."""
    if telling.side not in {"counted", "event"}:
        return False
    first = max(sentence[0], telling.first - _TOLL_REACH)
    return any(senses.has(at, "toll") for at in range(first, min(telling.last + 3, sentence[1])))


def _is_before(senses: SenseMap, quantity: Quantity, quantities: list[Quantity], number: int) -> bool:
    """Whether a count is an earlier toll: 12 of "rose from 12 to 15"."""
    if number + 1 >= len(quantities):
        return False
    following = quantities[number + 1]
    marked = (
        senses.ending(quantity.first, "from", 0) >= 0
        or senses.has(quantity.first, "from")
        or senses.has(quantity.last + 1, "from_behind")
    )
    if not marked or following.first - quantity.noun > 3 + (senses.data.settings.get("script") == "han"):
        return False
    if following.qualifier == "up_to" and senses.has(following.first, "to"):
        following.low = following.high  # what reads as "up to" alone is the end of a rise here
        following.qualifier = ""
        return True
    return senses.ending(following.first, "to", 0) >= 0 or senses.has(following.last + 1, "to_behind")


def _is_part(senses: SenseMap, quantity: Quantity, first: int) -> bool:
    """Whether a count is a part of another: "five of them children"."""
    return any(
        senses.has(at, "part") for at in range(max(first, quantity.first - 3), quantity.first)
    ) or senses.has(min(quantity.last + 1, len(senses.starting) - 1), "part_behind")
