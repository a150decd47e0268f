"""Reading a tree of XML by local names: senders agree on these, and neither on namespaces nor on prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from lxml import etree

# Elements whose text is no part of the word before it: lines, and NITF's and G2's parts of an address or a byline.
_APART: Final = frozenset({
    "br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "byttl", "person", "location", "sublocation", "city", "state", "region",
    "country", "story.date", "distributor", "hl1", "hl2", "name",
})  # fmt: skip
_BEFORE_MARK: Final = re.compile(r" (?=[,.;](?: |$))")

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the class that its functions return


def name_of(element: Element) -> str:
    """The local name of an element, whatever its namespace and prefix."""
    return str(element.tag).rpartition("}")[2]


def lowered(root: Element, names: Mapping[str, str] | None = None) -> Element:
    """A tree with its tags and attributes in small letters, for senders that write a format in capitals; changed in place.

    `names` are the names that a format writes otherwise, by their small letters.
    """
    if name_of(root).islower():
        return root
    for element in root.iter("*"):
        space, brace, name = str(element.tag).rpartition("}")
        small = name.lower()
        element.tag = f"{space}{brace}{(names or {}).get(small, small)}"
        for key, value in list(element.attrib.items()):
            if not (word := str(key)).islower() and "}" not in word:
                element.set(word.lower(), value)
    return root


@cache
def _any_namespace(name: str) -> str:
    """A local name as lxml matches it in C: in any namespace, or none."""
    return f"{{*}}{name}"


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The child elements, those of these local names if any are given."""
    return iter(()) if element is None else element.iterchildren(*map(_any_namespace, names))


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(_any_namespace(name)), None)
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements below (and at) one that have these local names, in document order."""
    return iter(()) if element is None else element.iter(*map(_any_namespace, names))


def descendant(element: Element | None, *names: str) -> Element | None:
    """The first of `descendants`."""
    return next(descendants(element, *names), None)


def attribute(element: Element | None, *names: str) -> str:
    """The first of these attributes (by local name) that is not blank, folded to one line; "" for none."""
    if element is None:
        return ""
    for name in names:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name and str(value).strip():
                return one_line(str(value))
    return ""


def words_of(element: Element | None) -> str:
    """All text of an element, on one line; "" for none. Lines and parts of an address stay words apart."""
    if element is None:
        return ""
    if not len(element):
        return one_line(element.text or "")
    pieces = [element.text or ""]
    for each in element.iterdescendants():
        apart = " " if name_of(each) in _APART else ""
        pieces.append(f"{apart}{each.text or ''}")
        # What ends here, and what ends with it as its last part.
        last = each if not len(each) else None
        while last is not None and last is not element:
            pieces.append(f"{' ' if name_of(last) in _APART else ''}{last.tail or ''}")
            last = last.getparent() if last.getnext() is None else None
    return _BEFORE_MARK.sub("", one_line("".join(pieces)))


def all_text(element: Element | None) -> str:
    """All text of an element as it stands; "" for none."""
    return "" if element is None else "".join(map(str, element.itertext()))


def one_line(text: str) -> str:
    """A text on one line: senders wrap headlines."""
    return " ".join(text.split())
