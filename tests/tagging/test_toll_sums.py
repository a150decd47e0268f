from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import TollPart
from stream.tagging.tagger import Tagger


def tolls(learned: Tagger, text: str) -> dict[str, int | None]:
    """Kind to lower bound, or the upper where there is no lower."""
    told = learned.tag(text, date=date(2030, 5, 13)).tolls
    return {toll.kind: toll.minimum if toll.minimum is not None else toll.maximum for toll in told}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three policemen and a driver were killed in the blast.", {"killed": 4}),
        ("The shelling killed four children, their father and two nurses.", {"killed": 7}),
        ("A father and his two sons died in the raid.", {"killed": 3}),
        ("Gunmen killed a judge and his wife.", {"killed": 2}),
        ("A couple and their three children were killed.", {"killed": 5}),
        ("The strike killed a family of seven in Torvik.", {"killed": 7}),
        ("An ambush killed a patrol of six soldiers.", {"killed": 6}),
        ("Five soldiers, two policemen and a child died.", {"killed": 8}),
        ("The bomb wounded nine soldiers and 11 farmers.", {"injured": 20}),
        ("At least ten rebels and two soldiers were killed.", {"killed": 12}),
        ("The attack killed two teachers and wounded six pupils and a guard.", {"killed": 2, "injured": 7}),
        ("Rebels kidnapped three nurses and a doctor.", {"captured": 4}),
        ("Two sisters and their grandmother were shot dead.", {"killed": 3}),
    ],
)
def test_those_counted_by_kind_add_up(learned: Tagger, text: str, expected: dict[str, int]) -> None:
    """A toll is all victims of the incident: two soldiers and five civilians are seven."""
    assert tolls(learned, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 people, including five children.", {"killed": 12}),
        ("Nine villagers, three of them women, were killed.", {"killed": 9}),
        ("Seven people, two soldiers and five civilians, were killed.", {"killed": 7}),
        ("Fifteen people were killed, among them four nurses.", {"killed": 15}),
        ("The raid killed 20 militants, half a dozen of them commanders.", {"killed": 20}),
    ],
)
def test_parts_are_not_added_to_their_whole(learned: Tagger, text: str, expected: dict[str, int]) -> None:
    """What is included is counted once."""
    assert tolls(learned, text) == expected


def test_a_sum_shows_its_parts(learned: Tagger) -> None:
    """Each description with its count."""
    (toll,) = learned.tag("Two soldiers and five civilians were killed in the ambush.").tolls
    assert toll.parts == (TollPart("soldiers", 2, 2), TollPart("civilians", 5, 5))


@pytest.mark.parametrize(
    "text",
    [
        "The army denied that nine soldiers had died in the raid.",
        "The exercise simulated a blast in which 40 people died.",
        "Reports that 15 policemen were killed are false, the ministry said.",
        "The rebels did not kill 12 farmers, their leader said.",
        "In the film, 300 soldiers are killed in a siege.",
        "A ceremony marked the anniversary of the raid that killed 90 people.",
        "It is 30 years since the massacre of 800 villagers.",
        "The ministry rejected claims that its jets had killed 20 civilians.",
        "If the dam breaks, 5,000 people could be killed.",
        "The rebels' claim to have killed 30 soldiers is baseless, the army said.",
        "In the video game players killed 50 zombies and 12 soldiers.",
        "No one was killed, contrary to reports of 12 dead.",
        "The veteran remembered the battle in which 200 men were killed.",
        "The agency saved the lives of 40 villagers.",
    ],
)
def test_a_toll_that_is_no_toll(learned: Tagger, text: str) -> None:
    """Denied, rehearsed, played or remembered: not the toll of this text."""
    assert tolls(learned, text) == {}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Six miners lost their lives in the attack.", 6),
        ("The raid claimed nine lives.", 9),
        ("The bombing claimed the lives of 14 people.", 14),
        ("Bandits gunned down five traders.", 5),
        ("Seven farmers were hacked to death.", 7),
        ("The clashes resulted in 11 deaths.", 11),
        ("The ambush left eight dead.", 8),
        ("Four soldiers were mown down at a checkpoint.", 4),
        ("Three hostages were put to death.", 3),
        ("The shelling left 5-7 villagers dead.", 5),
        ("The attacker killed himself and two guards.", 2),
        ("There were 12 fatalities.", 12),
        ("Militants shot dead four nurses.", 4),
        ("Ten recruits met their deaths in the ambush.", 10),
        ("Two men succumbed to their injuries.", 2),
        ("Nine rebels were wiped out in the raid.", 9),
        ("The siege cost 60 lives.", 60),
        ("Police said 13 people had perished.", 13),
    ],
)
def test_everyday_words_for_being_killed(learned: Tagger, text: str, killed: int) -> None:
    """In more than one word, as nouns, in headlines."""
    assert tolls(learned, text).get("killed") == killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floods of refugees: 3.5 million people were displaced by the war.", {"displaced": 3_500_000}),
        ("About 1.5 lakh residents were displaced.", {"displaced": 150_000}),
        ("The fighting displaced two crore people.", {"displaced": 20_000_000}),
        ("The siege killed 12 000 people.", {"killed": 12_000}),
        ("The raid killed a score of militants.", {"killed": 20}),
        ("Half a dozen soldiers were killed.", {"killed": 6}),
        ("Half a million people were displaced by the clashes.", {"displaced": 500_000}),
        ("Shells killed a couple of farmers.", {"killed": 2}),
        ("Clashes displaced 2,50,000 villagers.", {"displaced": 250_000}),
        ("Bombs killed several soldiers.", {}),
        ("Five to six lakh people were displaced.", {"displaced": 500_000}),
        ("The strike killed a dozen or so fighters.", {"killed": 12}),
    ],
)
def test_numerals_of_the_news(learned: Tagger, text: str, expected: dict[str, int]) -> None:
    """Millions, lakhs, crores, spaced thousands and words; "several" has no number."""
    assert tolls(learned, text) == expected
