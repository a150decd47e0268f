"""Who an article is: its lineage key, the digest of its content, and its id."""

from __future__ import annotations

import re
from typing import Final

import xxhash

from stream.model.uris import item_uri

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, section 3.1
_SEED: Final = 0x77697265  # fixed for ever: ids are kept in changelogs and by consumers
_UNIT: Final = "\x1f"  # ASCII unit separator: no field of a wire item holds it, so parts cannot run together


def identity(uri: str, source: str) -> str:
    """The lineage key: the uri itself if it is global (has a scheme), else the uri within its source."""
    return uri if _SCHEME.match(uri) else f"{source}:{uri}"


def keys_of(uri: str, source: str) -> tuple[str, ...]:
    """The lineage keys that an item may have which another one of this source names by its uri."""
    return tuple(
        dict.fromkeys(name for each in (uri, item_uri(uri, "")) for name in (each, f"{source}:{each}"))
    )


def digest(pubstatus: str, headline: str, body: str, ednote: str, embargo: str) -> str:
    """32 hex digits of xxh3-128: equal for two deliveries of the same content."""
    return xxhash.xxh3_128_hexdigest(_bytes(pubstatus, headline, body, ednote, embargo), _SEED)


def article_id(lineage: str, version: str, content: str) -> str:
    """16 hex digits of xxh3-64 over lineage key, version and digest: the same for every redelivery."""
    return xxhash.xxh3_64_hexdigest(_bytes(lineage, version, content), _SEED)


def exact(tokens: list[str]) -> str:
    """16 hex digits for a text too short to sketch: equal for the same normalised words, "" for none."""
    return xxhash.xxh3_64_hexdigest(_bytes(*tokens), _SEED) if tokens else ""


def _bytes(*parts: str) -> bytes:
    return _UNIT.join(parts).encode("utf-8")
