"""Identity: alternative ids that name nothing, guids that end in their version, addresses that follow a reader."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_UPDATED, HARVEST, STRIKE


def item(uri: str, body: str, alt_ids: Any, **fields: Any) -> dict[str, Any]:
    """An item with alternative ids."""
    return {"type": "text", "uri": uri, "source": "Harrow", "version": "1", "headline": body[:30], "body_text": body,
            "altids": alt_ids, **fields}  # fmt: skip


@pytest.mark.parametrize(
    "shared",
    [
        {"transref": "s0005"},
        {"referenceid": "EU--Ferry"},
        {"desk": "POL"},
        [{"role": "wirecode", "value": "WNI"}],
        ["POL-7"],
        {"pageplan": "2031-05-04"},
        ["urn:harrow:service:world"],
        ["tag:harrow.example,2031:desk"],
        ["https://harrow.example/"],
        [{"role": "feed", "value": "urn:harrow:feed:1"}],
    ],
)
def test_an_id_that_many_items_share_links_nothing(shared: Any) -> None:
    """A transmission number, a desk's code, an id in no role that we know: each story is its own, also when marked."""
    desk = Desk()
    told = desk.tell(
        item("urn:harrow:1", BRIDGE, shared),
        item("urn:harrow:2", HARVEST, shared),
        item("urn:harrow:3", STRIKE, shared, ednote="Updates with union comment"),
    )
    assert ["original", "original", "original"] == told.verdicts
    assert 3 == len(stories(desk.state))


@pytest.mark.parametrize(
    "alt_ids", [{"itemid": "5ee9"}, [{"role": "usn", "value": "nL1"}], [{"role": "tt:refuno", "value": "77"}]]
)
def test_an_item_s_own_id_is_enough(alt_ids: Any) -> None:
    """Whatever else changed."""
    desk = Desk()
    assert ["original", "update"] == desk.tell(
        item("urn:harrow:1", BRIDGE, alt_ids), item("urn:harrow:2", STRIKE, alt_ids)
    ).verdicts


@pytest.mark.parametrize(
    "fields", [{"body_text": BRIDGE_UPDATED}, {"body_text": STRIKE, "headline": BRIDGE[:30]}]
)
def test_an_unknown_role_with_the_same_headline_or_text_is_the_item(fields: dict[str, str]) -> None:
    """What it may be is told by what else is the same; a kill with the only such id means that item."""
    desk = Desk()
    desk.tell(item("urn:harrow:1", BRIDGE, {"wirecode": "W1"}))
    assert ["update"] == desk.tell(item("urn:harrow:2", HARVEST, {"wirecode": "W1"}, **fields)).verdicts
    told = desk.tell(item("urn:harrow:9", "", {"wirecode": "W1"}, headline="KILL", pubstatus="canceled"))
    assert "kill_by_alt_id" == told.said[0]["reason"]["rule"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("urn:newsml:harrow.example:20310504:n1001:1", "urn:newsml:harrow.example:20310504:n1001:2"),
        (
            "urn:newsml:harrow.example:20310504T060000+0000:n1001:1N",
            "urn:newsml:harrow.example:20310504T060000+0000:n1001:2U",
        ),
        (
            "urn:newsml:localhost:5000:2031-05-04T06:10:11.224107:d13ac5ae-7f43:1",
            "urn:newsml:localhost:5000:2031-05-04T06:10:11.224107:d13ac5ae-7f43:2",
        ),
        ("tag:harrow.example,2031:n1001-v1", "tag:harrow.example,2031:n1001-v2"),
        ("https://api.harrow.example/n1001/v1", "https://api.harrow.example/n1001/v2"),
        ("https://api.harrow.example/n1001?version=1", "https://api.harrow.example/n1001?version=2"),
        ("https://harrow.example/n1001.html?rev=1", "https://harrow.example/n1001.html?rev=2&utm_source=x"),
        ("https://harrow.example/n?rev=1&id=1001", "https://harrow.example/n?rev=2&id=1001"),
        ("urn:harrow:n1001/rev1", "urn:harrow:n1001/rev2"),
        ("harrow-1001_v1", "harrow-1001_v2"),
    ],
)
def test_a_guid_that_ends_in_its_version_is_one_item(first: str, second: str) -> None:
    """The second is an update, whatever its text; one that names it by a version means the item."""
    desk = Desk()
    told = desk.tell(article(first, body=BRIDGE), article(second, version="2", body=STRIKE)).said
    assert ("update", told[0]["article_id"]) == (told[1]["verdict"], told[1]["supersedes"])
    assert [first, second] == [each["uri"] for each in told]


COUNTED = (
    "https://harrow.example/item/n1001/{}", "https://harrow.example/n1001/versions/{}", "urn:harrow:n1001:{}", "urn:harrow:n1001@{}",
    "harrow-n1001-r{}", "urn:harrow:n1001_0{}", "urn:harrow:n1001:v{}.0", "urn:harrow:4711/{}",
)  # fmt: skip


