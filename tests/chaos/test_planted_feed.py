"""The feed of the chaos runs: seeded, with everything planted that a desk sees, and one original to a story."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import islice

import orjson
import pytest

from stream.config.settings import Settings
from stream.intake.stage import shard_of
from stream.model.articles import Stream
from stream.model.outputs import Output
from stream.model.verdicts import Verdict
from stream.pipeline.replay import Replay
from tests.chaos.account import TOLD
from tests.chaos.corpus import LANGUAGES, Planted, feed, story_of

START = datetime(2026, 3, 17, 6, 0, tzinfo=UTC)
RATE = 40.0
COUNT = 1200


@pytest.fixture(scope="module")
def records() -> list[Planted]:
    """The beginning of a feed, long enough for the latest followers of many stories."""
    return list(islice(feed(3, START, RATE), COUNT))


@pytest.fixture(scope="module")
def outputs(records: list[Planted]) -> list[Output]:
    """What the offline pipeline makes of it, untagged."""
    pipeline = Replay(Settings(), None)
    found: list[Output] = []
    for number, record in enumerate(records):
        found += pipeline.feed(record.value, START + timedelta(seconds=number / RATE))
    return [*found, *pipeline.finish()]


def verdicts(outputs: list[Output]) -> list[dict[str, object]]:
    """The verdict records as JSON."""
    return [orjson.loads(one.value) for one in outputs if one.stream in {Stream.JUDGED, Stream.COPIES}]


def test_the_same_seed_gives_the_same_feed(records: list[Planted]) -> None:
    """A run can be repeated; another seed is another feed."""
    assert records[:200] == list(islice(feed(3, START, RATE), 200))
    assert records[:200] != list(islice(feed(4, START, RATE), 200))


def test_every_kind_is_planted(outputs: list[Output]) -> None:
    """Copies, each kind of version, holds, kills, redeliveries, embargoes and bad records are all there, well mixed."""
    counts = Counter(str(fields["verdict"]) for fields in verdicts(outputs))
    counts["embargo"] = sum(fields["embargo"] == "parked" for fields in verdicts(outputs))
    counts["dead"] = sum(one.stream is Stream.DEADLETTERS for one in outputs)
    wanted = (
        *(Verdict.ORIGINAL, Verdict.COPY, Verdict.UPDATE, Verdict.CORRECTION, Verdict.HOLD, Verdict.KILL),
        *(Verdict.REDELIVERY, "embargo", "dead"),
    )
    assert {str(name) for name in wanted if counts[str(name)] < 10} == set()


def test_every_story_has_one_original(outputs: list[Output]) -> None:
    """What the account counts on: without any fault no story has two originals, or none."""
    originals: defaultdict[str, set[str]] = defaultdict(set)
    for fields in verdicts(outputs):
        position = str(fields["position"])
        originals[story_of(str(fields["uri"]))].update([position] if fields["verdict"] == "original" else [])
    assert {1} == {len(places) for places in originals.values()}


def test_any_article_of_a_story_may_come_first(records: list[Planted]) -> None:
    """Partitions race: with items in another order there is still one original to a story."""
    items: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for record in records[:400]:
        items[record.key].append(record.value)
    pipeline = Replay(Settings(), None)
    found: list[Output] = []
    for values in reversed(items.values()):
        for value in values:
            found += pipeline.feed(value, START)
    originals = Counter(
        story_of(str(fields["uri"]))
        for fields in verdicts(found)
        if fields["verdict"] == "original" and fields["embargo"] != "released"
    )
    stories = {story_of(str(fields["uri"])) for fields in verdicts(found)}
    assert dict.fromkeys(stories, 1) == originals


def test_every_parked_article_is_released(outputs: list[Output]) -> None:
    """What the account counts on: nothing in the feed takes a parked article back."""
    states = Counter(str(fields["embargo"]) for fields in verdicts(outputs))
    assert states["parked"] == states["released"]


def test_every_kill_hold_and_correction_is_told(outputs: list[Output]) -> None:
    """What the account counts on: each has a notice about the same raw record."""
    told = {str(orjson.loads(one.value)["position"]) for one in outputs if one.stream is Stream.NOTICES}
    said = {str(fields["position"]) for fields in verdicts(outputs) if fields["verdict"] in TOLD}
    assert said
    assert said - told == set()


def test_every_shard_has_work() -> None:
    """The languages are spread over all of four partitions."""
    assert {0, 1, 2, 3} == {shard_of(language, 4) for language in LANGUAGES}


@pytest.mark.parametrize(
    ("uri", "story"),
    [("urn:chaos:3-17:harrow", "3-17"), ("urn:chaos:none", ""), ("urn:other:3:x", ""), ("", "")],
)
def test_story_of(uri: str, story: str) -> None:
    """The story is read from the uri; other uris have none."""
    assert story == story_of(uri)
