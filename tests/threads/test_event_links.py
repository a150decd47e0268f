"""Links between threads of two languages."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stream.model.articles import Position
from stream.model.thread_records import LeadToll, Linked, ThreadPlace
from stream.threads.event_links import ANEW, HELD, LARGE, SOON, SPOKEN, WITHIN, EventLinks
from stream.threads.story_report import StoryReport, encode_story_report
from stream.threads.thread_rows import decode_steps

OBEID, NYALA = ThreadPlace(379003, "El Obeid", "SDN"), ThreadPlace(371760, "Nyala", "SDN")
AT = 1_773_730_000


def told(number: int, language: str, **fields: object) -> StoryReport:
    """A strike in El Obeid that killed twelve, by the Rapid Support Forces, told in a language."""
    name = f"{number:016x}"
    one = StoryReport(
        name,
        name,
        language,
        "Lantern",
        name,
        AT,
        AT,
        (OBEID,),
        (LeadToll("killed", 12, 12),),
        ("Rapid Support Forces",),
        True,
        (OBEID.geonames_id,),
    )
    return replace(one, **fields)  # type: ignore[arg-type] # named by the tests


def told_by(state: EventLinks, story: StoryReport, before: Sequence[StoryReport] = ()) -> StoryReport:
    """What a story tells with the links that it makes."""
    return replace(
        story, partners=tuple((link.story_id, link.article_id) for link in state.judge(story, before))
    )


def links_of(*stories: StoryReport) -> list[Linked]:
    """The links that stories make, one after the other."""
    state, found = EventLinks(), list[Linked]()
    for story in stories:
        found += [link.linked for link in state.judge(story)]
        state.apply(told_by(state, story))
    return found


def test_one_event_in_two_languages() -> None:
    """Place, actor and toll agree: linked once, with what they agree in; the thread known longer comes first."""
    (link,) = links_of(
        told(1, "en"),
        told(2, "fr", time=AT + 1800, clock=AT + 1800),
        told(2, "fr", clock=AT + 3600, article_id=f"{22:016x}"),
    )
    assert link == Linked(
        f"{1:016x}",
        "en",
        f"{2:016x}",
        "fr",
        (OBEID,),
        ("Rapid Support Forces",),
        (LeadToll("killed", 12, 12),),
        0.5,
    )


def test_one_language_is_linked_with_nothing_of_its_own() -> None:
    """Of two threads of one language the words have decided."""
    assert links_of(told(1, "en"), told(2, "en")) == []


def test_what_does_not_agree_is_no_link() -> None:
    """Another toll, another place, another day, or a small toll without a second sign."""
    first = told(1, "en")
    other = (LeadToll("killed", 19, 19),)
    few = (LeadToll("killed", 2, 2),)
    assert links_of(first, told(2, "fr", tolls=other)) == []
    assert links_of(first, told(2, "fr", places=(NYALA,), meets=(NYALA.geonames_id,))) == []
    assert links_of(first, told(2, "fr", time=AT + WITHIN + 1)) == []
    assert links_of(replace(first, tolls=few), told(2, "fr", tolls=few, actors=())) == []
    assert links_of(replace(first, tolls=()), told(2, "fr", tolls=())) == []


def test_what_else_may_agree() -> None:
    """A small toll with an actor or a second place, a large one alone, or two actors soon after one another."""
    few, many = (LeadToll("killed", 2, 2),), (LeadToll("killed", LARGE, None, "at least"),)
    both, actors = (OBEID, NYALA), ("Army", "Rapid Support Forces")
    for fields in (
        {"tolls": few},
        {"tolls": few, "actors": (), "places": both},
        {"tolls": many, "actors": ()},
        {"tolls": (), "actors": actors},
    ):
        assert len(links_of(told(1, "en", **fields), told(2, "fr", **fields))) == 1, fields
    late = told(2, "fr", tolls=(), actors=actors, time=AT + SOON + 1)
    assert links_of(told(1, "en", tolls=(), actors=actors), late) == []


def test_a_toll_that_rises_is_met_by_what_the_story_told_before() -> None:
    """Twelve, then nineteen in one language; twelve alone in the other agrees with what was told of the first hour."""
    rising = told(1, "en", article_id=f"{11:016x}", tolls=(LeadToll("killed", 19, 19),), clock=AT + 60)
    assert [link.tolls for link in links_of(told(1, "en"), rising, told(2, "fr"))] == [
        (LeadToll("killed", 12, 12),)
    ]


def test_who_speaks_for_a_thread_meets() -> None:
    """What names no place to meet at is linked with nothing; two threads of one language may both be linked with one."""
    assert links_of(told(1, "en"), told(2, "fr", meets=())) == []
    found = links_of(told(1, "en"), told(2, "fr"), told(3, "fr"))
    assert [{link.thread_id, link.other_id} for link in found] == [
        {f"{1:016x}", f"{2:016x}"},
        {f"{1:016x}", f"{3:016x}"},
    ]


def test_stories_of_one_record_meet() -> None:
    """What comes before a story and is not applied yet is met, and links made by it count."""
    state = EventLinks()
    first, second = told(1, "en"), told(2, "fr")
    assert len(state.judge(second, [first])) == 1
    linked = told_by(state, second, [first])
    later = told(2, "fr", article_id=f"{22:016x}")
    assert state.judge(later, [first, linked]) == ()
    assert len(state.judge(later, [first])) == 1


def test_of_two_places_in_two_shards_one_links() -> None:
    """Two stories that meet at two places are linked where the first of both belongs, and nowhere else."""
    low, high = sorted((OBEID.geonames_id, NYALA.geonames_id))
    for here, beyond, links in ((low, high, 1), (high, low, 0)):
        fields = {"places": (OBEID, NYALA), "meets": (here,), "elsewhere": (beyond,)}
        assert len(links_of(told(1, "en", **fields), told(2, "fr", **fields))) == links


def test_the_notice_is_about_the_later_article() -> None:
    """Whichever is read first, a link is told of the article that came later in the feed."""
    one = told(1, "en", position=Position("raw", 0, 1))
    other = told(2, "fr", position=Position("raw", 0, 2))
    for first, second in ((one, other), (other, one)):
        state = EventLinks()
        state.apply(first)
        assert [link.cause.story_id for link in state.judge(second)] == [other.story_id]


def test_a_story_speaks_for_a_day() -> None:
    """A later version of it is not heard, after two days it begins anew, after three nothing of it is held."""
    first, other = told(1, "en", tolls=()), told(2, "fr", clock=AT + SPOKEN)
    late = told(1, "en", article_id=f"{11:016x}", clock=AT + SPOKEN + 1)
    anew = replace(late, clock=AT + ANEW + 1)
    assert links_of(first, late, other) == []
    assert len(links_of(first, replace(late, clock=AT + SPOKEN), other)) == 1
    assert links_of(told(1, "en"), replace(other, clock=AT + SPOKEN + 1)) == []
    assert len(links_of(first, anew, replace(other, clock=AT + ANEW + 1))) == 1
    state = EventLinks()
    for one in (told(1, "en"), told(2, "fr"), anew):
        state.apply(told_by(state, one))
    state.pass_time(AT + ANEW + 2 + HELD)
    held = state._versions, state._at, state._least, state._partners  # noqa: SLF001 - what is held is the question
    assert held == ({}, {}, {}, {})


def test_read_twice_is_read_once() -> None:
    """Reports that a tagger sends again after a crash make no second link."""
    one, other = told(1, "en"), told(2, "fr")
    assert len(links_of(one, other, one, other)) == 1


versions = st.builds(
    told,
    st.integers(1, 4),
    st.just(""),
    tolls=st.sampled_from(
        ((LeadToll("killed", 12, 12),), (LeadToll("killed", 3, None, "at least"),), (LeadToll("injured", 3, 3),), ())
    ),
    actors=st.sampled_from(((), ("Army",), ("Army", "Rapid Support Forces"))),
    meets=st.sampled_from(((379003,), (379003, 371760), (371760,), ())),
    clock=st.integers(0, 2 * ANEW).map(AT.__add__),
)  # fmt: skip


def in_order(found: Sequence[StoryReport]) -> list[StoryReport]:
    """Versions of stories in three languages, each an article of its own, in the order of the feed."""
    return [
        replace(
            one,
            language=("en", "fr", "ar")[int(one.story_id, 16) % 3],
            article_id=f"{100 + at:016x}",
            time=one.clock,
            position=Position("raw", 0, at),
        )
        for at, one in enumerate(sorted(found, key=lambda one: one.clock))
    ]


def another_way(found: Iterable[StoryReport], chance: random.Random) -> list[StoryReport]:
    """The versions of each story in their order, those of several mixed otherwise; none is late by more than a day."""
    left, mixed = [*found], list[StoryReport]()
    while left:
        may = [
            one for at, one in enumerate(left) if one.story_id not in {each.story_id for each in left[:at]}
        ]
        one = chance.choice([each for each in may if each.clock < left[0].clock + SPOKEN])
        left.remove(one)
        mixed.append(one)
    return mixed


@given(st.lists(versions, max_size=14), st.randoms(use_true_random=False))
def test_any_interleaving_tells_the_same_links(found: list[StoryReport], chance: random.Random) -> None:
    """Promised: whichever story is tagged first, the same links are told, with the same evidence, about the same articles."""
    said = []
    for order in (in_order(found), another_way(in_order(found), chance)):
        state, links = EventLinks(), set()
        for one in order:
            links |= {(link.linked, link.cause) for link in state.judge(one)}
            state.apply(told_by(state, one))
        said.append(links)
    assert said[0] == said[1]


@given(st.lists(versions, max_size=14))
def test_one_record_or_several(found: list[StoryReport]) -> None:
    """Stories of one record make the links that they make in records of their own."""
    alone, together, taken = list[Linked](), list[Linked](), list[StoryReport]()
    short = [replace(one, clock=AT + at) for at, one in enumerate(in_order(found))]
    for one in short:
        together += [link.linked for link in EventLinks().judge(one, taken)]
        taken.append(told_by(EventLinks(), one, taken))
    alone = links_of(*short)
    assert together == alone


@given(st.lists(versions, max_size=14))
def test_rows_give_the_same_links(found: list[StoryReport]) -> None:
    """A state rebuilt from the bytes of the stories links the next one as the state that wrote them."""
    whole, kept = EventLinks(), list[bytes]()
    for one in in_order(found):
        linked = told_by(whole, one)
        kept.append(encode_story_report(linked))
        whole.apply(linked)
    rebuilt = EventLinks()
    for step in decode_steps(b"".join(kept)):
        assert isinstance(step, StoryReport)
        rebuilt.apply(step)
    for number, language in ((1, "fr"), (9, "de")):
        last = told(number, language, clock=AT + ANEW, article_id=f"{999:016x}")
        assert rebuilt.judge(last) == whole.judge(last)
