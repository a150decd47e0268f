"""A record as ninjs 3.0 (IPTC's News in JSON), for systems that read that and nothing of ours.

Of `newswire.enriched`, `newswire.copies` and `newswire.judged`: the article as it came, its topics and places, and what it
stands on. ninjs 3 has no field for what an item was made from: that is an association with `rel` `evolvedFrom`, of a copy the item
that it carries with `rel` `copyOf`. Fields that are not known are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

SCHEMA: Final = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"
_MEDIA_TOPICS: Final = "http://cv.iptc.org/newscodes/mediatopic/"
_GEONAMES: Final = "https://sws.geonames.org/"
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_ROLE: Final = re.compile(r"([a-z]{2,20}):(.+)", re.DOTALL)
_STRINGS: Final = {
    "version": "version",
    "language": "language",
    "copyright_holder": "copyrightHolder",
    "ednote": "edNote",
    "byline": "by",
    "located": "located",
    "slugline": "slugline",
    "version_created": "versionCreated",
    "embargoed_until": "embargoedUntil",
}


def ninjs(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record, as its JSON is read, as a ninjs 3.0 object.

    Raises:
        KeyError: the record is no article: a notice, a brief or a dead letter.
    """
    found: dict[str, Any] = {
        "uri": _uri(record["uri"]),
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "text",
        "representationType": "full" if record["body"] else "partial",
        "pubStatus": record["pubstatus"],
    }
    found |= {name: record[own] for own, name in _STRINGS.items() if record.get(own)}
    urgency = record.get("urgency")
    if isinstance(urgency, int) and 1 <= urgency <= 9:
        found["urgency"] = urgency
    if record["headline"]:
        found["headlines"] = [{"role": "main", "contentType": "text/plain", "value": record["headline"]}]
    if record["body"]:
        body = record["body"]
        found["bodies"] = [
            {"role": "main", "contentType": "text/plain", "charCount": len(body), "value": body}
        ]
    lists = {
        "infoSources": list(_sources(record)),
        "altIds": list(_ids(record)),
        "associations": list(_associations(record)),
        "subjects": [
            {"uri": _MEDIA_TOPICS + code.removeprefix("medtop:"), "creator": "newswire-stream"}
            for code in record.get("conflict", {}).get("media_topics", ())
        ],
        "people": [{"name": name} for name in _people(record)],
        "places": list(_places(record)),
    }
    if record.get("url") and _URI.fullmatch(record["url"]):
        found["renditions"] = [{"name": "web", "href": record["url"]}]
    return found | {name: values for name, values in lists.items() if values}


def _uri(uri: str) -> str:
    """The item's uri; an id that is none becomes one."""
    return uri if _URI.fullmatch(uri) else f"urn:newswire-stream:item:{quote(uri, safe='', errors='replace')}"


def _sources(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    yield {"name": record["source"], "role": "publisher"}
    origin = record.get("origin")
    if origin and origin["agency"] != record["source"]:
        yield {"name": origin["agency"], "role": "origin"}


def _ids(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    yield {"role": "article", "value": record["article_id"]}
    yield {"role": "story", "value": record["story_id"]}
    for given in record.get("alt_ids", ()):
        named = _ROLE.fullmatch(given)
        yield {"role": named[1], "value": named[2]} if named else {"value": given}


def _associations(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Each item once: what this one was made from, then what it carries."""
    for uri in dict.fromkeys((*record.get("evolved_from", ()), *record.get("replaces", ()))):
        yield {"name": "evolvedFrom", "rel": "evolvedFrom", "uri": _uri(uri)}
    match = record.get("match")
    if record["verdict"] == "copy" and match:
        yield {"name": "copyOf", "rel": "copyOf", "uri": _uri(match["uri"]), "version": match["version"]}


def _people(record: Mapping[str, Any]) -> list[str]:
    entities = record.get("conflict", {}).get("entities", ())
    return list(dict.fromkeys(one.get("name") or one["text"] for one in entities if one["type"] == "PERSON"))


def _places(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Places that the text tells of, once each; never one that stands for who acts, or that the map does not know."""
    seen = set()
    for one in record.get("conflict", {}).get("entities", ()):
        at = (one.get("longitude"), one.get("latitude"))
        if one["type"] != "PLACE" or one.get("acting") or None in at or (one.get("name"), *at) in seen:
            continue
        seen.add((one.get("name"), *at))
        place: dict[str, Any] = {
            "name": one.get("name") or one["text"],
            "literal": one.get("precision", "unresolved"),
            "geoJSON": {"type": "Point", "coordinates": list(at)},
        }
        if one.get("geonames_id"):
            place["uri"] = f"{_GEONAMES}{one['geonames_id']}/"
        yield place
