"""Where the count of a telling word stands, and what bends a count."""

from __future__ import annotations

import pytest

from tests.tagging.languages.told import Count, actors, counts, events


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ar", "فقد ثلاثة في الانهيار", [("missing", 3, 3)]),
        ("ar", "فقد خمسة صيادين قبالة الساحل.", [("missing", 5, 5)]),
        ("ar", "وفقد عشرون شخصا إثر انهيار المبنى.", [("missing", 20, 20)]),
        ("ar", "فقد قال الوزير إن ثلاثة قتلوا.", [("killed", 3, 3)]),
        ("ar", "فقد قتل ثلاثة.", [("killed", 3, 3)]),
        ("ar", "فقد 13 مدنيا حياتهم في القصف.", [("killed", 13, 13)]),
        ("de", "Der Angriff kostete sieben Menschen das Leben.", [("killed", 7, 7)]),
        ("de", "Der Umbau kostete sieben Millionen.", []),
        ("es", "Siguen sin aparecer cinco pescadores.", [("missing", 5, 5)]),
        ("fr", "Cinq pêcheurs sont toujours introuvables.", [("missing", 5, 5)]),
    ],
)
def test_a_word_tells_of_the_count_that_it_stands_beside(language: str, text: str, told: list[Count]) -> None:
    """Arabic "went missing" is a particle where no count follows; what something cost is people only where people are counted."""
    assert counts(language, text) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ru", "Число жертв удара выросло до 15.", [("killed", 15, 15)]),
        ("uk", "Кількість жертв удару зросла до 15.", [("killed", 15, 15)]),
        ("ru", "Убито до 15 боевиков.", [("killed", None, 15)]),
        ("ar", "قتل ما بين 20 و30 مسلحا.", [("killed", 20, 30)]),
        ("pt", "Foram disparados 40 projéteis de 122 milímetros e uma pessoa morreu.", [("killed", 1, 1)]),
    ],
)
def test_a_toll_that_rose_has_its_end_as_its_number(language: str, text: str, told: list[Count]) -> None:
    """What a toll rose to is no bound; a range may be written with a clitic; calibres count nobody."""
    assert counts(language, text) == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Военное положение и военные действия обсудили на совещании."),
        ("uk", "Воєнний стан і військові навчання обговорили на нараді."),
        ("es", "La operación militar y el golpe militar centraron la reunión."),
        ("fr", "Les dépenses militaires ont dominé la réunion."),
        ("pt", "O golpe militar dominou a reunião."),
    ],
)
def test_an_attribute_of_a_thing_is_nobody(language: str, text: str) -> None:
    """What is military before an operation, a law or a budget is no force that acts."""
    assert not [one for one in actors(language, text) if one[0] == "STATE_FORCES"]


def test_what_is_shot_down_was_nobody() -> None:
    """French has one word for people shot and drones shot down: what it struck tells which."""
    assert events("fr", "La défense a abattu cinq drones.") == [("Disrupted weapons use", "", "")]
    assert [one[0] for one in events("fr", "Les rebelles ont abattu cinq civils.")] == ["Attack"]
