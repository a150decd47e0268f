"""What arms do: "a mortar shell hit a house", "rockets slammed into a school", "the convoy was hit by a roadside bomb".

The verb alone tells of no war (storms hit coasts, albums hit shops), so it counts beside a weapon as its subject or behind
its "by" alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.events.triggers import INSTRUMENTS
from stream.tagging.lexicon.reading import Reading
from stream.tagging.lexicon.vocabulary import word_list
from stream.tagging.sheet import Mention, Sheet

_STRIKING: Final = word_list("weapon_strikes striking")
# Verbs of harm too: "a landmine killed two farmers". Behind "by" it is the passive of the harm itself.
_HARMING: Final = word_list("weapon_strikes harming")
_STRUCK: Final = word_list("weapon_strikes struck")
_ARMS: Final = frozenset({EntityType.WEAPON, EntityType.PLATFORM})
# Verbs that end a flight: they count only with a place, and not for a craft with people aboard.
_ENDING: Final = word_list("weapon_strikes ending")
_WHERE: Final = word_list("weapon_strikes where")
_CRAFT: Final = frozenset({"aircraft", "helicopter"})
# A weapon behind one of these is no subject.
_LEADING: Final = word_list("weapon_strikes leading")
_BE: Final = word_list("english be")
_PRESENT: Final = frozenset({"being", "been"})
# A weapon's own participle may stand between it and its verb: "missiles launched from Yemen hit the port".
_SENT: Final = frozenset({"fired", "launched"})
_SENT_WORDS: Final = 6
_BY_WORDS: Final = 5  # what may describe a weapon behind "by"


@dataclass(frozen=True, slots=True)
class Strike:
    """A verb, the weapon that strikes, and whether what it strikes stands before the verb."""

    verb: int
    weapon: Mention
    passive: bool


def find_strikes(sheet: Sheet) -> list[Strike]:
    """The strikes of weapons in a text, in order."""
    reading = sheet.reading
    found: dict[int, Strike] = {}
    for mention in sheet.mentions:
        if mention.type not in _ARMS or mention.category not in INSTRUMENTS:
            continue
        verb = _active(reading, mention)
        passive = verb < 0
        if passive:
            verb = _passive(reading, mention)
        if verb >= 0:
            found.setdefault(verb, Strike(verb, mention, passive))
    return [found[verb] for verb in sorted(found)]


def _active(reading: Reading, weapon: Mention) -> int:
    """The verb whose subject a weapon is, -1 for none."""
    low, stop = reading.bounds(weapon.first)
    before = reading.words[weapon.first - 1] if weapon.first > low else ""
    if before in _LEADING:
        return -1
    at = weapon.last + 1
    if at < stop and reading.words[at] in _SENT:
        behind = range(at + 1, min(stop, at + _SENT_WORDS))
        at = next((word for word in behind if reading.words[word] in _STRIKING), stop)
    if at >= stop or reading.gaps[at - 1].strip() not in {"", "-"}:
        return -1
    word = reading.words[at]
    behind_it = reading.words[at + 1] if at + 1 < stop else ""
    if behind_it == "by":
        return -1  # it is hit itself
    if word in _ENDING and (weapon.category in _CRAFT or behind_it not in _WHERE):
        return -1  # planes land
    return at if word in _STRIKING or (word in _HARMING and at == weapon.last + 1) else -1


def _passive(reading: Reading, weapon: Mention) -> int:
    """The verb behind whose "by" a weapon stands, -1 for none."""
    low, _ = reading.bounds(weapon.first)
    for at in range(weapon.first - 1, max(low, weapon.first - _BY_WORDS) - 1, -1):
        if reading.words[at] == "by" and at - 1 >= low:
            if reading.words[at - 1] not in _STRUCK:
                return -1
            led = reading.words[at - 2] if at - 2 >= low else ""
            return at - 1 if led in _BE or led in _PRESENT or led.endswith("ly") else -1
        if reading.gaps[at].strip():
            return -1
    return -1
