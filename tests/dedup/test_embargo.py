"""Embargoes: parked without their text, released by the log's time, never past a kill or hold."""

from __future__ import annotations

import pytest

from tests.dedup.harness import Desk, article, iso
from tests.dedup.texts import BRIDGE, BRIDGE_UPDATED, HARVEST

SOON = article(body=BRIDGE, embargoed_until=iso(60), extra_field="secret figures", received=0)


def test_embargoed_article_is_parked_without_its_text() -> None:
    """The verdict is given, the text is not."""
    told = Desk().tell(SOON)
    (record,) = told.said
    assert ("original", "parked") == (record["verdict"], record["embargo"])
    assert ("", "", {}) == (record["body"], record["headline"], record["extra"])
    assert iso(60) == record["embargoed_until"].replace("Z", "+00:00")


def test_embargo_of_the_past_is_none() -> None:
    """An embargo that has passed when the article comes parks nothing."""
    record = Desk().one(body=BRIDGE, embargoed_until=iso(-1), received=0)
    assert ("", BRIDGE) == (record["embargo"], record["body"])


def test_later_record_releases() -> None:
    """The first record received after the embargo lets the text go, before its own verdict."""
    desk = Desk()
    desk.tell(SOON)
    assert [] == desk.tell(article("urn:gull:1", source="Gull", body=HARVEST, received=59)).released
    told = desk.tell(article("urn:gull:2", source="Gull", body=HARVEST, received=61))
    assert ["urn:harrow:1", "urn:gull:2"] == [record["uri"] for record in told.said]
    (released,) = told.released
    assert ("released", "original", BRIDGE) == (released["embargo"], released["verdict"], released["body"])
    assert ["release"] == told.kinds
    assert [] == desk.tick(90).outputs


def test_tick_releases_on_time() -> None:
    """The clock alone suffices, once, and not before time."""
    desk = Desk()
    desk.tell(SOON)
    assert [] == desk.tick(59.9).outputs
    told = desk.tick(60)
    assert [BRIDGE] == [record["body"] for record in told.released]
    assert ["release"] == told.kinds
    assert [] == desk.tick(61).outputs


def test_parked_copy_is_released_to_the_copies() -> None:
    """A copy under embargo waits as an original does."""
    desk = Desk()
    desk.tell(article(body=BRIDGE), {**SOON, "uri": "urn:gull:1", "source": "Gull"})
    (released,) = desk.tick(60).released
    assert ("copy", "urn:gull:1") == (released["verdict"], released["uri"])


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_kill_or_hold_drops_what_waits(status: str) -> None:
    """No clock publishes a text that was killed or held while it waited."""
    desk = Desk()
    desk.tell(SOON, article(version="2", pubstatus=status, body="", received=30))
    assert [] == desk.tick(61).outputs
    assert None is desk.state.next_release()


def test_newer_version_replaces_what_waits() -> None:
    """A later version with a later embargo: the first text must not go out at the first time."""
    desk = Desk()
    desk.tell(SOON, article(version="2", body=BRIDGE_UPDATED, embargoed_until=iso(90)))
    assert [] == desk.tick(61).outputs
    assert [BRIDGE_UPDATED] == [record["body"] for record in desk.tick(90).released]


@pytest.mark.parametrize(
    ("again", "verdict"), [(SOON, "redelivery"), ({**SOON, "version": "0", "body": HARVEST}, "stale")]
)
def test_repeated_or_late_delivery_gives_nothing_away(again: dict[str, str], verdict: str) -> None:
    """A redelivery or a late version under embargo is written without its text, and never released."""
    desk = Desk()
    desk.tell(SOON)
    told = desk.tell({**again, "received": 10})
    assert [verdict] == told.verdicts
    assert [("parked", "")] == [(record["embargo"], record["body"]) for record in told.said]
    assert [BRIDGE] == [record["body"] for record in desk.tick(60).released]


def test_embargo_beyond_the_window_is_kept() -> None:
    """A text that waits is not forgotten before its time, however far off that is."""
    desk = Desk()
    day = 60 * 24
    desk.tell(article(body=BRIDGE, embargoed_until=iso(40 * day), received=0))
    for at in range(1, 40):
        desk.tell(
            article(f"urn:gull:{at}", source="Gull", body="", headline=f"Notice {at}", received=at * day)
        )
    assert [BRIDGE] == [record["body"] for record in desk.tick(40 * day).released]


def test_released_in_order_of_time() -> None:
    """Several embargoes that end together come out in the order of their ends."""
    desk = Desk()
    for number, minutes in ((1, 50), (2, 40), (3, 45)):
        desk.tell(
            article(
                f"urn:harrow:{number}",
                headline=f"Figures {number}",
                embargoed_until=iso(minutes),
                received=number,
            )
        )
    assert ["urn:harrow:2", "urn:harrow:3", "urn:harrow:1"] == [
        record["uri"] for record in desk.tick(60).released
    ]


def test_other_shard_keeps_its_own_time() -> None:
    """A tick reaches every shard, and each releases its own."""
    desk = Desk(partitions=4)
    desk.tell(SOON, {**SOON, "uri": "urn:harrow:2", "language": "fr"})
    assert ["urn:harrow:1", "urn:harrow:2"] == sorted(record["uri"] for record in desk.tick(60).released)
