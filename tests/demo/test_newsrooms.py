"""Names on stage."""

from __future__ import annotations

import pytest

from stream.demo.newsrooms import AGENCY_NAMES, agency_named


@pytest.mark.parametrize("name", ["Lantern Wire", "lantern", " LANTERN "])
def test_an_agency_answers_to_any_of_its_names(name: str) -> None:
    """Full name, short name and key mean the same agency."""
    assert agency_named(name) == "Lantern Wire"


def test_an_outlet_is_no_agency() -> None:
    """Outlets and strangers have no agency's name."""
    assert agency_named("Daily Mercury") == ""
    assert agency_named("") == ""


def test_sources_sign_with_their_names() -> None:
    """The settings hold the agencies."""
    assert AGENCY_NAMES == ("Lantern Wire", "Meridian News Agency", "Corvus Press", "Kestrel", "SABLE")
