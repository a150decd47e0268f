"""NewsML 1.0 to 1.2: each text in a NewsItem is an article, however deep its components nest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique, urgency_of
from stream.intake.formats import nitf
from stream.intake.formats.story import story_in, story_of, without_headline
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
from stream.intake.reasons import Refusal, refuse
from stream.intake.values import tag_or_none
from stream.model.errors import RejectedError
from stream.text.markup import clean_line

ROOTS: Final = ("NewsML",)

_MEDIA: Final = re.compile(r"photo|picture|image|graphic|video|audio|animation|css|stylesheet", re.IGNORECASE)
# Roles of components whose text is not the story; an abstract stands in where there is nothing else.
_BESIDE: Final = re.compile(
    r"headline|title|stylesheet|contact|tweet|caption|logo|thumbnail|credit|photo|picture|image|graphic|video|audio|sidebar",
    re.IGNORECASE,
)
_ABSTRACT: Final = re.compile(r"abstract|summary|teaser", re.IGNORECASE)
_TITLE: Final = re.compile(r"headline|title", re.IGNORECASE)
_REVISION: Final = re.compile(r":\d{1,12}[A-Za-z]?$")
_PARTS: Final = 5  # of a public identifier with an item in it: urn, newsml, provider, date, item
_UPDATES: Final = frozenset({"update", "correction", "corrected", "kill", "refile", "repeat"})
_DEEPEST: Final = 60  # components in one another: Belga's are six


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a component says for those inside it."""

    headline: str = ""
    dateline: str = ""
    byline: str = ""
    slugline: str = ""
    language: str = ""
    role: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Version:
    """The texts of one language and headline."""

    lines: _Lines
    pieces: list[str] = field(default_factory=list)
    abstracts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Contents:
    """What the components of an item hold, the texts by language."""

    versions: dict[tuple[str, str], _Version] = field(default_factory=dict)
    texts: int = 0
    media: int = 0


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The items of a message in order; one that is broken does not lose the others."""
    envelope = child(root, "NewsEnvelope")
    sender = attribute(child(envelope, "SentFrom", "Party"), "FormalName")
    items = list(children(root, "NewsItem"))
    if not items:
        yield NotAnArticle("NewsML", "a message without a NewsItem")
    for item in items:
        try:
            yield from _item(item, sender, hints)
        except RejectedError as error:
            yield error


def _item(item: Element, sender: str, hints: Hints) -> Iterator[Found]:
    management = child(item, "NewsManagement")
    kind = attribute(child(management, "NewsItemType"), "FormalName")
    if _MEDIA.search(kind):
        yield NotAnArticle("NewsItemType", f"{kind}: only text is an article")
        return
    contents = _Contents()
    top = list(children(item, "NewsComponent"))
    own = _Lines(language=_tag(item, "lang") or _tag(item.getparent(), "lang"))
    for component in top:
        _collect(component, own, contents, 0)
    status = attribute(child(management, "Status"), "FormalName").lower()
    lines = _lines(top[0], own) if top else own
    versions = [each for each in contents.versions.values() if each.pieces]
    if not versions:
        shell = next(iter(contents.versions.values()), _Version(lines))
        headline = shell.lines.headline or lines.headline
        if status in ("", "usable") and (
            not contents.texts or not (headline or shell.abstracts or shell.titles)
        ):
            yield NotAnArticle("NewsComponent", "holds no text: pictures, sound or nothing")
            return
        versions = [replace_lines(shell, lines)]
    draft = _draft(item, management, top, sender, hints, status)
    languages = [each.lines.language for each in versions]
    for at, version in enumerate(versions):
        alone = languages.count(version.lines.language) == 1
        yield _filled(draft, version, (version.lines.language if alone else "") or str(at) if at else "")


def replace_lines(version: _Version, lines: _Lines) -> _Version:
    """A version without a text with the lines of its item where it has none of its own."""
    return _Version(
        replace(version.lines, headline=version.lines.headline or lines.headline), [], version.abstracts, version.titles, version.notes
    )  # fmt: skip


def _filled(draft: Draft, version: _Version, part: str) -> Draft:
    lines = version.lines
    headline = lines.headline or next(filter(None, version.titles), "")
    body = "\n\n".join(version.pieces or version.abstracts)
    # A second language or headline is an article of its own: it must not be taken for a version of the first.
    uri = f"{draft.uri}#{part}" if part else draft.uri
    return replace(
        draft,
        uri=uri,
        language=lines.language,
        headline=headline,
        byline=lines.byline or draft.byline,
        located=lines.dateline,
        slugline=lines.slugline or draft.slugline,
        ednote=" ".join(unique([draft.ednote, *lines.notes, *version.notes])),
        body=without_headline(body, headline),
    )


def _draft(
    item: Element, management: Element | None, top: list[Element], sender: str, hints: Hints, status: str
) -> Draft:
    """What an item says of itself, without its texts."""
    named = child(item, "Identification", "NewsIdentifier")
    uri = _identity(item, named)
    administrative = [each for part in top for each in descendants(part, "AdministrativeMetadata")]
    source = (
        next(filter(None, (_party(child(each, "Provider")) for each in administrative)), "")
        or sender
        or next(filter(None, (_party(child(each, "Source")) for each in administrative)), "")
        or words_of(child(named, "ProviderId"))
        or hints.source
    )
    # The revision before, which the first one gives as 0: the item's public identifier ended in it.
    before = attribute(child(named, "RevisionId"), "PreviousRevision").lstrip("0")
    until = ""
    change = child(management, "StatusWillChange")
    if status == "embargoed":
        until = moment(words_of(child(change, "DateAndTime")), source)
    created = words_of(child(management, "ThisRevisionCreated")) or words_of(child(named, "DateId"))
    associated = [attribute(each, "NewsItem") for each in children(management, "AssociatedWith")]
    genres = [attribute(each, "FormalName") for part in top for each in descendants(part, "Genre")]
    instructions = [attribute(each, "FormalName") for each in children(management, "Instruction")]
    notes = [words_of(each) for each in (*children(item, "Comment"), *children(management, "Comment"))]
    return Draft(
        uri=uri,
        source=source,
        version=words_of(child(named, "RevisionId")),
        pubstatus=status,
        version_created=moment(created, source),
        byline=next(filter(None, (_party(child(each, "Creator")) for each in administrative)), ""),
        slugline=words_of(child(item, "Identification", "NameLabel")),
        ednote=" ".join(unique(notes)),
        urgency=urgency_of(attribute(child(management, "Urgency"), "FormalName")),
        embargoed_until=until,
        copyright_holder=next(
            (words_of(each) for part in top for each in descendants(part, "CopyrightLine")), ""
        ),
        replaces=unique([f"{uri}:{before}" if before else ""]),
        threads=unique(each for each in associated if each.startswith("urn:") and each != uri),
        marks=unique(
            [
                *(word.lower() for word in (*genres, *instructions) if word.lower() in _UPDATES),
                "update" if before else "",
            ]
        ),
        extra={"format": "newsml-1", **_subjects(top)},
        names={
            "uri": "PublicIdentifier",
            "pubstatus": "Status",
            "body": "DataContent",
            "version_created": "ThisRevisionCreated",
        },
    )


def _subjects(top: list[Element]) -> dict[str, list[str]]:
    codes = unique(
        attribute(each, "FormalName")
        for part in top
        for code in descendants(part, "SubjectCode")
        for each in children(code)
    )
    return {"subjects": list(codes)} if codes else {}


def _identity(item: Element, named: Element | None) -> str:
    """The item without its revision: what all its versions share."""
    public = words_of(child(named, "PublicIdentifier"))
    number = words_of(child(named, "NewsItemId"))
    if public.count(":") >= _PARTS - 1:
        revision = words_of(child(named, "RevisionId"))
        if revision and re.search(rf":{re.escape(revision)}[A-Za-z]?$", public):
            return public[: public.rindex(":")]
        return _REVISION.sub("", public) if public.count(":") >= _PARTS else public
    if number:
        return (
            f"urn:newsml:{words_of(child(named, 'ProviderId'))}:{words_of(child(named, 'DateId'))}:{number}"
        )
    other = (
        words_of(descendant(item, "guid"))
        or attribute(item, "Duid")
        or attribute(descendant(item, "NewsComponent"), "Duid")
    )
    if not (other or public):
        raise refuse(
            Refusal.MISSING_FIELD,
            "NewsIdentifier",
            "names no item: send PublicIdentifier, NewsItemId or Duid",
        )
    return other or public


def _party(element: Element | None) -> str:
    return next(
        (
            attribute(each, "FormalName")
            for each in children(element, "Party")
            if attribute(each, "FormalName")
        ),
        "",
    )


def _collect(component: Element, outer: _Lines, contents: _Contents, depth: int) -> None:
    if depth > _DEEPEST:
        return
    lines = _lines(component, outer)
    text = None
    for content in children(component, "ContentItem"):
        if _is_media(content):
            contents.media += 1
            continue
        if next(descendants(content, "DataContent"), None) is None:
            contents.media += bool(attribute(content, "Href"))
            continue
        contents.texts += 1
        if text is None or not text.body:  # the content items of one component are forms of the same
            text = _content(content, lines)
    if text is not None:
        _put(contents, lines, text)
    for inner in children(component, "NewsComponent"):
        _collect(inner, lines, contents, depth + 1)


def _put(contents: _Contents, lines: _Lines, text: nitf.Text) -> None:
    # Components with headlines of their own are articles of their own: a brief beside the story, another language.
    version = contents.versions.setdefault((lines.language.lower(), lines.headline), _Version(lines))
    if _TITLE.search(lines.role):
        version.titles.append(" ".join(text.body.split()))
    elif _BESIDE.search(lines.role):
        return
    elif _ABSTRACT.search(lines.role):
        version.abstracts.append(text.body)
    elif text.body and text.body not in version.pieces:
        if not version.pieces:
            known = version.lines
            version.lines = replace(
                lines,
                headline=lines.headline or text.headline or known.headline,
                byline=lines.byline or text.byline or known.byline,
                dateline=lines.dateline or text.dateline or known.dateline,
            )
        version.pieces.append(text.body)
        version.notes.append(text.note)


def _content(content: Element, lines: _Lines) -> nitf.Text:
    data = descendant(content, "DataContent")
    if data is None:
        return nitf.Text("", "", "", "", "")
    document = descendant(data, "nitf")
    if document is not None:
        return nitf.text_of(document)
    body = descendant(data, "body.content", "body")
    if body is None and not len(data):
        mime = attribute(descendant(content, "MimeType"), "FormalName").lower()
        parts = story_in(all_text(data), lines.headline, plain="plain" in mime)
    else:
        parts = story_of(data if body is None else body, lines.headline)
    return nitf.Text("", parts.byline, "", parts.story, parts.note)


def _is_media(content: Element) -> bool:
    kinds = (attribute(child(content, name), "FormalName") for name in ("MediaType", "MimeType", "Format"))
    return any(_MEDIA.search(kind) for kind in kinds)


def _lines(component: Element, outer: _Lines) -> _Lines:
    own = child(component, "NewsLines")
    descriptive = next(
        (each for each in component if name_of(each) in ("DescriptiveMetadata", "DescriptiveMetada")), None
    )
    notes = [
        clean_line(all_text(each)) for each in (*children(component, "Comment"), *children(own, "Comment"))
    ]
    for line in children(own, "NewsLine"):
        if "advisory" in attribute(child(line, "NewsLineType"), "FormalName").lower():
            notes += [words_of(each) for each in children(line, "NewsLineText")]
    return _Lines(
        _line(own, "HeadLine", "Headline") or outer.headline,
        _line(own, "DateLine") or outer.dateline,
        _line(own, "ByLine") or outer.byline,
        _line(own, "SlugLine") or outer.slugline,
        _tag(child(descriptive, "Language"), "FormalName") or _tag(component, "lang") or outer.language,
        attribute(child(component, "Role"), "FormalName") or outer.role,
        unique([*outer.notes, *notes]),
    )


def _line(lines: Element | None, *names: str) -> str:
    return next((text for each in children(lines, *names) if (text := clean_line(all_text(each)))), "")


def _tag(element: Element | None, name: str) -> str:
    return tag_or_none(attribute(element, name))
