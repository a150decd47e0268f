"""The JSON dialects of agencies: wrappers, spellings, statuses, and what is no article."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.intake.draft import Draft, Found, NotAnArticle
from stream.intake.reasons import Refusal
from stream.model.articles import PubStatus, Signal
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, STORY, found, one
from tests.intake.making import BODY, article, flat, ninjs

AP = {
    "uri": "https://api.lantern.example/media/v/content/0a1b?qt=x&et=1a", "altids": {"itemid": "0a1b", "etag": "0a1b_2a2"}, "version": 2, "type": "text",
    "pubstatus": "usable", "versioncreated": "2026-03-17T06:02:11Z", "headline": HEADLINE, "language": "en",
    "provider": "Lantern", "infosource": [{"name": "Coast Herald"}], "urgency": "4",
}  # fmt: skip


def read(value: Any) -> tuple[Found, ...]:
    """All that a JSON value holds."""
    return found(orjson.dumps(value))


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda items: items,
        lambda items: {"data": {"items": [{"item": each} for each in items], "total_items": 2}},
        lambda items: {"total": len(items), "item": items},
        lambda items: {"_items": items},
        lambda items: [{"data": {"item": each}} for each in items],
    ],
)
def test_a_wrapper_holds_its_items_in_order(wrapped: Any) -> None:
    """Arrays, AP's feed, the BBC's list, Superdesk's."""
    drafts = read(wrapped([flat(uri="urn:x:1"), ninjs(uri="urn:x:2")]))
    assert [each.uri for each in drafts if isinstance(each, Draft)] == ["urn:x:1", "urn:x:2"]


def test_ap_s_single_item_is_read_by_its_own_identity() -> None:
    """The address is a query that changes; the provider sends what a member paper wrote; urgency is a string."""
    (first,) = read({"data": {"item": AP}})
    (second,) = read(
        {
            "data": {
                "item": {
                    **AP,
                    "uri": "https://api.lantern.example/media/v/content/0a1b?qt=y&et=2a",
                    "version": 3,
                }
            }
        }
    )
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)

    assert first.uri == second.uri == "0a1b"
    assert (first.source, first.urgency, first.version) == ("Lantern", 4, "2")
    assert "etag:0a1b_2a2" in first.alt_ids


@pytest.mark.parametrize("provider", ["Lantern", {"name": "Lantern"}, [{"name": "Lantern"}]])
def test_the_sender_is_the_source_whatever_its_shape(provider: Any) -> None:
    """A name, an object or a list; not whom the information comes from."""
    assert article(ninjs(provider=provider, infoSources=[{"name": "Coast Herald"}])).source == "Lantern"


@pytest.mark.parametrize(
    ("urgency", "read_as"),
    [("4", 4), (4, 4), (3.0, 3), ("high", None), ("", None), ("0", None), (0, None), (12, None), (-1, None)],
)
def test_an_urgency_never_costs_a_story(urgency: Any, read_as: int | None) -> None:
    """A digit in a string is a number, any other word is none, and so is a number that is no urgency."""
    assert article(ninjs(urgency=urgency)).urgency == read_as
    assert article(flat(urgency=urgency)).urgency == read_as


def test_an_unpublished_item_is_withdrawn() -> None:
    """Superdesk's publisher says so of what it takes back."""
    for word in ("unpublished", "killed", "recalled", "spiked", "Cancelled"):
        made = article(ninjs(pubStatus=word))
        assert (made.pubstatus, made.signals) == (PubStatus.CANCELED, (Signal.KILL,))


def test_superdesk_s_states_of_what_is_out_are_usable() -> None:
    """A corrected item corrects."""
    assert article(ninjs(pubStatus="published")).signals == ()
    made = article(ninjs(pubStatus="corrected"))
    assert (made.pubstatus, made.signals) == (PubStatus.USABLE, (Signal.CORRECTION,))


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda items: {"results": items},
        lambda items: {"articles": items, "total": 2},
        lambda items: {"hits": {"total": 2, "hits": [{"_id": "x", "_source": each} for each in items]}},
        lambda items: {"data": {"items": [{"meta": {}, "item": each} for each in items]}},
        lambda items: {"_items": items, "_meta": {}},
    ],
)
def test_items_in_more_wrappers(wrapped: Any) -> None:
    """Of search servers and content interfaces."""
    assert 2 == len(read(wrapped([ninjs(), ninjs()])))


@pytest.mark.parametrize(
    "item",
    [
        ninjs(type="event", bodies=None),
        ninjs(type=None, bodies=None, eventDetails={"dates": {}}),
        ninjs(type="composite", bodies=None),
        ninjs(pubStatus="commissioned"),
        ninjs(pubStatus="draft"),
        ninjs(headlines=None, bodies=None, renditions=[{"href": "x"}]),
    ],
)
def test_what_has_no_text_is_no_article(item: dict[str, Any]) -> None:
    """Events and packages without a body, what is not written yet, an empty shell."""
    (other,) = read(item)
    assert isinstance(other, NotAnArticle)


def test_a_composite_with_a_body_is_an_article() -> None:
    """A press release with its pictures; a kill of a package needs no body."""
    assert article(ninjs(type="composite")).body == BODY
    assert article(ninjs(type="composite", bodies=None, pubStatus="canceled")).pubstatus is PubStatus.CANCELED


