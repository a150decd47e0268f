"""The packaged gazetteer as the engine asks it: every place of a text with what a record says of one."""

from __future__ import annotations

from typing import Final

from stream.model.tags import EntityType
from stream.tagging.languages.asked_names import FoundName
from stream.tagging.languages.gazetteer.place_finder import find_places

# How a record names the precision of a place of the gazetteer.
_PRECISIONS: Final = {"town": "point", "province": "admin1", "district": "admin2"}
_WIDE: Final = frozenset({"country", "region"})


def packaged_names(text: str, language: str) -> tuple[FoundName, ...]:
    """The places of a text. A country named by its adjective ("Syrian") is `acting`: whose somebody is, never where something was.

    A town's adjective says where: "the Petersburg supermarket".

    Raises:
        StopError: when the packaged file is missing or damaged.
    """
    return tuple(
        FoundName(
            EntityType.PLACE,
            place.start,
            place.end,
            place.name,
            place.lat,
            place.lon,
            place.country,
            "",
            place.geonameid or None,
            _PRECISIONS.get(place.precision, place.precision),
            place.adjective and place.precision in _WIDE,
        )
        for place in find_places(text, language)
    )
