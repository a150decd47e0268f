"""JSON of no standard that is ninjs under other names."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from stream.intake.draft import NotAnArticle
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

HTML = f"<p>{LEAD}</p><p>{SECOND}</p>"


def wire(**fields: Any) -> bytes:
    """An item of dpa's digital wires."""
    return orjson.dumps({
        "urn": "urn:newsml:dpa.com:20090101:260317-99-000001", "version": 4, "version_created": "2026-03-17T07:02:11+01:00",
        "pubstatus": "usable", "language": "de", "headline": HEADLINE, "byline": "Von Ilse Marn, dpa", "copyrightholder": "dpa",
        "article_html": f'<section class="main">{HTML}</section>',
        "notepad": {"nonpublic_html": "<p>Ilse Marn, +49 555 0101</p>"}, **fields,
    })  # fmt: skip


def post(**fields: Any) -> bytes:
    """A post as WordPress's interface gives it."""
    return orjson.dumps({
        "id": 12, "guid": {"rendered": "https://mercury.example/?p=12"}, "link": "https://mercury.example/esk", "status": "publish", "type": "post",
        "date_gmt": "2026-03-17T05:00:00", "modified_gmt": "2026-03-17T06:02:11", "title": {"rendered": "Ferry crews strike in&nbsp;Port Esk"},
        "content": {"rendered": HTML, "protected": False}, **fields,
    })  # fmt: skip


def test_an_item_of_dpa_s_digital_wires() -> None:
    """Identity, version, time and text; its notepad is kept nowhere."""
    draft = one(wire())

    assert (draft.uri, draft.version) == ("urn:newsml:dpa.com:20090101:260317-99-000001", "4")
    assert (draft.version_created, draft.source) == ("2026-03-17T07:02:11+01:00", "dpa")
    assert (draft.headline, draft.byline, draft.body) == (HEADLINE, "Von Ilse Marn, dpa", STORY)
    assert "555 0101" not in str(draft)
    assert one(wire(version_created="", updated="2026-03-17T08:02:11+01:00")).version_created.startswith(
        "2026-03-17T08"
    )


def test_a_post_of_wordpress() -> None:
    """Identity, time, address and text."""
    draft = one(post())

    assert (draft.uri, draft.url) == ("https://mercury.example/?p=12", "https://mercury.example/esk")
    assert (draft.version_created, draft.source) == ("2026-03-17T06:02:11Z", "mercury.example")
    assert (draft.headline, draft.body, draft.pubstatus) == (HEADLINE, STORY, "usable")
    assert one(post(status="trash")).pubstatus == "canceled"
    assert len(found(b"[" + post() + b"," + post() + b"]")) == 2


@pytest.mark.parametrize("value", [post(status="draft"), post(status="future"), post(type="attachment")])
def test_a_post_that_nobody_may_read_yet_is_no_article(value: bytes) -> None:
    """Nor is the picture of one."""
    assert isinstance(found(value)[0], NotAnArticle)


@pytest.mark.parametrize("kind", ["event", "planning", "picture"])
def test_an_item_of_another_kind_needs_no_identity(kind: str) -> None:
    """Planning systems send events without a uri."""
    (only,) = found(
        orjson.dumps({"type": kind, "_id": "x", "name": "Talks", "dates": {"start": "2026-03-17T06:00:00Z"}})
    )

    assert isinstance(only, NotAnArticle)


@pytest.mark.parametrize(
    ("field", "value", "ours", "read"),
    [
        ("located", {"name": "Port Esk", "country": "ND"}, "located", "Port Esk"),
        ("byline", ["Ilse Marn", "Tom Rill"], "byline", "Ilse Marn / Tom Rill"),
        ("by", [{"name": "Ilse Marn"}], "byline", "Ilse Marn"),
        ("source", {"name": "Lantern"}, "source", "Lantern"),
        ("copyrightholder", {"literal": "Lantern"}, "copyright_holder", "Lantern"),
    ],
)
def test_a_line_may_be_a_concept_or_a_list(field: str, value: Any, ours: str, read: str) -> None:
    """A line is what ninjs has there; what has no name is refused as ever."""
    item = {"uri": "http://lantern.example/1", "type": "text", "headline": HEADLINE, "body_html": HTML}

    assert getattr(one(orjson.dumps({**item, field: value})), ours) == read
    assert isinstance(found(orjson.dumps({**item, field: {"code": 5}}))[0], RejectedError)
