"""Links between threads of two languages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stream.model.thread_records import LeadToll, Linked, ThreadPlace
from stream.threads.event_links import LARGE, MOST_TOLD, RECALLED, SOON, WITHIN, EventLinks
from stream.threads.story_report import StoryReport, encode_story_report
from stream.threads.thread_rows import decode_steps

WINDOW = 14 * 24 * 3600
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


def links_of(*stories: StoryReport, window: int = WINDOW) -> list[Linked]:
    """The links that stories make, one after the other."""
    state, found = EventLinks(window), list[Linked]()
    for story in stories:
        links = state.judge(story)
        found += links
        partners = tuple(
            (one.other_id, one.other_language)
            if one.thread_id == story.thread_id
            else (one.thread_id, one.language)
            for one in links
        )
        state.apply(replace(story, partners=partners))
    return found


def test_one_event_in_two_languages() -> None:
    """Place, actor and toll agree: linked once, with what they agree in; the thread known longer comes first."""
    (link,) = links_of(
        told(1, "en"), told(2, "fr", time=AT + 1800, clock=AT + 1800), told(2, "fr", clock=AT + 3600)
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


def test_a_toll_that_rises_is_met_by_what_the_thread_told_before() -> None:
    """Twelve, then nineteen in one language; twelve alone in the other agrees with what was told of the first hour."""
    rising = told(1, "en", tolls=(LeadToll("killed", 19, 19),), clock=AT + 60)
    assert [link.tolls for link in links_of(told(1, "en"), rising, told(2, "fr"))] == [
        (LeadToll("killed", 12, 12),)
    ]


def test_one_partner_a_language() -> None:
    """A thread that has its partner in a language gets no second one there; of two at once it is that which agrees most."""
    nearest = told(3, "fr", actors=("Army", "Rapid Support Forces"))
    one = told(1, "en", actors=("Army", "Rapid Support Forces"))
    (link,) = links_of(told(2, "fr"), nearest, one)
    assert {link.thread_id, link.other_id} == {one.thread_id, nearest.thread_id}
    assert len(links_of(told(1, "en"), told(2, "fr"), told(3, "fr"))) == 1


def test_stories_of_one_record_meet() -> None:
    """What comes before a story and is not applied yet is met, and links made by it count."""
    state = EventLinks(WINDOW)
    first, second = told(1, "en"), told(2, "fr")
    assert len(state.judge(second, [first])) == 1
    linked = replace(second, partners=((first.thread_id, "en"),))
    assert state.judge(told(2, "fr"), [first, linked]) == ()


def test_the_window_forgets() -> None:
    """After the window neither the stories nor the links are known, and nothing of them is held."""
    state = EventLinks(3600)
    state.apply(told(1, "en", partners=((f"{2:016x}", "fr"),)))
    state.pass_time(AT + 3601)
    assert len(state) == 0
    assert (state._at, state._linked, len(state._made)) == ({}, {}, 0)  # noqa: SLF001 - what is held is the question


def test_a_link_outlasts_the_stories_that_made_it() -> None:
    """Stories are met for two days; that two threads are linked is known for the window, and told once."""
    one, other = told(1, "en"), told(2, "fr", partners=((f"{1:016x}", "en"),))
    state = EventLinks(WINDOW)
    state.apply(one)
    state.apply(other)
    later = AT + RECALLED + 1
    state.apply(replace(one, time=later, clock=later))
    assert len(state) == 1
    assert state.judge(replace(other, time=later, clock=later, partners=())) == ()
    assert len(state.judge(told(3, "de", time=later, clock=later))) == 1


def test_of_a_place_the_newest_are_known() -> None:
    """A place that is in all the news forgets the oldest story of it, and goes on to forget by time."""
    state = EventLinks(3600)
    for number in range(MOST_TOLD + 1):
        state.apply(told(number, "en", clock=AT + number))
    assert state.judge(told(1000, "fr", clock=AT + 100)) != ()
    state.pass_time(AT + 10_000)
    assert state.judge(told(1000, "fr", clock=AT + 10_000)) == ()
    assert len(state) == 0


stories = st.lists(
    st.builds(
        told,
        st.integers(1, 9),
        st.sampled_from(("en", "fr", "ar")),
        tolls=st.sampled_from(
            ((LeadToll("killed", 12, 12),), (LeadToll("killed", 3, None, "at least"),), ())
        ),
        meets=st.sampled_from(((379003,), (379003, 371760), ())),
        clock=st.integers(AT, AT + 8000),
    ),
    max_size=25,
)


@given(stories)
def test_rows_that_are_left_give_the_same_links(found: list[StoryReport]) -> None:
    """A state rebuilt from the bytes of the stories within the window links the next one as the state that saw all."""
    found.sort(key=lambda one: one.clock)
    whole, kept = EventLinks(3600), list[StoryReport]()
    for one in found:
        links = whole.judge(one)
        partners = tuple(
            (link.other_id, link.other_language) for link in links if link.thread_id == one.thread_id
        )
        kept.append(replace(one, partners=partners))
        whole.apply(kept[-1])
    last = told(20, "de", clock=AT + 8000)
    rebuilt = EventLinks(3600)
    for step in decode_steps(
        b"".join(encode_story_report(one) for one in kept if one.clock >= last.clock - 3600)
    ):
        assert isinstance(step, StoryReport)
        rebuilt.apply(step)
    assert rebuilt.judge(last) == whole.judge(last)
