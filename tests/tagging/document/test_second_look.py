"""What the second look holds can never come out as relevant; much of what the first look lets pass is held."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.demo.story_files import read_stories
from stream.tagging.document import second_look
from stream.tagging.document.first_look import FirstLook
from stream.tagging.lexicon.matcher import match
from stream.tagging.lexicon.reading import read_text
from stream.tagging.tagger import Tagger

# Peace in words of war, and war in few words: what lies near the bound.
NEAR = (
    "The striker fired a rocket of a shot past the keeper.",
    "Shares plunged as a trade war loomed and retailers feared a bloodbath.",
    "Police arrested three men after a shooting outside a bar.",
    "The Islamic State group said nothing.",
    "The army band played at the fair.",
    "An explosion at a paint factory injured two workers.",
    "Ministers attacked the budget and the opposition fought back.",
    "Two soldiers were killed.",
    "Protesters marched through the capital on Friday.",
    "The museum shows weapons of 1916.",
    "The commander of the base opened the new school.",
    "Gunmen ambushed a convoy near the border.",
)


def passes(tagger: Tagger, headline: str, text: str) -> bool:
    """What the second look says of a text."""
    reading = read_text(text)
    return second_look.may_be(
        reading, read_text(headline) if headline else None, match(reading, tagger.lexicon)
    )


def stories() -> Iterator[tuple[str, str]]:
    """Headline and text of each English version of the demo's day."""
    for story in read_stories():
        if story.language == "en":
            for version in story.versions:
                yield version.headline, "\n\n".join(version.paragraphs)


SENTENCES = [*NEAR, *(part for _, text in stories() for part in text.replace("\n\n", " ").split(". "))]


@settings(max_examples=300)
@given(
    lead=st.lists(st.sampled_from(NEAR), max_size=3),
    rest=st.lists(st.sampled_from(SENTENCES), max_size=12),
    headline=st.sampled_from(["", *NEAR]),
)
def test_what_is_held_is_never_relevant(
    learned: Tagger, lead: list[str], rest: list[str], headline: str
) -> None:
    """Sentences of war and peace in any mixture: what the whole tagger calls relevant or unrest has passed."""
    text = " ".join(one.rstrip(".") + "." for one in (*lead, *rest))
    conflict = learned.tag(text, headline=headline, language="en")
    if conflict.relevant or conflict.unrest:
        assert passes(learned, headline, text)


def test_it_holds_what_the_first_look_lets_pass(tagger: Tagger) -> None:
    """A cycling attack and a silent war film pass by their words; weighed sentence by sentence they are held, and not tagged."""
    first = FirstLook.load(tagger.lexicon)
    careful = Tagger(tagger.lexicon, None, first)
    held = [
        (headline, text)
        for headline, text in stories()
        if first.may_be(headline, text) and not passes(tagger, headline, text)
    ]
    assert len(held) > 2
    for headline, text in held:
        conflict = careful.tag(text, headline=headline, language="en")
        assert (conflict.tagged, conflict.relevant, conflict.score, conflict.entities) == (
            False,
            False,
            0.0,
            (),
        )
