"""JSON that is ninjs under other names or in other shapes: dpa's digital wires, WordPress's interface, concepts for lines.

Each is turned into ninjs before it is validated, so that what it must have and what becomes of it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

# dpa's digital wires: their names and ours. The notepad holds names and telephone numbers that are not for publication.
_OF_DPA: Final = {"article_html": "body_html", "urn": "uri", "version_created": "versioncreated"}
_NOT_KEPT: Final = frozenset({"notepad"})
# Fields that are lines, in which senders put a concept or several persons, and what these call their name.
_LINES: Final = (
    "by",
    "byline",
    "byLine",
    "located",
    "dateLine",
    "source",
    "copyrightholder",
    "copyrightHolder",
)
_NAMES: Final = ("name", "text", "value", "literal", "by")
# WordPress's states of posts that are not published (yet), and its words for published and withdrawn.
_UNWRITTEN: Final = frozenset({"draft", "auto-draft", "pending", "future", "private", "inherit"})
_POST_STATUS: Final = {"publish": "usable", "trash": "canceled"}


def as_ninjs(item: dict[str, Any]) -> dict[str, Any]:
    """The item as ninjs where it is of one of these dialects, else as it is."""
    if isinstance(item.get("article_html"), str):
        return _of_dpa(item)
    if _rendered(item, "title") and _rendered(item, "content"):
        return _of_wordpress(item)
    plain = {name: _plain(item[name]) for name in _LINES if isinstance(item.get(name), dict | list)}
    return {**item, **{name: value for name, value in plain.items() if value}} if plain else item


def _plain(value: Any) -> str:
    """What an object, or a list, says on one line; "" for nothing."""
    entries = value if isinstance(value, list) else [value]
    found = [
        each
        if isinstance(each, str)
        else next((word for name in _NAMES if isinstance(word := each.get(name), str)), "")
        for each in entries
        if isinstance(each, str | dict)
    ]
    return " / ".join(each.strip() for each in found if each.strip())


def _of_dpa(item: Mapping[str, Any]) -> dict[str, Any]:
    named = {_OF_DPA.get(name, name): value for name, value in item.items() if name not in _NOT_KEPT}
    if not named.get("versioncreated") and isinstance(item.get("updated"), str):
        named["versioncreated"] = named.pop("updated")
    return named


def _of_wordpress(item: Mapping[str, Any]) -> dict[str, Any]:
    status = item.get("status")
    fields = {
        "uri": _rendered(item, "guid") or item.get("link"),
        "type": "text" if item.get("type") != "attachment" else "picture",
        "pubstatus": "draft" if status in _UNWRITTEN else _POST_STATUS.get(str(status), "usable"),
        "versioncreated": _utc(item.get("modified_gmt") or item.get("date_gmt")),
        "headline": _rendered(item, "title"),
        "body_html": _rendered(item, "content"),
        "url": item.get("link"),
    }
    return {name: value for name, value in fields.items() if value}


def _rendered(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    text = value.get("rendered") if isinstance(value, dict) else None
    return text if isinstance(text, str) else ""


def _utc(time: Any) -> str:
    """A time that WordPress writes without its zone, which is Greenwich's."""
    return f"{time}Z" if isinstance(time, str) and time and not time.endswith("Z") else ""
