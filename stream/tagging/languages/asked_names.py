"""What the engine asks of a gazetteer: the places, and the names of persons and bodies, in a text of a language."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from stream.model.tags import EntityType


class FoundName(NamedTuple):
    """A place (PLACE), person (PERSON) or body (ORGANISATION) in a text: characters `start` to `end`, and where it is.

    The fields from `latitude` on are those of `stream.model.tags.Place`; for a person or body they stay empty.
    """

    kind: EntityType
    start: int
    end: int
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    admin1: str = ""
    geonames_id: int | None = None
    precision: str = "unresolved"
    acting: bool = False


class PlaceFinder(Protocol):
    """Finds names in a text of a language; in order, none overlap."""

    def __call__(self, text: str, language: str) -> tuple[FoundName, ...]:
        """The names in a text; no names if the language has no gazetteer."""


def no_places(text: str, language: str) -> tuple[FoundName, ...]:  # noqa: ARG001 - the protocol's
    """The finder when the package has no gazetteer: it finds nothing."""
    return ()
