from __future__ import annotations

from stream.pipeline.gazetteer_towns import GazetteerTowns
from stream.tagging.lexicon.lexicon import Lexicon

WORLD = (-180.0, -90.0, 180.0, 90.0)
IRAQ = (39.0, 29.0, 48.5, 37.4)


def test_the_biggest_towns_of_a_box_come_first() -> None:
    """As many as are asked for; closer, smaller ones are among them."""
    towns = GazetteerTowns()
    assert {"Shanghai", "Lagos", "Cairo"} <= {name for name, _, _ in towns(WORLD, 40)}
    far, near = ([name for name, _, _ in towns(box, 8)] for box in (IRAQ, (42.0, 36.0, 43.5, 37.0)))
    assert far[0] == "Baghdad"
    assert "Mosul" in far
    assert "Mosul" in near
    assert set(near) - {name for name, _, _ in towns(IRAQ, 30)}
    assert 8 == len(far)


def test_they_stand_where_the_tagger_has_them() -> None:
    """In the box, and no province among them."""
    towns = GazetteerTowns()(IRAQ, 500)
    assert all(IRAQ[0] <= east <= IRAQ[2] and IRAQ[1] <= north <= IRAQ[3] for _, east, north in towns)
    gazetteer = Lexicon.load().gazetteer
    (mosul,) = [place for place in gazetteer.lookup("mosul") if not place.division and place.country == "IRQ"]
    assert (mosul.name, mosul.longitude, mosul.latitude) in towns
