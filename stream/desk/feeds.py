"""Stories and alerts as RSS 2.0 and Atom, for readers of feeds. No text of an article is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from io import BytesIO
from typing import Final
from urllib.parse import quote

from lxml.etree import Element, _Element, xmlfile

from stream.desk.desk_alerts import Alert
from stream.desk.desk_templates import iso, shown
from stream.desk.story_rows import StoryRow

MEDIA: Final = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
MOST: Final = 500  # entries of a feed: readers ask again and again for all of them
# What `shown` leaves: halves of surrogate pairs, and the two characters that are none.
_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry: `name` stays the same when it changes, `path` is the page's, `at` milliseconds since 1970."""

    name: str
    title: str
    path: str
    at: int
    summary: str
    labels: tuple[str, ...] = ()


def story_entry(row: StoryRow) -> FeedItem:
    """A story: what happened, where it is from, its toll, who carries it."""
    said = [row.what, row.agency or row.source, row.place, row.toll]
    if row.copies:
        said.append(f"{row.copies} {'copy' if row.copies == 1 else 'copies'}")
    title = f"{row.status.upper()}: {row.headline}" if row.status else row.headline
    path = f"/story/{quote(row.story, safe='')}"
    return FeedItem(row.story, title, path, row.changed, " · ".join(filter(None, said)), (row.what,))


def alert_entry(alert: Alert) -> FeedItem:
    """An alert: what, who, of which story."""
    path = (
        f"/story/{quote(alert.story, safe='')}#outlets"
        if alert.story
        else f"/outlet/{quote(alert.who, safe='')}"
    )
    return FeedItem(
        f"alert:{alert.name}:{alert.kind.replace(' ', '-')}",
        f"{alert.kind}: {alert.who}: {alert.headline}",
        path,
        alert.since,
        alert.text,
        (alert.kind,),
    )


def feed_pieces(entries: Iterable[FeedItem], form: str, title: str, base: str, path: str) -> Iterator[bytes]:
    """A feed, piece by piece.

    Args:
        entries: newest first.
        form: one of `MEDIA`.
        title: of the feed.
        base: the desk's address without a path, with no slash at its end.
        path: the feed's own path and query.
    """
    return _atom(entries, title, base, path) if form == "atom" else _rss(entries, title, base)


def _rss(entries: Iterable[FeedItem], title: str, base: str) -> Iterator[bytes]:
    out = BytesIO()
    with xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("rss", version="2.0"), xml.element("channel"):
            for name, text in (("title", title), ("link", f"{base}/"), ("description", title)):
                xml.write(_leaf(name, text))
            for each in entries:
                when = format_datetime(datetime.fromtimestamp(each.at / 1000, UTC), usegmt=True)
                item = Element("item")
                item.append(_leaf("title", each.title))
                item.append(_leaf("link", base + each.path))
                item.append(_leaf("guid", each.name, isPermaLink="false"))
                item.append(_leaf("pubDate", when))
                item.append(_leaf("description", each.summary))
                item.extend(_leaf("category", label) for label in each.labels)
                xml.write(item)
                xml.flush()
                yield _taken(out)
    yield out.getvalue()


def _atom(entries: Iterable[FeedItem], title: str, base: str, path: str) -> Iterator[bytes]:
    held = list(entries)
    own, out = base + path, BytesIO()
    with xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("feed", nsmap={None: "http://www.w3.org/2005/Atom"}):
            xml.write(_leaf("title", title), _leaf("id", own))
            xml.write(_leaf("updated", iso(max((each.at for each in held), default=0))))
            author = Element("author")
            author.append(_leaf("name", title))
            xml.write(author, _leaf("link", rel="self", href=own))
            for each in held:
                entry = Element("entry")
                entry.append(_leaf("title", each.title))
                entry.append(_leaf("id", f"urn:newswire-desk:{quote(_plain(each.name))}"))
                entry.append(_leaf("updated", iso(each.at)))
                entry.append(_leaf("link", href=base + each.path))
                entry.append(_leaf("summary", each.summary))
                entry.extend(_leaf("category", term=label) for label in each.labels)
                xml.write(entry)
                xml.flush()
                yield _taken(out)
    yield out.getvalue()


def _leaf(tag: str, text: str = "", **attributes: str) -> _Element:
    """An element with a text and attributes, whatever characters they have."""
    leaf = Element(tag, {name: _plain(value) for name, value in attributes.items()})
    leaf.text = _plain(text) or None
    return leaf


def _taken(out: BytesIO) -> bytes:
    """What has been written since, taken from the buffer."""
    written_since = out.getvalue()
    out.seek(0)
    out.truncate()
    return written_since


def _plain(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", str(shown(text)))
