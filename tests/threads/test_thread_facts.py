"""Places and tolls of threads."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from stream.model.thread_records import LeadToll, SourceToll, ThreadPlace
from stream.threads.story_report import StoryReport
from stream.threads.thread_facts import LAG, MOST_PLACES, ThreadFacts, places_of, tolls_of
from tests.threads.test_event_links import AT, NYALA, OBEID, told


def killed(number: int) -> tuple[LeadToll, ...]:
    """A toll."""
    return (LeadToll("killed", number, number),)


def test_tolls_by_source() -> None:
    """Lantern says 12, Corvus says 19: each source by its latest article that says something of the kind."""
    found = tolls_of(
        [
            told(1, "en", tolls=killed(9), time=AT - 60),
            told(2, "en", tolls=killed(12)),
            told(3, "en", tolls=killed(19), source="Corvus"),
            told(4, "en", tolls=(), time=AT + 60),
        ]
    )
    at = datetime.fromtimestamp(AT, UTC)
    assert found == (
        SourceToll("killed", 19, 19, "", "Corvus", f"{3:016x}", at),
        SourceToll("killed", 12, 12, "", "Lantern", f"{2:016x}", at),
    )


def test_places_by_stories() -> None:
    """Those that most stories name come first, counted, and no more than a screen of them."""
    many = tuple(ThreadPlace(at, f"P{at}") for at in range(1, 30))
    found = places_of(
        [told(1, "en", places=(OBEID,)), told(2, "en", places=(NYALA,)), told(3, "en", places=(NYALA,))]
    )
    assert found == (replace(NYALA, stories=2), replace(OBEID, stories=1))
    assert len(places_of([told(1, "en", places=many)])) == MOST_PLACES


def test_the_last_version_counts() -> None:
    """A later version takes the place of an earlier one, an earlier one that comes late does not; read twice is read once."""
    facts = ThreadFacts(3600)
    later = told(1, "en", article_id=f"{2:016x}", tolls=killed(19), time=AT + 60)
    for one in (told(1, "en"), later, later, told(1, "en")):
        facts.put(one)
    found = facts.of(later.story_id)
    assert found is not None
    assert found.tolls == killed(19)
    assert len(facts) == 1


reports = st.lists(
    st.builds(
        told,
        st.integers(1, 4),
        st.just("en"),
        article_id=st.integers(1, 99).map("{:016x}".format),
        time=st.integers(AT, AT + 3),
        places=st.sampled_from(((OBEID,), (NYALA, OBEID), ())),
        tolls=st.integers(1, 30).map(killed),
        source=st.sampled_from(("Lantern", "Corvus")),
    ),
    max_size=8,
    unique_by=lambda one: one.article_id,
)


@given(reports, st.randoms(use_true_random=False))
def test_any_order_of_reports_says_the_same(found: list[StoryReport], chance: random.Random) -> None:
    """Promised: of each story the same two versions are known, whichever were tagged first, and whichever were read twice."""
    shuffled = [*found, *found[:3]]
    chance.shuffle(shuffled)
    names = [f"{number:016x}" for number in range(1, 5)]
    said = []
    for order in (found, shuffled):
        facts = ThreadFacts(3600)
        for at, one in enumerate(order):
            known = facts.versions(one.story_id, *order[at:])
            facts.put(one)
            assert facts.versions(one.story_id, *order[at:]) == known
        said.append([facts.versions(name) for name in names])
        assert [facts.of(name) for name in names] == [last for last, _ in said[-1]]
    assert said[0] == said[1]


def test_the_version_before_is_known() -> None:
    """What a story told before its last version stays with that, and goes with it."""
    facts = ThreadFacts(3600)
    for at, number in enumerate((9, 12, 19)):
        facts.put(told(1, "en", article_id=f"{at:016x}", tolls=killed(number), time=AT + at))
    assert [each and each.tolls for each in facts.versions(f"{1:016x}")] == [killed(19), killed(12)]
    facts.pass_time(AT + 3601 + LAG)
    assert facts.versions(f"{1:016x}") == (None, None)
    assert facts._earlier == {}  # noqa: SLF001 - what is held is the question


def test_what_was_told_again_stays() -> None:
    """A story is forgotten a window and a day after its last version, for that may be read a day late; then nothing is held of it."""
    facts = ThreadFacts(3600)
    facts.put(told(1, "en"))
    facts.put(told(1, "en", clock=AT + 3000, time=AT + 3000))
    facts.pass_time(AT + 4000 + LAG)
    assert len(facts) == 1
    facts.pass_time(AT + 6601 + LAG)
    assert (len(facts), facts.of(f"{1:016x}")) == (0, None)
