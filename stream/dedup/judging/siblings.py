"""Two texts of one template: whether texts that share their words also share what they say in numbers, dates and names.

A communiqué, a quake or a result comes every day in the same words. What differs between two of them stands at aligned
places: with as many of the same words around it in both. A copy keeps its particulars, in its own house's style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from stream.dedup.judging.aligned_particulars import compared, masked, unpacked
from stream.dedup.judging.same_values import EXACT
from stream.text.outline import codes_in, headline_in, particulars_in, words_in
from stream.text.particular import (
    MOST_BYTES,
    MOST_NAMES,
    Code,
    Particular,
)

# Of the particulars that two texts could agree in, the part from which on they are two of a template, and how many
# conflicts at least, of which one in numbers or dates counts 1 and one in names a half: of the labelled copies (newswire
# eval dedup) one in six has another name somewhere ("the 21-year-old Aussie" and "Australian"), and none another number.
CONFLICTING_SHARE: Final = 0.25
LEAST_CONFLICTS: Final = 2.0
NEARLY_ALL: Final = (
    0.5  # the part from which on, in a short text, a single conflict is enough, or names alone
)
# Of two texts in one frame: the part that is frame, and that of the particulars which is replaced. Labelled copies that
# have each a lead of its own have less of the one or of the other.
MOSTLY: Final = 0.7
REPLACED: Final = 0.3
# The digits that a rounded number has at most: "412 million" for 412.37; in a text of another day, where the numbers of an
# exchange or of the weather lie within two percent, one that is more than "9.4" or "41" is a number of its own.
_ROUNDINGS: Final = 3
_ROUGH: Final = 2
_FULL: Final = MOST_BYTES - 5  # bytes from which on more particulars may have been left out
_LEAD: Final = (1 << 10) - 1  # the first ten words, as bits: half a sentence


class Difference(NamedTuple):
    """How the particulars of two texts differ.

    `conflicts` counts pairs of numbers or dates at aligned places with different values, each pair of values once,
    `renamed` those of names; `agreed` the values that both have, `named` the names among them; `added` and `lost` those that only the one or only the other has (of names every second).
    `moved` says that a name of one word is another, as of a place: of a person one of two may be corrected. `retitled` says that the headlines differ, `refilled` that no word differs but those of numbers, dates and names. `elsewhere` says that the two begin with different names, `renumbered` that no word differs, and no
    number but one behind a name: "Route 7" and "Route 9"; `recounted` that no word differs, and of what they say plain
    numbers alone, of the same names: a toll that has grown.
    """

    conflicts: int
    renamed: int
    agreed: int
    added: int
    lost: int
    named: int = 0
    moved: bool = False
    retitled: bool = False
    elsewhere: bool = False
    refilled: bool = False
    renumbered: bool = False
    recounted: bool = False

    @property
    def of_others(self) -> bool:
        """Whether one house says the same of others: most names are changed (a word that begins a sentence may count as one)."""
        return not self.conflicts and self.renamed >= LEAST_CONFLICTS and self.renamed > self.named

    @property
    def of_another(self) -> bool:
        """Whether one text says of somewhere else what the other does: a name is changed, and no other word.

        A name of one word is a place's as a rule; of another the headline tells, since that of a person may be corrected under it.
        A warning for one town an hour after that for another is no next state of it, as a higher toll is: who brings a
        story up to date, or edits it, changes a word somewhere. With another number it is one of another place only where
        the texts begin with another name, as their datelines do.

        The number behind a name is part of it: two routes, two flights. Who counts anew changes other numbers or words too.
        """
        if self.renumbered and self.retitled:
            return True
        return self.refilled and (self.moved or self.retitled) and (not self.conflicts or self.elsewhere)

    @property
    def of_template(self) -> bool:
        """Whether the texts are two of a template rather than two states of one text."""
        weight = self.conflicts + self.renamed / 2
        part = (self.conflicts + self.renamed) / max(self.conflicts + self.renamed + self.agreed, 1)
        if self.conflicts and weight >= LEAST_CONFLICTS:
            return part >= CONFLICTING_SHARE
        return weight >= (1 if self.conflicts else LEAST_CONFLICTS) and part >= NEARLY_ALL


NO_DIFFERENCE: Final = Difference(0, 0, 0, 0, 0)


def in_one_frame(apart: Difference, shared: int, others_shared: int, parts: tuple[float, float]) -> bool:
    """Whether two texts say other things in the same frame: paragraphs that a house puts around all of a kind.

    Neither's lead is in the other, each says what the other does not, and both are mostly frame (`parts` are those
    of their words that the other has). Where only one is, it is an excerpt with a lead of its own.
    """
    replaced = min(apart.added, apart.lost)
    if replaced < LEAST_CONFLICTS or min(parts) < MOSTLY or shared & _LEAD or others_shared & _LEAD:
        return False
    return replaced >= REPLACED * (replaced + apart.agreed)


def difference(
    own: bytes, other: bytes, shared: int, others_shared: int, *, strict: bool, other_week: bool = False
) -> Difference:
    """Compare the particulars of two packed outlines.

    Args:
        own: the one.
        other: the other.
        shared: the words of the one that stand in shared passages, as bits (see `stream.dedup.index.passages`).
        others_shared: those of the other.
        strict: one house has one style: numbers in the same unit are the same only when they are equal.
        other_week: the two were made days apart, so that the same weekday is another day in each.
    """
    mine, its = particulars_in(own), particulars_in(other)
    if mine == its and not strict:
        return NO_DIFFERENCE
    one, two = unpacked(mine), unpacked(its)
    found = compared((own, one), (other, two), EXACT if strict else _ROUNDINGS)
    if strict:
        found.conflicts.update(_other_runs((own, one), (other, two)))
    weekdays = [{each.value for each in said if each.code == Code.WEEKDAY} for said in (one, two)]
    again = sorted(weekdays[0] & weekdays[1]) if other_week else []
    if not strict and (again or any(code in (Code.DATE, Code.WEEKDAY) for code, _, _ in found.conflicts)):
        # Of another day a number that is near is another number.
        found = compared((own, one), (other, two), _ROUGH)
    if any(code not in (Code.NAME, Code.WEEKDAY) for code, _, _ in found.conflicts):
        found.conflicts.update((int(Code.WEEKDAY), day, day) for day in again)
    missing, gone = found.missing, found.gone
    agreed = len({(each.code, each.value) for each in one if each not in missing})
    refilled = strict and bool(found.conflicts) and masked(own)[0] == masked(other)[0]
    renamed = sum(code == Code.NAME for code, _, _ in found.conflicts)
    return Difference(
        len(found.conflicts) - renamed,
        renamed,
        agreed,
        _weight(missing, shared, its, two),
        _weight(gone, others_shared, mine, one),
        sum(each.code == Code.NAME for each in one if each not in missing),
        renamed > 0 and _is_moved(found.conflicts, one, two),
        headline_in(own) != headline_in(other),
        _begins_elsewhere((own, one), (other, two)),
        renamed > 0 and refilled,
        bool(found.conflicts) and refilled and _is_renumbered((own, one), (other, two)),
        refilled
        and all(code == Code.PLAIN for code, _, _ in found.conflicts)
        and any(each.code == Code.NAME and each not in missing for each in one),
    )


def _is_renumbered(
    one: tuple[bytes, Sequence[Particular]], other: tuple[bytes, Sequence[Particular]]
) -> bool:
    """Whether two texts differ in the number behind one name alone: both sides of a score have one, and no place has."""
    if len(one[1]) != len(other[1]):
        return False
    differ = [at for at, pair in enumerate(zip(one[1], other[1], strict=True)) if pair[0][2:] != pair[1][2:]]
    named = {name for at in range(len(one[1])) if (name := _name_before(one[1], at)) is not None}
    return (
        bool(differ)
        and len(named) == 1
        and all(_name_before(one[1], at) in named and _name_before(other[1], at) in named for at in differ)
    )


def _name_before(said: Sequence[Particular], at: int) -> int | None:
    """The name that a number stands right behind, None for none."""
    number, name = said[at], said[at - 1] if at else None
    if number.code != Code.PLAIN or name is None or name.code != Code.NAME:
        return None
    return name.value if name.place + name.length == number.place else None


def has_other_runs(own: bytes, other: bytes) -> bool:
    """Whether two texts of as many words that say the same in numbers, dates and last names may differ in a name's other words."""
    (words, at), there = words_in(own), words_in(other)
    size = (words + 1) // 2  # two codes a byte, and nothing behind the last of an odd count
    return (words, at) == there and own[at : at + size] != other[at : at + size]


