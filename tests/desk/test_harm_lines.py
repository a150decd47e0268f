"""What a list says of those whom an event hurt."""

from __future__ import annotations

import pytest

from stream.desk.charts.event_map import Harmed
from stream.desk.harm_lines import harm_line


def dead(number: int, victim: str, qualifier: str = "") -> Harmed:
    """Some who were killed."""
    return Harmed("killed", number, None if qualifier else number, qualifier, victim)


@pytest.mark.parametrize(
    ("harmed", "toll", "said"),
    [
        ([dead(11, "people"), Harmed("injured", 20, 20, "", "people")], "11 killed", "11 people killed; 20 people injured"),
        (
            [dead(3, "guards"), dead(5, "farmers"), dead(1, "nurse")],
            "8 killed, was 6",
            "of 8 killed: 3 guards, 5 farmers, among them 1 nurse",
        ),
        ([dead(6, "people"), dead(9, "people", "at least")], "at least 9 killed, was 6", "at least 9 people killed; earlier: 6 people killed"),
        ([dead(9, "people"), dead(2, "nurses")], "9 killed", "9 people killed; also told: 2 nurses killed"),
        ([dead(2, "nurses")], "9 killed", "2 nurses killed, where the story tells 9 killed"),
        ([dead(2, "nurses"), dead(3, "cooks")], "", "2 nurses killed; 3 cooks killed"),
        ([dead(12, "people")], "9 killed", "12 people killed"),
        ([Harmed("missing", 4, 4, "", "miners")], "9 killed", "4 miners missing"),
    ],
)  # fmt: skip
def test_the_toll_s_figure_is_first_and_parts_and_earlier_figures_are_named(
    harmed: list[Harmed], toll: str, said: str
) -> None:
    """What is no part for sure is told with the figure beside it."""
    assert harm_line(harmed, toll) == said
