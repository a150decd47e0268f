from __future__ import annotations

import pytest

from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.lexicon.lexicon import Lexicon


def test_a_name_leads_to_all_its_places(lexicon: Lexicon) -> None:
    """The town and the province of one name, the town with its size and GeoNames id."""
    found = {place.division: place for place in lexicon.gazetteer.lookup("deir al zor")}
    assert found[False].population == pytest.approx(239_000, rel=0.2)
    assert (found[True].country, found[True].admin1) == ("SYR", "Deir ez-Zor")


def test_an_unknown_name_leads_nowhere(lexicon: Lexicon) -> None:
    """No place, no error."""
    assert lexicon.gazetteer.lookup("qervedatolsham") == ()
    assert "qervedatolsham" not in lexicon.gazetteer


def test_countries_know_their_neighbours(lexicon: Lexicon) -> None:
    """By alpha-3 codes, as everywhere."""
    assert {"IRQ", "TUR", "LBN"} <= lexicon.gazetteer.countries["SYR"].neighbours


@pytest.mark.parametrize(("other", "distance"), [((48.8566, 2.3522), 344.0), ((51.5074, -0.1278), 0.0)])
def test_distances_are_great_circles(other: tuple[float, float], distance: float) -> None:
    """London to Paris is 344 km."""
    assert kilometres(51.5074, -0.1278, *other) == pytest.approx(distance, abs=1)
