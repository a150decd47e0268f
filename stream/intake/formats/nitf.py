"""NITF 3.x: a document of its own, or the text inside both NewsMLs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from stream.intake.draft import Draft, Found, Hints, unique, urgency_of
from stream.intake.formats.story import agency_in, story_in, story_of
from stream.intake.formats.times import rfc3339
from stream.intake.formats.xml_parsing import parse
from stream.intake.formats.xml_tree import (
    Element,
    attribute,
    child,
    children,
    descendant,
    descendants,
    lowered,
    name_of,
    words_of,
)
from stream.intake.lineage.agencies import agency_names
from stream.intake.values import tag_or_none
from stream.model.errors import RejectedError
from stream.text.markup import clean_line

ROOTS: Final = ("nitf",)
_HEAD: Final = 4000  # characters in which a document's root stands: a declaration, a document type, comments

# Names of `meta` that hold a slug, as agencies have them.
_SLUGS: Final = ("slugline", "slug", "ap-slug", "anpa-keyword", "prov-slug", "ntbstikkord")
_COUNT: Final = re.compile(r"_\d{2}$")  # NTB's count of transmissions
_TAKE: Final = re.compile(r"^\d{1,3}\s+(?=\S)")  # PA's count of takes before a title
_STOPPED: Final = frozenset({"canceled", "cancelled", "withheld"})


class NitfText(NamedTuple):
    """What a NITF body says."""

    headline: str
    byline: str
    dateline: str
    body: str
    note: str


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The document as a draft."""
    data = descendant(child(root, "head"), "docdata")
    source = _source(root, data) or hints.source
    text = nitf_text(root)
    source = source or agency_in(text.body) or _agency_of(data, text)
    title = words_of(child(root, "head", "title"))
    headline = text.headline or (_TAKE.sub("", title) if source.startswith("PA") else title)
    issued = _date(data, "date.issue", source) or rfc3339(
        attribute(descendant(root, "pubdata"), "date.publication"), source
    )
    released = _date(data, "date.release", source)
    key = child(data, "du-key")
    version = attribute(key, "version", "generation").lstrip("0") or (
        "0" if attribute(key, "version", "generation") else ""
    )
    replaced, status = (
        _without_count(attribute(data, "management-doc-idref"), source),
        attribute(data, "management-idref-status").lower(),
    )
    corrected = child(data, "correction")
    own = _identity(root, data, source, headline, issued, text.dateline)
    # A cancellation may come as a document of its own, that names what it cancels.
    stops = bool(replaced) and status in _STOPPED
    yield Draft(
        uri=replaced if stops else own,
        source=source,
        version="" if stops else version,
        pubstatus=status if stops else attribute(data, "management-status").lower(),
        version_created=issued,
        language=tag_or_none(attribute(root, "baselang", "lang") or attribute(child(root, "body"), "lang")),
        headline=headline,
        byline=text.byline,
        located=text.dateline,
        slugline=_slug(root, data),
        ednote=" ".join(
            unique([*(attribute(each, "info") for each in children(data, "ed-msg", "correction")), text.note])
        ),
        urgency=urgency_of(attribute(child(data, "urgency"), "ed-urg")),
        embargoed_until=released if released > issued else "",
        copyright_holder=attribute(child(data, "doc.copyright"), "holder")
        or attribute(child(data, "doc.rights"), "owner")
        or words_of(child(root, "body", "body.head", "rights", "rights.owner")),
        body=text.body,
        alt_ids=(own,) if stops and own != replaced else (),
        replaces=()
        if stops
        else unique(each for each in (replaced, attribute(corrected, "id-string")) if each != own),
        # A du-key names a story through its versions and is used again after a time: the leads of one share it.
        threads=() if stops else _story(key, own, source),
        marks=unique(
            [
                "correction" if corrected is not None else "",
                "update" if version.isdigit() and int(version[:9]) > 1 else "",
            ]
        ),
        extra={"format": "nitf"},
    )


