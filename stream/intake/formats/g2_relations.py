"""What a NewsML-G2 item says of its lineage: signals, notes, links and its other names."""

from __future__ import annotations

import re
from typing import Final

from stream.intake.draft import unique
from stream.intake.formats.g2_codes import code_of, last_part
from stream.intake.formats.xml_tree import Element, attribute, child, children, descendants, name_of, words_of
from stream.intake.lineage.signals import signals
from stream.model.articles import PubStatus
from stream.text.markup import clean_line

# Of the notes that an item has, by the last part of their roles.
_PRIVATE: Final = ("private", "nonpublic", "internal", "contact")
# Reuters' editorial status, and what other agencies call an update.
_EDIT_STATUS: Final = {"u": "update", "c": "correction", "d": "kill"}
_UPDATES: Final = frozenset({"replace", "append-major-content", "append", "rewrite"})
# Links to what this item takes the place of, by the words in the last part of their relation: agencies name these in schemes
# of their own (`irel:previousVersion`, `x:isCorrectionOf`, `lrel:kills`). `derivedFrom` names where a rewrite came from.
_TAKES_PLACE: Final = re.compile(
    r"previous|replac|supersed|updat|versionof|revis|overwr|(?<!in)correct|rectif|amend|errat"
    r"|cancel|kill|withdr|withhold|retract|recall|revok|rescind|delet|remov|eliminat|spike|unpublish|takedown|annul"
)
# The other way round: the item that takes this one's place.
_TAKEN_BY: Final = re.compile(r"by$|^(?:has|next|later)")
# Relations of a kill to what it does not mean.
_BESIDE: Final = frozenset({
    "derivedfrom", "isderivedfrom", "translationof", "istranslationof", "translatedfrom", "hastranslation", "basedon", "isbasedon",
    "background", "partof", "ispartof", "haspart", "memberof", "package", "illustrates", "depicts", "cites", "iscitedby",
})  # fmt: skip
# Versions of an item that is new: in G2 another status is another version, so a first one that is canceled kills another item.
_FIRST: Final = frozenset({"0", "1"})


def notes_of(meta: Element | None, content: Element | None) -> tuple[list[str], list[str]]:
    """The notes to all readers, and those that few may read."""
    public: list[str] = []
    private: list[str] = []
    for each in (*children(meta, "edNote"), *children(content, "edNote")):
        role = attribute(each, "role").lower()
        words = clean_line(" ".join(map(str, each.itertext())))
        (private if any(word in role for word in _PRIVATE) else public).append(words)
    return public, private


def marks_of_private(notes: list[str]) -> list[str]:
    """What a private note says of the item's lineage: it is not kept, and may name the correction."""
    return [
        signal.value
        for note in notes
        for signal in signals(headline="", slugline="", ednote=note, pubstatus=PubStatus.USABLE)
    ]


def item_marks(meta: Element | None) -> list[str]:
    """The signals of an item, Reuters' editorial status and what other agencies call an update among them."""
    found = []
    for each in descendants(meta, "signal", "edStat", "editorialStatus"):
        code = code_of(each) or words_of(each)
        scheme, last = code.partition(":")[0].lower(), last_part(code)
        if scheme == "edstat" or name_of(each) != "signal":
            found.append(_EDIT_STATUS.get(last, ""))
        elif last in _UPDATES:
            found.append("update")
        else:
            found.append(code)
    return [mark for mark in found if mark]


def relatives_of(
    item: Element, guid: str, marks: list[str], *, kills: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Earlier versions under other ids, and items that this one takes the place of; `kills`: it is, or announces, a kill."""
    replaces: list[str] = []
    evolved: list[str] = []
    others: list[str] = []
    meta = child(item, "itemMeta")
    for link in (*children(meta, "link"), *children(item, "link")):
        rel = last_part(attribute(link, "rel", "reluri"))
        other = attribute(link, "residref", "guidref", "href")
        if rel == "evolvedfrom":
            evolved.append(other)
        elif takes_place(rel) or (not rel and attribute(link, "version")):
            replaces.append(other)
        elif rel not in _BESIDE and not _TAKEN_BY.search(rel) and other != guid:
            others.append(other)
    if kills and not (replaces or evolved) and len({*others}) == 1 and attribute(item, "version") in _FIRST:
        replaces = others  # the one item that a kill under an id of its own names
    if any(mark == "update" for mark in marks):
        alternatives = (*children(meta, "altId"), *children(child(item, "contentMeta"), "altId"))
        # TT: the item that this one replaces, without the `:0` that its guids end in
        numbers = [words_of(each) for each in alternatives if last_part(attribute(each, "type")) == "refuno"]
        replaces += [
            name
            for number in numbers
            for name in (
                (number, f"{number}:0") if guid.endswith(":0") and number[-2:] != ":0" else (number,)
            )
        ]
    return unique(uri for uri in replaces if uri != guid), unique(uri for uri in evolved if uri != guid)


def takes_place(rel: str) -> bool:
    """Whether a relation, in small letters, is that of an item to one whose place it takes."""
    return _TAKES_PLACE.search(rel) is not None and _TAKEN_BY.search(rel) is None


def alternative_of(element: Element) -> str:
    """Another name of an item as `type:value`."""
    role, value = attribute(element, "type", "role"), words_of(element)
    return f"{role}:{value}" if role and value else value
