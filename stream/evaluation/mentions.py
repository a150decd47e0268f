"""Entities against re3d: the same span and type (strict), or an overlap of the right type (relaxed)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from stream.evaluation.scoring import Document, ScoreRow, Section, f1
from stream.model.tags import Conflict, EntityType, Place

LABEL_OF_TYPE: Final = {
    EntityType.ORGANISATION: "Organisation",
    EntityType.GOVERNMENT: "Organisation",
    EntityType.STATE_FORCES: "Organisation",
    EntityType.ARMED_GROUP: "Organisation",
    EntityType.PLACE: "Location",
    EntityType.FACILITY: "Location",
    EntityType.PERSON: "Person",
    EntityType.WEAPON: "Weapon",
    EntityType.PLATFORM: "MilitaryPlatform",
    EntityType.NATIONALITY: "Nationality",
    EntityType.DATE: "Temporal",
}
_SCORED: Final = frozenset(LABEL_OF_TYPE.values())
LabelledSpan = tuple[str, int, int]


def score(docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """Relaxed and strict scores by type and overall, and every span that is missed, wrong or has other bounds.

    The corpus gives every span one type: a country that acts counts as the actor alone.
    """
    counts: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    for doc, conflict in zip(docs, tagged, strict=True):
        gold = {(e["type"], e["start"], e["end"]) for e in doc["entities"] if e["type"] in _SCORED}
        found = {
            (LABEL_OF_TYPE[e.type], e.start, e.end)
            for e in conflict.entities
            if e.type in LABEL_OF_TYPE and not (isinstance(e, Place) and e.acting)
        }
        for label, mine, others in (("gold", gold, found), ("found", found, gold)):
            for span in mine:
                for name in (span[0], "all"):
                    counts[name, label] += 1
                    counts[name, f"{label} near"] += _overlaps(span, others)
                    counts[name, f"{label} same"] += span in others
        errors += _errors(doc, gold, found)
    return Section("re3d", tuple(_row(counts, name) for name in [*sorted(_SCORED), "all"]), tuple(errors))


def _row(counts: Counter[tuple[str, str]], name: str) -> ScoreRow:
    gold, found = counts[name, "gold"], counts[name, "found"]
    relaxed = f1(counts[name, "found near"], found, counts[name, "gold near"], gold)
    strict = f1(counts[name, "found same"], found, counts[name, "gold same"], gold)
    return ScoreRow(name, gold, found, *relaxed, strict_f1=strict[2])


def _errors(doc: Document, gold: set[LabelledSpan], found: set[LabelledSpan]) -> Iterable[str]:
    text = doc["text"]
    for span in sorted(gold - found, key=lambda span: span[1:]):
        near = [other for other in found if _overlaps(span, [other])]
        what = "bounds" if near else "missed"
        there = near or [other for other in found if other[1] < span[2] and span[1] < other[2]]
        said = "; ".join(f"{kind} {text[start:end]!r}" for kind, start, end in sorted(there))
        yield f"{doc['id']} {what} {span[0]} {text[span[1] : span[2]]!r}" + (f" found {said}" if said else "")
    for span in sorted(found - gold, key=lambda span: span[1:]):
        if not _overlaps(span, gold):
            yield f"{doc['id']} wrong {span[0]} {text[span[1] : span[2]]!r}"


def _overlaps(span: LabelledSpan, others: Iterable[LabelledSpan]) -> bool:
    return any(span[0] == other[0] and span[1] < other[2] and other[1] < span[2] for other in others)