@pytest.mark.parametrize("uri", COUNTED)
@pytest.mark.parametrize("body", [BRIDGE_UPDATED, STRIKE])
def test_a_path_that_ends_in_its_version_is_one_item(uri: str, body: str) -> None:
    """With most of its text or under its headline; a kill in the same form is of that item."""
    desk = Desk()
    first = article(uri.format(1), body=BRIDGE)
    told = desk.tell(first, article(uri.format(2), version="2", body=body)).said
    assert ("update", told[0]["article_id"]) == (told[1]["verdict"], told[1]["supersedes"])
    desk = Desk()
    kill = article(uri.format(2), version="2", body="", headline="KILL", pubstatus="canceled")
    notice = desk.tell(first, article("urn:gull:1", source="Gull", body=BRIDGE), kill).notice("kill")
    assert ["urn:gull:1"] == [copy["uri"] for copy in notice["copies"]]


@pytest.mark.parametrize(
    "uri",
    [
        "urn:h:{}",
        "https://harrow.example/{}",
        "urn:harrow:20310504:{}",
        "https://harrow.example/2031/05/04/{}",
    ],
)
def test_items_that_are_counted_are_no_versions(uri: str) -> None:
    """The second item in its second version: another story, and its kill leaves the first one alone."""
    first = article(uri.format(1), body=BRIDGE)
    second = article(uri.format(2), version="2", body=HARVEST, headline="Barley crop fails")
    assert ["original", "original"] == Desk().tell(first, second).verdicts
    kill = {**second, "body": "", "headline": "KILL", "pubstatus": "canceled"}
    told = Desk().tell(first, article("urn:gull:1", source="Gull", body=BRIDGE), kill)
    assert [] == told.notice("kill")["copies"]


