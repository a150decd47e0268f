"""The first twenty to forty words of a story, as feeds and cut pages give them, are a copy of it."""

from __future__ import annotations

import pytest

from stream.text.normalise import read_body
from stream.text.sketch import keys_in, sketch, sketch_bytes
from tests.dedup.harness import Desk, article, stories
from tests.dedup.texts import BRIDGE, BRIDGE_LEAD, HARVEST, STRIKE, prose

TAILS = (
    "", " Read more", "... Read more at gull.example", " [\u2026]", " [...] Continue reading \u2192", "\n\nRead more: Ferries",
    "\u2026 Full story", " (Read more)", " Lire la suite \u00bb", "\u2026 Weiterlesen", " Leer m\u00e1s", " Leia mais", " Continua a leggere",
    " Lees verder", " L\u00e4s mer", " Czytaj dalej", "\u2026 \u0427\u0438\u0442\u0430\u0442\u044c \u0434\u0430\u043b\u0435\u0435",
    " Devam\u0131n\u0131 oku", " \u7d9a\u304d\u3092\u8aad\u3080", " The post Footbridge falls appeared first on The Gull.",
    "\n\nSubscribe now to read the full story. Already a subscriber? Log in.",
)  # fmt: skip


def first(words: int, text: str = BRIDGE) -> str:
    """The first words of a text."""
    return " ".join(text.split()[:words])


@pytest.mark.parametrize("tail", TAILS)
def test_a_lead_with_a_link_to_the_rest_is_a_copy(tail: str) -> None:
    """Whatever the link says: the match is the agency's story."""
    desk = Desk()
    told = desk.tell(
        article(body=BRIDGE),
        article("urn:gull:1", source="Gull", headline="Footbridge falls", body=BRIDGE_LEAD + tail),
    )
    assert ["original", "copy"] == told.verdicts
    assert ("urn:harrow:1", "same_text") == (told.said[1]["match"]["uri"], told.said[1]["reason"]["rule"])


@pytest.mark.parametrize("words", [21, 22, 24, 28, 34, 39, 44])
def test_every_teaser_is_found(words: int) -> None:
    """Of sixty stories: none is missed by chance, with the dateline or without, whichever comes first."""
    for seed in range(60):
        body = f"KALVEN, May 4 (Harrow) - {prose(5000 + seed, 200)}"
        whole = article(f"urn:harrow:{seed}", body=body)
        for skip in (0, 5):
            text = f"{' '.join(body.split()[skip : skip + words])} ... Read more"
            teaser = article(f"urn:gull:{seed}", source="Gull", headline="Another", body=text)
            for feed, second in (((whole, teaser), "copy"), ((teaser, whole), "update")):
                desk = Desk()
                assert ["original", second] == desk.tell(*feed).verdicts
                assert 1 == len(stories(desk.state))


def test_fewer_than_twenty_words_are_no_copy() -> None:
    """A sentence that many quote: below the shared words that a copy needs."""
    desk = Desk()
    assert ["original", "original"] == desk.tell(
        article(body=BRIDGE), article("urn:gull:1", source="Gull", headline="B", body=first(17))
    ).verdicts


def test_teasers_of_two_stories_are_two() -> None:
    """Each teaser finds its own story."""
    desk = Desk()
    feed = [article(f"urn:harrow:{at}", body=body) for at, body in enumerate((BRIDGE, HARVEST, STRIKE))]
    feed += [
        article(f"urn:gull:{at}", source="Gull", headline="News", body=f"{first(30, body)} ... Read more")
        for at, body in enumerate((BRIDGE, HARVEST, STRIKE))
    ]
    said = desk.tell(*feed).said
    assert [None] * 3 + ["urn:harrow:0", "urn:harrow:1", "urn:harrow:2"] == [
        one["match"] and one["match"]["uri"] for one in said
    ]


def test_one_teaser_of_two_outlets_is_one_story() -> None:
    """Before the agency's story is known, the second outlet's teaser is a copy of the first's, its headline another."""
    desk = Desk()
    one, other = (
        article(f"urn:{name}:1", source=name, headline=name, body=first(33)) for name in ("gull", "tern")
    )
    assert ["original", "copy"] == desk.tell(one, other).verdicts


def test_any_twenty_words_of_the_lead_share_a_key() -> None:
    """Wherever twenty words of the first 38 begin, they have a key in common with the whole."""
    for seed in range(40):
        words = read_body(prose(9000 + seed, 300)).words
        whole = set(keys_in(sketch_bytes(sketch(words))).tolist())
        for start in range(19):
            part = keys_in(sketch_bytes(sketch(words[start : start + 20])))
            assert whole.intersection(part.tolist())


def test_words_of_a_link_within_a_text_stay() -> None:
    """Only what ends the text is the link to its rest."""
    body = "All. Read more, she told the class of 4. They did. By June most could read more than the board asked."
    assert len(body.split()) == len(read_body(body).words)


TEASER = article("urn:gull:1", source="Gull", headline="Footbridge falls", body=f"{first(30)} ... Read more")


def test_the_whole_story_behind_its_teaser_is_news() -> None:
    """It reaches the desk, in the same story, and says whose teaser came before; what copies it copies the whole."""
    desk = Desk()
    copy = article("urn:tern:1", source="Tern", body=BRIDGE)
    told = desk.tell(TEASER, article(body=BRIDGE), copy)
    assert ["original", "update", "copy"] == told.verdicts
    assert ("fuller_text", "urn:gull:1") == (told.said[1]["reason"]["rule"], told.said[1]["match"]["uri"])
    assert "urn:harrow:1" == told.said[2]["match"]["uri"]
    assert 1 == len(stories(desk.state))


def test_a_kill_of_the_whole_story_names_the_teaser_that_came_before() -> None:
    """The outlet carries a part of it: of two texts the whole one is the item's own."""
    desk = Desk()
    desk.tell(TEASER, article(body=BRIDGE))
    told = desk.tell(article(version="2", pubstatus="canceled", body="", headline="KILL", language="en"))
    assert ["urn:gull:1"] == [copy["uri"] for copy in told.notice("kill")["copies"]]


def test_a_second_whole_story_is_a_copy() -> None:
    """Once the whole is known, nothing that adds nothing to it is news."""
    desk = Desk()
    other = article("urn:tern:1", source="Tern", body=f"{BRIDGE}\n\nTern has asked the ministry.")
    assert ["original", "update", "copy"] == desk.tell(TEASER, other, article(body=BRIDGE)).verdicts


def test_the_whole_story_behind_a_killed_teaser_is_no_news() -> None:
    """What its source killed is not enriched because somebody has more of it."""
    desk = Desk()
    alert = article(body=first(30), headline="Footbridge")
    killed = article(version="2", pubstatus="canceled", body="", headline="KILL", language="en")
    whole = article("urn:tern:1", source="Tern", body=BRIDGE)
    assert ["original", "kill", "copy"] == desk.tell(alert, killed, whole).verdicts


def test_a_story_of_which_the_teaser_is_less_than_half_is_news() -> None:
    """A desk that had the lead has not had the rest."""
    desk = Desk()
    whole = " ".join(BRIDGE.split()[:70])
    assert ["original", "update"] == desk.tell(TEASER, article(body=whole)).verdicts
