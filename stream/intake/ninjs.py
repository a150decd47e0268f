"""IPTC ninjs 1.x, 2.x and 3.x, with the extensions that Superdesk and AP write.

The three lines spell the same fields differently (`versioncreated`, `versionCreated`) and moved texts from
patterned names (`body_text`) to lists (`bodies`); a feed may mix them, so each field is looked up in all its names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from stream.intake.draft import Draft, codes, line, number_text, unique
from stream.intake.reasons import Refusal, refuse, shown
from stream.intake.texts import text_of

_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "uri": ("uri", "guid"),
    "version": ("version",),
    "pubstatus": ("pubStatus", "pubstatus"),
    "version_created": ("versionCreated", "versioncreated"),
    "language": ("language",),
    "byline": ("by", "byline"),
    "located": ("located",),
    "slugline": ("slugline",),
    "ednote": ("edNote", "ednote"),
    "urgency": ("urgency",),
    "embargoed_until": ("embargoedUntil", "embargoeduntil", "embargoed"),
    "copyright_holder": ("copyrightHolder", "copyrightholder"),
    "url": ("url",),
}
_TAKEN: Final = frozenset(
    {name for names in _SPELLINGS.values() for name in names}
    | {"source", "altIds", "altids", "evolvedfrom", "evolvedFrom", "signal", "signals", "headline", "bodies"}
)
# Kinds that ninjs 3.1 lists beside `text` and `composite`, and what feeds call them.
_NO_TEXT_KINDS: Final = frozenset({
    "picture", "photo", "image", "graphic", "video", "audio", "animation", "event", "planning", "component",
})  # fmt: skip

# A record with one of these is no flat one: names that only ninjs (or Superdesk's dialect of it) has.
_OWN_NAMES: Final = frozenset({
    "$standard", "standard", "guid", "type", "profile", "representationtype", "representationType", "versioncreated",
    "versionCreated", "firstcreated", "firstCreated", "pubStatus", "headlines", "bodies", "altids", "altIds",
    "infosource", "infosources", "infoSources", "edNote", "by", "copyrightholder", "copyrightHolder", "copyrightnotice",
    "copyrightNotice", "embargoed", "embargoeduntil", "embargoedUntil", "evolvedfrom", "evolvedFrom", "associations",
    "renditions", "descriptions", "rightsinfo", "rightsInfo",
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


def read_ninjs(fields: dict[str, Any]) -> Draft:
    """The draft of a validated ninjs item; what no field takes stays in `extra`.

    Raises:
        RejectedError: `not_text` for pictures, events and the like, `missing_field` when nothing names a source.
    """
    kind = line(fields.get("type"))
    if kind.lower() in _NO_TEXT_KINDS:
        problem = f"{shown(kind)} items carry no story: send items of type text or composite"
        raise refuse(Refusal.NOT_TEXT, "type", problem)
    names = {ours: _named(fields, spellings) for ours, spellings in _SPELLINGS.items()}
    found = {ours: fields.get(name) for ours, name in names.items()}
    lines = {ours: line(value) for ours, value in found.items() if ours not in ("version", "urgency")}
    headline, body = text_of(fields, "headline"), text_of(fields, "body")
    taken = _TAKEN | {headline.field, body.field}
    urgency = found["urgency"]
    return Draft(
        **lines,
        source=_source(fields, lines["uri"], lines["copyright_holder"]),
        version=number_text(found["version"]),
        headline=headline.value.strip(),
        urgency=None if urgency is None else int(urgency),
        body=body.value,
        alt_ids=unique(alt for alt in _alt_ids(fields) if alt != lines["uri"]),
        evolved_from=unique(_evolved_from(fields)),
        marks=(*codes(fields.get("signals")), *codes(fields.get("signal"))),
        extra={
            name: value for name, value in fields.items() if name not in taken and _worth_keeping(name, value)
        },
        names={**names, "headline": headline.field, "body": body.field},
    )


def _worth_keeping(name: str, value: Any) -> bool:
    """Other forms of the body only double the record, and a lone headline is taken."""
    return not name.startswith("body_") and not (name == "headlines" and len(value or ()) < 2)


def _named(fields: Mapping[str, Any], spellings: tuple[str, ...]) -> str:
    """The spelling that this item uses, the first one when none has a value."""
    return next((name for name in spellings if fields.get(name) not in (None, "")), spellings[0])


def _source(fields: Mapping[str, Any], uri: str, holder: str) -> str:
    """Who sends the item. ninjs has no field for it: the best there is, from a provider's name to the uri's host."""
    infos = [info for name in ("infoSources", "infosources", "infosource") for info in fields.get(name) or []]
    providers = [line(info.get("name")) for info in infos if line(info.get("role")).endswith("provider")]
    named = [line(info.get("name")) for info in infos]
    for candidate in (line(fields.get("source")), *providers, holder, *named, _authority(uri)):
        if candidate:
            return candidate
    problem = "names no source: send source, infoSources, copyrightHolder or a uri with a host"
    raise refuse(Refusal.MISSING_FIELD, "source", problem)


def _authority(uri: str) -> str:
    """The host of a url, `urn:newsml:` name or `tag:`; "" for other uris."""
    scheme, _, rest = uri.partition(":")
    if scheme.lower() == "urn" and rest.lower().startswith("newsml:"):
        host = rest.split(":")[1]
    elif scheme.lower() == "tag":
        host = rest.partition(",")[0].rpartition("@")[2]
    elif rest.startswith("//"):
        try:
            host = urlsplit(uri).hostname or ""
        except ValueError:  # a broken IPv6 address names no host
            return ""
    else:
        return ""
    return host.lower().removeprefix("www.")


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
        yield line(fields["guid"])


def _evolved_from(fields: Mapping[str, Any]) -> Iterator[str]:
    """Uris of the items that this one replaces: Superdesk's field, or an association that says so in `rel`."""
    for name in ("evolvedfrom", "evolvedFrom"):
        value = fields.get(name)
        yield from (line(uri) for uri in (value if isinstance(value, list) else [value]))
    associations = fields.get("associations") or []
    for each in associations.values() if isinstance(associations, dict) else associations:
        if isinstance(each, dict) and line(each.get("rel")).lower().endswith("evolvedfrom"):
            yield line(each.get("uri"))
