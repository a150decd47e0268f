"""The formats on the wire: the same item in each."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from stream.demo.json_items import WireItem, item_bytes

ITEM = WireItem(
    uri="urn:example:1",
    source="Lantern Wire",
    headline="Rain & wind",
    paragraphs=("It <rained>.", "It stopped."),
    language="en",
    version="2",
    created=datetime(2026, 3, 17, 6, 2, tzinfo=UTC),
    embargo=datetime(2026, 3, 17, 7, 0, tzinfo=UTC),
    evolved_from="urn:example:0",
    alt_id="nL1",
)
BODY = "It <rained>.\n\nIt stopped."


def test_flat_has_our_own_names() -> None:
    """Snake case names, one object, absent fields left out."""
    assert orjson.loads(item_bytes(ITEM, "flat")) == {
        "uri": "urn:example:1", "source": "Lantern Wire", "version": "2", "pubstatus": "usable",
        "version_created": "2026-03-17T06:02:00Z", "language": "en", "headline": "Rain & wind",
        "embargoed_until": "2026-03-17T07:00:00Z", "body": BODY,
    }  # fmt: skip


def test_ninjs_1_has_flat_text_and_objects() -> None:
    """Headline and body are strings, alternative ids and associations are objects."""
    fields = orjson.loads(item_bytes(ITEM, "ninjs1"))

    assert (fields["headline"], fields["body_text"]) == ("Rain & wind", BODY)
    assert fields["altids"] == {"desk": "nL1"}
    assert fields["embargoed"] == "2026-03-17T07:00:00Z"
    assert fields["associations"]["replaces"]["uri"] == "urn:example:0"


def test_ninjs_2_has_lists_in_lower_case() -> None:
    """Headlines, bodies and associations are lists; names are lower case."""
    fields = orjson.loads(item_bytes(ITEM, "ninjs2"))

    assert fields["standard"]["version"] == "2.1"
    assert fields["bodies"][0]["value"] == BODY
    assert fields["bodies"][0]["contenttype"] == "text/plain"
    assert fields["associations"][0]["rel"] == "evolvedfrom"


def test_ninjs_3_has_lists_in_camel_case() -> None:
    """As 2.x, with the names of 3.x."""
    fields = orjson.loads(item_bytes(ITEM, "ninjs3"))

    assert fields["embargoedUntil"] == "2026-03-17T07:00:00Z"
    assert fields["infoSources"][0]["name"] == "Lantern Wire"
    assert fields["associations"][0]["rel"] == "evolvedFrom"


def test_markup_is_escaped() -> None:
    """An outlet that sends HTML sends paragraphs with its special characters escaped."""
    item = WireItem("u", "s", "h", ("It <rained> & blew.",), "en", html=True)

    fields = orjson.loads(item_bytes(item, "ninjs1"))

    assert fields["body_html"] == "<p>It &lt;rained&gt; &amp; blew.</p>\n"
