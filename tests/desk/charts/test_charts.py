"""Timeline and tolls as drawings with lists: what they hold, and that strangers' names are text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from stream.desk.charts.drawing import draw_timeline, draw_tolls
from stream.desk.charts.time_axis import MOST_TICKS, TimeAxis, delay_since
from stream.desk.charts.timeline import TimelineItem, timeline
from stream.desk.charts.toll_steps import KindToll, VersionTolls, step_lines, version_tolls

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
FIRST = VersionTolls(
    "a1", "1", "original", NOON, (KindToll("killed", 8, 8, "", "police"), KindToll("injured", 20, 30))
)
MORE = VersionTolls(
    "a2", "2", "update", NOON + timedelta(hours=1), (KindToll("killed", 12, None, "at least", "the mayor"),)
)
LESS = VersionTolls("a3", "3", "correction", NOON + timedelta(hours=2), (KindToll("killed", 11, 11),))


def happening(
    kind: str = "version", name: str = "original", hours: float = 0, who: str = "Lantern Wire"
) -> TimelineItem:
    """Something at so many hours after noon."""
    return TimelineItem(
        kind,
        name,
        f"{name}-{hours}",
        "1",
        who,
        NOON + timedelta(hours=hours),
        "No earlier article.",
        "1" if kind == "copy" else "",
    )


def test_a_line_a_kind_with_its_changes_in_words() -> None:
    """Worst first; a version that leaves a kind out is a gap in the line, and said."""
    killed, injured = step_lines([LESS, FIRST, MORE])
    assert (killed.kind, injured.kind) == ("killed", "injured")
    assert [step.change for step in killed.steps] == ["", "8 \u2192 12", "12 \u2192 11"]
    assert [step.corrected for step in killed.steps] == [False, False, True]
    assert [step.toll is None for step in injured.steps] == [False, True, True]
    assert injured.steps[1].change == "20 \u2192 none"


def test_a_number_that_went_down_without_a_correction_is_named() -> None:
    """A corrected one may go down."""
    assert not step_lines([FIRST, MORE, LESS])[0].fell
    assert step_lines([FIRST, MORE, replace(LESS, verdict="update")])[0].fell


def test_a_version_that_nobody_read_changes_no_toll() -> None:
    """A text that the first look held back says nothing about the dead."""
    unread = VersionTolls("a2", "2", "update", NOON, (), read=False)
    assert [len(line.steps) for line in step_lines([FIRST, unread])] == [1, 1]


def test_who_says_so_is_told_by_the_words_of_the_toll() -> None:
    """Not by another number's."""
    record: dict[str, Any] = {
        "article_id": "a1", "version": "1", "verdict": "original", "version_created": "2026-03-17T12:00:00Z",
        "conflict": {
            "tagged": True,
            "tolls": [{"kind": "killed", "minimum": 12, "maximum": 12}],
            "entities": [
                {"type": "CASUALTY", "kind": "killed", "minimum": 3, "maximum": 3, "attribution": "witnesses"},
                {"type": "CASUALTY", "kind": "killed", "minimum": 12, "maximum": 12, "attribution": "the mayor"},
            ],
        },
    }  # fmt: skip
    assert version_tolls(record).tolls == (KindToll("killed", 12, 12, "", "the mayor"),)


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (KindToll("killed", 12, None, "at least"), "at least 12"),
        (KindToll("killed", 3, 5), "3\u20135"),
        (KindToll("killed", None, 20), "up to 20"),
        (KindToll("killed", 4, 4), "4"),
    ],
)
def test_a_toll_reads_as_the_text_has_it(toll: KindToll, words: str) -> None:
    """With its qualifier and both bounds."""
    assert toll.words == words


def test_bounds_are_a_band_and_a_correction_a_shape_of_its_own() -> None:
    """And all of it stands in the table under the drawing."""
    page = html.fromstring(f"<main>{draw_tolls(step_lines([FIRST, MORE, LESS]))}</main>")
    assert len(page.findall('.//path[@class="tolls-band"]')) == 1
    assert [one.get("class") for one in page.iterfind(".//g")].count("tolls-step tolls-corrected") == 1
    rows = [
        [" ".join("".join(map(str, cell.itertext())).split()) for cell in row]
        for row in page.iterfind(".//tbody/tr")
    ]
    assert rows[1] == ["2", "2026-03-17 13:00", "at least 12", "8 \u2192 12", "the mayor"]
    assert rows[2][0] == "3 correction"
    assert draw_tolls(()) == ""


