"""Which item a kill, hold, correction or later lead means: the one that it names, not the last one sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dedup.harness import Desk, Told, article
from tests.dedup.texts import BRIDGE, BRIDGE_UPDATED, HARVEST, STRIKE, prose

SLUG = "OSTERIA-UNREST/"
FERRY = article("urn:harrow:bridge", headline="Column takes footbridge", body=BRIDGE, slugline=SLUG)
FARM = article("urn:harrow:farm", headline="Smallest barley crop in years", body=HARVEST, slugline=SLUG)
GULL = article("urn:gull:1", source="Gull", headline="Bridge falls", body=BRIDGE)
HERON = article("urn:heron:1", source="Heron", headline="Footbridge lost", body=BRIDGE)


def killed(desk: Desk) -> set[str]:
    """The items under a kill."""
    return set(desk.state.killed)


def kill(**fields: Any) -> dict[str, Any]:
    """A kill under an id of its own."""
    return article("urn:harrow:k", body="", **{"headline": "KILL", **fields})


def named(told: Told) -> set[str]:
    """The uris that the notices name."""
    return {copy["uri"] for notice in told.notices for copy in notice["copies"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "KILL - Column takes footbridge"},
        {"headline": "KILL KILL KILL", "body": 'The report "Column takes footbridge" is withdrawn.'},
        {"headline": "KILL KILL KILL", "ednote": "Please kill the item headlined Column takes footbridge."},
        {
            "headline": "MANDATORY KILL",
            "body": "KILL KILL KILL\n\nColumn takes footbridge\n\nThe bridge stands.",
        },
        {"headline": "KILL: footbridge, Column takes it not", "slugline": SLUG},
        {"headline": "STORY WITHDRAWN", "ednote": "Item urn:harrow:bridge of 0600 GMT is withdrawn."},
        {"headline": "KILL", "body": BRIDGE},
        {"pubstatus": "canceled", "headline": "Column takes footbridge"},
    ],
)
def test_a_kill_under_an_id_of_its_own_takes_what_it_names(fields: dict[str, Any]) -> None:
    """By headline, quoted or its own, by id, by its words beside a slug that several have, by the text that it repeats."""
    for order in ((FERRY, FARM), (FARM, FERRY)):
        desk = Desk()
        desk.tell(*order, GULL)
        told = desk.tell({**kill(), **fields})
        assert ["kill"] == told.verdicts
        assert {"urn:harrow:bridge"} == killed(desk)
        assert {"urn:gull:1"} == named(told)


@pytest.mark.parametrize(
    "related",
    [
        {"evolvedfrom": "urn:harrow:bridge"},
        {"associations": {"killed": {"uri": "urn:harrow:bridge", "type": "text"}}},
        {"associations": [{"name": "original", "rel": "withdraws", "uri": "urn:harrow:bridge"}]},
    ],
)
def test_a_kill_names_its_item_by_relation_before_or_after_it_came(related: dict[str, Any]) -> None:
    """`evolvedfrom` and associations of any name; what it names is kept down when it comes later."""
    note = {"type": "text", "uri": "urn:harrow:k", "version": "1", "source": "Harrow", "pubstatus": "canceled",
            "headline": "KILL", "body_text": "", **related}  # fmt: skip
    for order in ([FERRY, GULL, note], [note, FERRY, GULL]):
        desk = Desk()
        told = desk.tell(*order)
        assert {"urn:harrow:bridge"} == killed(desk)
        assert {"urn:gull:1"} == named(told)
    assert ["kill", "stale", "copy"] == told.verdicts


@pytest.mark.parametrize(
    "fields", [{}, {"headline": "KILL-Rail line reopens"}, {"headline": "HOLD HOLD HOLD"}]
)
def test_a_kill_that_could_mean_two_items_suppresses_neither(fields: dict[str, Any]) -> None:
    """It is a notice for a person, with both named; the next versions of both go out."""
    desk = Desk()
    desk.tell(FERRY, FARM)
    told = desk.tell(kill(slugline=SLUG, **fields))
    (notice,) = told.notices
    assert notice["ambiguous"]
    assert {"urn:harrow:bridge", "urn:harrow:farm"} == named(told)
    assert [] == notice["versions"]
    later = [{**each, "version": "2"} for each in (FERRY, FARM)]
    assert ["update", "update"] == desk.tell(
        *({**each, "body": each["body"] + " More."} for each in later)
    ).verdicts


def test_one_headline_on_two_items_is_ambiguous() -> None:
    """A headline that two stories of the day have names neither, unless the slug does."""
    twin = {**FARM, "headline": FERRY["headline"], "slugline": "OSTERIA-FARMS/"}
    desk = Desk()
    desk.tell(FERRY, twin)
    assert desk.tell(kill(headline="KILL-Column takes footbridge")).notices[0]["ambiguous"]
    desk.tell(
        {**kill(headline="KILL-Column takes footbridge", slugline="OSTERIA-FARMS/"), "uri": "urn:harrow:l"}
    )
    assert "urn:harrow:farm" in killed(desk)
    assert "urn:harrow:bridge" not in killed(desk)


def test_a_kill_by_headline_that_came_first_keeps_its_story_down() -> None:
    """Remembered by the headline: the story of that headline made before it is stale, one made later is news."""
    desk = Desk()
    told = desk.tell(
        kill(headline="KILL-Column takes footbridge"), {**FERRY, "version_created": "2031-05-04T05:00:00Z"}
    )
    assert ["kill", "stale"] == told.verdicts
    assert (
        "original"
        == desk.one(uri="urn:harrow:new", headline="Column takes footbridge", body=STRIKE)["verdict"]
    )


def test_a_kill_means_its_own_source_s_items() -> None:
    """Another agency's story of the same headline, and one that the kill only mentions, stand."""
    desk = Desk()
    desk.tell({**FERRY, "source": "Lark"}, FARM)
    told = desk.tell(
        kill(headline="KILL-Column takes footbridge", ednote="Lark has it as urn:harrow:bridge.")
    )
    assert "kill_before_original" == told.said[0]["reason"]["rule"]


