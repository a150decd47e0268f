"""The day through the pipeline itself, without Kafka."""

from __future__ import annotations

import re
from collections.abc import Iterable

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.check import Report, check_outputs
from stream.demo.day import build_day
from stream.demo.newsrooms import AGENCY_NAMES
from stream.pipeline.coverage import Coverage
from stream.pipeline.replay import Replay
from stream.tagging.tagger import Tagger


def events_of(uris: Iterable[str]) -> set[str]:
    """The planted stories that some pages are of, as their addresses say; the others' say nothing."""
    return {found.group(1) for uri in uris if (found := re.search(r"/([a-z-]+?)(?:-substitute)?-\d+$", uri))}


def test_threads_of_the_day() -> None:
    """Of the day's events, most in one country, no two share a thread: its places, agencies and date say nothing of them."""
    pipeline, coverage = Replay(Settings(agencies=AGENCY_NAMES, threads=True)), Coverage()
    for delivery in build_day().deliveries:
        for output in pipeline.feed(delivery.value, delivery.at):
            coverage.add(output.stream.value, orjson.loads(output.value))
    mixed = [thread for thread in coverage.threads() if len(events_of(thread.articles)) > 1]
    assert mixed == []


def judged(seed: int, tagger: Tagger | None = None) -> Report:
    """What the pipeline makes of the day of a seed, with its tagging stage where there is a tagger."""
    day = build_day(seed)
    pipeline = Replay(Settings(agencies=AGENCY_NAMES), tagger)
    outputs = [output for delivery in day.deliveries for output in pipeline.feed(delivery.value, delivery.at)]
    outputs += pipeline.finish()
    rows = [(output.stream.value, output.key.decode(), orjson.loads(output.value)) for output in outputs]
    return check_outputs(day, rows, tagged=tagger is not None)


@pytest.mark.parametrize("seed", [20260317, 1, 2, 3])
def test_every_delivery_gets_the_verdict_planted(seed: int) -> None:
    """Verdicts, stories, agencies, notices and dead letters are as planted, whatever the seed cuts and delays."""
    assert judged(seed).mismatches == ()


@pytest.mark.parametrize("tier", ["learned", "rules"])
def test_tags_are_as_planted(tier: str) -> None:
    """What `make demo` holds a worker to: actors, places, counts and relevance of the planted stories, on either tier."""
    assert judged(20260317, Tagger.load(tier)).mismatches == ()
