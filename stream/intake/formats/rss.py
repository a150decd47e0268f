"""RSS 0.9 to 2.0, RDF and Atom: a whole feed, or one entry of it.

Own code over lxml, not feedparser: that mends addresses and identities, cleans HTML by its own rules and takes ten
times as long (`python -m bench.formats`), and the raw identity and text are what the lineage goes by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique
from stream.intake.formats.nitf import made_id
from stream.intake.formats.story import story_of, text_in
from stream.intake.formats.times import rfc3339
from stream.intake.formats.xml_tree import (
    Element,
    all_text,
    attribute,
    child,
    children,
    name_of,
    words_of,
)
from stream.intake.values import tag_or_none
from stream.text.markup import clean_line, plain_text

ROOTS: Final = ("rss", "RDF", "feed", "channel", "item", "entry")
# The names in mixed case.
MIXED: Final = ("pubDate", "lastBuildDate", "isPermaLink", "episodeType", "NewsManagement", "ContentMetadata")

_TIMES: Final = (
    "updated", "modified", "pubDate", "date", "published", "issued", "created", "post_date_gmt", "post_modified_gmt",
)  # fmt: skip
_TEXTS: Final = ("encoded", "content", "body", "description", "summary", "tagline")
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]*)?/?>")
_OF_MEDIA: Final = ("http://search.yahoo.com/mrss", "http://www.itunes.com/")
_MEDIA: Final = ("enclosure", "group", "player")
_PODCAST: Final = ("duration", "episode", "episodeType", "explicit", "season")
# WordPress: what themes expand, and the line that it adds to a feed's text.
_SHORTCODE: Final = re.compile(
    r"\[caption\b[^\]]{0,400}\].{0,2000}?\[/caption\]|\[/?(?:gallery|embed|audio|video|playlist|caption)\b[^\]]{0,400}\]",
    re.DOTALL,
)
_APPEARED: Final = re.compile(
    r"(?:The post|Der Beitrag|L\u2019article|El post|L'articolo|O post) .{1,400} (?:appeared first on|erschien zuerst auf|est apparu en premier sur|apareci\u00f3 primero en|proviene da|apareceu primeiro em) .{1,200}"
    r"|(?:Continue reading|Read more|Read (?:the )?(?:full|whole) (?:story|article)|Weiterlesen|Mehr lesen|Lire la suite|Leer m\u00e1s|Seguir leyendo|"
    r"Leggi tutto|Ler mais|L\u00e4s mer|Les mer|L\u00e6s mere|Lue lis\u00e4\u00e4|Lees verder)\b.{0,80}"
)
_UNPUBLISHED: Final = frozenset({"draft", "pending", "private", "trash", "future", "inherit", "auto-draft"})


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The entries of a feed in order."""
    channel = root if name_of(root) in ("feed", "channel") else child(root, "channel")
    if name_of(root) in ("item", "entry"):
        items = [root]
    else:
        items = [*children(root, "item", "entry", "deleted-entry")]
        items += children(channel, "item", "entry", "deleted-entry") if channel is not root else []
    if not items:
        yield NotAnArticle(name_of(root), "a feed without entries: nothing new")
    links = Counter(_link(item) for item in items)
    for item in items:
        yield _entry(item, channel, hints, links)


def _entry(item: Element, channel: Element | None, hints: Hints, links: Counter[str]) -> Draft | NotAnArticle:
    link = _link(item)
    source = (
        hints.source or clean_line(all_text(child(channel, "title"))) or _source_of(item) or host_of(link)
    )
    if name_of(item) == "deleted-entry":  # RFC 6721: the feed withdraws an entry
        return Draft(
            uri=attribute(item, "ref"), source=source, pubstatus="canceled", version_created=rfc3339(attribute(item, "when")), extra={"format": "rss"}
        )  # fmt: skip
    if words_of(child(item, "post_type")) in ("attachment", "nav_menu_item"):
        return NotAnArticle("post_type", "an attachment carries no story")
    status = words_of(child(item, "status")).lower()
    if status in _UNPUBLISHED:
        return NotAnArticle("status", f"{status}: it is not published")
    title = clean_line(all_text(next(_own(item, "title"), None))) or clean_line(
        all_text(child(item, "ContentMetadata", "title"))
    )
    body = _body(item)
    spoken = attribute(child(item, "enclosure"), "type").startswith(("audio/", "video/")) and any(
        child(item, name) is not None for name in _PODCAST
    )
    if spoken or (not body and any(child(item, name) is not None for name in _MEDIA)):
        return NotAnArticle("enclosure", "sound or video alone: no text")
    if not title and not body:
        return NotAnArticle(name_of(item), "neither a title nor a text: an empty shell")
    guid = words_of(child(item, "guid")) or words_of(child(item, "id"))
    shared = links[link] > 1  # some feeds put one link on all entries
    about = attribute(item, "about")
    uri = guid or ("" if shared else link) or about or made_id("rss", source, title, "" if title else body)
    return Draft(
        uri=uri,
        source=source,
        version_created=_time(item),
        language=tag_or_none(attribute(item, "lang")) or tag_or_none(_channel_language(item, channel)),
        headline=title,
        byline=_byline(item),
        url=link if link.startswith(("http://", "https://")) else "",
        body=body,
        # The same page and title under a new guid is the same entry: some feeds change it on edit.
        alt_ids=(made_id("rss", source, link, title),) if guid and link and title and not shared else (),
        copyright_holder=clean_line(all_text(child(item, "rights"))),
        extra={"format": "rss", **_categories(item)},
        names={"uri": "guid", "headline": "title", "body": "description", "version_created": "pubDate"},
    )


