"""NewsML-G2 2.x: news messages and bare items; each text item is an article, all others are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique, urgency_of
from stream.intake.formats import nitf
from stream.intake.formats.story import story_in, story_of
from stream.intake.formats.times import moment
from stream.intake.formats.xml_tree import (
    Element,
    all_text,
    attribute,
    child,
    children,
    descendant,
    descendants,
    name_of,
    words_of,
)
from stream.intake.lineage.signals import signals
from stream.intake.reasons import Refusal, refuse
from stream.intake.values import authority, tag_or_none
from stream.model.articles import PubStatus
from stream.model.errors import RejectedError
from stream.text.markup import clean_line

ITEMS: Final = ("newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem")

# Of the headlines and notes that an item has, by the last part of their roles.
_OTHER_HEADLINES: Final = frozenset(
    {"subheadline", "seoheadline", "sub", "seo", "subtitle", "kicker", "short"}
)
_PRIVATE: Final = ("private", "nonpublic", "internal", "contact")
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
# Parts of an item, as the guidelines show them: they hold nothing by themselves, save for a text in NITF.
FRAGMENTS: Final = ("contentSet", "contentMeta", "itemMeta", "groupSet", "itemSet", "inlineXML")
# Reuters' editorial status, and what other agencies call an update.
_EDIT_STATUS: Final = {"u": "update", "c": "correction", "d": "kill"}
_UPDATES: Final = frozenset({"replace", "append-major-content", "append", "rewrite"})
# Links to an earlier version of the same item; `derivedFrom` names where a rewrite came from.
_VERSIONS: Final = frozenset({
    "previousversion", "replaces", "updates", "isversionof", "supersedes", "correctionof", "revisionof",
})  # fmt: skip


ROOTS: Final = ("newsMessage", *ITEMS, *FRAGMENTS)


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The items of a message, or the one that stands bare; one that is broken does not lose the others."""
    if name_of(root) in FRAGMENTS:
        document = descendant(root, "nitf")
        if document is None:
            yield NotAnArticle(name_of(root), "a part of an item: it names none")
        else:
            yield from nitf.read(document, hints)
        return
    if name_of(root) != "newsMessage":
        yield _read_one(root, "", hints)
        return
    sender = words_of(child(root, "header", "sender"))
    items = [each for each in children(child(root, "itemSet")) if name_of(each)]
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
    kind = _last(_code(child(meta, "itemClass")))
    inline = list(descendants(child(item, "contentSet"), "inlineXML", "inlineData"))
    if kind not in ("text", "") or (not kind and not inline):
        return NotAnArticle("itemClass", f"{kind or 'none'}: only text is an article")
    status = _last(_code(child(meta, "pubStatus")))
    source = _source(item, meta, content, sender) or hints.source
    text = _text(inline, _headline(content))
    headline = _headline(content) or text.headline
    if not headline and not text.body and status in ("", "usable"):
        return NotAnArticle("contentSet", "neither a headline nor a text: an empty shell")
    guid = attribute(item, "guid")
    if not guid:
        raise refuse(Refusal.MISSING_FIELD, "guid", "is required and absent: every item needs one")
    public, private = _notes(meta, content)
    marks = [*_marks(meta), *_of_private(private)]
    embargo = words_of(child(meta, "embargoed"))
    until = moment(embargo, source)
    holder = child(item, "rightsInfo", "copyrightHolder")
    alternatives = [_alternative(each) for each in children(meta, "altId")] + [
        _alternative(each) for each in children(content, "altId")
    ]
    replaces, evolved = _relatives(item, guid, marks)
    return Draft(
        uri=guid,
        source=source,
        version=attribute(item, "version"),
        pubstatus="embargoed" if embargo and not until and status in ("", "usable") else status,
        version_created=moment(words_of(child(meta, "versionCreated")), source),
        language=tag_or_none(attribute(child(content, "language"), "tag"))
        or tag_or_none(attribute(item, "lang")),
        headline=headline,
        byline=_byline(content) or text.byline,
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


def _text(inline: list[Element], headline: str) -> nitf.Text:
    """The text of the first content that has one."""
    for content in inline:
        if name_of(content) == "inlineData":
            kind = attribute(content, "contenttype").lower()
            if kind and not kind.startswith("text/"):
                continue
            story = story_in(all_text(content), headline, plain="html" not in kind)
            parts = nitf.Text("", story.byline, "", story.story, story.note)
        elif (document := descendant(content, "nitf")) is not None:
            parts = nitf.text_of(document)
        elif len(content) and descendant(content, *_READABLE) is None:
            continue  # SportsML, EventsML, XBRL: data, no text
        else:
            body_element = descendant(content, "body")
            story = story_of(content if body_element is None else body_element, headline)
            parts = nitf.Text("", story.byline, "", story.story, story.note)
        if parts.body or parts.headline:
            return parts
    return nitf.Text("", "", "", "", "")


def _headline(content: Element | None) -> str:
    found = []
    for at, each in enumerate(children(content, "headline")):
        words, role = clean_line(all_text(each)), _last(attribute(each, "role"))
        rank = attribute(each, "rank")
        if words and role not in _OTHER_HEADLINES:
            found.append((bool(role), int(rank[:6]) if rank.isdigit() else 10**6, at, words))
    return min(found)[3] if found else ""


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


def _byline(content: Element | None) -> str:
    by = unique(words_of(each) for each in children(content, "by"))
    return " / ".join(by or unique(_named(each) for each in children(content, "creator")))


def _located(meta: Element | None, content: Element | None, source: str) -> str:
    dateline = words_of(child(content, "dateline"))
    if dateline or source.lower().startswith(
        ("reuters", "thomson reuters")
    ):  # its `located` is the desk's place
        return dateline
    return _named(child(content, "located")) or _named(child(meta, "located"))


def _notes(meta: Element | None, content: Element | None) -> tuple[list[str], list[str]]:
    """The notes to all readers, and those that few may read."""
    public: list[str] = []
    private: list[str] = []
    for each in (*children(meta, "edNote"), *children(content, "edNote")):
        role = attribute(each, "role").lower()
        words = clean_line(" ".join(map(str, each.itertext())))
        (private if any(word in role for word in _PRIVATE) else public).append(words)
    return public, private


def _of_private(notes: list[str]) -> list[str]:
    """What a private note says of the item's lineage: it is not kept, and may name the correction."""
    return [
        signal.value
        for note in notes
        for signal in signals(headline="", slugline="", ednote=note, pubstatus=PubStatus.USABLE)
    ]


def _marks(meta: Element | None) -> list[str]:
    found = []
    for each in descendants(meta, "signal", "edStat", "editorialStatus"):
        code = _code(each) or words_of(each)
        scheme, last = code.partition(":")[0].lower(), _last(code)
        if scheme == "edstat" or name_of(each) != "signal":
            found.append(_EDIT_STATUS.get(last, ""))
        elif last in _UPDATES:
            found.append("update")
        else:
            found.append(code)
    return [mark for mark in found if mark]


def _relatives(item: Element, guid: str, marks: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Earlier versions under other ids, and items that this one takes the place of."""
    replaces: list[str] = []
    evolved: list[str] = []
    meta = child(item, "itemMeta")
    for link in (*children(meta, "link"), *children(item, "link")):
        rel = _last(attribute(link, "rel"))
        other = attribute(link, "residref", "guidref", "href")
        if rel == "evolvedfrom":
            evolved.append(other)
        elif rel in _VERSIONS or (not rel and attribute(link, "version")):
            replaces.append(other)
    if any(mark == "update" for mark in marks):
        alternatives = (*children(meta, "altId"), *children(child(item, "contentMeta"), "altId"))
        # TT: the item that this one replaces, without the `:0` that its guids end in
        numbers = [words_of(each) for each in alternatives if _last(attribute(each, "type")) == "refuno"]
        replaces += [
            name
            for number in numbers
            for name in (
                (number, f"{number}:0") if guid.endswith(":0") and number[-2:] != ":0" else (number,)
            )
        ]
    return unique(uri for uri in replaces if uri != guid), unique(uri for uri in evolved if uri != guid)


def _alternative(element: Element) -> str:
    role, value = attribute(element, "type", "role"), words_of(element)
    return f"{role}:{value}" if role and value else value


def _extra(content: Element | None) -> dict[str, object]:
    subjects = unique(_code(each) for each in children(content, "subject"))
    keywords = unique(words_of(each) for each in children(content, "keyword"))
    extra: dict[str, object] = {"format": "newsml-g2"}
    if subjects:
        extra["subjects"] = list(subjects)
    if keywords:
        extra["keywords"] = list(keywords)
    return extra


def _code(element: Element | None) -> str:
    return attribute(element, "qcode", "literal", "uri")


def _last(code: str) -> str:
    """The part of a code that counts: prefixes are aliases of their scheme."""
    return (
        code.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
        if "//" in code
        else code.rpartition(":")[2].lower()
    )


def _after_colon(code: str) -> str:
    return code.partition(":")[2] or code
