"""Stories and alerts as RSS 2.0 and Atom, for readers of feeds. No text of an article is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from stream.desk.desk_alerts import Alert
from stream.desk.desk_templates import iso, shown
from stream.desk.story_rows import StoryRow

MEDIA: Final = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
MOST: Final = 500  # entries of a feed: readers ask again and again for all of them
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


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


def written(entries: Iterable[FeedItem], form: str, title: str, base: str, path: str) -> Iterator[bytes]:
    """A feed, piece by piece.

    Args:
        entries: newest first.
        form: one of `MEDIA`.
        title: of the feed.
        base: the desk's address without a path, with no slash at its end.
        path: the feed's own path and query.
    """
    made = _atom(entries, title, base, path) if form == "atom" else _rss(entries, title, base)
    for piece in made:
        yield piece.encode()


def _rss(entries: Iterable[FeedItem], title: str, base: str) -> Iterator[str]:
    yield f'{_HEAD}<rss version="2.0"><channel><title>{_text(title)}</title><link>{_text(base)}/</link><description>{_text(title)}</description>\n'
    for each in entries:
        labels = "".join(f"<category>{_text(label)}</category>" for label in each.labels)
        when = format_datetime(datetime.fromtimestamp(each.at / 1000, UTC), usegmt=True)
        yield (
            f'<item><title>{_text(each.title)}</title><link>{_text(base + each.path)}</link><guid isPermaLink="false">'
            f"{_text(each.name)}</guid><pubDate>{when}</pubDate><description>{_text(each.summary)}</description>{labels}</item>\n"
        )
    yield "</channel></rss>\n"


def _atom(entries: Iterable[FeedItem], title: str, base: str, path: str) -> Iterator[str]:
    held = list(entries)
    newest = iso(max((each.at for each in held), default=0))
    own = base + path
    yield (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>{_text(title)}</title><id>{_text(own)}</id>'
        f'<updated>{newest}</updated><author><name>{_text(title)}</name></author><link rel="self" href={_attribute(own)}/>\n'
    )
    for each in held:
        labels = "".join(f"<category term={_attribute(label)}/>" for label in each.labels)
        yield (
            f"<entry><title>{_text(each.title)}</title><id>urn:newswire-desk:{_text(quote(each.name))}</id>"
            f"<updated>{iso(each.at)}</updated><link href={_attribute(base + each.path)}/><summary>{_text(each.summary)}</summary>"
            f"{labels}</entry>\n"
        )
    yield "</feed>\n"


def _text(text: str) -> str:
    return escape(_plain(text))


def _attribute(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return str(shown(text)).replace("\ufffe", "\N{REPLACEMENT CHARACTER}").replace("\uffff", "\N{REPLACEMENT CHARACTER}")  # fmt: skip
