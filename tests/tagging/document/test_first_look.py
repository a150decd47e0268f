from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.demo.story_files import read_stories
from stream.tagging.document.first_look import NAMES, UNREST_NAMES, FirstLook, evidence_by_word, features
from stream.tagging.tagger import Tagger

PEACEFUL = (
    "The council approved the harvest fair on Monday. Growers praised the weather and the new market hall, and the mayor "
    "promised a second bus in the summer. The fair opens on 12 June with a concert in the park."
)
WAR = "Rebel fighters shelled the town of Homs with mortars on Tuesday, killing at least 12 soldiers."


@pytest.fixture(scope="module")
def look(tagger: Tagger) -> FirstLook:
    """The packaged one."""
    return FirstLook.load(tagger.lexicon)


def test_it_lets_war_pass_and_holds_a_fair(look: FirstLook) -> None:
    """Whole or in one sentence, with a headline or without."""
    assert look.may_be("", WAR)
    assert look.may_be("Shelling kills 12", f"{WAR} {PEACEFUL}")
    assert not look.may_be("Fair is approved", PEACEFUL)
    assert not look.may_be("", "")


def test_every_story_of_the_demo_that_is_of_war_passes(look: FirstLook, learned: Tagger) -> None:
    """What the whole tagger calls relevant, version by version; and most of the others are held."""
    held = 0
    for story in read_stories():
        if story.language != "en":
            continue
        for version in story.versions:
            text = "\n\n".join(version.paragraphs)
            relevant = learned.tag(text, headline=version.headline, language="en").relevant
            passes = look.may_be(version.headline, text)
            assert passes or not relevant, version.headline
            held += not passes
    assert held > 10


@given(st.text(max_size=200))
def test_any_text_has_its_sums(text: str) -> None:
    """One of each, for text of any script: nothing is raised, nothing is negative but what speaks against."""
    war, unrest = features({}, text, text)
    assert (len(war), len(unrest)) == (len(NAMES), len(UNREST_NAMES))
    assert war[0] == unrest[0] == 1.0


def test_a_tagger_that_looks_first_says_what_it_did_not_tag(tagger: Tagger) -> None:
    """`tagged` is false, and nothing is found; what passes is tagged as it is without a first look."""
    careful = Tagger(tagger.lexicon, None, FirstLook.load(tagger.lexicon))
    skipped = careful.tag(PEACEFUL, headline="Fair is approved", language="en")
    assert (skipped.tagged, skipped.relevant, skipped.score, skipped.entities) == (False, False, 0.0, ())
    assert tagger.tag(PEACEFUL, language="en").tagged
    assert careful.tag(WAR, language="en") == tagger.tag(WAR, language="en")
    assert not careful.tag(
        "Sju civila d\u00f6dades i byn p\u00e5 tisdagen, sade milit\u00e4ren.", language="sv"
    ).tagged


def test_words_of_one_list_are_marked_once(tagger: Tagger) -> None:
    """A word may stand in several lists; evidence of more words is found by its longest word."""
    marks = evidence_by_word(tagger.lexicon)
    assert marks["killed"].lists
    assert marks["shelling"].weight > 2
