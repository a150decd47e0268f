"""What keeps a count and a telling word apart."""

from __future__ import annotations

from stream.tagging.languages.harm_words import find_tellings
from stream.tagging.languages.language_data import load_language
from stream.tagging.languages.pair_costs import most_cost, pair_cost
from stream.tagging.languages.quantities import find_quantities
from stream.tagging.languages.sense_map import read_senses


def _cost(text: str) -> tuple[float, float]:
    senses = read_senses(text, load_language("es"))
    stop = len(senses.words.forms)
    tellings = find_tellings(senses, 0, stop)
    quantities = find_quantities(senses, 0, stop)
    cost = pair_cost(senses, quantities[0], tellings[0], tellings, quantities, set(), toll=False)
    return cost, most_cost(quantities[0])


def test_a_count_in_its_word_costs_nothing() -> None:
    """The noun counted is the telling word itself."""
    assert _cost("doce muertos")[0] == 0.0


def test_words_marks_and_clauses_between_them_cost() -> None:
    """The further away a count is, the less it is of that word."""
    near, far = _cost("doce vecinos murieron")[0], _cost("doce vecinos, cuando el puente cayera, murieron")[0]
    assert near < far


def test_people_may_stand_further_than_a_bare_number() -> None:
    """A count of people belongs to a casualty before one of an unknown noun does."""
    assert _cost("doce vecinos murieron")[1] > _cost("doce vates murieron")[1]
