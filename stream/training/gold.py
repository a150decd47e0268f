"""From labelled texts to examples: character spans to labels of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from stream.tagging.learned.labels import NUMBER
from stream.tagging.sheet import Sheet
from stream.training.fit import Example

# What re3d calls the coarse types. Its Quantity, Money and DocumentReference are not ours to find.
RE3D: Final = {
    "Organisation": "organisation",
    "Location": "location",
    "Person": "person",
    "Weapon": "weapon",
    "MilitaryPlatform": "platform",
    "Nationality": "nationality",
    "Temporal": "date",
}


def example(sheet: Sheet, entities: Sequence[dict[str, Any]]) -> Example:
    """The sheet of a text with the labels of its spans ({"start", "end", "type"}); of nested spans the longest."""
    reading = sheet.reading
    labels = [0] * len(reading.words)
    for entity in sorted(entities, key=lambda entity: entity["start"] - entity["end"]):
        kind = RE3D.get(entity["type"])
        inside = [
            at
            for at, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True))
            if start < entity["end"] and entity["start"] < end
        ]
        if kind is None or not inside or any(labels[at] for at in inside):
            continue
        labels[inside[0]] = NUMBER[f"B-{kind}"]
        for at in inside[1:]:
            labels[at] = NUMBER[f"I-{kind}"]
    # A span that crosses the end of a sentence goes on in the next one as a span of its own.
    for first, _ in reading.sentences:
        if labels[first] > len(set(RE3D.values())):
            labels[first] -= len(set(RE3D.values()))
    return Example(sheet, labels)
