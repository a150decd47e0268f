"""The components of a NewsML 1 item: which of their texts are the story, with headline, byline and the other lines of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from stream.intake.draft import unique
from stream.intake.formats import nitf
from stream.intake.formats.encoded import decoded
from stream.intake.formats.story import story_of
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
from stream.intake.values import tag_or_none
from stream.text.markup import clean_line

MEDIA: Final = re.compile(r"photo|picture|image|graphic|video|audio|animation|css|stylesheet", re.IGNORECASE)
# Roles of components whose text is not the story; an abstract stands in where there is nothing else.
_BESIDE: Final = re.compile(
    r"headline|title|stylesheet|contact|tweet|caption|logo|thumbnail|credit|photo|picture|image|graphic|video|audio|sidebar",
    re.IGNORECASE,
)
_ABSTRACT: Final = re.compile(r"abstract|summary|teaser", re.IGNORECASE)
_TITLE: Final = re.compile(r"headline|title", re.IGNORECASE)
_DEEPEST: Final = 60  # nested components: Belga's are six deep


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a component, which hold for the components inside it unless these have their own."""

    headline: str = ""
    dateline: str = ""
    byline: str = ""
    slugline: str = ""
    language: str = ""
    role: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class LanguageTexts:
    """The texts of one language and headline."""

    lines: Lines
    pieces: list[str] = field(default_factory=list)
    abstracts: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """What the components of an item hold; the texts are grouped by language."""

    versions: dict[tuple[str, str], LanguageTexts] = field(default_factory=dict)
    texts: int = 0
    media: int = 0


def collect(component: Element, outer: Lines, contents: Contents, depth: int) -> None:
    """Put the texts of a component, and of those inside it, where they belong."""
    if depth > _DEEPEST:
        return
    lines = lines_of(component, outer)
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
        collect(inner, lines, contents, depth + 1)


def _put(contents: Contents, lines: Lines, text: nitf.NitfText) -> None:
    # Components with headlines of their own are articles of their own: a brief beside the story, another language.
    version = contents.versions.setdefault((lines.language.lower(), lines.headline), LanguageTexts(lines))
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


def _content(content: Element, lines: Lines) -> nitf.NitfText:
    data = descendant(content, "DataContent")
    if data is None:
        return nitf.NitfText("", "", "", "", "")
    document = nitf.document_in(data)
    if document is not None:
        return nitf.nitf_text(document)
    body = descendant(data, "body.content", "body")
    if body is None and not len(data):
        mime = attribute(descendant(content, "MimeType"), "FormalName").lower()
        text = decoded(all_text(data), _notations(data, content), mime)
        return nitf.text_of_content(text, lines.headline, plain="plain" in mime)
    parts = story_of(data if body is None else body, lines.headline)
    return nitf.NitfText("", parts.byline, "", parts.story, parts.note)


def _notations(data: Element, content: Element) -> tuple[str, ...]:
    """How a content is encoded: the notations of the `Encoding` elements around it, the outermost first."""
    found: list[str] = []
    around = data.getparent()
    while around is not None and around is not content:
        if name_of(around) == "Encoding":
            found.insert(0, attribute(around, "Notation"))
        around = around.getparent()
    return (*found, attribute(data, "Encoding", "encoding"))


def _is_media(content: Element) -> bool:
    kinds = (attribute(child(content, name), "FormalName") for name in ("MediaType", "MimeType", "Format"))
    return any(MEDIA.search(kind) for kind in kinds)


def lines_of(component: Element, outer: Lines) -> Lines:
    """The lines of a component; those that it lacks come from the component around it."""
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
    return Lines(
        _line(own, "HeadLine", "Headline") or outer.headline,
        _line(own, "DateLine") or outer.dateline,
        _line(own, "ByLine") or outer.byline,
        _line(own, "SlugLine") or outer.slugline,
        tag_of(child(descriptive, "Language"), "FormalName") or tag_of(component, "lang") or outer.language,
        attribute(child(component, "Role"), "FormalName") or outer.role,
        unique([*outer.notes, *notes]),
    )


def _line(lines: Element | None, *names: str) -> str:
    return next((text for each in children(lines, *names) if (text := clean_line(all_text(each)))), "")


def tag_of(element: Element | None, name: str) -> str:
    """The language tag in an attribute; "" if the value is no language tag."""
    return tag_or_none(attribute(element, name))
