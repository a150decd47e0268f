"""The day, and the outputs of a pipeline that makes no mistake: what the truth says, in the shapes of the records."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from stream.demo.day import build_day
from stream.demo.truth import Day, Expected, PlantedArticle
from stream.model.notices import NoticeKind
from stream.model.tags import EntityType
from stream.model.verdicts import NEWS, Verdict

Row = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="session")
def day() -> Day:
    """The day of the demo."""
    return build_day()


@pytest.fixture
def perfect(day: Day) -> list[Row]:
    """What a pipeline without fault sends for the day; a fresh copy for each test to spoil."""
    return _Perfect(day).outputs()


def first(
    rows: list[Row], stream: str, wanted: Callable[[dict[str, Any]], bool] = lambda _: True
) -> dict[str, Any]:
    """The first value of a stream that is wanted, to be spoiled in place."""
    return next(value for name, _, value in rows if name == stream and wanted(value))


class _Perfect:
    def __init__(self, day: Day) -> None:
        self.day = day
        self.truths = {truth.label: truth for truth in day.conflicts}
        self.readable = [
            (delivery, delivery.expected)
            for delivery in day.deliveries
            if isinstance(delivery.expected, Expected)
        ]
        self.uris = {expected.label: expected.uri for _, expected in reversed(self.readable)}
        merged = [notice.label for notice in day.notices if notice.kind is NoticeKind.MERGE]
        self.halves = [e.uri for _, e in self.readable if e.label in merged and e.verdict is Verdict.ORIGINAL]

    def outputs(self) -> list[Row]:
        rows: list[Row] = []
        for delivery in self.day.deliveries:
            rows += self._letter(delivery)
        for delivery, expected in self.readable:
            rows += self._records(delivery, expected)
        for planted in self.day.notices:
            copies = sorted(planted.copies)
            for number in range(planted.least):
                named = copies if number == 0 else copies[-1:]
                rows.append(self._notice(planted.kind, planted.label, named, number))
        return rows

    def _letter(self, delivery: PlantedArticle) -> list[Row]:
        if isinstance(delivery.expected, Expected):
            return []
        value = {
            "reason": str(delivery.expected.reasons[0]),
            "message": "no good",
            "received": _time(delivery.at),
            "value": base64.b64encode(delivery.value).decode(),
        }
        return [("deadletters", "raw/0/1", value)]

    def _records(self, delivery: PlantedArticle, expected: Expected) -> list[Row]:
        steps = {"": [""], "parked": ["parked"], "released": ["parked", "released"]}[expected.embargo]
        rows: list[Row] = []
        for step in steps:
            value = self._judged(delivery, expected, step)
            stream = "copies" if expected.verdict is Verdict.COPY else "judged"
            rows.append((stream, value["article_id"], value))
            if expected.verdict in NEWS and step != "parked":
                tagged = {**value, "conflict": self._conflict(expected.label)}
                rows.append(("enriched", value["article_id"], tagged))
                if tagged["conflict"]["relevant"]:
                    rows.append(("conflict", value["story_id"], orjson.loads(orjson.dumps(tagged))))
        return rows

    def _judged(self, delivery: PlantedArticle, expected: Expected, embargo: str) -> dict[str, Any]:
        match = None
        if expected.verdict is Verdict.COPY:
            version = expected.carries[0] if expected.carries else "1"
            match = {"uri": self.uris[expected.label], "version": version}
        story = f"story-{expected.label}"
        if self.halves and expected.uri == self.halves[-1]:
            story = "story-of-a-half"
        return {
            "article_id": f"{expected.uri}#{expected.version}",
            "uri": expected.uri,
            "version": expected.version,
            "source": expected.source,
            "headline": expected.headline,
            "located": "PORT ESK",
            "body": "" if embargo == "parked" else "text",
            "embargo": embargo,
            "embargoed_until": _time(delivery.at + timedelta(hours=1)) if embargo else None,
            "received": _time(delivery.at),
            "story_id": story,
            "verdict": expected.verdict.value,
            "reason": {"rule": "truth", "text": "it is so", "score": None},
            "match": match,
            "origin": {"agency": expected.agency} if expected.agency else None,
        }

    def _notice(self, kind: NoticeKind, label: str, copies: list[str], number: int) -> Row:
        value: dict[str, Any] = {
            "kind": kind.value,
            "story_id": f"story-{label}",
            "article_id": f"{self.uris[label]}#1",
            "uri": self.uris[label],
            "source": "Lantern Wire",
            "copies": [{"uri": uri, "source": "Daily Mercury"} for uri in copies],
            "merged": ["story-of-a-half"] if kind is NoticeKind.MERGE else [],
            "received": _time(datetime(2026, 3, 17, 10, number, tzinfo=UTC)),
        }
        return ("notices", value["story_id"], value)

    def _conflict(self, label: str) -> dict[str, Any]:
        truth = self.truths.get(label)
        if truth is None or truth.relevant is False:
            return {"relevant": False, "score": 0.1, "entities": []}
        entities: list[dict[str, Any]] = [
            {"type": EntityType.CASUALTY, "kind": kind, "minimum": least, "text": f"{least}", "name": ""}
            for kind, least in truth.casualties
        ]
        if truth.place is not None:
            name, latitude, longitude = truth.place
            entities.append(
                {
                    "type": EntityType.PLACE, "text": name, "name": name, "latitude": latitude + 0.01,
                    "longitude": longitude, "country": "XXX", "precision": "point",
                }
            )  # fmt: skip
        entities += [{"type": EntityType.ARMED_GROUP, "text": actor, "name": actor} for actor in truth.actors]
        entities.append(
            {"type": EntityType.EVENT, "text": "clash", "name": "", "sub_event_type": "Armed clash"}
        )
        entities.append({"type": EntityType.WEAPON, "text": "Mortar", "name": ""})
        return {"relevant": True, "score": 0.9, "entities": orjson.loads(orjson.dumps(entities))}


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
