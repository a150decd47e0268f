from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stream.desk.feeds import MEDIA, FeedItem, feed_pieces

BASE: Final = "https://desk.example"
NAMES: Final = {"atom": "{http://www.w3.org/2005/Atom}"}
HOSTILE: Final = "]]><script>&amp;'\"<!-- <?x ?> \N{BOM}é"


def read(form: str, *entries: FeedItem, title: str = "Desk", path: str = "/stories") -> etree._Element:
    """A feed as a parser reads it that mends nothing."""
    feed = b"".join(feed_pieces(entries, form, title, BASE, path))
    return etree.fromstring(feed, etree.XMLParser(resolve_entities=False, recover=False))


def texts(feed: etree._Element, form: str, tag: str) -> list[str]:
    """The texts of all elements of a name."""
    return [element.text or "" for element in feed.iter(f"{NAMES.get(form, '')}{tag}")]


@pytest.mark.parametrize("form", MEDIA)
def test_markup_in_any_part_is_text(form: str) -> None:
    """In titles, summaries, labels, names, addresses and the feed's own title."""
    entry = FeedItem(HOSTILE, HOSTILE, f"/story/{HOSTILE}", 0, HOSTILE, (HOSTILE,))
    feed = read(form, entry, title=HOSTILE, path=f"/stories?q={HOSTILE}")
    assert texts(feed, form, "title") == [HOSTILE, HOSTILE]
    assert HOSTILE in texts(feed, form, "description" if form == "rss" else "summary")
    assert not [*feed.iter("script", f"{NAMES['atom']}script")]
    (label,) = feed.iter(f"{NAMES.get(form, '')}category")
    assert HOSTILE == (label.text if form == "rss" else label.get("term"))


@pytest.mark.parametrize("form", MEDIA)
@given(words=st.text(st.characters(), max_size=40))
def test_a_feed_is_well_formed_whatever_is_in_it(form: str, words: str) -> None:
    """Characters that XML 1.0 cannot hold, half a surrogate pair among them, are replaced and break nothing."""
    feed = read(
        form,
        FeedItem(words, words, "/story/1", 1, words, (words,)),
        FeedItem("2", "b", "/story/2", 0, ""),
        title=words,
    )
    assert len(texts(feed, form, "item" if form == "rss" else "entry")) == 2


@pytest.mark.parametrize("form", MEDIA)
def test_a_feed_comes_in_pieces(form: str) -> None:
    """One an entry and an end, so that a reader sees the first before the last is written."""
    entries = [FeedItem(str(at), "a", "/story/1", at, "") for at in range(3)]
    assert len([*feed_pieces(entries, form, "Desk", BASE, "/stories")]) == 4
