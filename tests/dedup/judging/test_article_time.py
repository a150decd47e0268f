from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stream.dedup.judging.article_time import article_time
from stream.dedup.thresholds import DedupRules
from stream.model.clock import MAX_LEAD, UNTIMED
from tests.dedup.harness import START, Desk, article, iso, prepared
from tests.dedup.texts import BRIDGE, HARVEST, STRIKE

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
UNKNOWN = (UNTIMED - START) / timedelta(minutes=1)  # when a record without a believable timestamp is received
DAY = 24 * 60
FAR = "2099-01-01T00:00:00Z"


def test_article_time_is_its_own_but_not_the_future() -> None:
    """A feed's own time counts, not beyond a day ahead of the log; without one the log's counts."""
    made = prepared(body=BRIDGE, version_created=iso(-300)).article
    assert START - timedelta(hours=5) == article_time(made, LONG_AGO)
    assert START == article_time(prepared(body=BRIDGE).article, LONG_AGO)
    assert START + MAX_LEAD == article_time(prepared(body=BRIDGE, version_created=FAR).article, LONG_AGO)


def test_an_article_that_the_log_does_not_time_is_of_the_latest_time_seen() -> None:
    """Its own time counts as far as it is not a day ahead of that."""
    untimed = replace(prepared(body=BRIDGE).article, received=UNTIMED)
    assert START == article_time(untimed, START)
    assert START - timedelta(hours=1) == article_time(
        replace(untimed, version_created=START - timedelta(hours=1)), START
    )
    assert START + MAX_LEAD == article_time(
        replace(untimed, version_created=datetime(2099, 1, 1, tzinfo=UTC)), START
    )


def test_a_feed_that_stamps_2099_empties_no_window() -> None:
    """Neither by its own time nor by the log's: copies of what came before are still found."""
    desk = Desk()
    desk.tell(article(body=BRIDGE))
    wrong = article("urn:gull:7", source="Gull", body=HARVEST, version_created=FAR)
    desk.tell({**wrong, "received": UNKNOWN}, {**wrong, "uri": "urn:gull:8", "body": STRIKE, "received": 1})
    copy = desk.tell({**article("urn:gull:1", source="Gull", body=BRIDGE), "received": 2}).said[0]

    assert "copy" == copy["verdict"]
    assert desk.state.watermark <= START + MAX_LEAD + timedelta(minutes=1)


def test_what_the_log_does_not_time_is_found_as_long_as_the_rest() -> None:
    """It stays for the window, as if it had come with a right timestamp."""
    desk = Desk()
    desk.tell(
        article(body=HARVEST), {**article("urn:gull:7", source="Gull", body=BRIDGE), "received": UNKNOWN}
    )
    days = DedupRules().window.days - 1
    found = desk.tell({**article("urn:lark:1", source="Lark", body=BRIDGE), "received": days * DAY}).said[0]

    assert "copy" == found["verdict"]


def test_late_articles_are_compared_with_the_whole_window() -> None:
    """Out of order by days: the copy is a copy, and an original that comes last is joined by its story."""
    desk = Desk()
    desk.tell({**article("urn:gull:1", source="Gull", body=BRIDGE), "received": 3 * DAY})
    late = desk.tell({**article(body=BRIDGE, version_created=iso(0)), "received": 3 * DAY + 1}).said[0]

    assert "copy" == late["verdict"]
    assert "urn:harrow:1" == late["origin"]["uri"]


def test_an_article_from_before_the_window_is_judged_and_moves_nothing() -> None:
    """It is new or a copy as any other, and the window ends where it did."""
    desk = Desk()
    desk.tell({**article(body=BRIDGE), "received": 30 * DAY})
    before = desk.state.watermark
    old = desk.tell(
        {
            **article("urn:gull:1", source="Gull", body=BRIDGE, version_created=iso(0)),
            "received": 30 * DAY + 1,
        }
    )

    assert ["copy"] == [record["verdict"] for record in old.said]
    assert before == desk.state.watermark
