from __future__ import annotations

from stream.evaluation.counts import score
from stream.evaluation.scoring import Document
from stream.model.tags import Casualty, Conflict, EntityType


def test_numbers_of_a_document_are_compared_by_kind() -> None:
    """Each number once, the lower bound first, the upper where there is none; plurals are set aside."""
    gold: Document = {
        "id": "m",
        "incidents": [
            {
                "_casualties": {
                    "killed": [{"number": [12, 12]}, {"number": None}],
                    "injured": [{"number": "PLURAL"}],
                }
            },
            {"_casualties": {"killed": [{"number": [3, 3]}], "injured": [{"number": [40, 45]}]}},
        ],
    }
    found = (
        Casualty(EntityType.CASUALTY, 0, 1, "x", kind="killed", minimum=12, maximum=12),
        Casualty(EntityType.CASUALTY, 2, 3, "x", kind="killed", minimum=12, maximum=12),
        Casualty(EntityType.CASUALTY, 4, 5, "x", kind="killed", maximum=9),
        Casualty(EntityType.CASUALTY, 6, 7, "x", kind="injured", minimum=40, maximum=45),
    )
    section = score([gold], [Conflict(True, 1.0, (), found)])
    killed, injured = section.rows[::2]
    assert (2, 2, 0.5, 0.5) == (killed.gold, killed.found, killed.precision, killed.recall)
    assert (1, 1, 1.0) == (injured.gold, injured.found, injured.f1)
    assert ("m killed: labelled [3, 12], found [9, 12]",) == section.errors


def test_running_tolls_claim_no_incident() -> None:
    """What adds up over years is told, and no false count of an incident."""
    gold: Document = {"id": "m", "incidents": [{"_casualties": {"killed": [], "injured": []}}]}
    toll = Casualty(EntityType.CASUALTY, 0, 1, "x", kind="killed", minimum=70_000, cumulative=True)
    assert score([gold], [Conflict(True, 1.0, (), (toll,))]).rows[0].found == 0


def test_documents_without_an_incident_are_left_out_of_a_row_of_their_own() -> None:
    """The dead of a fight that the corpus does not key are wrong in the one row, and nothing in the other."""
    unkeyed: Document = {"id": "m", "incidents": []}
    toll = Casualty(EntityType.CASUALTY, 0, 1, "x", kind="killed", minimum=7)
    rows = score([unkeyed], [Conflict(True, 1.0, (), (toll,))]).rows
    assert [("killed", 1), ("killed, where keyed", 0)] == [(row.what, row.found) for row in rows[:2]]
