"""Places against the geoparsing corpora: a gold toponym counts when a PLACE overlaps it within 161 km.

161 km are 100 miles, the usual bound in geoparsing. A PLACE that has coordinates but no such toponym is a false one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from stream.conflict.gazetteer import kilometres
from stream.evaluation.scoring import Document, Row, Section, f1
from stream.records import Conflict, Entity, Place

_NEAR_KM: Final = 161.0


def score(corpus: str, docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """Precision, recall and F1 of places, over all gold places that have coordinates."""
    right = found = gold = 0
    errors: list[str] = []
    for doc, conflict in zip(docs, tagged, strict=True):
        labelled = [e for e in doc["entities"] if e.get("lat") is not None]
        unlabelled = [e for e in doc["entities"] if e.get("lat") is None]
        located = [e for e in conflict.entities if isinstance(e, Place) and e.latitude is not None]
        met: set[int] = set()
        gold += len(labelled)
        for entity in located:
            if any(_overlap(entity, e) for e in unlabelled):
                continue
            found += 1
            over = [e for e in labelled if _overlap(entity, e)]
            near = [e for e in over if _distance(entity, e) <= _NEAR_KM]
            right += bool(near)
            met.update(id(e) for e in near)
            if not near:
                what = "elsewhere" if over else "wrong"
                errors.append(f"{doc['id']} {what} {entity.text!r} {entity.name} {entity.country}")
        errors += [f"{doc['id']} missed {e['text']!r}" for e in labelled if id(e) not in met]
    return Section(
        corpus, (Row("places within 161 km", gold, found, *f1(right, found, right, gold)),), tuple(errors)
    )


def _overlap(entity: Entity, gold: dict[str, Any]) -> bool:
    return bool(entity.start < gold["end"] and gold["start"] < entity.end)


def _distance(entity: Place, gold: dict[str, Any]) -> float:
    if entity.latitude is None or entity.longitude is None:
        return float("inf")
    return kilometres(entity.latitude, entity.longitude, float(gold["lat"]), float(gold["lon"]))
