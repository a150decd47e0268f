from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.identity import article_id, digest, exact, identity


@pytest.mark.parametrize(
    "uri", ["urn:newsml:x:1", "http://a.example/1", "tag:a.example,2026:1", "HTTPS://A.example", "x-feed.2:7"]
)
def test_a_global_uri_is_its_own_lineage(uri: str) -> None:
    """A uri with a scheme means the same from every source."""
    assert identity(uri, "Lantern Wire") == identity(uri, "Daily Mercury") == uri


@pytest.mark.parametrize("uri", ["nL0001", "2026/03/17/1", "1:2", "-a:b"])
def test_a_local_uri_is_scoped_by_its_source(uri: str) -> None:
    """Two feeds may number their items alike."""
    assert identity(uri, "Lantern Wire") == f"Lantern Wire:{uri}"


def test_ids_stay_what_they_are() -> None:
    """Ids are kept by consumers and in changelogs: these two must never change."""
    content = digest("usable", "Ferry", "Body", "", "")

    assert content == "f768a0b0b986da7cfbbb5b8b7ea7ad63"
    assert article_id("urn:x:1", "1", content) == "8b1c5875534d3dbd"


@settings(deadline=None)
@given(st.lists(st.text(max_size=5), min_size=5, max_size=5), st.integers(0, 3))
def test_text_moved_between_fields_changes_the_digest(parts: list[str], at: int) -> None:
    """Fields do not run together: `ab` and `c` are not `a` and `bc`."""
    moved = [*parts]
    moved[at], moved[at + 1] = parts[at] + "x", parts[at + 1]
    other = [*parts]
    other[at + 1] = "x" + parts[at + 1]

    assert digest(*moved) != digest(*other)


def test_nothing_has_no_exact_hash() -> None:
    """Articles without a word are not copies of each other."""
    assert exact([]) == ""
    assert len(exact(["ferry"])) == 16
