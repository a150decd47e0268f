from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Conflict

BATTLE = (
    "Rebels attacked the Malian army near Gao on Friday, killing 12 soldiers with mortar fire. "
    "The army launched air strikes in reply and fighting went on in Mali overnight."
)


def test_armed_conflict_and_its_parents(tag: Callable[..., Conflict]) -> None:
    """A battle is armed conflict; a state's army against a group at home is civil war, and that is war."""
    conflict = tag(BATTLE)
    assert conflict.relevant
    assert {"medtop:20000056", "medtop:20000062", "medtop:20000063"} <= set(conflict.media_topics)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Rebels and the army signed a ceasefire after clashes; peace talks go on.", "medtop:20000076"),
        ("A car bombing by militants killed 9 people, an act of terrorism.", "medtop:20000055"),
        (
            "Soldiers seized power in a coup; troops clashed with guards and 5 soldiers died.",
            "medtop:20000070",
        ),
        ("Peacekeepers were attacked by rebels, who killed 4 peacekeepers.", "medtop:20000059"),
    ],
)
def test_topics_by_their_words(tag: Callable[..., Conflict], text: str, topic: str) -> None:
    """What the text tells of beside the fighting."""
    assert topic in tag(text).media_topics


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot twice and the defence was under attack all season; fans saw the coach battle for the league.",
        "Supermarkets fight a price war; shares fell as retailers attack margins and analysts fear a bidding war.",
        "The film is a war story: its actor plays a sniper, and the director's battle scenes thrill the box office.",
        (
            "The film follows rebels who ambush soldiers and fire rockets; its actor, the director's war scenes and the "
            "orchestra thrill the festival before the premiere, and the box office expects a sequel."
        ),
        "The council met on Friday to discuss the new library and its opening hours.",
        "",
    ],
)
def test_sport_trade_and_film_are_no_conflict(tag: Callable[..., Conflict], text: str) -> None:
    """They borrow its words; nothing is told of topics then."""
    conflict = tag(text)
    assert (conflict.relevant, conflict.media_topics) == (False, ())


def test_the_score_is_a_share(tag: Callable[..., Conflict]) -> None:
    """Between 0 and 1, and higher with a headline that says plainly what the body only hints at."""
    quiet = "The dead were taken to the town of Gao on Friday, and the road stays closed."
    body = tag(quiet).score
    both = tag(quiet, headline="Rebels shell army column, killing 12").score
    assert body is not None
    assert both is not None
    assert 0 < body < 0.5 < both < 1
