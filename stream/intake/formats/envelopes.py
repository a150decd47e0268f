"""XML around a message: SOAP, the answer of an interface, a queue's wrapper. The message counts, the rest is its coat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stream.intake.formats.encoded import decoded
from stream.intake.formats.xml_tree import Element, attribute, child, descendant, descendants, name_of

# Roots that are a message wherever they stand; those of feeds' entries and of parts of an item are words of other formats too.
MESSAGES: Final = (
    "newsMessage", "newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem", "NewsML", "nitf", "NITF", "rss", "feed",
)  # fmt: skip
_FEEDS: Final = frozenset({"rss", "feed"})
_DOCUMENT: Final = re.compile(rf"\s*(?:<\?xml\s|<(?:[\w.-]+:)?(?:{'|'.join(MESSAGES)})[\s>])")
_MOST: Final = 200  # elements that are looked at for a message in their text; an envelope has a dozen
_DEEPEST: Final = 12  # elements from an envelope to what it carries
_SHORTEST: Final = 40  # characters of a message


def messages_in(root: Element) -> list[Element]:
    """The outermost messages below an element of no news format, in order; none for what is a format of its own."""
    found = [each for each in descendants(root, *MESSAGES) if _is_message(each) and not _inside(each, root)]
    # NITF without a head of its own is the text of the record around it.
    return [] if all(name_of(each).lower() == "nitf" and not _is_whole(each) for each in found) else found


def payloads(root: Element) -> Iterator[bytes]:
    """Messages that stand in an envelope as text: escaped, in CDATA, or in base64."""
    for at, each in enumerate(root.iter("*")):
        if at == _MOST:
            return
        text = each.text or ""
        if len(each) or len(text) < _SHORTEST:
            continue
        text = decoded(text, ())
        if is_document(text):
            yield text.strip().encode("utf-8", "replace")


def is_document(text: str) -> bool:
    """Whether a text begins as an XML document or a news message does."""
    return _DOCUMENT.match(text) is not None


def _is_message(element: Element) -> bool:
    return len(element) > 0 and (
        name_of(element) not in _FEEDS
        or child(element, "channel") is not None
        or child(element, "entry") is not None
    )


def _is_whole(document: Element) -> bool:
    names = ("hl1", "HL1", "docdata", "DOCDATA")
    return descendant(document, *names) is not None or bool(attribute(document, "uno"))


def _inside(element: Element, root: Element) -> bool:
    """Whether a message stands in another one, or too deep for an envelope."""
    depth, around = 0, element.getparent()
    while around is not None and around is not root:
        depth += 1
        if depth > _DEEPEST or name_of(around) in MESSAGES:
            return True
        around = around.getparent()
    return False
