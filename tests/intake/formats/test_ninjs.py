from __future__ import annotations

from typing import Any

import pytest

from stream.intake.formats.ninjs import is_ninjs
from stream.intake.reasons import Refusal
from stream.model.articles import PubStatus, Signal
from stream.model.errors import RejectedError
from tests.intake.making import BODY, article, flat, ninjs

URI = "urn:newsml:lanternwire.example:20260317:nL0001"
ONE = {
    "$standard": {"name": "ninjs", "version": "1.4"}, "uri": URI, "type": "text", "version": "2", "versioncreated": "2026-03-17T07:41:50Z",
    "pubstatus": "cancelled", "language": "en-GB", "byline": "Ilse Marn", "located": "PORT ESK", "slugline": "FERRY", "ednote": "(Adds pay)",
    "urgency": 3, "embargoed": "2026-03-18T00:00:00Z", "copyrightholder": "Lantern Wire", "headline": "Ferries", "body_text": BODY,
    "infosource": [{"name": "Coast Desk"}], "altids": {"usn": "nL0001"}, "associations": {"old": {"uri": "urn:x:0", "rel": "evolvedFrom"}},
}  # fmt: skip
TWO = {
    "standard": {"name": "ninjs", "version": "2.1"}, "uri": URI, "type": "text", "version": "2", "versioncreated": "2026-03-17T07:41:50Z",
    "pubstatus": "canceled", "language": "en", "by": "Ilse Marn", "located": "PORT ESK", "slugline": "FERRY", "ednote": "(Adds pay)",
    "urgency": 3, "embargoed": "2026-03-18T00:00:00Z", "copyrightholder": "Lantern Wire", "headlines": [{"role": "main", "value": "Ferries"}],
    "bodies": [{"role": "text", "contenttype": "text/plain", "value": BODY}], "infosources": [{"name": "Coast Desk"}],
    "altids": [{"role": "usn", "value": "nL0001"}], "associations": [{"name": "old", "uri": "urn:x:0", "rel": "evolvedfrom"}],
}  # fmt: skip
THREE = {
    "standard": {"name": "ninjs", "version": "3.1"}, "uri": URI, "type": "text", "version": "2", "versionCreated": "2026-03-17T07:41:50Z",
    "pubStatus": "canceled", "language": "en", "by": "Ilse Marn", "located": "PORT ESK", "slugline": "FERRY", "edNote": "(Adds pay)",
    "urgency": 3, "embargoedUntil": "2026-03-18T00:00:00Z", "copyrightHolder": "Lantern Wire", "headlines": [{"role": "main", "value": "Ferries"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": BODY}], "infoSources": [{"name": "Coast Desk"}],
    "altIds": [{"role": "usn", "value": "nL0001"}], "associations": [{"name": "old", "uri": "urn:x:0", "rel": "irel:evolvedFrom"}],
}  # fmt: skip
SUPERDESK = {
    "guid": URI, "type": "text", "version": 2, "versioncreated": "2026-03-17T07:41:50+0000", "pubstatus": "canceled", "language": "en",
    "byline": "Ilse Marn", "located": "PORT ESK", "slugline": "FERRY", "ednote": "(Adds pay)", "urgency": 3, "priority": 6,
    "embargoed": "2026-03-18T00:00:00+0000", "source": "Lantern Wire", "headline": "Ferries", "evolvedfrom": "urn:x:0",
    "body_html": "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n")),
}  # fmt: skip


@pytest.mark.parametrize("item", [ONE, TWO, THREE, SUPERDESK], ids=["1.4", "2.1", "3.1", "Superdesk"])
def test_every_line_of_ninjs_gives_the_same_article(item: dict[str, Any]) -> None:
    """1.x, 2.x, 3.x and Superdesk spell fields differently and mean the same."""
    made, model = article(item), article(THREE)

    for name in (
        "uri", "source", "version", "version_created", "pubstatus", "language", "headline", "byline", "located", "slugline", "ednote",
        "urgency", "embargoed_until", "body", "evolved_from", "signals", "article_id",
    ):  # fmt: skip
        assert getattr(made, name) == getattr(model, name), name
    assert (made.pubstatus, made.signals) == (PubStatus.CANCELED, (Signal.KILL, Signal.UPDATE))
    assert made.evolved_from == ("urn:x:0",)
    assert made.alt_ids == (() if item is SUPERDESK else ("usn:nL0001",))


@pytest.mark.parametrize(
    "item",
    [ONE, TWO, THREE, SUPERDESK, {"uri": "urn:x:1", "headline_main": "x"}, {"uri": "urn:x:1", "by": "x"}],
)
def test_ninjs_is_known_by_its_own_names(item: dict[str, Any]) -> None:
    """By `standard`, or by any name that the flat format lacks."""
    assert is_ninjs(item)


@pytest.mark.parametrize(
    "item",
    [
        flat(),
        flat(type="text", subjects=[]),
        flat(body=None),
        {"uri": "u", "source": "s", "pubstatus": "canceled"},
    ],
)
def test_flat_is_known_by_its_own_names(item: dict[str, Any]) -> None:
    """`body` and the snake_case names are the flat format's, whatever else a record carries."""
    assert not is_ninjs(item)


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({"source": "Coast Herald", "copyrightHolder": "H"}, "Coast Herald"),
        (
            {
                "infoSources": [{"name": "Stringer"}, {"name": "Lantern Wire", "role": "isrol:provider"}],
                "copyrightHolder": "H",
            },
            "Lantern Wire",
        ),
        ({"infoSources": [{"name": "Stringer"}], "copyrightHolder": "Lantern Wire"}, "Lantern Wire"),
        ({"infoSources": [{"name": "Lantern Wire"}]}, "Lantern Wire"),
        ({"infoSources": None}, "lanternwire.example"),
        ({"infoSources": None, "uri": "https://www.dailymercury.example/1"}, "dailymercury.example"),
        ({"infoSources": None, "uri": "tag:desk@northdispatch.example,2026:1"}, "northdispatch.example"),
    ],
)
def test_the_source_is_the_best_name_there_is(changes: dict[str, Any], source: str) -> None:
    """Superdesk's source, a provider, the holder, any information source, the host of the uri: in that order."""
    assert article(ninjs(**changes)).source == source


