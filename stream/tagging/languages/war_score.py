"""How much of a text in any language speaks of armed conflict: what was found in it, weighed."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from stream.model.tags import EntityType
from stream.tagging.languages.harm_grammar import CountedHarm
from stream.tagging.languages.language_data import FOLDER
from stream.tagging.languages.party_finder import Party
from stream.tagging.languages.sense_map import SenseMap
from stream.tagging.languages.trigger_finder import VIOLENT, FoundEvent

RELEVANT: Final = 0.5
# More of the same says little more.
_MOST_OF_A_KIND: Final = 2.0
_WARLIKE: Final = frozenset({"killed", "injured", "captured", "missing"})
_MOST_EVIDENCE: Final = 6.0
FEATURES: Final = (
    "bias",
    "group",
    "armed",
    "forces",
    "arms",
    "violent",
    "harm",
    "words",
    "against",
    "forces_and_harm",
)


def war_score(
    senses: SenseMap, parties: list[Party], happenings: list[FoundEvent], told: list[CountedHarm], arms: int
) -> float:
    """How far a text is about war, 0 to 1 (its headline is read with it)."""
    named = len({party.name for party in parties if party.kind is EntityType.ARMED_GROUP and party.name})
    armed = sum(party.kind is EntityType.ARMED_GROUP and not party.name for party in parties)
    forces = sum(party.kind is EntityType.STATE_FORCES for party in parties)
    violent = len(
        {
            one.code
            for one in happenings
            if (one.event_type in VIOLENT or (one.code == "DISRUPT" and arms))
            and one.certainty in {"reported", "claimed"}
        }
    )
    harm = len({one.telling.kind for one in told if one.telling.kind in _WARLIKE})
    weights: dict[str, float] = {}
    for at in sorted(senses.where.get("evidence", ())):
        for found in senses.starting[at]:
            if found.sense.kind == "evidence":
                weights[senses.words.forms[at]] = float(found.sense.value)
    speaking = min(sum(weight for weight in weights.values() if weight > 0), _MOST_EVIDENCE)
    against = max(sum(weight for weight in weights.values() if weight < 0), -_MOST_EVIDENCE)
    features = (
        1.0, _capped(named), _capped(armed), _capped(forces), _capped(arms), _capped(violent), _capped(harm),
        speaking, against, float(bool(forces and harm)),
    )  # fmt: skip
    raw = sum(weight * feature for weight, feature in zip(_weights(), features, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, raw))))


def _capped(count: int) -> float:
    return min(float(count), _MOST_OF_A_KIND)


@cache
def _weights() -> tuple[float, ...]:
    rows = dict(
        line.split("\t")
        for line in (FOLDER / "war_weights.tsv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return tuple(float(rows[name]) for name in FEATURES)
