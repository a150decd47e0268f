from __future__ import annotations

import pytest

from stream.dedup.judging.origin import MAX_EVIDENCE, credited, names, origin_of
from stream.model.articles import Credit
from tests.dedup.harness import Desk, article, iso, prepared
from tests.dedup.texts import BRIDGE, HARVEST


@pytest.mark.parametrize(
    ("agency", "source", "same"),
    [
        ("Harrow", "Harrow", True),
        ("HARROW", "Harrow Wire", True),
        ("Harrow Wire", "Harrow", True),
        ("Harrow", "Harrowgate Post", False),
        ("Wire", "Harrow Wire", False),
        ("", "Harrow", False),
    ],
)
def test_names(agency: str, source: str, same: bool) -> None:
    """A credit means a source by the same words, or the first of them."""
    assert same == names(agency, source)


def test_other_agency_before_the_own_name() -> None:
    """A republisher's own copyright says who republished; the dateline says who wrote."""
    traces = (Credit("Gull", "copyright", "(c) Gull"), Credit("Harrow", "dateline", "(Harrow) -"))
    assert ("Harrow",) == tuple(credit.agency for credit in credited(traces, "Gull"))


def test_strongest_trace_first_and_bounded() -> None:
    """Traces of one agency are ordered by how far they are believed, and only so many are kept."""
    traces = tuple(Credit("Harrow", kind, kind) for kind in ("copyright", "byline", "told", "dateline")) * 3
    found = credited(traces, "Gull")
    assert "dateline" == found[0].evidence
    assert MAX_EVIDENCE == len(found)


def test_original_without_credit_has_no_origin() -> None:
    """Nothing is claimed where nothing is said."""
    assert None is origin_of(prepared(source="Gull", body=HARVEST).article, None, ())


def test_full_name_is_taken_from_the_source_seen() -> None:
    """`(Harrow)` is written out when Harrow Wire is known in the story."""
    told = Desk().tell(
        article(source="Harrow Wire", body=BRIDGE), article("urn:gull:1", source="Gull", body=BRIDGE)
    )
    assert "Harrow Wire" == told.said[1]["origin"]["agency"]


def test_uncredited_copy_inherits_the_origin() -> None:
    """A copy that dropped every credit is still traced to the first of its story."""
    told = Desk().tell(
        article("urn:gull:1", source="Gull", body=HARVEST), article("urn:tern:1", source="Tern", body=HARVEST)
    )
    origin = told.said[1]["origin"]
    assert ("Gull", "urn:gull:1", "earliest") == (
        origin["agency"],
        origin["uri"],
        origin["evidence"][0]["evidence"],
    )


def test_earlier_republisher_does_not_take_the_origin() -> None:
    """A copy that was made earlier but credits the agency is not where the text comes from."""
    desk = Desk()
    desk.tell(article(body=BRIDGE, version_created=iso(10)))
    assert [] == desk.tell(article("urn:gull:1", source="Gull", body=BRIDGE, version_created=iso(5))).kinds


def test_further_hands_follow_the_agency() -> None:
    """A story of one agency that came by another: both are named, the one in the dateline first, none twice."""
    desk = Desk()
    body = f"{BRIDGE.replace('(Harrow)', '(Reuters)')}\n\n\u2014 dpa"
    said = desk.one(uri="urn:gull:1", source="Gull", body=body)
    assert ("Reuters", ["dpa"]) == (said["origin"]["agency"], said["origin"]["via"])


def test_one_hand_is_no_chain() -> None:
    """The agency's own traces, and the article's own source, are no further hands."""
    said = Desk().one(body=f"{BRIDGE}\n\n\u2014 Harrow", copyright_holder="Harrow")
    assert [] == said["origin"]["via"]


@pytest.mark.parametrize("own", [True, False])
def test_an_agency_that_names_itself_is_the_origin_of_an_earlier_page_without_credit(*, own: bool) -> None:
    """The outlet cut the credit and came first; what it takes down is its own page alone. Without a dateline the first stays."""
    text = BRIDGE if own else BRIDGE.partition(" - ")[2]
    page = article("https://gull.example/1", source="Gull", body=BRIDGE.partition(" - ")[2])
    agency = article("urn:harrow:1", body=text)
    desk = Desk()
    desk.tell(page, agency)
    kill = article("https://gull.example/1", source="Gull", version="2", pubstatus="canceled", body="")
    named = [each["source"] for each in desk.tell(kill).notice("kill")["copies"]]
    assert named == ([] if own else ["Harrow"])