def test_versions_are_above_copies_below_and_kills_through_both() -> None:
    """In the order of their time, with the delay since the first version."""
    found = timeline(
        [
            happening(),
            happening("copy", "copy", 4.4, "Herald"),
            happening("notice", "kill", 5),
            happening("version", "update", 1),
        ]
    )
    assert found is not None
    assert [(mark.happening.kind, mark.y < found.middle) for mark in found.marks] == [
        ("version", True),
        ("version", True),
        ("copy", False),
    ]
    assert [line.happening.name for line in found.lines] == ["kill"]
    assert [row.delay for row in found.listed] == ["+0 min", "+1 h 00", "+4 h 24", "+5 h 00"]
    assert found.said == "2 versions and 1 copy; kill 17:00. Listed below."
    page = html.fromstring(f"<main>{draw_timeline(found)}</main>")
    assert len(page.findall(".//ol/li")) == 4
    assert "carries version 1" in "".join(map(str, page.findall(".//ol/li")[2].itertext()))


def test_of_nothing_there_is_no_timeline() -> None:
    """A story that is not known has no drawing."""
    assert timeline([]) is None


def test_what_strangers_named_is_text() -> None:
    """In the drawing and in the list; no style and no script stands in the markup."""
    attack = "<img src=x onerror=alert(1)>\"'"
    found = timeline(
        [
            replace(happening(), who=attack, article_id=attack, reason=attack, version=attack),
            happening("notice", "kill", 1, attack),
        ]
    )
    assert found is not None
    tolls = draw_tolls(
        step_lines(
            [
                replace(
                    FIRST,
                    article_id=attack,
                    version=attack,
                    tolls=(KindToll("killed", 1, 2, attack, attack),),
                )
            ]
        )
    )
    for markup in (draw_timeline(found), tolls):
        page = html.fromstring(f"<main>{markup}</main>")
        assert page.findall(".//img") == []
        assert [
            name
            for one in page.iter()
            for name in one.attrib
            if str(name) == "style" or str(name).startswith("on")
        ] == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "+0 min"),
        (720, "+12 min"),
        (15780, "+4 h 23"),
        (183600, "+2 d 3 h"),
        (-600, "\u221210 min"),
        (259200, "+3 d"),
        (-5, "+0 min"),
    ],
)
def test_a_delay_as_one_says_it(seconds: int, said: str) -> None:
    """Minutes, hours, days; a copy may be dated before its original."""
    assert delay_since(NOON, NOON + timedelta(seconds=seconds)) == said


@given(
    st.lists(
        st.tuples(st.sampled_from(["version", "copy", "notice"]), st.floats(-1e5, 1e5)),
        min_size=1,
        max_size=40,
    )
)
def test_everything_is_in_the_picture_and_in_the_list(times: list[tuple[str, float]]) -> None:
    """Whatever the times; the same happenings in any order give the same drawing."""
    all_of = [
        happening(kind, "kill" if kind == "notice" else "copy" if kind == "copy" else "update", hours)
        for kind, hours in times
    ]
    found = timeline(all_of)
    assert found is not None
    assert found == timeline(reversed(all_of))
    assert len(found.listed) == len(set(all_of)) == len(found.marks) + len(found.lines)
    assert all(0 <= x <= 800 for x in [one.x for one in found.marks] + [one.x for one in found.lines])
    assert all(0 < mark.y < found.height for mark in found.marks)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.floats(0, 1e9))  # noqa: DTZ001 - hypothesis draws naive bounds
def test_ticks_are_few_and_in_order(first: datetime, seconds: float) -> None:
    """From a minute to decades."""
    own = first.replace(tzinfo=UTC)
    ticks = TimeAxis(own, own + timedelta(seconds=seconds), 0, 800).ticks()
    assert len(ticks) <= MOST_TICKS
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert all(0 <= tick.x <= 800 for tick in ticks)
