"""A place in the name of who acts."""

from __future__ import annotations

from stream.model.tags import EntityType, Place
from tests.tagging.languages.told import tagged


def _places(language: str, text: str) -> list[tuple[str, bool]]:
    return [(one.name, one.acting) for one in tagged(language, text).entities if isinstance(one, Place)]


def test_a_place_in_a_partys_name_acts() -> None:
    """Nothing happened in a country whose army is named; where something happened is none of who acts."""
    assert _places("es", "El ejército de Colombia entró en Cali.") == [("Colombia", True), ("Cali", False)]


def test_a_place_in_the_capitals_of_a_body_is_none() -> None:
    """The name of a body in Latin letters is told by its capitals alone."""
    found = tagged("es", "La Fundación Cali Nueva abrió ayer.").entities
    assert [one.type for one in found if one.type in {EntityType.PLACE, EntityType.ORGANISATION}] == [
        EntityType.ORGANISATION
    ]