def test_a_lead_with_a_shared_slug_belongs_to_the_story_that_it_tells() -> None:
    """By its text or its headline, not by who had the slug last; without either it is a story of its own."""
    desk = Desk()
    first, _ = desk.tell(FERRY, FARM).said
    lead = desk.one(uri="urn:harrow:3", headline="UPDATE 1-Bridge lost", body=BRIDGE_UPDATED, slugline=SLUG)
    assert ("update", first["article_id"]) == (lead["verdict"], lead["supersedes"])
    again = desk.one(
        uri="urn:harrow:4", headline="UPDATE 2-Column takes footbridge - watch", body=STRIKE, slugline=SLUG
    )
    assert lead["story_id"] == again["story_id"]
    other = desk.one(
        uri="urn:harrow:5",
        headline="UPDATE 1-Tram drivers walk out",
        body=prose(7),
        slugline=SLUG,
    )
    assert other["story_id"] != first["story_id"]


@pytest.mark.parametrize(
    "note", [{"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"headline": "CORRECTED-Bridge falls"}]
)
def test_an_outlet_speaks_for_its_own_copy_alone(note: dict[str, str]) -> None:
    """A takedown, hold or correction goes down the chain, never up: agency and other outlets stand, also if it came first."""
    for order in ((FERRY, GULL, HERON), (GULL, FERRY, HERON)):
        desk = Desk()
        desk.tell(*order)
        told = desk.tell({**GULL, "version": "2", "body": BRIDGE.replace("eleven", "twelve"), **note})
        assert set() == named(told) & {"urn:harrow:bridge", "urn:heron:1"}
        late = desk.tell(article("urn:lark:1", source="Lark", body=BRIDGE))
        assert (["copy"], set()) == (late.verdicts, named(late))
        assert {"urn:heron:1", "urn:lark:1"} <= named(
            desk.tell({**FERRY, "version": "2", "pubstatus": "canceled"})
        )


@pytest.mark.parametrize(
    "note",
    [
        "Please kill the photo that accompanied this story.",
        "Editors: please kill paragraph 3.",
        "KILL 4th graf",
        "KILL PHOTO",
        "The graphic that ran with this story has been withdrawn.",
        "Please hold the picture until further notice.",
        "Kill last line of the quote",
        "KILL WITHDRAWN: the kill of 0900 GMT was sent in error; this story stands.",
        "Please disregard the earlier kill.",
        "The kill notice has been rescinded.",
        "Our mandatory kill of 0812 GMT was issued by mistake.",
        "Bitte Foto nicht verwenden",
    ],
)
def test_a_note_about_a_part_or_a_kill_taken_back_kills_nothing(note: str) -> None:
    """A photo, a paragraph, a kill lifted: the story stands."""
    desk = Desk()
    desk.tell(FERRY)
    told = desk.tell({**FERRY, "version": "2", "body": BRIDGE_UPDATED, "ednote": note})
    assert told.verdicts[0] in {"update", "correction", "refile"}
    assert [] == told.kinds


@pytest.mark.parametrize(
    "note",
    [
        "Please kill this story and its photo.",
        "KILL: photo and story were faked.",
        "KILL KILL KILL photo and story",
        "Kill photos and text",
        "Kill the picture and the story",
        "Foto und Text nicht verwenden: Meldung zurückgezogen",
        "Kill all versions",
        "KILL KILL KILL the picture shows another bridge",
        "The story has been withdrawn, and so has the photo.",
        "STORY WITHDRAWN: paragraph 3 was wrong.",
        "Please kill all versions.",
    ],
)
def test_a_note_that_names_the_story_kills_it(note: str) -> None:
    """However much it says of photos and paragraphs besides."""
    desk = Desk()
    desk.tell(FERRY)
    assert ["kill"] == desk.tell({**FERRY, "version": "2", "body": "", "ednote": note}).verdicts


@pytest.mark.parametrize(
    "headline",
    [
        "STORY WITHDRAWN from library shelves after complaint",
        "WITHDRAWN: three brands of bread after glass is found",
        "ELIMINATION: Selm lose to Werrin in the last minute",
        "HOLD: what to do with a frozen pump",
        "KILL FEES for writers rise",
    ],
)
def test_a_headline_that_tells_of_a_withdrawal_is_news(headline: str) -> None:
    """The words of the marks over a whole story that gives no order."""
    told = Desk().tell(article(headline=headline, body=HARVEST))
    assert (["original"], []) == (told.verdicts, told.kinds)