@pytest.mark.parametrize("uri", ["urn:uuid:8d19cf88", "nL0001", "http://[broken", "http://"])
def test_without_any_source_the_item_is_refused(uri: str) -> None:
    """An article from nowhere cannot be attributed, killed or credited."""
    with pytest.raises(RejectedError) as caught:
        article(ninjs(uri=uri, infoSources=None))

    assert (caught.value.reason, caught.value.field) == (Refusal.MISSING_FIELD, "source")


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "event", "planning", "Picture"])
def test_items_without_a_story_are_refused(kind: str) -> None:
    """Pictures, events and the like are no fault of the sender, but nothing for this pipeline."""
    with pytest.raises(RejectedError) as caught:
        article(ninjs(type=kind))

    assert (caught.value.reason, caught.value.field) == (Refusal.NOT_TEXT, "type")


@pytest.mark.parametrize(
    ("bodies", "text"),
    [
        ([{"role": "main", "contentType": "text/html", "value": "<p>A</p><p>B</p>"}], "A\n\nB"),
        ([{"role": "html5", "contentType": "text/html", "value": "<p>A</p>"}, {"role": "text", "contentType": "text/plain", "value": "A "}], "A "),
        ([{"role": "summary", "value": "S"}, {"role": "main", "contentType": "text/html", "value": "<p>A</p>"}], "A"),
        ([{"role": "text", "value": "T"}, {"role": "main", "value": "M"}], "M"),
        ([{"role": "summary", "value": "S"}], "S"),
        ([{"value": "<p>A</p>"}], "A"),
        ([{"contentType": "text/plain", "value": "<p>A</p>"}], "<p>A</p>"),
        ([{"role": "main", "value": " "}, {"role": "text", "value": "T"}], "T"),
        ([{"role": "main"}, {"role": "text", "value": "T"}], "T"),
        ([{"contentType": "text/vnd.IPTC.NITF", "value": "<nitf><body.content><p>N</p></body.content></nitf>"}], "N"),
    ],
)  # fmt: skip
def test_the_body_is_the_best_form_of_the_text(bodies: list[dict[str, str]], text: str) -> None:
    """The whole text before summaries, plain before markup, main before others; plain text as it came."""
    assert article(ninjs(bodies=bodies)).body == text


def test_the_main_headline_is_the_headline() -> None:
    """Others stay in `extra`; a lone one is not repeated there."""
    headlines = [{"role": "seo", "value": "Ferry strike live"}, {"role": "main", "value": "Ferries idle"}]

    assert article(ninjs(headlines=headlines)).headline == "Ferries idle"
    assert article(ninjs(headlines=headlines)).extra["headlines"] == headlines
    assert "headlines" not in article(ninjs()).extra


def test_what_is_not_read_is_kept() -> None:
    """Unknown and unused fields go along, other forms of the body do not."""
    subjects = [{"name": "labour dispute"}]
    made = article(ninjs(subjects=subjects, profile="wire", body_xhtml="<p>x</p>"))

    assert made.extra == {
        "standard": {"name": "ninjs", "version": "3.1"}, "type": "text", "profile": "wire", "subjects": subjects,
        "infoSources": [{"name": "Lantern Wire", "role": "provider"}],
    }  # fmt: skip


def test_alternative_ids_carry_their_role() -> None:
    """The role tells an id from an etag; Superdesk's guid beside a uri is another id."""
    made = article(
        ninjs(
            guid="tag:lanternwire.example,2026:1",
            altIds=[{"role": "usn", "value": "nL1"}, {"value": "x"}, "y", {"role": "n"}],
        )
    )

    assert article(ninjs(guid=URI)).alt_ids == ()
    assert made.alt_ids == ("usn:nL1", "x", "y", "guid:tag:lanternwire.example,2026:1")


@pytest.mark.parametrize(
    "signals", ["sig:correction", ["sig:correction"], [{"qcode": "sig:correction"}], {"name": "correction"}]
)
def test_signals_come_in_any_shape(signals: Any) -> None:
    """String, list, object or list of objects."""
    assert article(ninjs(signals=signals)).signals == (Signal.CORRECTION,)
    assert article(flat(signals=signals)).signals == (Signal.CORRECTION,)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"versionCreated": "noon"}, "versionCreated"),
        ({"versionCreated": None, "versioncreated": "noon"}, "versioncreated"),
        ({"embargoed": "noon"}, "embargoed"),
        ({"pubStatus": "gone"}, "pubStatus"),
        ({"bodies": [{"value": "x"}, {"value": 5}]}, "bodies[1].value"),
        ({"infoSources": [{"name": ["x"]}]}, "infoSources[0].name"),
        ({"uri": None}, "uri"),
    ],
)
def test_a_refusal_names_the_feed_s_own_field(changes: dict[str, Any], field: str) -> None:
    """The sender knows the field by the name in the item, and its path."""
    with pytest.raises(RejectedError, match=r"^\S+: ") as caught:
        article(ninjs(**changes))

    assert caught.value.field == field
