"""Places against the geoparsing corpora: a gold toponym is right when something located overlaps it within 161 km.

161 km are 100 miles, the usual bound in geoparsing (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation").
Every gold toponym that has a point is in the denominator of recall. The corpora label places whatever they do in the
sentence, so what we call an actor counts too, where its name holds the place ("Moscow said", "Turkish officials",
"Chicago police"); a second row counts PLACE alone. A country's name is right where the country is: its middle point
is a convention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from stream.evaluation.scoring import Document, Row, Section, f1
from stream.model.tags import Actor, Conflict, Entity, Facility, Place, PlacedActor
from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.lexicon.lexicon import Lexicon

_NEAR_KM: Final = 161.0
# A labelled name means the country only where the labelled point lies this near our middle of it: not "Georgia" the state.
_COUNTRY_KM: Final = 2500.0


@dataclass(frozen=True, slots=True)
class _Gold:
    """A labelled toponym: `country` is the ISO alpha-3 code where it is a country's name or demonym, else ""."""

    start: int
    end: int
    text: str
    latitude: float
    longitude: float
    country: str


def score(corpus: str, docs: Sequence[Document], tagged: Sequence[Conflict]) -> Section:
    """Precision, recall and F1 over all gold toponyms that have coordinates: of all that is located, and of PLACE alone.

    Found, and so precision, are of PLACEs in both rows: an actor is not said to be a place.
    """
    gold = met = met_by_place = found = right = 0
    errors: list[str] = []
    for doc, conflict in zip(docs, tagged, strict=True):
        labelled = [_gold(e) for e in doc["entities"] if e.get("lat") is not None]
        unlabelled = [e for e in doc["entities"] if e.get("lat") is None]
        located = [e for e in conflict.entities if _points(e)]
        places = [e for e in located if isinstance(e, Place)]
        gold += len(labelled)
        for entity in places:
            if any(_overlap(entity, e["start"], e["end"]) for e in unlabelled):
                continue
            found += 1
            over = [one for one in labelled if _overlap(entity, one.start, one.end)]
            near = any(_agree(entity, one) for one in over)
            right += near
            if not near:
                what = "elsewhere" if over else "wrong"
                errors.append(f"{doc['id']} {what} {entity.text!r} {entity.name} {entity.country}")
        for one in labelled:
            over_it = [e for e in located if _overlap(e, one.start, one.end)]
            met += (near := any(_agree(e, one) for e in over_it))
            met_by_place += any(_agree(e, one) for e in over_it if isinstance(e, Place))
            if not near:
                errors.append(f"{doc['id']} missed {one.text!r} {_seen(conflict, one)}".rstrip())
    return Section(
        corpus,
        (
            Row("places within 161 km", gold, found, *f1(right, found, met, gold)),
            Row("places, PLACE alone", gold, found, *f1(right, found, met_by_place, gold)),
        ),
        tuple(errors),
    )


def _gold(entity: dict[str, Any]) -> _Gold:
    latitude, longitude = float(entity["lat"]), float(entity["lon"])
    country = _lexicon().country_named(entity["text"])
    if not _near_middle(country, latitude, longitude):
        country = ""
    return _Gold(entity["start"], entity["end"], entity["text"], latitude, longitude, country)


def _near_middle(code: str, latitude: float, longitude: float) -> bool:
    middle = _lexicon().gazetteer.countries.get(code)
    if middle is None or middle.latitude is None or middle.longitude is None:
        return False
    return kilometres(latitude, longitude, middle.latitude, middle.longitude) <= _COUNTRY_KM


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


def _points(entity: Entity) -> bool:
    """Whether a mention says where: coordinates, or the country of an actor."""
    if isinstance(entity, Place | PlacedActor | Facility):
        return entity.latitude is not None
    return isinstance(entity, Actor) and bool(entity.country)


def _agree(entity: Entity, gold: _Gold) -> bool:
    if isinstance(entity, Place | Actor | Facility) and gold.country and entity.country == gold.country:
        return True
    if not isinstance(entity, Place | PlacedActor | Facility):
        return False
    if entity.latitude is None or entity.longitude is None:
        return False
    return kilometres(entity.latitude, entity.longitude, gold.latitude, gold.longitude) <= _NEAR_KM


def _overlap(entity: Entity, start: int, end: int) -> bool:
    return entity.start < end and start < entity.end


def _seen(conflict: Conflict, gold: _Gold) -> str:
    """What was found where a toponym was missed."""
    over = [entity for entity in conflict.entities if _overlap(entity, gold.start, gold.end)]
    return "; ".join(
        " ".join((entity.type, repr(entity.text), getattr(entity, "country", ""))).rstrip() for entity in over
    )
