from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.model.enriched import Change
from stream.model.errors import StopError
from stream.model.tags import Toll
from stream.tagging.document.versions import VersionReport, Versions, decode_version_reports, encode_row

WINDOW = timedelta(days=14)
START = datetime(2031, 5, 4, 6, tzinfo=UTC)


def version(name: str, killed: int, *, story: str = "s", days: float = 0) -> VersionReport:
    """A version with one toll, received so many days after the start."""
    return VersionReport(story, name, START + timedelta(days=days), (Toll("killed", killed, killed, ""),))


def test_an_update_is_held_against_the_version_it_replaces() -> None:
    """By its article id, whatever came between."""
    versions = Versions(WINDOW)
    versions.append(version("a", 12))
    versions.append(version("x", 99))
    change = versions.change(version("b", 19, days=1), "a")
    assert isinstance(change, Change)
    assert (change.supersedes, change.text) == ("a", "killed 12 \u2192 19")


def test_what_is_not_known_tells_no_change() -> None:
    """Nothing replaced, a version never seen, one of another story, one out of the window."""
    versions = Versions(WINDOW)
    versions.append(version("a", 12))
    assert versions.change(version("b", 19), None) is None
    assert versions.change(version("b", 19), "z") is None
    assert versions.change(version("b", 19, story="merged"), "a") is None
    assert versions.change(version("b", 19, days=15), "a") is None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), min_size=1, max_size=40), st.integers(0, 39)
)
def test_reading_again_gives_the_same(steps: list[tuple[int, int]], again: int) -> None:
    """Whatever part of the log is read a second time, each version finds what it found the first time."""
    days = sorted(day for _, day in steps)
    log = [
        (version(f"v{number}", killed, days=day), f"v{number - 1 - killed % 3}")
        for number, ((killed, _), day) in enumerate(zip(steps, days, strict=True))
    ]
    versions = Versions(WINDOW)

    def read(one: VersionReport, before: str) -> Change | None:
        change = versions.change(one, before)
        versions.append(one)
        return change

    first = [read(*step) for step in log]
    # What a crash can have read again is a batch or two: never further back than the window.
    recent = [n for n, (one, _) in enumerate(log) if log[-1][0].received - one.received <= WINDOW]
    start = recent[min(again, len(recent) - 1)]
    assert first[start:] == [read(*step) for step in log[start:]]


def test_memory_is_bounded_by_the_window() -> None:
    """What nobody can ask for any more is forgotten; the same version twice is kept once."""
    versions = Versions(WINDOW)
    for day in range(200):
        versions.append(version(f"v{day}", 1, days=day))
        versions.append(version(f"v{day}", 1, days=day))
    assert len(versions) == 2 * WINDOW.days + 1


def test_rows_come_back_as_written() -> None:
    """A batch's versions survive the table."""
    kept = (version("a", 12), version("b", 19, days=1))
    assert decode_version_reports(encode_row(kept)) == kept


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"{", "not JSON"),
        (b'{"tolls":[]}', "VersionRow.versions: Field required"),
        (b'{"versions":[{"story_id":"s"}]}', "VersionRow.versions.0.article_id: Field required"),
    ],
)
def test_a_row_of_another_version_stops_and_says_the_way_out(data: bytes, found: str) -> None:
    """Damaged, or of another form: what is wrong with it, and no changelog is deleted by hand."""
    with pytest.raises(StopError, match=rf"{found}.*NEWSWIRE_GROUP.*docs/migration\.md"):
        decode_version_reports(data)


def test_a_row_of_the_version_before_is_read() -> None:
    """A field that a later version adds has a default there; one that this version does not know is passed over."""
    written = encode_row((version("a", 12),))
    later = written.replace(b'"story_id":', b'"added_later":1,"story_id":')
    assert later != written
    assert decode_version_reports(later) == (version("a", 12),)