@pytest.mark.parametrize(
    "query", ["cid=rss", "src=feed", "s=09", "mod=rss", "rss=1", "ncid=news", "_x_tr_sl=en", "itm_source=top"]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_page_with_more_in_its_address_is_the_same_page(query: str, *, first: bool) -> None:
    """With the same text, whichever comes first; a kill of it too. Two values of one parameter are two pages."""
    plain = "https://gull.example/2031/bridge"
    one, other = (plain, f"{plain}?{query}") if first else (f"{plain}?{query}", plain)
    told = Desk().tell(article(one, body=BRIDGE), article(other, version="2", body=BRIDGE_UPDATED)).said
    assert ("update", told[0]["article_id"]) == (told[1]["verdict"], told[1]["supersedes"])
    pages = [article(f"{plain}?id={at}", body=BRIDGE, headline=f"Page {at}") for at in (1, 2)]
    assert ["original", "copy"] == Desk().tell(*pages).verdicts


def test_the_standard_s_revision_is_the_version_where_none_is_given() -> None:
    """A feed that only counts in its guids: 10 comes after 9."""
    desk = Desk()
    uri = "urn:newsml:harrow.example:20310504:n1001"
    told = desk.tell(
        *(
            article(f"{uri}:{at}", version="", body=body)
            for at, body in ((9, BRIDGE), (10, STRIKE), (8, HARVEST))
        )
    )
    assert ["original", "update", "stale"] == told.verdicts
    assert ["9", "10", "8"] == [each["version"] for each in told.said]


@pytest.mark.parametrize("version", ["2", ""])
def test_ids_that_count_versions_behind_a_dot_are_one_item_with_one_text(version: str) -> None:
    """The number alone may be an item's: with the text of the one before it is the version, and a late one is stale."""
    first = article(
        "tag:harrow.example,2031:n1001.1", version=version and "1", body=BRIDGE, version_created=iso(0)
    )
    second = article(
        "tag:harrow.example,2031:n1001.2", version=version, body=BRIDGE_UPDATED, version_created=iso(30)
    )
    assert ["original", "update"] == Desk().tell(first, second).verdicts
    assert ["original", "stale"] == Desk().tell(second, first).verdicts
    again = [{**each, "version": str(at), "body": BRIDGE} for at, each in enumerate((first, second), 1)]
    assert ["original", "update"] == Desk().tell(*again).verdicts
    other = {**second, "body": STRIKE, "headline": "Strike"}
    assert ["original", "original"] == Desk().tell(first, other).verdicts
    assert "copy" == Desk().tell(first, {**second, "source": "Gull"}).verdicts[1]


def test_items_that_are_counted_behind_a_dot_stay_apart() -> None:
    """Each in its own first version, however alike."""
    feed = [article(f"tag:harrow.example,2031:n.{at}", body=BRIDGE, version="1") for at in (1, 2)]
    assert ["original", "copy"] == Desk().tell(*feed).verdicts


def test_a_page_s_revision_is_the_version_where_none_is_given() -> None:
    """The address alone says which; the page without one is the same item, a film's number is none."""
    desk = Desk()
    uri = "https://gull.example/n1001.html"
    told = desk.tell(
        *(article(f"{uri}?rev={at}", version="", body=body) for at, body in ((9, BRIDGE), (10, STRIKE)))
    )
    assert ["original", "update"] == told.verdicts
    assert ["9", "10"] == [each["version"] for each in told.said]
    assert "update" == desk.one(uri=uri, version="11", body=HARVEST)["verdict"]
    films = [
        article(f"https://gull.example/film?v={at}", version="", body=body)
        for at, body in ((1, BRIDGE), (2, STRIKE))
    ]
    assert ["original", "original"] == Desk().tell(*films).verdicts


@pytest.mark.parametrize(
    ("first", "second", "version"),
    [
        ("urn:harrow:1", "urn:harrow:2", "2"),
        ("urn:newsml:harrow.example:20310504:1", "urn:newsml:harrow.example:20310504:2", "2"),
        ("tag:harrow.example,2031:n-1", "tag:harrow.example,2031:n-2", "2"),
        ("https://harrow.example/news/1", "https://harrow.example/news/2", "2"),
        ("urn:newsml:harrow.example:20310504:n1:7", "urn:newsml:harrow.example:20310504:n1:8", "1"),
    ],
)
def test_a_number_that_names_the_item_is_no_version(first: str, second: str, version: str) -> None:
    """Items that are counted stay apart."""
    desk = Desk()
    told = desk.tell(
        article(first, body=BRIDGE), article(second, version=version, body=STRIKE, headline="Strike")
    )
    assert ["original", "original"] == told.verdicts


@pytest.mark.parametrize(
    "address",
    [
        "https://gull.example/bridge?utm_source=rss&utm_medium=feed",
        "https://gull.example/bridge?fbclid=abc123",
        "https://gull.example/bridge#xtor=RSS-3208",
        "https://gull.example/bridge?gclid=1&at_medium=RSS",
        "https://gull.example/bridge#comments",
    ],
)
def test_an_address_with_tracking_is_the_same_page(address: str) -> None:
    """The same text again is a redelivery, another version supersedes; other parameters are of the page."""
    desk = Desk()
    told = desk.tell(
        article("https://gull.example/bridge", source="Gull", body=BRIDGE),
        article(address, source="Gull", body=BRIDGE),
        article(address, source="Gull", version="2", body=STRIKE),
        article("https://gull.example/bridge?id=7", source="Gull", body=HARVEST),
    )
    assert ["original", "redelivery", "update", "original"] == told.verdicts


@pytest.mark.parametrize(
    ("one", "other"),
    [("http://orb.example/dam", "https://orb.example/dam"), ("https://orb.example/dam", "https://www.orb.example/dam/"),
     ("https://orb.example/dam", "https://orb.example/amp/dam"), ("https://orb.example/dam", "https://orb.example/dam?output=amp"),
     ("https://orb.example/dam.html", "https://m.orb.example/dam.html"), ("https://orb.example/dam.html", "https://orb.example/dam.amp.html"),
     ("https://orb.example/dam?ref=home", "https://orb.example/dam?fbclid=2")],
)  # fmt: skip
def test_a_page_for_another_device_is_the_same_page(one: str, other: str) -> None:
    """Scheme, host, trailing slash, a telephone's form: what comes with more is the page's next version."""
    desk = Desk()
    told = desk.tell(
        article(one, source="Orb", body=BRIDGE),
        article(other, source="Orb", version="2", body=f"{BRIDGE} More."),
    )
    assert ["original", "update"] == told.verdicts


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://orb.example/a?id=1", "https://orb.example/a?id=2"), ("https://orb.example/2031/05/04", "https://orb.example/2031/05/05"),
     ("https://m.example/one", "https://example/one"), ("https://orb.example/amplifier", "https://orb.example/lifier"),
     ("https://orb.example/#/story/1", "https://orb.example/#/story/2")],
)  # fmt: skip
def test_two_pages_stay_two(one: str, other: str) -> None:
    """What is part of the name stays part of it."""
    desk = Desk()
    told = desk.tell(
        article(one, source="Orb", body=BRIDGE),
        article(other, source="Orb", body=HARVEST, headline="Harvest"),
    )
    assert ["original", "original"] == told.verdicts


@pytest.mark.parametrize("ends", ["-v{}", "_v{}", ".v{}", ";{}", "#{}", "?v={}"])
def test_a_version_at_the_end_of_a_uri_is_one_with_the_same_text(ends: str) -> None:
    """No version is given: the end of the uri alone, and the same text in both, tell it."""
    first = article(f"https://harrow.example/item/bridge{ends.format(2)}", body=BRIDGE)
    later = article(f"https://harrow.example/item/bridge{ends.format(3)}", body=BRIDGE_UPDATED)
    del first["version"], later["version"]
    assert ["original", "update"] == Desk().tell(first, later).verdicts
