"""JSON that holds several items: the wrappers of AP's and the BBC's interfaces, and plain arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

# An object with one of these is an item itself, whatever lists it carries.
OF_AN_ITEM: Final = frozenset(
    {"uri", "guid", "headline", "headlines", "headLine", "body", "bodies", "type", "standard"}
)
# Under which names an object lists its items: AP's feed, the BBC's LDRS, Superdesk's content interface, and search servers.
_LISTS: Final = ("items", "item", "_items", "results", "articles", "hits", "docs")
_DEEPEST: Final = 4  # wrappers in one another: AP's `data.items[].item` are three


def items_in(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The items of a JSON value with their paths, "" for a value that is the item itself."""
    inner = list(_within(value, path)) if depth < _DEEPEST else []
    if not inner:
        yield path, value
    for where, each in inner:
        yield from items_in(each, where, depth + 1)


def _within(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield from ((f"{path}[{at}]", each) for at, each in enumerate(value))
    elif isinstance(value, dict) and OF_AN_ITEM.isdisjoint(value):
        for name in ("data", "_source"):
            if isinstance(value.get(name), dict):
                yield _below(path, name), value[name]
                return
        for name in _LISTS:
            if isinstance(value.get(name), dict) or _are_items(value.get(name)):
                yield _below(path, name), value[name]
                return


def _are_items(value: Any) -> bool:
    return isinstance(value, list) and (not value or any(isinstance(each, dict) for each in value))


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
