"""Places against the geoparsing corpora: a gold toponym is right when something located overlaps it within 161 km.

161 km are 100 miles, the usual bound in geoparsing (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation").
Every gold toponym that has a point is in the denominator of recall. The corpora label places whatever they do in the
sentence, so what we call an actor counts too, where its name holds the place ("Moscow said", "Turkish officials",
"Chicago police"), and a country's name is right where the country is; a second row counts PLACE alone, by coordinates
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any, Final

from stream.evaluation.scoring import Document, ScoreRow, Section, f1
from stream.model.tags import Actor, Conflict, Entity, Facility, Place, PlacedActor
from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.lexicon.lexicon import Lexicon

_NEAR_KM: Final = 161.0
# A labelled name means the country only where the labelled point lies this near the middle that our gazetteer gives it: not "Georgia" the state.
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

    Found, and so precision, are of PLACEs in both rows: an actor is not said to be a place. The second row is strict: the
    distance alone decides, and it tells how many PLACEs lie on no label, how far the others are off, and in a row of its
    own which share of the PLACEs found on a label is right.
    """
    located, places = _Tally(), _Tally()
    words = 0
    errors: list[str] = []
    for doc, conflict in zip(docs, tagged, strict=True):
        words += len(doc["text"].split())
        labelled = [_gold(e) for e in doc["entities"] if e.get("lat") is not None]
        unlabelled = [e for e in doc["entities"] if e.get("lat") is None]
        pointed = [e for e in conflict.entities if _points(e)]
        found = [
            e for e in pointed
            if isinstance(e, Place) and not any(_overlap(e, one["start"], one["end"]) for one in unlabelled)
        ]  # fmt: skip
        for entity in found:
            over = [one for one in labelled if _overlap(entity, one.start, one.end)]
            near = any(_agree(entity, one) for one in over)
            located.find(right=near, labelled=bool(over))
            places.find(right=any(_close(entity, one) for one in over), labelled=bool(over))
            apart = [distance for one in over if (distance := _distance(entity, one)) is not None]
            places.distances += sorted(apart)[:1]
            if not near:
                what = "elsewhere" if over else "wrong"
                errors.append(f"{doc['id']} {what} {entity.text!r} {entity.name} {entity.country}")
        for one in labelled:
            over_it = [e for e in pointed if _overlap(e, one.start, one.end)]
            near = any(_agree(e, one) for e in over_it)
            located.look_for(met=near)
            places.look_for(met=any(_close(e, one) for e in over_it if isinstance(e, Place)))
            if not near:
                errors.append(f"{doc['id']} missed {one.text!r} {_seen(conflict, one)}".rstrip())
            elif not any(isinstance(e, Place) for e in over_it):
                errors.append(f"{doc['id']} no PLACE {one.text!r} {_seen(conflict, one)}".rstrip())
    on_label = places.found - places.false
    share = places.right / on_label if on_label else 0.0
    rows = (
        ScoreRow("places within 161 km", located.gold, located.found, *located.scores()),
        ScoreRow(
            "places, PLACE alone", places.gold, places.found, *places.scores(),
            false_rate=1000 * places.false / max(words, 1),
            median_km=median(places.distances) if places.distances else None,
        ),
        ScoreRow("PLACE on a label is right", on_label, places.right, share, None, None),
    )  # fmt: skip
    return Section(corpus, rows, tuple(errors))


@dataclass(slots=True)
class _Tally:
    """What was found and what was looked for; `false` lies on no label at all."""

    gold: int = 0
    met: int = 0
    found: int = 0
    right: int = 0
    false: int = 0
    distances: list[float] = field(default_factory=list)

    def find(self, *, right: bool, labelled: bool) -> None:
        self.found += 1
        self.right += right
        self.false += not labelled

    def look_for(self, *, met: bool) -> None:
        self.gold += 1
        self.met += met

    def scores(self) -> tuple[float, float, float]:
        return f1(self.right, self.found, self.met, self.gold)


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
    """Whether an entity points where the label does, or names the country that it names."""
    if isinstance(entity, Place | Actor | Facility) and gold.country and entity.country == gold.country:
        return True
    return _close(entity, gold)


def _close(entity: Entity, gold: _Gold) -> bool:
    distance = _distance(entity, gold)
    return distance is not None and distance <= _NEAR_KM


def _distance(entity: Entity, gold: _Gold) -> float | None:
    if not isinstance(entity, Place | PlacedActor | Facility):
        return None
    if entity.latitude is None or entity.longitude is None:
        return None
    return kilometres(entity.latitude, entity.longitude, gold.latitude, gold.longitude)


def _overlap(entity: Entity, start: int, end: int) -> bool:
    return entity.start < end and start < entity.end


def _seen(conflict: Conflict, gold: _Gold) -> str:
    """What was found where a toponym was missed."""
    over = [entity for entity in conflict.entities if _overlap(entity, gold.start, gold.end)]
    return "; ".join(
        " ".join((entity.type, repr(entity.text), getattr(entity, "country", ""))).rstrip() for entity in over
    )
