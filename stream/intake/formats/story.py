"""The story in an XML body: its readable text, without what stands beside it."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from stream.intake.formats.notebook import Parts, without_notebook
from stream.intake.formats.xml_tree import Element, attribute, descendants, name_of
from stream.intake.lineage.credits import credits as credits_of
from stream.text.markup import looks_like_markup, plain_text
from stream.text.wrapping import paragraphs

# Elements that hold no story: pictures with their captions, NITF's notes, and what a page's head repeats.
_APART: Final = frozenset({
    "figure", "figcaption", "media", "note", "header", "head", "title", "script", "style", "img", "iframe", "object",
    "video", "audio", "svg", "form", "noscript",
})  # fmt: skip
# Classes of blocks that are not story: contacts of press releases, TT's vignette line, what is hidden.
_CLASSES: Final = re.compile(
    r"(?:^|\s)(?:mw_contactinfo|bwcontact\w*|contact(?:info|-info)?|contacts|dat|vignette|hidden|visually-hidden|"
    r"mw_(?:tracking|logo)\w*|notebook|nonpublic)(?:\s|$)",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STORY_SECTION: Final = "main"  # dpa's class of the section that is the story


def story_of(element: Element, headline: str = "") -> Parts:
    """The text of a body, and the note to editors that stands in it; `headline` where it opens the text is not repeated.

    The tree is cut in place: it is not read again.
    """
    main = [
        each for each in descendants(element, "section") if _STORY_SECTION in attribute(each, "class").split()
    ]
    if main:
        text = "\n\n".join(filter(None, (_text(each) for each in main)))
        notes = [
            without_notebook(_text(each)).note for each in descendants(element, "section") if each not in main
        ]
        parts = without_notebook(text)
        return Parts(without_headline(parts.story, headline), parts.note or next(filter(None, notes), ""))
    parts = without_notebook(_text(element))
    return Parts(without_headline(parts.story, headline), parts.note)


def agency_in(text: str) -> str:
    """The agency that a text's own dateline or sign-off names, for formats that name no sender; "" for none."""
    found = credits_of(text, "", "", "", ())
    return next((credit.agency for credit in found if credit.evidence in ("dateline", "sign_off")), "")


def text_in(content: str, *, plain: bool) -> str:
    """A text that stands in an element: markup escaped into it is converted, wrapped lines are joined."""
    if looks_like_markup(content) and (not plain or "<p" in content.lower()):
        return plain_text(content)
    return paragraphs(content)


def without_headline(text: str, headline: str) -> str:
    """A text without the headline that it opens with."""
    if not headline:
        return text
    first, _, rest = text.partition("\n\n")
    if len(first) > len(headline) + 8 or _folded(first) != _folded(headline):
        return text
    return rest.lstrip() or text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _text(element: Element) -> str:
    for each in list(element.iter()):
        if each is not element and _is_apart(each):
            _cut(each)
    if not len(element):
        return text_in(element.text or "", plain=False)
    text = plain_text(etree.tostring(element, encoding="unicode", with_tail=False))
    # Markup that was escaped into a paragraph: an embedded tweet or player, with its script.
    return plain_text(text.replace("\n\n", "<p>").replace("\n", "<br/>")) if looks_like_markup(text) else text


def _is_apart(element: Element) -> bool:
    if name_of(element) in _APART:
        return True
    if not element.attrib:
        return False
    if "hidden" in element.attrib or _CLASSES.search(element.get("class") or ""):
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def _cut(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
