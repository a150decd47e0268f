from __future__ import annotations

from types import SimpleNamespace

import pytest

from stream.model.verdicts import Reason, Verdict
from stream.worker.recent_verdicts import KEPT_VERDICTS, PINNED, SPAN_SECONDS, Rates, Recent
from tests.dedup.harness import Desk, article


def test_the_last_verdicts_are_kept_the_latest_first() -> None:
    """As they were given: ids, verdict, rule and reason; older ones make room."""
    recent = Recent()
    told = Desk().tell(
        *(article(f"urn:{number}", body=f"word{number} " * 60) for number in range(KEPT_VERDICTS + 5))
    )
    recent.add(told.decided[:3], 10.0)
    recent.add(told.decided[3:], 20.0)
    latest = recent.latest()
    assert [f"urn:{number}" for number in range(KEPT_VERDICTS + 4, 4, -1)] == [given.uri for given in latest]
    assert {20.0} == {given.at for given in latest}
    last = told.decided[-1]
    assert (last.article_id, last.source, "original", last.reason.rule, last.reason.text, last.story_id) == (
        latest[0].article_id,
        latest[0].source,
        latest[0].verdict,
        latest[0].rule,
        latest[0].reason,
        latest[0].story_id,
    )


def test_a_rate_is_the_growth_over_the_last_minute() -> None:
    """Of the totals noted in it; what was before is forgotten."""
    rates = Rates()
    assert {} == rates.per_second()
    rates.note(0.0, {"records": 1000.0})
    assert {} == rates.per_second()
    rates.note(5.0, {"records": 1010.0})
    assert {"records": 2.0} == rates.per_second()
    for second in range(10, 200, 5):
        rates.note(float(second), {"records": 1010.0 + (second - 5) * 7})
    assert {"records": pytest.approx(7.0)} == rates.per_second()
    for second in range(200, 200 + int(SPAN_SECONDS) + 5, 5):
        rates.note(float(second), {"records": 2375.0})
    assert {"records": 0.0} == rates.per_second()


def test_what_is_pinned_stays_however_much_comes_after() -> None:
    """The last kills, holds and corrections, the latest first, at most so many of each."""
    recent = Recent()
    decided = [
        SimpleNamespace(
            article_id=f"{number}",
            uri="urn:a:1",
            source="Harrow",
            verdict=verdict,
            reason=Reason("r", "t"),
            story_id="s",
        )
        for number, verdict in enumerate(
            [Verdict.KILL] * (PINNED + 2) + [Verdict.HOLD] + [Verdict.COPY] * 100
        )
    ]
    for each in decided:
        recent.add([each], float(each.article_id))  # type: ignore[list-item] # what it reads of a decision
    assert [each.article_id for each in recent.pinned()] == [
        str(PINNED + 2 - back) for back in range(PINNED + 1)
    ]
