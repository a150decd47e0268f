"""The headline and the story of a NewsML-G2 item, out of all that its metadata and contents hold."""

from __future__ import annotations

import re
from typing import Final

from stream.intake.formats import nitf
from stream.intake.formats.encoded import decoded
from stream.intake.formats.g2_codes import last_part
from stream.intake.formats.story import story_of
from stream.intake.formats.xml_tree import (
    Element,
    all_text,
    attribute,
    children,
    descendant,
    name_of,
    words_of,
)
from stream.text.markup import clean_line

# Of the headlines that an item has, by the last part of their roles.
_OTHER_HEADLINES: Final = frozenset(
    {"subheadline", "seoheadline", "sub", "seo", "subtitle", "kicker", "short"}
)
_MARKUP: Final = re.compile("html|xml|nitf")
_NONE: Final = nitf.NitfText("", "", "", "", "")
_READABLE: Final = (
    "body",
    "p",
    "div",
    "pre",
    "article",
    "section",
    "table",
    "h1",
    "span",
    "br",
    "b",
    "i",
    "a",
)


def text_of_contents(inline: list[Element], headline: str) -> nitf.NitfText:
    """The fullest text of an item's contents: they are renditions of one, a summary among them."""
    found = [(name_of(content) == "inlineXML", _of_content(content, headline)) for content in inline]
    told = [(marked, parts) for marked, parts in found if parts.body or parts.headline]
    # Plain text beside XML is mostly the same with its contact lines.
    return max(told, key=lambda each: len(each[1].body) * (2 if each[0] else 1), default=(False, _NONE))[1]


def _of_content(content: Element, headline: str) -> nitf.NitfText:
    if name_of(content) == "inlineData":
        return _of_data(content, headline)
    if (document := nitf.document_in(content)) is not None:
        return nitf.nitf_text(document)
    if len(content) and descendant(content, *_READABLE) is None:
        return _NONE  # SportsML, EventsML, XBRL: data, no text
    body_element = descendant(content, "body")
    story = story_of(content if body_element is None else body_element, headline)
    return nitf.NitfText("", story.byline, "", story.story, story.note)


def _of_data(content: Element, headline: str) -> nitf.NitfText:
    """The text of an `inlineData`, which may be encoded; no text if its content type is not text."""
    kind = attribute(content, "contenttype").lower()
    if kind and not (kind.startswith("text/") or _MARKUP.search(kind)):
        return _NONE
    text = decoded(all_text(content), (attribute(content, "encoding", "encodinguri"),), kind)
    if kind.startswith("application/") and "<nitf" not in text and "<p" not in text:
        return _NONE  # data in XML
    return nitf.text_of_content(text, headline, plain=_MARKUP.search(kind) is None)


def headline_of(content: Element | None, language: str = "") -> str:
    """The headline without a role, or of the lowest rank, in the item's own language where it has several; "" for none."""
    found = []
    for at, each in enumerate(children(content, "headline")):
        words, role = clean_line(words_of(each)), last_part(attribute(each, "role"))
        rank, tongue = attribute(each, "rank"), attribute(each, "lang")
        foreign = bool(tongue and language) and tongue[:2].lower() != language[:2].lower()
        if words and role not in _OTHER_HEADLINES:
            found.append((foreign, bool(role), int(rank[:6]) if rank.isdigit() else 10**6, at, words))
    return min(found)[4] if found else ""
