from __future__ import annotations

from stream.evaluation.mentions import score
from stream.evaluation.scoring import Document, Section
from stream.model.tags import Actor, Arms, Conflict, Entity, EntityType

TEXT = "The Harrow Brigade fired rockets at Quenby."


def scored(*found: Entity) -> Section:
    """The text with a labelled group and a labelled weapon, against what was found."""
    gold: Document = {
        "id": "h",
        "text": TEXT,
        "entities": [
            {"type": "Organisation", "start": 0, "end": 18},
            {"type": "Weapon", "start": 25, "end": 32},
            {"type": "Quantity", "start": 0, "end": 3},
        ],
    }
    return score([gold], [Conflict(True, 1.0, (), found)])


def test_same_span_is_strict_and_overlap_relaxed() -> None:
    """A group found without its article counts as found, not as exactly found; other labels are not asked for."""
    section = scored(
        Actor(EntityType.ARMED_GROUP, 4, 18, "Harrow Brigade"), Arms(EntityType.WEAPON, 25, 32, "rockets")
    )
    rows = {row.what: row for row in section.rows}
    assert (1.0, 0.5) == (rows["all"].f1, rows["all"].strict_f1)
    assert (1.0, 0.0) == (rows["Organisation"].f1, rows["Organisation"].strict_f1)
    assert (
        "h bounds Organisation 'The Harrow Brigade' found Organisation 'Harrow Brigade'",
    ) == section.errors


def test_missed_and_wrong_are_told_apart() -> None:
    """What was labelled and not found is missed, with what was found there instead; what was made up is wrong."""
    section = scored(Arms(EntityType.PLATFORM, 25, 32, "rockets"), Arms(EntityType.WEAPON, 36, 42, "Quenby"))
    assert (
        "h missed Organisation 'The Harrow Brigade'",
        "h missed Weapon 'rockets' found MilitaryPlatform 'rockets'",
        "h wrong MilitaryPlatform 'rockets'",
        "h wrong Weapon 'Quenby'",
    ) == section.errors
    assert {row.what: row.f1 for row in section.rows}["all"] == 0.0
