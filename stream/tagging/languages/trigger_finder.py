"""What happened: phrases that tell of an event, and who did it to whom by the order of the language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from stream.model.errors import StopError
from stream.model.tags import EntityType
from stream.tagging.languages.language_data import FOLDER
from stream.tagging.languages.party_finder import Party
from stream.tagging.languages.script_words import MARK
from stream.tagging.languages.sense_map import SenseMap

_ACTING: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.GOVERNMENT, EntityType.NATIONALITY}
)
_STRUCK: Final = _ACTING | {EntityType.CIVILIANS, EntityType.ORGANISATION}
_REACH: Final = 14  # words between a trigger and who did it or whom it struck
_CERTAINTY_REACH: Final = 5
_DOWN_REACH: Final = 5
# The voice of a word that means both that people were shot and that a craft was shot down, and the code of the second.
_DOWNS: Final = "downs"
_DISRUPT: Final = "DISRUPT"
VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})


@dataclass(slots=True)
class FoundEvent:
    """An event: words `first` to `last`, its code of event_codes.tsv, certainty as in the records, and its parties."""

    first: int
    last: int
    sentence: int
    code: str
    event_type: str
    sub_event_type: str
    plover: str
    certainty: str
    actor: Party | None
    target: Party | None


def find_happenings(senses: SenseMap, parties: list[Party]) -> list[FoundEvent]:
    """The events of a text in order. What is denied is left out: it did not happen."""
    found: list[FoundEvent] = []
    triggers = senses.where.get("event")
    if triggers is None:
        return found
    for number, (first, stop) in enumerate(senses.words.sentences):
        if triggers.isdisjoint(range(first, stop)):
            continue
        near = [party for party in parties if first <= party.first < stop]
        at = first
        while at < stop:
            trigger = senses.at(at, "event") if at in triggers else None
            if trigger is None:
                at += 1
                continue
            code, _, voice = trigger.sense.value.partition(" ")
            if voice == _DOWNS:
                voice = ""
                code = _DISRUPT if _strikes_a_craft(senses, at, trigger.stop, first, stop) else code
            sure = _certainty(senses, at, first, stop)
            if sure:
                kind, sub, plover = _types(code)
                actor, target = _cast(senses, at, trigger.stop - 1, near, voice)
                found.append(
                    FoundEvent(at, trigger.stop - 1, number, code, kind, sub, plover, sure, actor, target)
                )
            at = trigger.stop
    return found


def _strikes_a_craft(senses: SenseMap, at: int, behind: int, first: int, stop: int) -> bool:
    """Whether what was shot is a drone, missile or aircraft: the nearest of people and craft behind the word, or else before it."""
    after = range(behind, min(stop, behind + _DOWN_REACH))
    before = range(at - 1, max(first, at - 1 - _DOWN_REACH), -1)
    for index in (*after, *before):
        if senses.has(index, "platform") or senses.has(index, "weapon"):
            return True
        if senses.has(index, "people") or senses.has(index, "person"):
            return False
    return False


def _certainty(senses: SenseMap, at: int, first: int, stop: int) -> str:
    """How sure an event is, "" where it is denied."""
    if at > first and senses.has(at - 1, "negation"):
        return ""
    told = "reported"
    for index in range(max(first, at - _CERTAINTY_REACH), min(stop, at + _CERTAINTY_REACH)):
        if senses.has(index, "hypothetical"):
            return "hypothetical"
        if senses.has(index, "planned"):
            return "planned"
        if senses.has(index, "denied"):
            return "denied"
        if senses.has(index, "claimed"):
            told = "claimed"
    return told


def _cast(
    senses: SenseMap, first: int, last: int, near: list[Party], voice: str
) -> tuple[Party | None, Party | None]:
    """(who did it, whom it struck): before and behind an active verb in a language that puts the doer first."""
    order = senses.data.settings.get("order", "SVO")
    before = [
        party for party in near if party.last < first and _distance(senses, party.last, first) <= _REACH
    ]
    behind = [
        party for party in near if party.first > last and _distance(senses, last, party.first) <= _REACH
    ]
    by = [party for party in near if party.first > 0 and _is_by(senses, party)]
    doers_before = [party for party in before if party.kind in _ACTING]
    struck_behind = [party for party in behind if party.kind in _STRUCK]
    if by:
        doer = min(by, key=lambda party: (abs(party.first - first), party.first))
        struck = [
            party for party in (*reversed(before), *behind) if party is not doer and party.kind in _STRUCK
        ]
        return doer, struck[0] if struck else None
    if voice == "passive":
        return None, next((party for party in reversed(before) if party.kind in _STRUCK), None)
    if order == "SOV" and not struck_behind and len(doers_before) > 0:
        doer = doers_before[0]
        return doer, next(
            (party for party in reversed(before) if party is not doer and party.kind in _STRUCK), None
        )
    if order == "VSO" and not doers_before:
        acting = [party for party in behind if party.kind in _ACTING]
        doer_behind = acting[0] if acting else None
        struck = [party for party in struck_behind if party is not doer_behind]
        return doer_behind, struck[0] if struck else None
    doer_found = doers_before[-1] if doers_before else None
    return doer_found, struck_behind[0] if struck_behind else None


def _is_by(senses: SenseMap, party: Party) -> bool:
    """Whether a word for the doer of a passive stands before a party."""
    return party.kind in _ACTING and (
        senses.ending(party.first, "by", max(0, party.first - 4)) >= 0
        or senses.ending(party.first - 1, "by", max(0, party.first - 5)) >= 0
    )


def _distance(senses: SenseMap, first: int, last: int) -> int:
    marks = sum(senses.words.kinds[at] == MARK for at in range(first + 1, last))
    return last - first - 1 + 2 * marks


@cache
def _codes() -> dict[str, tuple[str, str, str]]:
    rows = (FOLDER / "event_codes.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in rows if line and not line.startswith("#")]
    return {code: (kind, sub, plover) for code, kind, sub, plover in table}


def _types(code: str) -> tuple[str, str, str]:
    known = _codes().get(code)
    if known is None:
        msg = f"[event] {code}: no such code in event_codes.tsv. Reinstall the package."
        raise StopError(msg)
    return known
