"""Which other items a JSON item names, and as what: in fields of its own, in associations and in links.

`evolvedfrom` is ninjs's name; Superdesk's own records have `rewrite_of`, and flat records have what their newsroom's
ingest writes. An association or link says in `rel` (or `role`, `name`, `type`) what the other item is to this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from stream.intake.draft import line

EVOLVED: Final = ("evolvedfrom", "evolvedFrom", "evolved_from", "rewrite_of")
REPLACED: Final = ("replacing", "replaces")
# The lists of other items, by what feeds call them.
_LISTS: Final = (
    "associations",
    "links",
    "link",
    "related",
    "relations",
    "related_items",
    "references",
    "refers_to",
)
# Fields of which each names one item, or several, that a kill may mean.
_NAMING: Final = re.compile(
    r"(?i)(?:killed|withdrawn|retracted|cancell?ed|original|corrected|corrects|kills|withdraws|target|parent|previous|"
    r"predecessor|superseded|supersedes|replaced)_?(?:item|story|article)?_?(?:uri|id|guid|item|of)?"
)
_ADDRESSES: Final = ("uri", "guid", "href", "residref", "target", "id", "url")
_ROLES: Final = ("rel", "role", "name", "type")
_EVOLVED_ROLE: Final = re.compile(
    r"(?i).*evolved_?from|(?:.*[:/#])?(?:predecessor|rewrite_?of|supersedes|previous_?version)"
)
# What an item says of another one that it kills or corrects.
_MEANT_ROLE: Final = re.compile(
    r"(?i)kill|withdr|retract|cancel|correct|replac|evolved|original|predecessor|supersede"
)
# What says that another item is something else: what to read or see beside it.
_OTHER_ROLE: Final = re.compile(
    r"(?i)\b(?:self|see|related|more|next|up|alternate|canonical|picture|photo|image|graphic|video|audio|media|featuremedia|embedded?|gallery|thumbnail)"
)
_MOST: Final = 40  # items that one names: what lists more is a package


def evolved_from(fields: Mapping[str, Any]) -> Iterator[str]:
    """The uris of the items that an item is the next version of, under a name of its own."""
    for name in EVOLVED:
        yield from _names(fields.get(name))
    for roles, uri in _linked(fields):
        if any(map(_EVOLVED_ROLE.fullmatch, roles)):
            yield uri


def replaced(fields: Mapping[str, Any]) -> Iterator[str]:
    """The uris of earlier versions of an item, where each version has its own: TT's `replacing`."""
    for name in REPLACED:
        yield from _names(fields.get(name))


def named(fields: Mapping[str, Any], *addresses: str) -> tuple[str, ...]:
    """The uris of the items that a kill, hold or correction names in its fields and in the queries of its addresses."""
    found = [uri for roles, uri in _linked(fields) if any(map(_MEANT_ROLE.search, roles))]
    for name, value in fields.items():
        if _NAMING.fullmatch(name):
            found += _names(value)
    for address in addresses:
        found += _in_query(address)
    return tuple(list(dict.fromkeys(found))[:_MOST])


def linked(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The uris of the items that an item only links, not saying as what: it may mean them, and they may be read beside it."""
    found = [uri for roles, uri in _linked(fields) if not any(map(_OTHER_ROLE.search, roles))]
    return tuple(list(dict.fromkeys(found))[:_MOST])


def _names(value: Any) -> Iterator[str]:
    """Uris in a field that holds one, an object with one, or a list of either."""
    for each in value if isinstance(value, list) else [value]:
        uri = _address(each) if isinstance(each, dict) else line(each)
        if uri:
            yield uri


def _linked(fields: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each linked item with what it is called."""
    for name in _LISTS:
        value = fields.get(name)
        entries = (
            [*value.items()]
            if isinstance(value, dict) and not _address(value)
            else [("", each) for each in (value if isinstance(value, list) else [value])]
        )
        for key, each in entries:
            if isinstance(each, dict):
                uri = _address(each)
                roles = (key or "", *(line(each.get(role)) for role in _ROLES))
            else:
                uri, roles = line(each), (key,)
            if uri:
                yield roles, uri


def _address(entry: Mapping[str, Any]) -> str:
    return next((uri for name in _ADDRESSES if (uri := line(entry.get(name)))), "")


def _in_query(address: str) -> Iterator[str]:
    """Ids in the parameters of an address: `https://news.example/kill?item=urn:n:1`."""
    if "?" not in address:
        return
    try:
        query = urlsplit(address).query
    except ValueError:  # a broken IPv6 address
        return
    for _, value in parse_qsl(query, max_num_fields=None):
        if value:
            yield value
