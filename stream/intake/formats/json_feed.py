"""JSON Feed 1.0 and 1.1 (jsonfeed.org): a whole feed, or one item of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stream.intake.decode import not_an_object
from stream.intake.draft import Draft, Found, Hints, NotAnArticle, line, number_text, unique
from stream.intake.formats.nitf import made_id
from stream.intake.formats.rss import host_of, page_text
from stream.intake.formats.times import rfc3339
from stream.intake.values import tag_or_none
from stream.model.errors import RejectedError
from stream.text.markup import clean_line

_VERSION: Final = "jsonfeed.org/version/"
_TEXTS: Final = ("content_text", "content_html")


def is_feed(value: Any) -> bool:
    """Whether a JSON value is a feed: by the version, a web address that it must name."""
    return (
        isinstance(value, dict)
        and _VERSION in line(value.get("version"))
        and isinstance(value.get("items"), list)
    )


def is_item(fields: Mapping[str, Any]) -> bool:
    """Whether an object is an item of a feed, by the names that no other format has."""
    return "id" in fields and "uri" not in fields and any(name in fields for name in _TEXTS)


def read(feed: Mapping[str, Any], hints: Hints) -> Iterator[Found]:
    """The items of a feed in order; one that is broken is refused alone."""
    items = feed["items"]
    if not items:
        yield NotAnArticle("items", "a feed without items: nothing new")
    for at, item in enumerate(items):
        try:
            if not isinstance(item, dict):
                raise not_an_object(item, f"items[{at}]")
            yield read_item(item, feed, hints)
        except RejectedError as error:
            yield error


def read_item(item: Mapping[str, Any], feed: Mapping[str, Any], hints: Hints) -> Draft | NotAnArticle:
    """The draft of an item; `feed` is what it stands in, empty where it stands alone."""
    url = line(item.get("url")) or line(item.get("external_url"))
    source = (
        hints.source
        or clean_line(line(feed.get("title")))
        or host_of(url)
        or host_of(line(feed.get("home_page_url")))
    )
    title = clean_line(line(item.get("title")))
    body = _body(item)
    if not body and _has_sound(item):
        return NotAnArticle("attachments", "sound or video alone: no text")
    if not title and not body:
        return NotAnArticle("content_text", "neither a title nor a text: an empty shell")
    named = number_text(item.get("id"))
    return Draft(
        uri=named or url or made_id("jsonfeed", source, title, "" if title else body),
        source=source,
        version_created=max(rfc3339(line(item.get(name))) for name in ("date_published", "date_modified")),
        language=tag_or_none(line(item.get("language"))) or tag_or_none(line(feed.get("language"))),
        headline=title,
        byline=_authors(item) or _authors(feed),
        url=url if url.startswith(("http://", "https://")) else "",
        body=body,
        # As in RSS: the same page and title under a new id is the same item.
        alt_ids=(made_id("rss", source, url, title),) if named and url and title else (),
        extra={"format": "json-feed", **_tags(item)},
        names={"uri": "id", "headline": "title", "body": "content_text", "version_created": "date_modified"},
    )


def _body(item: Mapping[str, Any]) -> str:
    for name in ("content_html", "content_text", "summary"):
        text = page_text(line(item.get(name)))
        if text:
            return text
    return ""


def _has_sound(item: Mapping[str, Any]) -> bool:
    attachments = item.get("attachments")
    return isinstance(attachments, list) and any(
        isinstance(each, dict) and line(each.get("mime_type")).startswith(("audio/", "video/"))
        for each in attachments
    )


def _authors(fields: Mapping[str, Any]) -> str:
    """1.1 has a list, 1.0 one object."""
    given = fields.get("authors") or fields.get("author")
    entries = given if isinstance(given, list) else [given]
    return " / ".join(
        unique(clean_line(line(each.get("name"))) for each in entries if isinstance(each, dict))
    )


def _tags(item: Mapping[str, Any]) -> dict[str, list[str]]:
    tags = item.get("tags")
    found = unique(line(each) for each in tags) if isinstance(tags, list) else ()
    return {"categories": list(found)} if found else {}