def _other_runs(
    one: tuple[bytes, Sequence[Particular]], other: tuple[bytes, Sequence[Particular]]
) -> set[tuple[int, int, int]]:
    """The names that differ in texts of as many words and particulars, as conflicts.

    Before their last word alone ("Torvik County" and "Ellick County"), or where the one's is said elsewhere in the other.
    """
    if len(one[1]) != len(other[1]) or words_in(one[0]) != words_in(other[0]):
        return set()
    mine, its = codes_in(one[0]), codes_in(other[0])
    found: set[tuple[int, int, int]] = set()
    for first, second in zip(one[1], other[1], strict=True):
        if first[:3] != second[:3] or first.code != Code.NAME:
            continue
        if first.value != second.value:
            found.add((int(Code.NAME), first.value, second.value))
            continue
        run = slice(first.place, first.place + first.length)
        if (mine[run] != its[run]).any():
            found.add((int(Code.NAME), first.value, -1 - int(its[run][0])))
    return found


def _is_moved(
    conflicts: Iterable[tuple[int, int, int]], one: Iterable[Particular], other: Iterable[Particular]
) -> bool:
    mine, its = _longest_names(one), _longest_names(other)
    return any(
        mine.get(first, 1) != its.get(second, 1) or mine.get(first, 1) == 1
        for code, first, second in conflicts
        if code == Code.NAME
    )


def _longest_names(said: Iterable[Particular]) -> dict[int, int]:
    """How many words each name has where it is written out."""
    found: dict[int, int] = {}
    for each in said:
        if each.code == Code.NAME:
            found[each.value] = max(found.get(each.value, 0), each.length)
    return found


def _begins_elsewhere(
    one: tuple[bytes, Sequence[Particular]], other: tuple[bytes, Sequence[Particular]]
) -> bool:
    """Whether both texts begin with a name, and not with the same: a dateline's, though the agency's credit ends its run."""
    for _, said in (one, other):
        if not said or said[0].code != Code.NAME or said[0].place:
            return False
    return one[1][0].value != other[1][0].value or int(codes_in(one[0])[0]) != int(codes_in(other[0])[0])


def _weight(missing: set[Particular], shared: int, packed: bytes, other: Sequence[Particular]) -> int:
    """How many particulars are missing for certain: of a full text those may be left out whose words are shared."""
    full = len(packed) >= _FULL
    names_full = full or sum(each.code == Code.NAME for each in other) >= MOST_NAMES
    numbers = names = 0
    for each in missing:
        is_name = each.code == Code.NAME
        if (names_full if is_name else full) and shared >> each.place & 1:
            continue
        names += is_name
        numbers += not is_name
    return numbers + names // 2