def test_reuters_connect_s_spellings() -> None:
    """headLine, bodyXhtml, byLine, slug, dateLine, usn."""
    paragraphs = "".join(f"<p>{each}</p>" for each in STORY.split("\n\n"))
    item = {
        "uri": "urn:newsml:lantern.example:L1", "type": "text", "version": "3", "versionCreated": "2026-03-17T06:02:11Z", "headLine": HEADLINE,
        "bodyXhtml": f"<html><body>{paragraphs}</body></html>", "byLine": "Ilse Marn", "slug": "ESK-FERRY/", "dateLine": "PORT ESK", "usn": "L1", "language": "en",
    }  # fmt: skip
    made = article(item)

    assert (made.headline, made.body, made.byline) == (HEADLINE, STORY, "Ilse Marn")
    assert (made.slugline, made.located, made.alt_ids) == ("ESK-FERRY/", "PORT ESK", ("usn:L1",))
    assert "bodyXhtml" not in made.extra


def test_tt_s_versions_name_what_they_replace() -> None:
    """Each has a uri of its own; its text opens with headline, vignette and source, which are no story."""
    item = ninjs(
        uri="http://tt.se/media/text/2", infoSources=None, bodies=[{"role": "text", "contentType": "text/plain", "value": f"{HEADLINE}\nFerry TT\nFerries idle.\nTalks."}],
        replacing=["http://tt.se/media/text/1"], revisions=[{"uri": "http://tt.se/media/text/0"}, {"uri": "http://tt.se/media/text/2"}],
    )  # fmt: skip
    made = article(item)

    assert made.replaces == ("http://tt.se/media/text/1", "http://tt.se/media/text/0")
    assert made.body == "Ferries idle.\nTalks."


@pytest.mark.parametrize("field", ["headline", "byline", "slugline", "ednote"])
def test_lines_for_people_hold_no_markup(field: str) -> None:
    """Tags and entities that a feed left in them go."""
    item = ninjs(standard=None, guid="urn:x:1", headlines=None, headline="H")
    item[field] = "<b>Ferries</b> &amp;amp; boats"
    assert getattr(article(item), field) == "Ferries & boats"


@pytest.mark.parametrize("time", ["Tue, 17 Mar 2026 06:02:11 GMT", 1773727331, 1773727331000, "1773727331"])
def test_times_come_as_rfc_822_and_as_numbers(time: Any) -> None:
    """All the same instant."""
    assert article(ninjs(versionCreated=time)).version_created == article(ninjs()).version_created
    assert article(flat(version_created=time)).version_created == article(ninjs()).version_created


def test_a_broken_item_does_not_lose_the_others() -> None:
    """Each is refused in its place, with its own reason."""
    first, second, third, fourth = read([flat(uri=None), flat(), "words", ninjs(type="picture")])

    assert isinstance(first, RejectedError)
    assert first.reason == Refusal.MISSING_FIELD
    assert isinstance(second, Draft)
    assert isinstance(third, RejectedError)
    assert (third.reason, third.field) == (Refusal.NOT_OBJECT, "[2]")
    assert isinstance(fourth, NotAnArticle)


def test_a_record_may_name_the_source_of_an_item_that_names_none() -> None:
    """What the item names goes before it."""
    value = orjson.dumps(ninjs(uri="urn:uuid:1", infoSources=None))
    (draft,) = found(value, "Coast Desk")
    assert isinstance(draft, Draft)
    assert draft.source == "Coast Desk"
    (plain,) = found(orjson.dumps(flat(source=None)), "Coast Desk")
    assert isinstance(plain, Draft)
    assert plain.source == "Coast Desk"


def test_ap_s_bylines_and_its_word_for_a_later_lead() -> None:
    """A list of names, and `editorialtypes`; new pictures alone are no update."""
    value = {"uri": "urn:ap:1", "type": "text", "provider": "AP", "headline": "Ferries", "bylines": [{"by": "By ILSE MARN", "title": "AP"}], "ednote": "Eds: UPDATES: With AP Photos."}  # fmt: skip
    lead = one(orjson.dumps({**value, "editorialtypes": ["Lead"]}))

    assert (lead.byline, lead.marks) == ("By ILSE MARN", ("update",))
    assert one(orjson.dumps(value)).marks == ()


@pytest.mark.parametrize("vignette", ["Inrikes/TT", "Fotboll TT", "Fotboll\nTT", "(TT)"])
def test_tt_s_vignette_in_all_its_forms_is_no_story(vignette: str) -> None:
    """On one line, or on two."""
    value = {
        "uri": "http://tt.se/media/text/1",
        "type": "text",
        "headline": "Ferries",
        "body_text": f"Ferries\n{vignette}\nThey stand still.",
    }

    assert one(orjson.dumps(value)).body == "They stand still."


def test_dpa_s_notebook_in_ninjs_is_no_story() -> None:
    """As in its other formats: names and numbers are kept nowhere."""
    body = "Port Esk (dpa) - Ferries idle.\n\n# Notizblock\n\n* * * *\nIlse Marn, +49 555 0101"
    value = {
        "uri": "urn:newsml:dpa.com:20260317:1",
        "type": "text",
        "source": "dpa",
        "headline": "Ferries",
        "body_text": body,
    }

    assert one(orjson.dumps(value)).body == "Port Esk (dpa) - Ferries idle."
