from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.notices import NoticeKind
from stream.notify.filters import Arrived, committable, kills_first, own_copies, passes, passes_tags
from stream.notify.targets import Filter
from tests.notify.making import arrived, copy, notice


@pytest.mark.parametrize(
    ("wanted", "fields", "expected"),
    [
        ({}, {}, True),
        ({"kinds": ["kill", "hold"]}, {"kind": NoticeKind.HOLD}, True),
        ({"kinds": ["kill", "hold"]}, {"kind": NoticeKind.MERGE}, False),
        ({"sources": ["lantern wire"]}, {}, True),
        ({"sources": ["Lantern"]}, {}, False),
        ({"own": ["DailyMercury.example"]}, {}, True),
        ({"own": ["coastherald.example"]}, {}, False),
        ({"own": ["dailymercury.example"]}, {"copies": ()}, False),
        ({"languages": ["en"]}, {"language": "en-GB"}, True),
        ({"languages": ["de", "fr"]}, {}, False),
        ({"languages": ["de"]}, {"language": ""}, True),
        ({"kinds": ["kill"], "sources": ["Norrland Wire"]}, {}, False),
    ],
)
def test_a_filter_holds_where_all_that_it_names_holds(
    wanted: dict[str, Any], fields: dict[str, Any], expected: bool
) -> None:
    """What it does not name is not asked; upper and lower case are one; an unknown language passes."""
    assert expected == passes(Filter.model_validate(wanted), notice(**fields))


@pytest.mark.parametrize(
    ("wanted", "killed", "expected"),
    [
        ({}, None, True),
        ({"relevant": True}, None, False),
        ({"relevant": True}, 0, True),
        ({"killed": 10}, None, False),
        ({"killed": 10}, 9, False),
        ({"relevant": True, "killed": 10}, 10, True),
    ],
)
def test_a_filter_by_tags_holds_for_relevant_stories_alone(
    wanted: dict[str, Any], killed: int | None, expected: bool
) -> None:
    """None killed is no reason to leave out a relevant story; an unknown story is not relevant."""
    assert expected == passes_tags(Filter.model_validate(wanted), killed)


def test_own_copies_are_found_among_others() -> None:
    """By their places, whatever their case."""
    told = notice(copies=(copy("a.example"), copy("b.example"), copy("A.example")))
    assert own_copies(Filter(own=("a.EXAMPLE",)), told) == (0, 2)


def test_a_late_kill_goes_before_all_else_of_its_batch() -> None:
    """A killed text that was just put out does not wait behind merges and kills known before."""
    batch = [
        arrived(1, story_id="a", kind=NoticeKind.MERGE),
        arrived(2, story_id="b"),
        arrived(3, story_id="c", late=True),
        arrived(4, story_id="d", late=True, kind=NoticeKind.CORRECTION),
    ]
    assert [3, 1, 2, 4] == [each.offset for each in kills_first(batch)]


def test_no_release_comes_after_the_kill_that_followed_it() -> None:
    """Earlier words on a story's standing go with its late kill; what came after stays after."""
    batch = [
        arrived(1, story_id="b"),
        arrived(2, story_id="a", kind=NoticeKind.RELEASE),
        arrived(3, story_id="a", kind=NoticeKind.ORIGIN),
        arrived(4, story_id="a", late=True),
        arrived(5, story_id="a", kind=NoticeKind.RELEASE),
    ]
    assert [2, 4, 1, 3, 5] == [each.offset for each in kills_first(batch)]


_BATCHES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(list(NoticeKind)), st.booleans()), max_size=12
)


@given(_BATCHES)
def test_ordering_loses_nothing_and_keeps_every_storys_standing(
    shape: list[tuple[str, NoticeKind, bool]],
) -> None:
    """Each notice once; kills, holds and releases of one story as they came."""
    batch = [
        arrived(at, story_id=story, kind=kind, late=late) for at, (story, kind, late) in enumerate(shape)
    ]
    ordered = kills_first(batch)
    assert sorted(each.offset for each in ordered) == list(range(len(batch)))

    def standing(story: str, given: list[Arrived]) -> list[int]:
        kinds = {NoticeKind.KILL, NoticeKind.HOLD, NoticeKind.RELEASE}
        return [e.offset for e in given if e.notice.story_id == story and e.notice.kind in kinds]

    assert [standing(story, batch) for story in "abc"] == [standing(story, ordered) for story in "abc"]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (set(), {0: 5, 1: 9}),
        ({(0, 5), (0, 8)}, {0: 7, 1: 9}),
        ({(0, 7), (0, 8)}, {0: 5, 1: 9}),
        ({(0, 5), (0, 7), (0, 8), (1, 9)}, {0: 9, 1: 10}),
    ],
)
def test_an_offset_never_passes_what_is_not_done(
    done: set[tuple[int, int]], expected: dict[int, int]
) -> None:
    """The first record that is not done is read again after a restart, and all behind it."""
    assert expected == committable({0: [5, 7, 8], 1: [9], 2: []}, done)
