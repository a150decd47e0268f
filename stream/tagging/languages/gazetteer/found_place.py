"""What is said of a place in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place name in a text: `text[start:end]`, offsets in characters, without clitics and class words.

    `name` is the canonical English name, `country` ISO 3166 alpha-3 ("" where it lies in none or in several), `lat` and
    `lon` degrees. `precision` is `town`, `province`, `district`, `country` or `region`; it is `unresolved` for what reads
    like a place that no table has: then there is no coordinate and `geonameid` is 0. `adjective` says that the place is
    named by its adjective ("киевский"), which may be the nationality of somebody.
    """

    start: int
    end: int
    geonameid: int
    name: str
    country: str
    lat: float | None
    lon: float | None
    precision: str
    adjective: bool = False
