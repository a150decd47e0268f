"""Leads under ids of their own that share a reference with all pieces of an event, as AFP sends them in NewsML 1."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import COUNCIL, DAM, DAM_HEADLINE, MINE

THREAD = "urn:newsml:brevia.example:20260504:doc-dam"
VILLAGE = "\n\nThe first houses of Pont Aver were under water by Monday evening, and the mayor asked for tents and boats."


def lead(
    item: str, hour: int, headline: str, body: str, *, day: int = 4, thread: str = THREAD, provider: str = "brevia.example",
    slug: str = "dam",
) -> str:  # fmt: skip
    """A lead as a NewsItem of its own, revision 1."""
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in body.split("\n\n"))
    management = (
        f'<Status FormalName="Usable"/><AssociatedWith NewsItem="{thread}"/>'
        if thread
        else '<Status FormalName="Usable"/>'
    )
    return (
        f'<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="{provider}"/></SentFrom></NewsEnvelope><NewsItem><Identification>'
        f"<NewsIdentifier><ProviderId>{provider}</ProviderId><DateId>20260504</DateId><NewsItemId>{item}</NewsItemId>"
        f'<RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:{provider}:20260504:{item}:1</PublicIdentifier>'
        f"</NewsIdentifier><NameLabel>{slug}</NameLabel></Identification><NewsManagement><ThisRevisionCreated>202605{day:02}T{hour:02}0000Z</ThisRevisionCreated>"
        f"{management}</NewsManagement><NewsComponent><NewsLines><HeadLine>{escape(headline)}</HeadLine></NewsLines><DescriptiveMetadata>"
        f'<Language FormalName="en"/></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content>'
        f"{paragraphs}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


FIRST = lead("dam-1", 8, DAM_HEADLINE, DAM)
UPDATED = {"verdicts": ["original", "update"], "supersedes": {1: 0}, "same_story": [[0, 1]]}
APART = {"verdicts": ["original", "original"], "other_story": [[0, 1]]}


@pytest.mark.parametrize(
    "second",
    [
        lead("dam-2", 9, "Villages flooded below Locherby dam", DAM + VILLAGE),
        lead("dam-2", 9, "Villages flooded", "\n\n".join([VILLAGE.strip(), *DAM.split("\n\n")[1:]])),
        lead("dam-2", 18, "Water rises below dam", DAM.replace("Three roads", "Nine roads") + VILLAGE),
        lead(
            "dam-2",
            9,
            "Locherby dam opens more sluices as rain goes on",
            f"{DAM.split(chr(10))[0]}{VILLAGE * 3}",
        ),
    ],
)
def test_the_next_lead_of_a_thread_is_an_update(second: str) -> None:
    """It keeps most of the text, or less of it under a headline like the one before, hours later too."""
    assert [] == wrong([FIRST, second], UPDATED)


def test_a_lead_behind_an_alert_is_its_update() -> None:
    """An alert is rewritten whole: the headline stays."""
    alert = lead("dam-0", 7, "Locherby dam opens sluices", "Sluices of Locherby dam opened: water board.")
    assert [] == wrong([alert, FIRST], UPDATED)


@pytest.mark.parametrize(
    "second",
    [
        lead("profile", 9, "Marit Holm, the engineer who opened the gates", MINE),
        lead(
            "sidebar",
            9,
            "Bakers and cows: a village waits",
            f"{MINE}\n\n{DAM.split(chr(10) + chr(10))[-1]}",
            slug="dam-village",
        ),
        lead("chronology", 9, "Floods since 1998", COUNCIL),
    ],
)
def test_another_piece_of_the_thread_is_a_story_of_its_own(second: str) -> None:
    """A profile, a side piece with the main one's last paragraph, a chronology: the reference alone joins nothing."""
    assert [] == wrong([FIRST, second], APART)


def test_no_thread_reaches_over_sources_or_days() -> None:
    """Another agency's piece with the text is its copy; a day later the same words with other facts are another story."""
    other = lead("dam-2", 9, "Dam", DAM + VILLAGE, provider="lantern.example")
    assert [] == wrong([FIRST, other], {"verdicts": ["original", "copy"]})
    later = lead(
        "dam-9", 9, "Dam", DAM.replace("two sluice gates", "five sluice gates").replace("1961", "1962"), day=6
    )
    expected: dict[str, Any] = {"verdicts": ["original", "original"], "other_story": [[0, 1]]}
    assert [] == wrong([FIRST, later], expected)


def test_leads_in_a_row_supersede_each_the_one_before() -> None:
    """And the item's copies are those of the last lead as well."""
    second = lead("dam-2", 9, "Villages flooded below Locherby dam", DAM + VILLAGE)
    third = lead(
        "dam-3",
        10,
        "Two missing below Locherby dam",
        f"{DAM}{VILLAGE}\n\nTwo farm hands were missing on the far bank.",
    )
    expected = {
        "verdicts": ["original", "update", "update"],
        "supersedes": {1: 0, 2: 1},
        "same_story": [[0, 2]],
    }
    assert [] == wrong([FIRST, second, third], expected)
