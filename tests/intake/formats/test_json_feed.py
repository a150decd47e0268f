"""JSON Feed as sites write it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.intake.draft import Draft, NotAnArticle
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one


def entry(**fields: Any) -> dict[str, Any]:
    """An item; a field given as None is left out."""
    item = {
        "id": "https://mercury.example/esk-1", "url": "https://mercury.example/esk-1", "title": HEADLINE,
        "content_html": f"<p>{LEAD}</p><p>{SECOND}</p>", "date_published": "2026-03-17T05:00:00Z",
    }  # fmt: skip
    return {name: value for name, value in {**item, **fields}.items() if value is not None}


def feed(*items: Any, **fields: Any) -> bytes:
    """A feed of version 1.1."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Daily Mercury", "language": "en-GB"}
    return orjson.dumps({**head, **fields, "items": items})


def test_an_item_is_read_from_its_own_fields() -> None:
    """Identity, link, newest time, headline, bylines, language, source, text and tags."""
    draft = one(
        feed(
            entry(
                date_modified="2026-03-17T07:02:11+01:00",
                authors=[{"name": "Ilse Marn"}, {"name": "Anton Rell"}],
                tags=["ferries"],
            )
        )
    )

    assert (draft.uri, draft.url) == ("https://mercury.example/esk-1",) * 2
    assert (draft.headline, draft.body, draft.source) == (HEADLINE, STORY, "Daily Mercury")
    assert (draft.version_created, draft.language) == ("2026-03-17T06:02:11+00:00", "en-GB")
    assert draft.byline == "Ilse Marn / Anton Rell"
    assert draft.extra == {"format": "json-feed", "categories": ["ferries"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"content_html": None, "content_text": STORY},
        {"content_html": None, "content_text": None, "summary": STORY},
        {"content_html": f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;"},
        {"content_text": "Short."},
    ],
)
def test_the_text_is_the_fullest_that_an_item_has(fields: dict[str, Any]) -> None:
    """HTML before plain text before the summary."""
    assert one(feed(entry(**fields))).body == STORY


def test_an_older_feed_and_an_item_alone_are_read() -> None:
    """Version 1.0 has one author and may count in numbers; the language is the feed's or the text's."""
    old = one(feed(entry(id=77, author={"name": "Ilse Marn"}), version="http://jsonfeed.org/version/1"))
    alone = one(orjson.dumps(entry()))

    assert (old.uri, old.byline) == ("77", "Ilse Marn")
    assert (alone.body, alone.source) == (STORY, "mercury.example")


def test_a_note_has_no_title_and_a_link_s_page_is_elsewhere() -> None:
    """The text is the news; `external_url` is the page that is spoken of."""
    draft = one(feed(entry(title=None, url=None, external_url="https://harbour.example/1")))
    assert (draft.headline, draft.body, draft.url) == ("", STORY, "https://harbour.example/1")


def test_the_same_page_under_a_new_id_has_a_name_in_common() -> None:
    """As in RSS, and with it: a site may offer both."""
    first, second = one(feed(entry())), one(feed(entry(id="other")))
    assert first.alt_ids == second.alt_ids != ()


@pytest.mark.parametrize(
    "items", [[], [entry(content_html="", title="")], [entry(content_html=None, summary=None, attachments=[{"mime_type": "audio/mpeg"}])]]
)  # fmt: skip
def test_what_is_no_article(items: list[dict[str, Any]]) -> None:
    """An empty feed, an empty item, an episode."""
    assert all(isinstance(each, NotAnArticle) for each in found(feed(*items)))


def test_a_broken_item_does_not_lose_the_others() -> None:
    """It is refused in its place, by its path."""
    first, second = found(feed(7, entry()))
    assert isinstance(first, RejectedError)
    assert (first.reason, first.field) == ("not_object", "items[0]")
    assert isinstance(second, Draft)


@pytest.mark.parametrize(
    "field",
    ["id", "url", "title", "content_html", "date_published", "authors", "tags", "attachments", "summary"],
)
@pytest.mark.parametrize("value", [None, 7, 1.5, True, "", [], {}, [[]], {"a": []}, "x" * 3000, 10**400])
def test_a_field_of_another_type_breaks_nothing(field: str, value: Any) -> None:
    """Whatever a site writes there."""
    text = (
        orjson.dumps(entry(**{field: value}))
        if value != 10**400
        else orjson.dumps(entry()).replace(b"Ferry", b"1e400")
    )
    assert found(text, "Mercury")
