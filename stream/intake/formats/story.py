"""The story in an XML body: its readable text, without what stands beside it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from stream.intake.formats.edges import edged, without_last_lines
from stream.intake.formats.notebook import Parts, without_notebook
from stream.intake.formats.xml_tree import Element, attribute, descendants
from stream.intake.lineage.credits import credits as credits_of
from stream.text.markup import looks_like_markup, plain_text
from stream.text.wrapping import paragraphs

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
        return _bare(Parts(parts.story, parts.note or next(filter(None, notes), "")), headline)
    return _bare(without_notebook(_text(element)), headline)


def story_in(content: str, headline: str = "", *, plain: bool) -> Parts:
    """As `story_of`, of a text that stands in an element."""
    return _bare(without_notebook(text_in(content, plain=plain)), headline)


def _bare(parts: Parts, headline: str) -> Parts:
    return edged(parts._replace(story=without_headline(parts.story, headline)))


def agency_in(text: str) -> str:
    """The agency that a text's own dateline or sign-off names, for formats that name no sender; "" for none."""
    found = credits_of(text, "", "", "", ())
    return next((credit.agency for credit in found if credit.evidence in ("dateline", "sign_off")), "")


def text_in(content: str, *, plain: bool) -> str:
    """A text that stands in an element: markup escaped into it is converted, wrapped lines are joined."""
    if looks_like_markup(content) and (not plain or "<p" in content.lower()):
        return plain_text(content)
    return paragraphs(without_last_lines(content))


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
    for note in list(descendants(element, "note")):  # NITF's has a `body.content` of its own
        if note is not element:
            _cut(note)
    for inner in descendants(element, "body.content"):  # so has its footnote, which is text
        if inner is not element:
            inner.tag = "block"
    if not len(element):
        return text_in(element.text or "", plain=False)
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    text = plain_text(markup[markup.index(">") + 1 : markup.rindex("<")])
    # Markup that was escaped into a paragraph: an embedded tweet or player, with its script.
    return plain_text(text.replace("\n\n", "<p>").replace("\n", "<br/>")) if looks_like_markup(text) else text


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
