"""Days at a desk for property tests: every kind of article the feeds send, in any order, over any time."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from tests.dedup.harness import article, iso
from tests.dedup.texts import SHORT, prose

DAY: Final = 24 * 60

# Three texts, each whole and in halves: a whole joins its halves, which share nothing with each other.
WHOLES: Final = tuple((prose(10 * n, 60), prose(10 * n + 1, 60)) for n in range(3))
BODIES: Final = (*(part for one, two in WHOLES for part in (one, two, f"{one} {two}")), SHORT)
HEADLINES: Final = ("Bridge taken", "UPDATE 1-Bridge taken", "CORRECTED-Bridge taken", "RPT-Bridge taken")
STATUSES: Final = ("usable", "usable", "usable", "withheld", "canceled")


def _made(
    number: int,
    source: str,
    version: str,
    text: int,
    headline: str,
    status: str,
    slug: str,
    received: int,
    age: int | None,
    embargo: int | None,
) -> dict[str, Any]:
    fields = article(
        f"urn:{source.lower()}:{number}",
        source=source,
        version=version,
        body=BODIES[text],
        headline=headline,
        pubstatus=status,
        slugline=slug,
        received=received,
    )
    if age is not None:
        fields["version_created"] = iso(received - age)
    if embargo is not None:
        fields["embargoed_until"] = iso(received + embargo)
    return fields


def articles(days: int) -> st.SearchStrategy[dict[str, Any]]:
    """One article, received on one of so many days."""
    return st.builds(
        _made,
        number=st.integers(1, 3),
        source=st.sampled_from(["Harrow", "Gull"]),
        version=st.sampled_from(["", "1", "1", "2", "3"]),
        text=st.integers(0, len(BODIES) - 1),
        headline=st.sampled_from(HEADLINES),
        status=st.sampled_from(STATUSES),
        slug=st.sampled_from(["", "OSTERIA-BRIDGE", "OSTERIA-BRIDGE, 1st Ld-Writethru"]),
        received=st.integers(0, days * DAY),
        age=st.none() | st.sampled_from([0, 5, 3 * DAY, 20 * DAY]),
        embargo=st.none() | st.none() | st.sampled_from([-5, 30, 2 * DAY, 20 * DAY]),
    )


def feeds(days: int = 1, most: int = 14) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Articles in the order received, with deliveries that repeat."""
    return st.lists(articles(days), min_size=1, max_size=most).map(
        lambda found: sorted([*found, *found[:1]], key=lambda fields: int(fields["received"]))
    )


def plain(most: int = 8) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Articles without any mark of lineage, each under a uri of its own."""
    return st.lists(st.integers(0, len(BODIES) - 1), min_size=1, max_size=most).map(
        lambda texts: [
            article(f"urn:outlet:{at}", source=f"Outlet {at}", body=BODIES[text])
            for at, text in enumerate(texts)
        ]
    )
