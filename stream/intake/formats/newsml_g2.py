"""NewsML-G2 2.x: news messages and bare items. Each text item is an article; other items are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique, urgency_of
from stream.intake.formats import nitf
from stream.intake.formats.g2_codes import code_of, last_part
from stream.intake.formats.g2_relations import (
    alternative_of,
    item_marks,
    marks_of_private,
    notes_of,
    relatives_of,
)
from stream.intake.formats.g2_text import headline_of, text_of_contents
from stream.intake.formats.times import rfc3339
from stream.intake.formats.xml_tree import (
    Element,
    attribute,
    child,
    children,
    descendants,
    name_of,
    words_of,
)
from stream.intake.lineage.signals import signals
from stream.intake.reasons import Refusal, refuse
from stream.intake.values import authority, tag_or_none
from stream.model.articles import PubStatus, Signal
from stream.model.errors import RejectedError

ITEMS: Final = ("newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem")

# Parts of an item, as in the guidelines: alone they are no item, except for a text in NITF.
FRAGMENTS: Final = ("contentSet", "contentMeta", "itemMeta", "groupSet", "itemSet", "inlineXML")
ROOTS: Final = ("newsMessage", *ITEMS, *FRAGMENTS)


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The items of a message, or a single bare item; a broken item does not stop the others."""
    if name_of(root) in FRAGMENTS:
        document = nitf.document_in(root)
        if document is None:
            yield NotAnArticle(name_of(root), "a part of an item: it names none")
        else:
            yield from nitf.read(document, hints)
        return
    if name_of(root) != "newsMessage":
        yield _read_one(root, "", hints)
        return
    sender = words_of(child(root, "header", "sender"))
    items = [each for part in children(root, "itemSet") for each in children(part) if name_of(each)]
    if not items:
        yield NotAnArticle("itemSet", "a news message without items")
    for item in items:
        yield _read_one(item, sender, hints)


def _read_one(item: Element, sender: str, hints: Hints) -> Found:
    try:
        return _item(item, sender, hints)
    except RejectedError as error:
        return error


def _item(item: Element, sender: str, hints: Hints) -> Draft | NotAnArticle:
    name = name_of(item)
    if name != "newsItem":  # TT says `ninat:text` of its packages
        return NotAnArticle(name, "carries no story: only a newsItem does")
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    kind = last_part(code_of(child(meta, "itemClass")))
    inline = list(descendants(child(item, "contentSet"), "inlineXML", "inlineData"))
    if kind not in ("text", "") or (not kind and not inline):
        return NotAnArticle("itemClass", f"{kind or 'none'}: only text is an article")
    status = last_part(code_of(child(meta, "pubStatus")))
    source = _source(item, meta, content, sender) or hints.source
    language = tag_or_none(attribute(child(content, "language"), "tag")) or tag_or_none(
        attribute(item, "lang")
    )
    told = headline_of(content, language)
    text = text_of_contents(inline, told)
    headline = told or text.headline
    if not headline and not text.body and status in ("", "usable"):
        return NotAnArticle("contentSet", "neither a headline nor a text: an empty shell")
    guid = attribute(item, "guid")
    if not guid:
        raise refuse(Refusal.MISSING_FIELD, "guid", "is required and absent: every item needs one")
    public, private = notes_of(meta, content)
    marks = [*item_marks(meta), *marks_of_private(private)]
    embargo = words_of(child(meta, "embargoed"))
    until = rfc3339(embargo, source)
    holder = child(item, "rightsInfo", "copyrightHolder")
    alternatives = [alternative_of(each) for each in children(meta, "altId")] + [
        alternative_of(each) for each in children(content, "altId")
    ]
    replaces, evolved = relatives_of(item, guid, marks, kills=_kills(item, status, marks, headline, public))
    return Draft(
        uri=guid,
        source=source,
        version=attribute(item, "version"),
        pubstatus="embargoed" if embargo and not until and status in ("", "usable") else status,
        version_created=rfc3339(words_of(child(meta, "versionCreated")), source),
        language=language,
        headline=headline,
        byline=_byline(content, text.byline),
        located=_located(meta, content, source) or text.dateline,
        slugline=next((words_of(each) for each in children(content, "slugline") if words_of(each)), ""),
        ednote=" ".join(unique([*public, text.note])),
        urgency=urgency_of(words_of(child(content, "urgency"))),
        embargoed_until=until,
        copyright_holder=_named(holder),
        body=text.body,
        alt_ids=unique(alternatives),
        evolved_from=evolved,
        replaces=replaces,
        marks=tuple(marks),
        extra=_extra(content),
        names={
            "uri": "guid",
            "body": "contentSet",
            "version_created": "versionCreated",
            "pubstatus": "pubStatus",
            "ednote": "edNote",
        },
    )


def _kills(item: Element, status: str, marks: list[str], headline: str, notes: list[str]) -> bool:
    """Whether an item is a kill by its status, its signal, its headline or its note."""
    if not (child(item, "itemMeta", "link") is not None or child(item, "link") is not None):
        return False  # it matters only for the items that this one links to, and most link to none
    told = signals(
        headline=headline, slugline="", ednote=" ".join(notes), pubstatus=PubStatus.USABLE, marks=marks
    )
    return status.startswith("cancel") or Signal.KILL in told


def _source(item: Element, meta: Element | None, content: Element | None, sender: str) -> str:
    provider = child(meta, "provider")
    holder = child(item, "rightsInfo", "copyrightHolder")
    infos = [_named(each) for each in children(content, "infoSource")]
    address = attribute(provider, "uri")
    named = (
        _named(provider),
        attribute(provider, "literal"),
        _after_colon(attribute(provider, "qcode")),
        _named(holder) if address else "",
        _host(address),
        _named(holder),
        attribute(holder, "literal"),
        *infos,
        *(attribute(each, "literal") for each in children(content, "infoSource")),
        words_of(child(content, "creditline")),
        sender,
        authority(attribute(item, "guid")),
    )
    return next((name for name in named if name), "")


def _named(element: Element | None) -> str:
    return next((words_of(each) for each in children(element, "name") if words_of(each)), "")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _byline(content: Element | None, told: str) -> str:
    """The item's byline, or the text's, or else its creator, which may be a desk or a system."""
    by = unique(words_of(each) for each in children(content, "by"))
    return " / ".join(by) or told or " / ".join(unique(_named(each) for each in children(content, "creator")))


def _located(meta: Element | None, content: Element | None, source: str) -> str:
    dateline = words_of(child(content, "dateline"))
    if dateline or source.lower().startswith(
        ("reuters", "thomson reuters")
    ):  # its `located` is the desk's place
        return dateline
    return _named(child(content, "located")) or _named(child(meta, "located"))


def _extra(content: Element | None) -> dict[str, object]:
    subjects = unique(code_of(each) for each in children(content, "subject"))
    keywords = unique(words_of(each) for each in children(content, "keyword"))
    extra: dict[str, object] = {"format": "newsml-g2"}
    if subjects:
        extra["subjects"] = list(subjects)
    if keywords:
        extra["keywords"] = list(keywords)
    return extra


def _after_colon(code: str) -> str:
    return code.partition(":")[2] or code