def document_in(element: Element) -> Element | None:
    """The document that stands in an element of another format; tags in capitals are taken for small ones."""
    found = next((each for each in descendants(element, "nitf", "NITF")), None)
    return lowered(found) if found is not None else None


def text_of_content(content: str, headline: str, *, plain: bool) -> NitfText:
    """The text of a content that stands in an element as characters: plain, HTML, or a document of this format."""
    if "<nitf" in content[:_HEAD].lower():
        try:
            document = document_in(parse(content.encode("utf-8", "replace")))
        except RejectedError:
            document = None
        if document is not None:
            return nitf_text(document)
    parts = story_in(content, headline, plain=plain)
    return NitfText("", parts.byline, "", parts.story, parts.note)


def nitf_text(root: Element) -> NitfText:
    """The text of a NITF document: `body.content` is the story, `body.head` its headline, byline and dateline."""
    body = child(root, "body") if name_of(root) != "body" else root
    head = child(body, "body.head")
    headline = clean_line(words_of(descendant(child(head, "hedline"), "hl1")) or words_of(child(head, "hl1")))
    byline = " / ".join(unique(words_of(each) for each in descendants(head, "byline")))
    dateline = words_of(descendant(head, "dateline"))
    note = " ".join(unique(words_of(each) for each in children(head, "note")))
    contents = list(children(body, "body.content")) or list(descendants(body, "body.content"))[:1]
    parts = [story_of(each, headline) for each in contents]
    story = "\n\n".join(part.story for part in parts if part.story)
    byline = byline or next((part.byline for part in parts if part.byline), "")
    return NitfText(
        headline, byline, dateline, story, " ".join(unique([note, *(part.note for part in parts)]))
    )


def _story(key: Element | None, own: str, source: str) -> tuple[str, ...]:
    name = attribute(key, "key")
    return (f"du-key:{source}:{name}",) if name and name != own else ()


def made_id(kind: str, source: str, *parts: str) -> str:
    """An identity for an item that has none: the same for the same words, whatever it came in."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
    return f"urn:newswire:{kind}:{'-'.join(source.lower().split()) or 'unknown'}:{digest}"


def _identity(
    root: Element, data: Element | None, source: str, headline: str, issued: str, dateline: str
) -> str:
    meta = {
        attribute(each, "name").lower(): attribute(each, "content")
        for each in descendants(child(root, "head"), "meta")
    }
    given = attribute(child(data, "doc-id"), "id-string")
    if meta.get("ntbid"):
        return meta["ntbid"]
    if given:
        return _without_count(given, source)
    return attribute(root, "uno") or made_id("nitf", source, headline, issued, dateline, _slug(root, data))


def _without_count(name: str, source: str) -> str:
    """The item's name without NTB's count of its transmissions."""
    return _COUNT.sub("", name) if source == "NTB" else name


def _source(root: Element, data: Element | None) -> str:
    body_head = child(root, "body", "body.head")
    return (
        attribute(child(data, "doc-id"), "regsrc")
        or words_of(descendant(body_head, "distributor"))
        or attribute(child(data, "doc.rights"), "provider", "agent", "owner")
        or attribute(child(data, "doc.copyright"), "holder")
    )


def _agency_of(data: Element | None, text: NitfText) -> str:
    """The agency that the letters of the id name (AAP), or the last words of the byline; "" for none."""
    given = attribute(child(data, "doc-id"), "id-string")
    words = (re.split(r"[^A-Za-z]", given)[0], text.byline.rpartition(",")[2].strip())
    canonical = agency_names(()).canonical
    return next((name for word in words if word and (name := canonical(word))), "")


def _date(data: Element | None, name: str, source: str) -> str:
    return rfc3339(attribute(child(data, name), "norm"), source)


def _slug(root: Element, data: Element | None) -> str:
    meta = {
        attribute(each, "name").lower(): attribute(each, "content")
        for each in descendants(child(root, "head"), "meta")
    }
    for name in _SLUGS:
        if meta.get(name):
            return meta[name]
    return attribute(child(data, "du-key"), "key") or attribute(descendant(data, "keyword"), "key")
