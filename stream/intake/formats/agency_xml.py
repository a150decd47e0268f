"""Agencies' own XML, which follows no standard: an element a field, under the names that such formats commonly have.

Ritzau (`RBNews`), The Canadian Press (`Publish`), the press-release services of NTB and STT (`release`), and systems like them:
a record is a story when it has a headline and a text by any of these names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique, urgency_of
from stream.intake.formats.nitf import made_id
from stream.intake.formats.story import agency_in, story_in, story_of
from stream.intake.formats.times import rfc3339
from stream.intake.formats.xml_tree import Element, all_text, attribute, children, name_of, one_line, words_of
from stream.intake.values import STATUSES, tag_or_none
from stream.text.markup import clean_line

# Our fields with the names of their elements and attributes, letters only and in lower case; the first that is filled counts.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "uri": ("guid", "systemslug", "newsid", "uuid", "uri", "documentid", "articleid", "storyid", "itemid", "docid", "identifier", "filename", "id"),
    "version": ("version", "revision", "versionnumber", "writethruvalue"),
    "headline": ("headline", "headline1", "hl1", "title", "heading", "rubrik", "overskrift", "tittel", "titel", "titre", "titulo", "titolo"),
    "body": ("contenttext", "content", "textbody", "bodytext", "bodyhtml", "body", "storytext", "articlebody", "text", "story", "brodtext", "brodtekst", "datacontent"),
    "lead": ("leadtext", "lead", "ingress", "preamble", "manchet"),
    "time": ("updateddatetime", "updated", "lastmodified", "modified", "publishdate", "publicationdate", "publishdatetime", "pubdate", "published", "timestamp", "datetime", "created", "createddatetime", "date"),
    "byline": ("byline", "author", "by", "origin", "signature"),
    "located": ("placeline", "dateline", "location", "place", "city"),
    "slugline": ("slugline", "slug", "slugproper", "strapline", "keywordline"),
    "source": ("source", "agency", "provider", "publisher", "credit"),
    "language": ("language", "lang", "locale"),
    "status": ("pubstatus", "status"),
    "embargo": ("embargotime", "embargoeduntil", "embargoed", "embargo"),
    "urgency": ("urgency", "rankingvalue", "priority"),
    "url": ("url", "longurl", "link"),
}  # fmt: skip
_NOTES: Final = ("ednote", "editornote", "editorialnote", "editorsnote", "tilredaktionen", "updatenote")
_CORRECTED: Final = ("corrections", "correction")
_KINDS: Final = ("contenttype", "mediatype", "itemtype", "type")
_MEDIA: Final = frozenset({"photo", "picture", "image", "graphic", "video", "audio"})
_EVENT: Final = frozenset({"timestart", "eventid", "eventstart", "startdate", "starttime"})
_LANGUAGES: Final = {"1": "en", "2": "fr"}  # The Canadian Press
_SENDERS: Final = {"RBNews": "Ritzau", "Publish": "CP"}
_PAGES: Final = frozenset({"html", "svg", "opml", "urlset", "sitemapindex", "plist", "kml", "gpx"})
_DEEPEST: Final = 3  # elements between a record and its fields
_MOST: Final = 400  # fields of a record

_Fields = Mapping[str, Element]


def holds_stories(root: Element) -> bool:
    """Whether a document whose root is that of no standard has a story in fields of its own."""
    return name_of(root) not in _PAGES and (
        _is_story(_fields(root)) or next(_records(root), None) is not None
    )


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The stories of a document: its records, or the document itself."""
    records = list(_records(root))
    for record in records or [root]:
        yield _read(record, name_of(root), hints)


def _records(root: Element) -> Iterator[Element]:
    return (each for each in children(root) if len(each) > 1 and _is_story(_fields(each)))


def _is_story(fields: _Fields) -> bool:
    return bool(_text(fields, "headline")) and _first(fields, _NAMES["body"]) is not None


def _read(record: Element, root: str, hints: Hints) -> Draft | NotAnArticle:
    fields = (
        {**_fields(record.getparent()), **_fields(record)}
        if name_of(record) == "ContentItem"
        else _fields(record)
    )
    kind = next((text.lower() for name in _KINDS if (text := words_of(fields.get(name)))), "")
    if kind in _MEDIA:
        return NotAnArticle("ContentType", f"{kind}: only text is an article")
    if not _EVENT.isdisjoint(fields):
        return NotAnArticle(root, "an event carries no story")
    headline = clean_line(_text(fields, "headline"))
    body = _first(fields, _NAMES["body"])
    parts = (
        story_of(body, headline)
        if body is not None and len(body)
        else story_in(all_text(body), headline, plain=False)
    )
    lead = clean_line(_text(fields, "lead"))
    story = f"{lead}\n\n{parts.story}" if lead and lead not in parts.story else parts.story
    publisher = _first(fields, _NAMES["source"])
    name = next((words_of(each) for each in children(publisher, "name")), "") or words_of(publisher)
    source = name or _SENDERS.get(root, "") or hints.source or agency_in(story)
    uri = attribute(record, "guid", "id", "uuid") or _text(fields, "uri")
    version = _text(fields, "version")
    corrections = [clean_line(all_text(fields[each])) for each in _CORRECTED if each in fields]
    notes = [clean_line(all_text(fields[each])) for each in _NOTES if each in fields]
    status = _text(fields, "status").lower()
    language = _text(fields, "language")
    return Draft(
        uri=uri or made_id("xml", source, headline, _text(fields, "time")),
        source=source,
        version=version,
        pubstatus=status if status in STATUSES else "",
        version_created=_time(fields, "time", source),
        language=_LANGUAGES.get(language, "") or tag_or_none(language) or tag_or_none(attribute(record, "lang")),
        headline=headline,
        byline=clean_line(_text(fields, "byline")) or parts.byline,
        located=", ".join(unique(each.strip() for each in _text(fields, "located").split(";"))),
        slugline=_text(fields, "slugline"),
        ednote=" ".join(unique([*notes, *corrections, parts.note])),
        urgency=urgency_of(_text(fields, "urgency")),
        embargoed_until=_time(fields, "embargo", source),
        url=address if (address := _text(fields, "url")).startswith(("http://", "https://")) else "",
        body=story,
        marks=unique(
            [
                "correction" if any(corrections) else "",
                "update" if root == "Publish" and version.strip("0") else "",
            ]
        ),
        extra={"format": "xml", "root": root},
    )  # fmt: skip


def _fields(record: Element | None) -> dict[str, Element]:
    """The elements of a record by their plain names, the outermost and first of a name; what holds paragraphs is not entered."""
    found: dict[str, Element] = {}
    level = [record] if record is not None else []
    for _ in range(_DEEPEST):
        inner: list[Element] = []
        for parent in level:
            for each in children(parent):
                name = "".join(filter(str.isalpha, name_of(each).casefold()))
                if (len(each) or (each.text or "").strip()) and len(found) < _MOST:
                    found.setdefault(name, each)
                if len(each) and name not in _NAMES["body"]:
                    inner.append(each)
        level = inner[:_MOST]
    return found


def _first(fields: _Fields, names: tuple[str, ...]) -> Element | None:
    return next((fields[name] for name in names if name in fields), None)


def _text(fields: _Fields, ours: str) -> str:
    return next((text for name in _NAMES[ours] if name in fields and (text := words_of(fields[name]))), "")


def _time(fields: _Fields, ours: str, source: str) -> str:
    """The first of the names that holds a time."""
    found = (rfc3339(one_line(all_text(fields[name])), source) for name in _NAMES[ours] if name in fields)
    return next((time for time in found if time), "")
