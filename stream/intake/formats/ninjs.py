"""IPTC ninjs 1.x, 2.x and 3.x, with the dialects of Superdesk, AP, TT, the BBC and Reuters Connect.

The three lines spell the same fields differently (`versioncreated`, `versionCreated`) and moved texts from
patterned names (`body_text`) to lists (`bodies`); a feed may mix them, so each field is looked up in all its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from stream.intake import relations
from stream.intake.draft import Draft, NotAnArticle, codes, line, number_text, unique, urgency_of
from stream.intake.formats.edges import edged
from stream.intake.formats.ninjs_parties import bylines_of, item_id_of, source_of
from stream.intake.formats.notebook import Parts, without_notebook
from stream.intake.lineage.agencies import agency_names
from stream.intake.reasons import Refusal, printable, refuse
from stream.intake.texts import text_of
from stream.intake.values import authority
from stream.text.markup import clean_line

_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "uri": ("uri", "guid"),
    "version": ("version",),
    "pubstatus": ("pubStatus", "pubstatus"),
    "version_created": ("versionCreated", "versioncreated"),
    "language": ("language",),
    "byline": ("by", "byline", "byLine"),
    "located": ("located", "dateLine"),
    "slugline": ("slugline", "slug"),
    "ednote": ("edNote", "ednote"),
    "urgency": ("urgency",),
    "embargoed_until": ("embargoedUntil", "embargoeduntil", "embargoed"),
    "copyright_holder": ("copyrightHolder", "copyrightholder"),
    "url": ("url",),
}
_TAKEN: Final = frozenset(
    {name for names in _SPELLINGS.values() for name in names}
    | {
        "source",
        "altIds",
        "altids",
        "signal",
        "signals",
        "headline",
        "bodies",
        "bylines",
    }
    | {"usn", *relations.EVOLVED, *relations.REPLACED}
)
# Kinds that ninjs 3.1 lists beside `text` and `composite`, and what feeds call them.
_NO_TEXT_KINDS: Final = frozenset({
    "picture", "photo", "image", "graphic", "video", "audio", "animation", "event", "planning", "component", "package",
})  # fmt: skip
# Before there is anything to publish (TT).
_NO_TEXT_YET: Final = frozenset({"commissioned", "draft"})
# Fields that hold one line for people, in which feeds leave tags and entities.
_CLEANED: Final = frozenset({"byline", "located", "slugline", "ednote", "copyright_holder"})

_NO_SOURCE: Final = (
    "names no source: send source, infoSources, copyrightHolder or a uri with a host, a record header `source`, "
    "or set NEWSWIRE_DEFAULT_SOURCE"
)
_LONGEST_VIGNETTE: Final = 60  # characters: a few words and the source
_VIGNETTE_LINES: Final = 2
# AP's `editorialtypes`.
_EDITORIAL_TYPES: Final = {
    "lead": "update", "writethru": "update", "add": "update", "corrective": "correction", "correction": "correction",
    "clarification": "correction", "kill": "kill", "elimination": "kill", "withhold": "hold", "hold": "hold",
}  # fmt: skip
# A record with one of these is no flat one: names that only ninjs (or Superdesk's dialect of it) has.
_OWN_NAMES: Final = frozenset({
    "$standard", "standard", "guid", "type", "profile", "representationtype", "representationType", "versioncreated",
    "versionCreated", "firstcreated", "firstCreated", "pubStatus", "headlines", "bodies", "altids", "altIds",
    "infosource", "infosources", "infoSources", "edNote", "by", "copyrightholder", "copyrightHolder", "copyrightnotice",
    "copyrightNotice", "embargoed", "embargoeduntil", "embargoedUntil", "evolvedfrom", "evolvedFrom", "associations",
    "renditions", "descriptions", "rightsinfo", "rightsInfo", "headLine", "bodyXhtml", "eventDetails", "audiences",
    "contentcreated", "contentCreated", "digitalsourcetype", "digitalSourceType", "exclAudience", "genre", "genres",
    "mimetype", "plannedCoverage", "trustindicator", "trustindicators", "trustIndicators", "usageterms", "usageTerms",
})  # fmt: skip
_FLAT_NAMES: Final = frozenset({"body", "version_created", "embargoed_until", "copyright_holder"})


def is_ninjs(fields: Mapping[str, Any]) -> bool:
    """Whether an object is ninjs rather than flat: it says so, or has names that only ninjs has.

    A flat record may carry unknown fields that happen to be ninjs's, so the flat format's own names count first.
    """
    if "standard" in fields or "$standard" in fields:
        return True
    if not _FLAT_NAMES.isdisjoint(fields):
        return False
    return not _OWN_NAMES.isdisjoint(fields) or any(
        name.startswith(("body_", "headline_")) for name in fields
    )


def of_other_kind(fields: Mapping[str, Any]) -> NotAnArticle | None:
    """What an item is that says by its type that it is no text; None for all others."""
    kind = fields.get("type")
    if not isinstance(kind, str) or kind.strip().lower() not in _NO_TEXT_KINDS:
        return None
    problem = f"{printable(kind)} items carry no story: only those of type text or composite are articles"
    return NotAnArticle("type", problem)


def read_ninjs(fields: dict[str, Any], sender: str = "") -> Draft | NotAnArticle:
    """The draft of a validated ninjs item; what no field takes stays in `extra`.

    `sender` is the source of an item that names none.

    Raises:
        RejectedError: `missing_field` when nothing names a source.
    """
    kind = line(fields.get("type"))
    if (other := of_other_kind(fields)) is not None:
        return other
    names = {ours: _named(fields, spellings) for ours, spellings in _SPELLINGS.items()}
    found = {ours: fields.get(name) for ours, name in names.items()}
    lines = {ours: line(value) for ours, value in found.items() if ours not in ("version", "urgency")}
    for ours in ("version_created", "embargoed_until"):
        lines[ours] = number_text(found[ours])
    if lines["pubstatus"].lower() in _NO_TEXT_YET:
        problem = f"{printable(lines['pubstatus'])}: nothing is written yet"
        return NotAnArticle(names["pubstatus"], problem)
    headline, body = text_of(fields, "headline"), text_of(fields, "body")
    if "eventDetails" in fields and not kind and not body.value.strip():
        return NotAnArticle("eventDetails", "an event carries no story")
    marks = unique([*codes(fields.get("signals")), *codes(fields.get("signal")), *_editorial(fields)])
    if lines["pubstatus"].lower() == "corrected":
        marks = unique([*marks, "sig:correction"])
    usable = lines["pubstatus"].lower() in ("", "usable", "published", "corrected")
    if usable and not (headline.value.strip() or body.value.strip() or lines["ednote"] or marks):
        return NotAnArticle(body.field, "neither a headline nor a body: an empty shell")
    if kind.lower() == "composite" and usable and not body.value.strip():
        return NotAnArticle(
            "type", "a composite without a body is a package: its items are sent by themselves"
        )
    lines["byline"] = lines["byline"] or bylines_of(fields)
    lines["located"] = lines["located"] or _dateline(fields)
    for ours in _CLEANED:
        lines[ours] = clean_line(lines[ours])
    taken = _TAKEN | {headline.field, body.field}
    title = clean_line(headline.value)
    address = lines["uri"]
    if "?" in address:
        lines["uri"] = item_id_of(fields) or address
    source = source_of(fields, address, lines["copyright_holder"]) or sender
    if not source:
        raise refuse(Refusal.MISSING_FIELD, "source", _NO_SOURCE)
    parts = _body(body.value, title, lines["uri"], source)
    lines["ednote"] = " ".join(unique([lines["ednote"], parts.note]))
    lines["byline"] = lines["byline"] or parts.byline
    return Draft(
        **lines,
        source=source,
        version=number_text(found["version"]),
        headline=title,
        urgency=urgency_of(found["urgency"]),
        body=parts.story,
        alt_ids=unique(alt for alt in _alt_ids(fields) if alt not in (lines["uri"], f"guid:{lines['uri']}")),
        evolved_from=unique(uri for uri in relations.evolved_from(fields) if uri != lines["uri"]),
        replaces=unique(uri for uri in _replaced(fields) if uri != lines["uri"]),
        threads=(),
        marks=marks,
        extra={
            name: value for name, value in fields.items() if name not in taken and _worth_keeping(name, value)
        },
        names={**names, "headline": headline.field, "body": body.field},
    )


def _worth_keeping(name: str, value: Any) -> bool:
    """Other forms of the body only double the record, and a lone headline is taken."""
    if name.startswith(("body_", "bodyXhtml")):
        return False
    return not (name == "headlines" and len(value or ()) < 2)


def _named(fields: Mapping[str, Any], spellings: tuple[str, ...]) -> str:
    """The spelling that this item uses, the first one when none has a value."""
    return next((name for name in spellings if fields.get(name) not in (None, "")), spellings[0])


def _editorial(fields: Mapping[str, Any]) -> Iterator[str]:
    """What AP says of an item's place in its story: `Lead` is a later lead."""
    for word in codes(fields.get("editorialtypes")):
        mark = _EDITORIAL_TYPES.get(word.strip().lower())
        if mark:
            yield mark


