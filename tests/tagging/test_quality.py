"""The bars of the seed story, on labelled news that is not ours to ship."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.evaluation import counts
from stream.evaluation.corpora import documents
from stream.model.tags import Actor, Casualty, Conflict, Entity, EntityType, Event, Place
from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.tagger import Tagger

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    """The annotated story."""
    path = Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "conflict" / "seed_albu_kamal.jsonl"
    story: dict[str, Any] = orjson.loads(path.read_bytes().splitlines()[0])
    return story


@pytest.fixture(scope="module")
def conflict(seed: dict[str, Any], learned: Tagger) -> Conflict:
    """What the tagger says of it."""
    return learned.tag(seed["text"], date=date(2017, 11, 13))


def at(conflict: Conflict, start: int, end: int, kind: EntityType) -> Entity | None:
    """The entity of a type that overlaps a span."""
    return next((e for e in conflict.entities if e.type is kind and e.start < end and start < e.end), None)


def test_every_mention_of_the_city_is_the_city(seed: dict[str, Any], conflict: Conflict) -> None:
    """Each "Albu Kamal" is a place within 5 km of the city."""
    text, begin, found = seed["text"], 0, []
    while (begin := text.find("Albu Kamal", begin)) >= 0:
        found.append(at(conflict, begin, begin + 10, EntityType.PLACE))
        begin += 10
    assert len(found) == text.count("Albu Kamal")
    for place in found:
        assert isinstance(place, Place)
        assert place.latitude is not None
        assert place.longitude is not None
        assert kilometres(place.latitude, place.longitude, 34.45226, 40.91854) < 5


def test_the_village_is_not_in_tunisia(conflict: Conflict) -> None:
    """Sousa is of the country of the story, if it is anywhere."""
    assert {e.country for e in conflict.entities if isinstance(e, Place) and e.text == "Sousa"} <= {"SYR", ""}


@pytest.mark.parametrize(
    ("label", "kind"), [("ArmedGroup", EntityType.ARMED_GROUP), ("StateForces", EntityType.STATE_FORCES)]
)
def test_parties_have_their_type(
    seed: dict[str, Any], conflict: Conflict, label: str, kind: EntityType
) -> None:
    """Every annotated group and army is found with its type."""
    missed = [
        e["text"]
        for e in seed["entities"]
        if e["type"] == label and at(conflict, e["start"], e["end"], kind) is None
    ]
    assert missed == []


def test_russia_acts(seed: dict[str, Any], conflict: Conflict) -> None:
    """Where it strikes it is a government of country RUS."""
    found = [
        at(conflict, e["start"], e["end"], EntityType.GOVERNMENT)
        for e in seed["entities"]
        if e["text"] == "Russia"
    ]
    assert [e.country for e in found if isinstance(e, Actor)] == ["RUS", "RUS"]


def test_casualties(seed: dict[str, Any], conflict: Conflict) -> None:
    """At least seven of the eight counts with kind, lower bound and victim."""
    right = 0
    for gold in (e for e in seed["entities"] if e["type"] == "Casualty"):
        found = at(conflict, gold["start"], gold["end"], EntityType.CASUALTY)
        if isinstance(found, Casualty):
            victim = gold["who"].partition(" (")[0]
            right += (found.kind, found.minimum, found.victim) == (gold["kind"], gold["min"], victim)
    assert right >= 7


def test_dates(seed: dict[str, Any], conflict: Conflict) -> None:
    """Every annotated day has its calendar date."""
    gold = {(e["start"], e["norm"]) for e in seed["entities"] if e["type"] == "Date" and "norm" in e}
    assert gold <= {(e.start, getattr(e, "value", "")) for e in conflict.entities}


def test_topics(conflict: Conflict) -> None:
    """The story is about armed conflict."""
    assert conflict.relevant
    assert "medtop:20000056" in conflict.media_topics


# Who strikes in the events whose attacker the story tells, by where their words begin.
ATTACKERS = {
    126: "Islamic State", 229: "Iranian-backed militias", 271: "Islamic State", 654: "Shi\u2019ite fighters", 803: "Russia",
    931: "Islamic State", 973: "Islamic State", 1288: "Syrian army", 2423: "Russia", 2664: "Iranian militias",
    3221: "Russia", 3528: "Russia",
}  # fmt: skip


def test_events_have_the_right_attacker(conflict: Conflict) -> None:
    """At least eight in ten."""
    found = {start: at(conflict, start, start + 1, EntityType.EVENT) for start in ATTACKERS}
    right = sum(
        isinstance(event, Event) and event.actor == ATTACKERS[start] for start, event in found.items()
    )
    assert right >= 0.8 * len(ATTACKERS)


def test_a_monitor_is_no_party(conflict: Conflict) -> None:
    """Whoever reports the story's attacks has no part in them."""
    monitor = "Syrian Observatory for Human Rights"
    told = [e for e in conflict.entities if isinstance(e, Event)]
    assert monitor not in {e.actor for e in told} | {e.target for e in told}
    assert {e.role for e in conflict.entities if isinstance(e, Actor) and e.text == monitor} == {"reporter"}


def test_counts_of_incidents(tagger: Tagger) -> None:
    """Killed and injured against the incidents of MUC-4: exact numbers."""
    docs = documents(Path(os.environ["NEWSWIRE_EVAL_DATA"]) / "conflict" / "muc4.jsonl")
    killed, _, injured, _ = counts.score(docs, [tagger.tag(doc["text"]) for doc in docs]).rows
    assert (killed.f1 or 0) >= 0.40
    assert (injured.f1 or 0) >= 0.35
