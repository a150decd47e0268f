"""The labels of the sequence model: coarse types, each as a first word (B) or a later one (I), and none (O)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from stream.model.tags import EntityType

# Coarse, as few labelled words can teach; lexicon and rules refine them (`stream.tagging.learned.spans`).
COARSE: Final = {
    EntityType.ORGANISATION: "organisation",
    EntityType.GOVERNMENT: "organisation",
    EntityType.STATE_FORCES: "organisation",
    EntityType.ARMED_GROUP: "organisation",
    EntityType.CIVILIANS: "organisation",
    EntityType.PLACE: "location",
    EntityType.FACILITY: "location",
    EntityType.PERSON: "person",
    EntityType.WEAPON: "weapon",
    EntityType.PLATFORM: "platform",
    EntityType.NATIONALITY: "nationality",
    EntityType.DATE: "date",
}
TYPES: Final = ("organisation", "location", "person", "weapon", "platform", "nationality", "date")
LABELS: Final = ("O", *(f"B-{kind}" for kind in TYPES), *(f"I-{kind}" for kind in TYPES))
NUMBER: Final = {label: number for number, label in enumerate(LABELS)}
# No sentence begins with a later word, and none stands behind a word of another type.
NEVER_FIRST: Final = np.array([label[0] == "I" for label in LABELS])
NEVER_BEHIND: Final = np.array(
    [[after[0] == "I" and before[2:] != after[2:] for after in LABELS] for before in LABELS]
)


def spans(labels: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """(type, first, last) of every span in a row of label numbers."""
    kinds = len(TYPES)
    first, kind = -1, 0
    for at, label in enumerate(labels):
        if label > kinds and first >= 0:
            continue  # decoding lets an I stand only behind its own B or I
        if first >= 0:
            yield TYPES[kind - 1], first, at - 1
        first, kind = (at, label) if label else (-1, 0)
    if first >= 0:
        yield TYPES[kind - 1], first, len(labels) - 1