def _body(item: Element) -> str:
    for name in _TEXTS:
        for each in _own(item, name):
            if attribute(each, "src", "url", "medium"):
                continue  # Atom's text elsewhere, Media RSS's picture with its caption
            if attribute(each, "type").lower() in ("xhtml", "application/xhtml+xml") or len(each):
                text = story_of(each).story
            else:
                text = page_text(each.text or "")
            if text.strip():
                return _bare(text.strip())
    return ""


def _own(item: Element, name: str) -> Iterator[Element]:
    """The elements of this name, those of the feed's own format before those of extensions; a picture's are left out."""
    found = [(str(each.tag).rpartition("}")[0].lstrip("{"), each) for each in children(item, name)]
    own = str(item.tag).rpartition("}")[0].lstrip("{")
    return (
        each
        for space, each in sorted(found, key=lambda one: one[0] not in ("", own))
        if not space.startswith(_OF_MEDIA)
    )


def page_text(content: str) -> str:
    """A text as pages put it into a feed: HTML, escaped once or twice, or plain; without what their software adds."""
    if "[" in content:
        content = _SHORTCODE.sub("", content)
    if "<" not in content:
        text = _unescaped(content)
    else:  # HTML by convention, if only a picture
        text = plain_text(content) if _TAG.search(content) else text_in(content, plain=False)
    return _bare(text.strip())


def _bare(text: str) -> str:
    """A text without the line that a blog's software adds below it."""
    story, _, last = text.rpartition("\n\n")
    return story if _APPEARED.fullmatch(last) else text


def _unescaped(content: str) -> str:
    """A text without markup: it may be HTML that was escaped twice, or plain."""
    if "&lt;" in content:
        return text_in(content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), plain=False)
    text = text_in(content, plain=True)
    return "\n\n".join(clean_line(each) for each in text.split("\n\n")) if "&" in text else text


def _link(item: Element) -> str:
    """The address of an entry: RSS has it as text, Atom as an attribute."""
    found = [*children(item, "link")]
    for each in found:
        if attribute(each, "rel") in ("", "alternate") and attribute(each, "href"):
            return attribute(each, "href")
    for each in found:
        if words_of(each):
            return words_of(each)
    guid = child(item, "guid")
    address = words_of(guid)
    permanent = attribute(guid, "isPermaLink").lower() != "false"
    return address if permanent and address.startswith(("http://", "https://")) else ""


def _time(item: Element) -> str:
    """The newest time that an entry names: an edit moves one of them, and not always the same."""
    parts = (item, *children(item, "NewsManagement"))  # WENN's own elements in Atom
    times = [rfc3339(words_of(each)) for part in parts for name in _TIMES for each in children(part, name)]
    return max(times, default="")


def _byline(item: Element) -> str:
    names = [words_of(each) for each in children(item, "creator")]
    if not any(names):
        for author in children(item, "author"):
            name = words_of(child(author, "name")) or words_of(author)
            # RSS 2.0: an address with the name behind it in parentheses
            inside = name.partition("(")[2].rstrip(") ")
            names.append(inside if "@" in name.partition("(")[0] and inside else name)
    return " / ".join(unique(map(clean_line, names)))


def _source_of(item: Element) -> str:
    source = child(item, "source")
    return clean_line(all_text(child(source, "title")) or ("" if source is None else source.text or ""))


def _channel_language(item: Element, channel: Element | None) -> str:
    root = channel.getparent() if channel is not None else None
    given = (
        words_of(child(item, "language")),
        words_of(child(channel, "language")),
        attribute(channel, "lang"),
        attribute(root, "lang"),
    )
    return next((tag for tag in given if tag), "")


def _categories(item: Element) -> dict[str, list[str]]:
    found = unique(
        attribute(each, "term") or words_of(each) for each in children(item, "category", "subject")
    )
    return {"categories": list(found)} if found else {}


def host_of(address: str) -> str:
    """The host of a web address, "" for what is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
