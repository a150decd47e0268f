"""What was tagged against the truth: what must be enriched, what must not, and what the tags must say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from stream.demo.collected import Collected
from stream.demo.truth import ConflictTruth, Day, Expected
from stream.model.tags import EntityType
from stream.model.verdicts import NEWS, Verdict
from stream.tagging.lexicon.gazetteer import kilometres

NEAR_KM: Final = 10.0  # gazetteers put the point of one town in different squares
FAR_KM: Final = (
    1000.0  # the middle of a large country is that far from a town at its edge (Congo's from Goma)
)
ACTORS: Final = frozenset(
    {
        EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.GOVERNMENT, EntityType.ORGANISATION,
        EntityType.CIVILIANS, EntityType.PERSON,
    }
)  # fmt: skip
UNTAGGED: Final = frozenset({Verdict.COPY, Verdict.STALE, Verdict.REDELIVERY})


def tag_mismatches(day: Day, collected: Collected) -> Iterator[str]:
    """Every difference between the tags and the truth, one line each."""
    tagged: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for delivery in day.deliveries:
        expected = delivery.expected
        if not isinstance(expected, Expected):
            continue
        record = collected.enriched.get((expected.uri, delivery.at))
        yield from _presence(expected, record, f"{delivery.at:%H:%M:%S} {expected.label} ({expected.uri})")
        if record is not None:
            tagged[expected.label].append(record)
    briefed = {uri for uri, _ in collected.briefs}
    uris = defaultdict(set)
    for delivery in day.deliveries:
        if isinstance(delivery.expected, Expected):
            uris[delivery.expected.label].add(delivery.expected.uri)
    truths = {truth.label: truth for truth in day.conflicts}
    for label, records in tagged.items():
        planted = truths.get(label)
        yield from _false_tags(label, planted.place if planted else None, records)
    for truth in day.conflicts:
        records = tagged[truth.label]
        if not records:
            continue
        if truth.relevant is not None:
            yield from _relevance(truth, records, briefed=bool(uris[truth.label] & briefed))
        yield from _tags(truth, [entity for record in records for entity in record["conflict"]["entities"]])
    yield from _one_event(day, tagged)


def _one_event(day: Day, tagged: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """An event told in several languages is the same in all: its towns by GeoNames id, its tolls, its armed groups."""
    first: dict[str, tuple[str, object]] = {}
    for truth in day.conflicts:
        if not truth.event or not tagged[truth.label]:
            continue
        conflict = tagged[truth.label][0]["conflict"]
        entities = conflict["entities"]
        towns = {
            one.get("geonames_id")
            for one in entities
            if one["type"] == EntityType.PLACE and one.get("precision") == "point"
        }
        groups = {
            one.get("name") for one in entities if one["type"] == EntityType.ARMED_GROUP and one.get("name")
        }
        tolls = sorted(
            (toll["kind"], toll.get("minimum"), toll.get("maximum")) for toll in conflict.get("tolls", ())
        )
        said = (towns, tolls, groups)
        label, other = first.setdefault(truth.event, (truth.label, said))
        if said != other:
            yield f"tags of {truth.label}: {said} is not what {label} comes to: {other}"


def _presence(expected: Expected, record: dict[str, Any] | None, who: str) -> Iterator[str]:
    published = expected.verdict in NEWS and expected.embargo != "parked"
    if published and record is None:
        yield f"tags of {who}: not enriched"
    elif record is not None and expected.embargo == "parked":
        yield f"embargo of {who}: killed while parked, and enriched all the same"
    elif record is not None and record["embargo"] == "parked":
        yield f"embargo of {who}: enriched before its time"
    elif record is not None and expected.verdict in UNTAGGED:
        yield f"tags of {who}: a {expected.verdict} is enriched"


def _relevance(truth: ConflictTruth, records: list[dict[str, Any]], *, briefed: bool) -> Iterator[str]:
    for record in records:
        if record["conflict"]["relevant"] != truth.relevant:
            score = record["conflict"]["score"] or 0.0
            wanted = "about armed conflict" if truth.relevant else "peaceful"
            yield f"tags of {truth.label}, version {record['version']}: is {wanted}, scored {score:.2f}"
    if briefed != truth.relevant:
        yield f"conflict brief of {truth.label}: expected {truth.relevant}, found {briefed}"


def _tags(truth: ConflictTruth, entities: list[dict[str, Any]]) -> Iterator[str]:
    if truth.place is not None:
        name, latitude, longitude = truth.place
        spots = [
            (entity["latitude"], entity["longitude"])
            for entity in entities
            if entity["type"] == EntityType.PLACE and entity.get("latitude") is not None
        ]
        if not any(kilometres(*spot, latitude, longitude) <= NEAR_KM for spot in spots):
            yield f"tags of {truth.label}: no place within {NEAR_KM:.0f} km of {name}"
    for kind, least in truth.casualties:
        counts = [
            entity.get("minimum")
            for entity in entities
            if entity["type"] == EntityType.CASUALTY and entity["kind"] == kind
        ]
        if least not in counts:
            yield f"tags of {truth.label}: expected {least} {kind}, found {counts or 'none'}"
    names = [
        f"{entity['text']} {entity.get('name', '')}".casefold()
        for entity in entities
        if entity["type"] in ACTORS
    ]
    for actor in truth.actors:
        if not any(actor.casefold() in name for name in names):
            yield f"tags of {truth.label}: {actor!r} is not among the actors"


def _false_tags(
    label: str, planted: tuple[str, float, float] | None, records: list[dict[str, Any]]
) -> Iterator[str]:
    """Places on the map of conflicts that the story does not tell of, and the events that are put there.

    A story planted in the invented country has no place on any map; one planted in the world has all of its places near
    the one that is planted.
    """
    for record in records:
        if not record["conflict"]["relevant"]:
            continue
        entities = record["conflict"]["entities"]
        strays = {
            entity["text"]: f"{entity.get('name', '')} ({entity.get('country', '')})"
            for entity in entities
            if entity["type"] == EntityType.PLACE
            and entity.get("latitude") is not None
            and entity["precision"] != "region"  # "the Gulf" is drawn as no point, and every world has one
            and not (planted and kilometres(entity["latitude"], entity["longitude"], *planted[1:]) <= FAR_KM)
        }
        for text, where in strays.items():
            yield f"tags of {label}: {text!r} is put at {where}, where nothing was planted"
        for entity in entities:
            if entity["type"] == EntityType.EVENT and entity.get("place") in strays:
                yield f"tags of {label}: the event {entity['text']!r} is put at {strays[entity['place']]}"
