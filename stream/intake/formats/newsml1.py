"""NewsML 1.0 to 1.2: each text in a NewsItem is an article, however deep its components nest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from stream.intake.draft import Draft, Found, Hints, NotAnArticle, unique, urgency_of
from stream.intake.formats.g2_relations import takes_place
from stream.intake.formats.newsml1_parts import (
    MEDIA,
    Contents,
    LanguageTexts,
    Lines,
    collect,
    lines_of,
    tag_of,
)
from stream.intake.formats.story import without_headline
from stream.intake.formats.times import rfc3339
from stream.intake.formats.xml_tree import (
    Element,
    attribute,
    child,
    children,
    descendant,
    descendants,
    words_of,
)
from stream.intake.reasons import Refusal, refuse
from stream.model.errors import RejectedError

ROOTS: Final = ("NewsML",)

_REVISION: Final = re.compile(r":\d{1,12}[A-Za-z]?$")
_PARTS: Final = 5  # of a public identifier with an item in it: urn, newsml, provider, date, item
_THREAD: Final = ":doc-"  # of AFP, which its leads share
_UPDATES: Final = frozenset({"update", "correction", "corrected", "kill", "refile", "repeat"})


def read(root: Element, hints: Hints) -> Iterator[Found]:
    """The items of a message in order; one that is broken does not lose the others."""
    envelope = child(root, "NewsEnvelope")
    sender = attribute(child(envelope, "SentFrom", "Party"), "FormalName")
    items = list(children(root, "NewsItem"))
    if not items:
        yield NotAnArticle("NewsML", "a message without a NewsItem")
    # A component may hold whole items: what stands around them is a package, or a story beside them.
    for item in (each for outer in items for each in descendants(outer, "NewsItem")):
        try:
            yield from _item(item, sender, hints)
        except RejectedError as error:
            yield error


def _item(item: Element, sender: str, hints: Hints) -> Iterator[Found]:
    management = child(item, "NewsManagement")
    kind = attribute(child(management, "NewsItemType"), "FormalName")
    if MEDIA.search(kind):
        yield NotAnArticle("NewsItemType", f"{kind}: only text is an article")
        return
    contents = Contents()
    top = list(children(item, "NewsComponent"))
    own = Lines(language=tag_of(item, "lang") or tag_of(item.getparent(), "lang"))
    for component in top:
        collect(component, own, contents, 0)
    status = attribute(child(management, "Status"), "FormalName").lower()
    lines = lines_of(top[0], own) if top else own
    versions = [each for each in contents.versions.values() if each.pieces]
    if not versions:
        shell = next(iter(contents.versions.values()), LanguageTexts(lines))
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


def replace_lines(version: LanguageTexts, lines: Lines) -> LanguageTexts:
    """A version without a text with the lines of its item where it has none of its own."""
    return LanguageTexts(
        replace(version.lines, headline=version.lines.headline or lines.headline), [], version.abstracts, version.titles, version.notes
    )  # fmt: skip


def _filled(draft: Draft, version: LanguageTexts, part: str) -> Draft:
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


def _replaced(associated: list[tuple[str, str]], uri: str, *, kills: bool) -> list[str]:
    """The items that one takes the place of by the words of its associations; of a kill, the one item that it names."""
    named = [_item_named(each) for words, each in associated if takes_place(words)]
    others = {_item_named(each) for _, each in associated if each.startswith("urn:") and _THREAD not in each}
    if kills and not named and len(others) == 1:
        named = [*others]
    return [each for each in named if each and each != uri]


def _item_named(identifier: str) -> str:
    """The item of a public identifier, without the revision where it has one."""
    whole = identifier.count(":") >= _PARTS
    return _REVISION.sub("", identifier) if whole else identifier


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
        until = rfc3339(words_of(child(change, "DateAndTime")), source)
    created = words_of(child(management, "ThisRevisionCreated")) or words_of(child(named, "DateId"))
    associated = [
        (attribute(each, "FormalName").lower(), attribute(each, "NewsItem"))
        for each in children(management, "AssociatedWith")
    ]
    genres = [attribute(each, "FormalName") for part in top for each in descendants(part, "Genre")]
    instructions = [attribute(each, "FormalName") for each in children(management, "Instruction")]
    notes = [words_of(each) for each in (*children(item, "Comment"), *children(management, "Comment"))]
    marks = [word.lower() for word in (*genres, *instructions) if word.lower() in _UPDATES]
    revision = words_of(child(named, "RevisionId"))
    # A kill under an id of its own names the item that it means: a first revision that is canceled is no other item's.
    kills = not before and revision in ("", "0", "1") and (status.startswith("cancel") or "kill" in marks)
    replaced = _replaced(associated, uri, kills=kills)
    known = {uri, *replaced}
    return Draft(
        uri=uri,
        source=source,
        version=revision,
        pubstatus=status,
        version_created=rfc3339(created, source),
        byline=next(filter(None, (_party(child(each, "Creator")) for each in administrative)), ""),
        slugline=words_of(child(item, "Identification", "NameLabel")),
        ednote=" ".join(unique(notes)),
        urgency=urgency_of(attribute(child(management, "Urgency"), "FormalName")),
        embargoed_until=until,
        copyright_holder=next(
            (words_of(each) for part in top for each in descendants(part, "CopyrightLine")), ""
        ),
        replaces=unique([f"{uri}:{before}" if before else "", *replaced]),
        threads=unique(
            each for _, each in associated if each.startswith("urn:") and _item_named(each) not in known
        ),
        marks=unique([*marks, "update" if before else ""]),
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
