"""The mutations of republishers: each does what it says, and none loses the text."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stream.demo import republish
from stream.demo.day_items import wire_text
from stream.demo.newsrooms import AGENCIES, OUTLETS
from stream.demo.story_files import PlannedStory, read_stories
from tests.demo.sharing import containment

LANTERN = AGENCIES["lantern"]
STORIES = [story for story in read_stories() if story.source in AGENCIES]


def dice(seed: int) -> Random:
    """Seeded dice."""
    return Random(seed)  # noqa: S311 - dice, not a secret


@given(
    story=st.sampled_from([story for story in STORIES if story.language != "zh"]),
    outlet=st.sampled_from(list(OUTLETS.values())),
    seed=st.integers(0, 10_000),
)
def test_any_page_still_carries_most_of_its_text_from_the_wire(
    story: PlannedStory, outlet: object, seed: int
) -> None:
    """Whatever the outlet and the dice, at least 0.55 of the page's shingles are the agency's.

    Shingles are of words between blanks: of Chinese, which no outlet carries, they say nothing.
    """
    assert isinstance(outlet, type(OUTLETS["daily-mercury"]))
    text = wire_text(story, story.versions[0])

    page = republish.republished(text, AGENCIES[story.source], outlet, dice(seed))

    assert containment(page, text) >= 0.55


def test_a_page_is_the_same_for_the_same_dice() -> None:
    """The dice are passed in: nothing else is random."""
    text = wire_text(STORIES[0], STORIES[0].versions[0])
    pages = [republish.republished(text, LANTERN, OUTLETS["newsharbour"], dice(7)) for _ in range(2)]

    assert pages[0] == pages[1]


def test_a_dateline_names_place_date_and_agency() -> None:
    """The agency's first paragraph opens as wires do."""
    text = republish.dateline(LANTERN, "PORT ESK", "March 17", ("It rained.", "It stopped."))

    assert text == ("PORT ESK, March 17 (Lantern) - It rained.", "It stopped.")


def test_the_dateline_becomes_a_dash() -> None:
    """An outlet that strips the credit leaves the place and a dash."""
    page = republish.with_credit(
        ["PORT ESK, March 17 (Lantern) - It rained."], LANTERN, OUTLETS["tamar-post"]
    )

    assert page == ["PORT ESK — It rained."]


def test_the_credit_moves_behind_told() -> None:
    """`Hoyt said` becomes `Hoyt told Lantern`, once."""
    page = republish.with_credit(
        ["OSK, March 17 (Lantern) - Gone.", '"They left," Hoyt said. "All," Hoyt said.'],
        LANTERN,
        OUTLETS["north-dispatch"],
    )

    assert page == ["OSK — Gone.", '"They left," Hoyt told Lantern. "All," Hoyt said.']


def test_the_credit_becomes_a_sign_off() -> None:
    """The last paragraph ends with the agency's short name behind a dash."""
    page = republish.with_credit(["A.", "B."], LANTERN, OUTLETS["daily-mercury"])

    assert page == ["A.", "B. — Lantern"]


def test_the_credit_becomes_a_byline_or_a_copyright_line() -> None:
    """Some outlets name the agency in a line of its own, above or below."""
    above = republish.with_credit(["A."], LANTERN, OUTLETS["harbour-gazette"])
    below = republish.with_credit(["A."], LANTERN, OUTLETS["kalen-courier"])

    assert above == ["By Lantern Wire", "A."]
    assert below == ["A.", "© 2026 Lantern Wire. All rights reserved."]


def test_hyphenation_breaks() -> None:
    """A hyphen gains a space, a long word breaks in the middle."""
    assert republish.broken("self-styled government", 1.0, dice(1)) == "self- styled gover- nment"
    assert republish.broken("self-styled government", 0.0, dice(1)) == "self-styled government"


def test_quotes_curl() -> None:
    """Opening and closing quotes turn the right way, apostrophes too."""
    assert republish.curly('"Don\'t," he said.') == "“Don\u2019t,” he said."


@given(seed=st.integers(0, 1000), least=st.floats(0.2, 1.0))
def test_trimming_keeps_the_lead_and_enough_words(seed: int, least: float) -> None:
    """The first paragraph stays, order stays, and no copy falls below the size that is compared by its text."""
    paragraphs = STORIES[0].versions[0].paragraphs

    kept = republish.shortened(paragraphs, least, dice(seed))

    assert paragraphs[0] == kept[0]
    assert kept == [paragraph for paragraph in paragraphs if paragraph in kept]
    assert sum(len(paragraph.split()) for paragraph in kept) >= republish.MIN_WORDS


@given(seed=st.integers(0, 1000))
def test_joining_loses_no_word(seed: int) -> None:
    """Paragraphs run together without a word lost or moved."""
    paragraphs = STORIES[0].versions[0].paragraphs

    assert " ".join(paragraphs) == " ".join(republish.joined(paragraphs, 0.5, dice(seed)))


def test_house_style_replaces_words() -> None:
    """Every known word is replaced when the chance is one, and none when it is nought."""
    assert (
        republish.edited("about 40 kilometers, more than 3 percent", 1.0, dice(1))
        == "some 40 kilometres, over 3 per cent"
    )
    assert republish.edited("about 40 kilometers", 0.0, dice(1)) == "about 40 kilometers"


@given(seed=st.integers(0, 200))
def test_a_headline_loses_its_marks(seed: int) -> None:
    """No copy's headline says UPDATE or CORRECTED: to its outlet it is news."""
    headline = republish.rehearsed(
        "CORRECTED-UPDATE 1-Fighters seize key bridge near Port Esk - residents",
        OUTLETS["daily-mercury"],
        dice(seed),
    )

    assert headline.casefold().startswith("fighters seize key bridge")
    assert "residents" not in headline.casefold()


def test_furniture_goes_around_the_text() -> None:
    """Head and tail lines stand outside, the interruption inside."""
    outlet = OUTLETS["newsharbour"]

    page = republish.furnished(["One.", "Two.", "Three."], outlet, dice(3))

    assert outlet.head == page[: len(outlet.head)]
    assert outlet.tail == page[-len(outlet.tail) :]
    assert set(outlet.between) <= set(page)
