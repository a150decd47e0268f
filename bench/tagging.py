"""Measure the conflict tagger on labelled news.

    python bench/tagging.py DATA

DATA is a folder with re3d.jsonl, trnews.jsonl, geowebnews.jsonl, geovirus.jsonl, muc4.jsonl (any may be missing).
Relaxed: a mention of the right type that overlaps. Strict: the same span. Places: a gold toponym counts when a PLACE
overlaps it within 161 km (100 miles, the usual bound in geoparsing); a PLACE that has coordinates but no such
toponym is a false one. Counts: (document, kind, number) of killed and injured.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from stream.conflict.gazetteer import kilometres
from stream.conflict.tagger import Tagger
from stream.records import Casualty, Conflict, EntityType, Place

_RE3D = {
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
_NEAR_KM = 161.0
Span = tuple[str, int, int]


def f1(right_found: int, found: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where nothing was found or looked for."""
    precision = right_found / found if found else 0.0
    recall = right_gold / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def documents(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON lines file, none if it is not there."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.is_file() else []


def spans(console: Console, docs: list[dict[str, Any]], tagged: list[Conflict]) -> None:
    """Print relaxed and strict F1 by type."""
    table = Table("type", "gold", "found", "relaxed P", "R", "F1", "strict F1", title="re3d")
    counts: Counter[tuple[str, str]] = Counter()
    for doc, conflict in zip(docs, tagged, strict=True):
        gold = {(e["type"], e["start"], e["end"]) for e in doc["entities"] if e["type"] in _RE3D.values()}
        found = {(_RE3D[e.type], e.start, e.end) for e in conflict.entities if e.type in _RE3D}
        for label, mine, others in (("gold", gold, found), ("found", found, gold)):
            for span in mine:
                for name in (span[0], "all"):
                    counts[name, label] += 1
                    counts[name, f"{label} near"] += _overlaps(span, others)
                    counts[name, f"{label} same"] += span in others
    for name in [*sorted(set(_RE3D.values())), "all"]:
        found_n, gold_n = counts[name, "found"], counts[name, "gold"]
        precision, recall, score = f1(counts[name, "found near"], found_n, counts[name, "gold near"], gold_n)
        strict = f1(counts[name, "found same"], found_n, counts[name, "gold same"], gold_n)[2]
        table.add_row(
            name, str(gold_n), str(found_n), *(f"{value:.3f}" for value in (precision, recall, score, strict))
        )
    console.print(table)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] == other[0] and span[1] < other[2] and other[1] < span[2] for other in others)


def places(docs: list[dict[str, Any]], tagged: list[Conflict]) -> tuple[str, ...]:
    """Precision, recall, F1 of places within 161 km, and the share of overlapping ones that lie within it."""
    right = found = gold = met = 0
    for doc, conflict in zip(docs, tagged, strict=True):
        labelled = [e for e in doc["entities"] if e.get("lat") is not None]
        unlabelled = [e for e in doc["entities"] if e.get("lat") is None]
        located = [e for e in conflict.entities if _located(e)]
        gold += len(labelled)
        for entity in located:
            if any(entity.start < e["end"] and e["start"] < entity.end for e in unlabelled):
                continue
            found += 1
            over = [e for e in labelled if entity.start < e["end"] and e["start"] < entity.end]
            met += bool(over)
            right += any(_distance(entity, e) <= _NEAR_KM for e in over)
    return tuple(f"{value:.3f}" for value in (*f1(right, found, right, gold), right / met if met else 0.0))


def _located(entity: Any) -> bool:
    # A country that acts is a government to us and a toponym to these corpora, which do not ask what it does.
    return isinstance(entity, Place) and entity.latitude is not None


def _distance(entity: Any, gold: dict[str, Any]) -> float:
    return kilometres(entity.latitude, entity.longitude, float(gold["lat"]), float(gold["lon"]))


def casualties(docs: list[dict[str, Any]], tagged: list[Conflict]) -> dict[str, tuple[float, float, float]]:
    """Killed and injured: F1 over the distinct numbers of each document, plurals without a number set aside."""
    scores = {}
    for kind in ("killed", "injured"):
        right = found = gold = 0
        for doc, conflict in zip(docs, tagged, strict=True):
            told = {
                slot["number"][0]
                for incident in doc["incidents"]
                for slot in incident["_casualties"][kind]
                if slot["number"] and isinstance(slot["number"][0], int)
            }
            ours = {
                e.minimum or e.maximum
                for e in conflict.entities
                if isinstance(e, Casualty) and e.kind == kind
            } - {None}
            gold += len(told)
            found += len(ours)
            right += len(told & ours)
        scores[kind] = f1(right, found, right, gold)
    return scores


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description="Measure the conflict tagger on labelled news.")
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    console = Console(width=110)
    begun = time.perf_counter()
    tagger = Tagger.load()
    console.print(f"load: {time.perf_counter() - begun:.3f} s")
    docs = documents(data / "re3d.jsonl")
    if docs:
        spans(console, docs, [tagger.tag(doc["text"]) for doc in docs])
        begun = time.process_time()
        rounds = 10
        for _ in range(rounds):
            for doc in docs:
                tagger.tag(doc["text"])
        console.print(
            f"speed: {rounds * len(docs) / (time.process_time() - begun):.0f} articles/s on one core"
        )
    table = Table("corpus", "P", "R", "F1", "within 161 km of those met", title="places")
    for name in ("trnews", "geowebnews", "geovirus"):
        docs = documents(data / f"{name}.jsonl")
        if docs:
            table.add_row(name, *places(docs, [tagger.tag(doc["text"]) for doc in docs]))
    console.print(table)
    docs = documents(data / "muc4.jsonl")
    if docs:
        tagged = [tagger.tag(doc["text"]) for doc in docs]
        table = Table("kind", "P", "R", "F1", title="muc4 counts")
        for kind, row in casualties(docs, tagged).items():
            table.add_row(kind, *(f"{value:.3f}" for value in row))
        console.print(table)
    relevance = Table("corpus", "documents", "called relevant")
    for name in ("re3d", "muc4", "trnews", "geowebnews", "geovirus"):
        docs = documents(data / f"{name}.jsonl")
        if docs:
            relevance.add_row(
                name, str(len(docs)), str(sum(tagger.tag(doc["text"]).relevant for doc in docs))
            )
    console.print(relevance)


if __name__ == "__main__":
    main()
