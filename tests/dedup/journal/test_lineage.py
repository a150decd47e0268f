from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.lineage import ItemVersion, Lineage, Status, version_order
from tests.dedup.harness import START, STEP

TIMES = st.none() | st.integers(0, 10**6).map(lambda minutes: START + minutes * STEP)
VERSIONS = st.builds(
    ItemVersion,
    article_id=st.just("a"),
    uri=st.sampled_from(["urn:harrow:1", "urn:harrow:2"]),
    version=st.sampled_from(["", "1", "2", "02", "10", "2031-05", "a"]),
    created=TIMES,
    digest=st.sampled_from(["d", "e"]),
)


def version(
    number: str = "1", *, uri: str = "urn:harrow:1", minute: int | None = None, digest: str = "d"
) -> ItemVersion:
    """A version made at so many minutes past six."""
    created = None if minute is None else datetime(2031, 5, 4, 6, minute, tzinfo=UTC)
    return ItemVersion(f"{uri}/{number}", uri, number, created, digest)


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        (version("9"), version("10"), -1),
        (version("10"), version("9"), 1),
        (version("2"), version("02"), None),
        (version("3", minute=1), version("2", minute=5), -1),
        (version("2", minute=1), version("2", minute=5), -1),
        (version("2", minute=5), version("2", minute=5), 0),
        (version("2"), version("2"), 0),
        (version(""), version(""), None),
        (version("", minute=1), version("", minute=2), -1),
        (version("b", minute=1), version("a", minute=2), -1),
        (version("1", uri="urn:harrow:2", minute=9), version("5", minute=1), 1),
        (version("1", uri="urn:harrow:2"), version("5"), None),
        (version("9" * 60, minute=1), version("1", minute=2), -1),
    ],
)
def test_compare(one: ItemVersion, other: ItemVersion, sign: int | None) -> None:
    """Times first, where they differ, then numbers under one uri; None where nothing tells."""
    order = version_order(one, other)
    assert sign == (order if order is None else (order > 0) - (order < 0))


@given(VERSIONS, VERSIONS)
def test_compare_is_antisymmetric(one: ItemVersion, other: ItemVersion) -> None:
    """Seen from the other side the order is turned."""
    forth, back = version_order(one, other), version_order(other, one)
    assert (forth is None) == (back is None)
    assert (forth or 0) == -(back or 0)


def test_seen_wants_version_and_content() -> None:
    """The same content under another version is news, and so is other content under the same."""
    lineage = Lineage("urn:harrow:1", "Harrow").with_usable(version("1"), supersedes=True)
    assert lineage.is_known(version("1"))
    assert not lineage.is_known(version("2"))
    assert not lineage.is_known(version("1", digest="e"))


def test_notes_are_seen_again() -> None:
    """A kill is remembered as itself, to know its redelivery."""
    killed = Lineage("urn:harrow:1", "Harrow").with_note(version("2"), Status.KILLED)
    assert killed.is_known(version("2"))
    assert Status.KILLED is killed.status
    assert version("2") == killed.newest()


def test_late_usable_version_lifts_nothing() -> None:
    """A stale version is kept and changes neither the latest nor the status."""
    lineage = (
        Lineage("urn:harrow:1", "Harrow")
        .with_usable(version("1"), supersedes=True)
        .with_note(version("3"), Status.HELD)
    )
    late = lineage.with_usable(version("2"), supersedes=False)
    assert (version("1"), Status.HELD, version("3")) == (late.latest, late.status, late.newest())
    lifted = late.with_usable(version("4"), supersedes=True)
    assert (version("4"), Status.LIVE, None) == (lifted.latest, lifted.status, lifted.standing)


def test_reinstates_only_after_the_note() -> None:
    """Content that comes back counts as a release when it was made after the hold."""
    held = Lineage("urn:harrow:1", "Harrow").with_note(version("", minute=5), Status.HELD)
    assert held.reinstates(version("", minute=6))
    assert not held.reinstates(version("", minute=4))
    assert not held.reinstates(version(""))
    assert not Lineage("urn:harrow:1", "Harrow").reinstates(version("", minute=6))


def test_hold_lifts_no_kill() -> None:
    """Who withholds an item after killing it has not brought it back."""
    killed = Lineage("urn:harrow:1", "Harrow").with_note(version("2"), Status.KILLED)
    after = killed.with_note(version("3"), Status.HELD)
    assert (Status.KILLED, version("2")) == (after.status, after.standing)
    assert after.is_known(version("3"))
