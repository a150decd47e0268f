"""The day through the pipeline itself, without Kafka."""

from __future__ import annotations

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.cast import AGENCY_NAMES
from stream.demo.check import Report, check
from stream.demo.day import build_day
from stream.pipeline.replay import Replay
from stream.tagging.tagger import Tagger


def judged(seed: int, tagger: Tagger | None = None) -> Report:
    """What the pipeline makes of the day of a seed, with its tagging stage where there is a tagger."""
    day = build_day(seed)
    pipeline = Replay(Settings(agencies=AGENCY_NAMES), tagger)
    outputs = [output for delivery in day.deliveries for output in pipeline.feed(delivery.value, delivery.at)]
    outputs += pipeline.finish()
    rows = [(output.stream.value, output.key.decode(), orjson.loads(output.value)) for output in outputs]
    return check(day, rows, tagged=tagger is not None)


@pytest.mark.parametrize("seed", [20260317, 1, 2, 3])
def test_every_delivery_gets_the_verdict_planted(seed: int) -> None:
    """Verdicts, stories, agencies, notices and dead letters are as planted, whatever the seed cuts and delays."""
    assert judged(seed).mismatches == ()


@pytest.mark.parametrize("tier", ["learned", "rules"])
def test_tags_are_as_planted(tier: str) -> None:
    """What `make demo` holds a worker to: actors, places, counts and relevance of the planted stories, on either tier."""
    assert judged(20260317, Tagger.load(tier)).mismatches == ()
