"""Every form of the day: the same item is read back from each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from stream.demo.items_in_formats import written
from stream.demo.json_items import WireItem
from stream.demo.newsrooms import WireForm
from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read

PARAGRAPHS = (
    "TORVALD, March 17 (Kestrel) - Stone trains between the quarries & the coast stopped running on Tuesday, and nobody knew until when.",
    "The line carries forty trains a day and nearly all the granite for the new breakwater at Harbour City, where <five> ships wait.",
)
ITEM = WireItem(
    uri="urn:example:1",
    source="Kestrel",
    headline="Trains & ships wait",
    paragraphs=PARAGRAPHS,
    language="en",
    version="2",
    created=datetime(2026, 3, 17, 6, 2, tzinfo=UTC),
    slugline="Torvald-railway",
    copyright_holder="Kestrel",
    url="https://kestrel.example/1",
)
URIS = {
    "iptc-7901": "urn:newswire:iptc7901:kst0491:20260317",
    "anpa-1312": "urn:newswire:anpa1312:kestrel:20260317:torvald-railway",
    "e-mail": "mid:1@kestrel.example",
}
HAVE_NO_VERSION = ("rss", "atom", "e-mail")


@pytest.mark.parametrize("form", get_args(WireForm))
def test_an_item_is_read_back_from_every_form(form: WireForm) -> None:
    """Identity, version, headline, source and text survive, whatever wraps and escapes them."""
    item = replace(ITEM, uri=URIS.get(form, ITEM.uri))
    (draft,) = read(written(item, form), Hints())

    assert isinstance(draft, Draft)
    assert (draft.uri, draft.headline, draft.body) == (item.uri, ITEM.headline, "\n\n".join(PARAGRAPHS))
    assert draft.source.casefold() == "kestrel"
    assert draft.version == ("" if form in HAVE_NO_VERSION else "2")
    assert draft.version_created in ("2026-03-17T06:02:00Z", "2026-03-17T06:02:00+00:00")


@pytest.mark.parametrize("form", ["newsml-g2", "newsml-1", "nitf", "iptc-7901", "anpa-1312"])
def test_a_kill_is_one_in_every_agency_s_format(form: WireForm) -> None:
    """A status where the format has one, else a word."""
    (draft,) = read(
        written(replace(ITEM, uri=URIS.get(form, ITEM.uri), pubstatus="canceled", version="2"), form), Hints()
    )

    assert isinstance(draft, Draft)
    assert draft.pubstatus == "canceled"


@pytest.mark.parametrize("form", ["newsml-g2", "nitf", "ninjs3"])
def test_an_embargo_is_one(form: WireForm) -> None:
    """Of the agencies that send some."""
    (draft,) = read(written(replace(ITEM, embargo=datetime(2026, 3, 17, 15, tzinfo=UTC)), form), Hints())

    assert isinstance(draft, Draft)
    assert draft.embargoed_until.startswith("2026-03-17T15:00:00")