def _dateline(fields: Mapping[str, Any]) -> str:
    """Superdesk's dateline, an object."""
    dateline = fields.get("dateline")
    return line(dateline.get("text")) if isinstance(dateline, dict) else line(dateline)


def _body(body: str, headline: str, uri: str, source: str) -> Parts:
    """A text without what agencies put around it: TT's vignette, dpa's notebook, advisories, initials and contact lines.

    Of a sender that is no known agency it is as it came.
    """
    host = authority(uri)
    if source == "TT" or host == "tt.se":
        return Parts(_story(body, headline, source), "")
    if source.startswith("dpa") or host in ("dpa.com", "dpa.de"):
        return edged(without_notebook(body))
    return edged(Parts(body, "")) if agency_names(()).canonical(source) else Parts(body, "")


def _story(body: str, headline: str, source: str) -> str:
    """TT's text without the headline, vignette and source that it opens with: on one line, or on one each."""
    lines = body.lstrip().split("\n")
    at = 0
    if not headline or clean_line(lines[0]).casefold() != headline.casefold():
        return body
    filled = [number for number, each in enumerate(lines) if each.strip()][1 : 1 + _VIGNETTE_LINES]
    at = 1
    for number in filled:
        if len(lines[number]) > _LONGEST_VIGNETTE:
            break
        words = re.split(r"[\s/()]+", lines[number].strip(" /()"))
        if words[-1] in ("TT", source):
            at = number + 1
            break
    return "\n".join(lines[at:]).lstrip()


def _alt_ids(fields: Mapping[str, Any]) -> Iterator[str]:
    """As `role:value`: the roles tell the ids of an item from its etags and keys."""
    for name in ("altIds", "altids"):
        alternatives = fields.get(name) or []
        if isinstance(alternatives, dict):
            alternatives = [{"role": role, "value": value} for role, value in alternatives.items()]
        for each in alternatives:
            role, value = (
                (line(each.get("role")), each.get("value")) if isinstance(each, dict) else ("", each)
            )
            if isinstance(value, str) and value.strip():
                yield f"{role}:{value.strip()}" if role else value.strip()
    if line(fields.get("guid")) and line(fields.get("uri")):
        yield f"guid:{line(fields['guid'])}"
    if line(fields.get("usn")):
        yield f"usn:{line(fields['usn'])}"


def _replaced(fields: Mapping[str, Any]) -> Iterator[str]:
    """Uris of earlier versions, where each has its own: TT's `replacing`, and the chain in its `revisions`."""
    yield from relations.replaced(fields)
    revisions = fields.get("revisions")
    for each in revisions if isinstance(revisions, list) else []:
        if isinstance(each, dict):
            yield line(each.get("uri"))
