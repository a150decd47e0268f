"""Who sends a ninjs item, who wrote it, and what its sender calls it, in the shapes of all dialects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stream.intake.draft import line, unique
from stream.intake.values import authority


def source_of(fields: Mapping[str, Any], uri: str, holder: str) -> str:
    """Who sends the item. ninjs has no field for it: the best there is, from a provider's name to the uri's host.

    A provider goes before the sources of the information: AP distributes what a member paper wrote.
    """
    infos = [
        info for name in ("infoSources", "infosources", "infosource") for info in objects_in(fields.get(name))
    ]
    providers = [line(info.get("name")) for info in infos if line(info.get("role")).endswith("provider")]
    named = [line(info.get("name")) for info in infos]
    sender = [_name(each) for each in objects_in(fields.get("provider"))]
    for candidate in (line(fields.get("source")), *sender, *providers, holder, *named, authority(uri)):
        if candidate:
            return candidate
    return ""


def objects_in(value: Any) -> list[dict[str, Any]]:
    """A field that holds objects in any of its shapes: a name, an object, or a list of either."""
    entries = value if isinstance(value, list) else [value]
    return [
        {"name": each} if isinstance(each, str) else each for each in entries if isinstance(each, str | dict)
    ]


def _name(fields: Mapping[str, Any]) -> str:
    return next(
        (line(fields.get(name)) for name in ("name", "literal", "code") if line(fields.get(name))), ""
    )


def item_id_of(fields: Mapping[str, Any]) -> str:
    """AP's name of an item: its `uri` is a query, and changes with every version."""
    alternatives = fields.get("altids")
    return line(alternatives.get("itemid")) if isinstance(alternatives, dict) else ""


def bylines_of(fields: Mapping[str, Any]) -> str:
    """AP's list of bylines."""
    return " / ".join(
        unique(line(each.get("by")) or line(each.get("name")) for each in objects_in(fields.get("bylines")))
    )
