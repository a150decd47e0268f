"""One event told in nine languages goes through a worker: every brief names the same place, toll and group."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.story_files import read_stories
from stream.demo.truth import Expected
from stream.kafka import admin
from stream.model.articles import Stream
from tests.broker.harness import read_until, send, with_port
from tests.warm_start import running_worker

pytestmark = pytest.mark.broker

EL_OBEID = 379003  # GeoNames


def test_one_event_is_the_same_in_nine_languages(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """A strike, 12 killed, 30 injured, a named group, a town: the same GeoNames id, toll and name in `newswire.conflict`."""
    own = with_port(settings)
    asyncio.run(admin.create_missing(own))
    labels = {story.label for story in read_stories() if story.truth and story.truth.event}
    records = [
        delivery.value
        for delivery in build_day().deliveries
        if isinstance(delivery.expected, Expected) and delivery.expected.label in labels
    ]
    with running_worker(own, tmp_path / "worker.log"):
        send(own, records)
        briefs = read_until(own, (Stream.CONFLICT,), lambda got: len(got) >= len(labels))
    said = {}
    for brief in briefs:
        conflict = brief.fields["conflict"]
        said[conflict["language"]] = (
            {one["geonames_id"] for one in conflict["entities"] if one["type"] == "PLACE"},
            sorted((toll["kind"], toll["minimum"], toll["maximum"]) for toll in conflict["tolls"]),
            {one["name"] for one in conflict["entities"] if one["type"] == "ARMED_GROUP" and one.get("name")},
            any(event.get("actor") == "Rapid Support Forces" for event in conflict["events"]),
        )
    same = ({EL_OBEID}, [("injured", 30, 30), ("killed", 12, 12)], {"Rapid Support Forces"}, True)
    assert said == dict.fromkeys(("ar", "de", "en", "es", "fr", "pt", "ru", "uk", "zh"), same)
