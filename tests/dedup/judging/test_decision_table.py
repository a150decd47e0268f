from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.lineage import ItemVersion, Lineage, Status
from stream.dedup.judging.decision_table import Evidence, decide
from stream.model.articles import Article, PubStatus, Signal
from stream.model.verdicts import Match, Verdict
from tests.dedup.harness import prepared
from tests.dedup.texts import BRIDGE

ARTICLE: Article = prepared(body=BRIDGE).article
MATCH = Match("m", "urn:gull:1", "Gull", "1", 0.9, 0.8, 0.1, 30)


def made(**fields: Any) -> Article:
    """The article with other fields."""
    return replace(ARTICLE, **fields)


def lineage(*numbers: str, status: Status = Status.LIVE, note: str = "") -> Lineage:
    """An item with these versions, and a note in force."""
    found = Lineage("urn:harrow:1", "Harrow")
    for number in numbers:
        found = found.with_usable(
            ItemVersion(f"v{number}", "urn:harrow:1", number, None, f"d{number}"), supersedes=True
        )
    if status is not Status.LIVE:
        found = found.with_note(ItemVersion("note", "urn:harrow:1", note, None, "dn"), status)
    return found


CASES: list[tuple[str, dict[str, Any], Evidence, Verdict, str]] = [
    ("nothing known", {}, Evidence(), Verdict.ORIGINAL, "no_match"),
    ("text known", {}, Evidence(match=MATCH), Verdict.COPY, "same_text"),
    ("short text known", {}, Evidence(match=MATCH, exact=True), Verdict.COPY, "same_short_text"),
    (
        "repeat of another's text",
        {"signals": (Signal.REPEAT,)},
        Evidence(match=MATCH),
        Verdict.COPY,
        "same_text",
    ),
    (
        "repeat of its own text",
        {"signals": (Signal.REPEAT,)},
        Evidence(match=replace(MATCH, source="Harrow")),
        Verdict.COPY,
        "repeat",
    ),
    (
        "substitute",
        {},
        Evidence(match=MATCH, replaces=True),
        Verdict.ORIGINAL,
        "substitute",
    ),
    (
        "higher version",
        {"version": "2"},
        Evidence(lineage("1"), "uri", MATCH),
        Verdict.UPDATE,
        "update_by_uri",
    ),
    (
        "correction of an update",
        {"version": "2", "signals": (Signal.CORRECTION, Signal.UPDATE)},
        Evidence(lineage("1"), "uri"),
        Verdict.CORRECTION,
        "correction_by_uri",
    ),
    (
        "refile",
        {"version": "2", "signals": (Signal.REFILE, Signal.UPDATE)},
        Evidence(lineage("1"), "slug"),
        Verdict.REFILE,
        "refile_by_slug",
    ),
    ("lower version", {"version": "1"}, Evidence(lineage("2"), "uri"), Verdict.STALE, "lower_version"),
    (
        "level version, other content",
        {"version": "2"},
        Evidence(lineage("2"), "uri"),
        Verdict.UPDATE,
        "update_by_uri",
    ),
    (
        "kill",
        {"version": "2", "pubstatus": PubStatus.CANCELED},
        Evidence(lineage("1"), "uri"),
        Verdict.KILL,
        "kill_by_uri",
    ),
    (
        "kill of the unknown",
        {"signals": (Signal.KILL,)},
        Evidence(match=MATCH),
        Verdict.KILL,
        "kill_before_original",
    ),
    (
        "hold",
        {"version": "2", "pubstatus": PubStatus.WITHHELD},
        Evidence(lineage("1"), "uri"),
        Verdict.HOLD,
        "hold_by_uri",
    ),
    (
        "kill of the held",
        {"version": "3", "pubstatus": PubStatus.CANCELED},
        Evidence(lineage("1", status=Status.HELD, note="2"), "uri"),
        Verdict.KILL,
        "kill_by_uri",
    ),
    (
        "release",
        {"version": "3"},
        Evidence(lineage("1", status=Status.HELD, note="2"), "uri"),
        Verdict.UPDATE,
        "releases_held",
    ),
    (
        "corrected release",
        {"version": "3", "signals": (Signal.CORRECTION,)},
        Evidence(lineage("1", status=Status.HELD, note="2"), "uri"),
        Verdict.CORRECTION,
        "releases_held",
    ),
    (
        "first after a hold",
        {"version": "3"},
        Evidence(lineage(status=Status.HELD, note="2"), "uri"),
        Verdict.ORIGINAL,
        "released_before_original",
    ),
    (
        "late for a hold",
        {"version": "1"},
        Evidence(lineage(status=Status.HELD, note="2"), "uri"),
        Verdict.STALE,
        "lower_version",
    ),
    (
        "original after its kill",
        {"version": "1"},
        Evidence(lineage(status=Status.KILLED, note="2"), "uri"),
        Verdict.STALE,
        "killed_before",
    ),
    (
        "killed, and nothing tells the order",
        {"version": "", "version_created": None},
        Evidence(lineage(status=Status.KILLED, note=""), "uri"),
        Verdict.STALE,
        "killed_before",
    ),
    (
        "hold that the kill overtook",
        {"version": "1", "pubstatus": PubStatus.WITHHELD},
        Evidence(lineage(status=Status.KILLED, note="2"), "uri"),
        Verdict.STALE,
        "killed_before",
    ),
    (
        "after a kill",
        {"version": "3"},
        Evidence(lineage("1", status=Status.KILLED, note="2"), "uri"),
        Verdict.UPDATE,
        "releases_killed",
    ),
]


@pytest.mark.parametrize(
    ("fields", "evidence", "verdict", "rule"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_table(fields: dict[str, Any], evidence: Evidence, verdict: Verdict, rule: str) -> None:
    """Each row of the decision table, by its verdict and the rule it names."""
    ruling = decide(made(**fields), "digest", evidence)
    assert (verdict, rule) == (ruling.verdict, ruling.reason.rule)


def test_a_late_version_says_what_it_comes_after() -> None:
    """The version that stands, and that it is held where it is; one that has no number is named by a question mark."""
    late, plain = made(version="1"), lineage("2", "3")
    assert "version 1 comes after version 3" == decide(late, "digest", Evidence(plain, "uri")).reason.text
    held = lineage("2", status=Status.HELD, note="3")
    assert (
        "version 1 comes after version 3 (held)" == decide(late, "digest", Evidence(held, "uri")).reason.text
    )
    killed = lineage("1", status=Status.KILLED, note="2")
    assert "the item was killed by version 2" == decide(late, "digest", Evidence(killed, "uri")).reason.text


def test_a_version_is_not_late_for_another_sources_note() -> None:
    """An item that is known by another source's note alone has no versions that one could come after."""
    assert Verdict.STALE is decide(made(version="1"), "digest", Evidence(lineage("2"), "uri")).verdict
    foreign = decide(made(version="1"), "digest", Evidence(lineage("2"), "uri", foreign=True))
    assert Verdict.STALE is not foreign.verdict


def test_furniture_alone_is_an_original() -> None:
    """A body that is a page's furniture tells no two articles apart: nothing is taken for its copy."""
    ruling = decide(ARTICLE, "digest", Evidence(bare=True))
    assert (Verdict.ORIGINAL, "furniture_alone") == (ruling.verdict, ruling.reason.rule)


def test_a_kill_is_late_unless_it_was_made_later() -> None:
    """A kill with a lower number counts where its feed says that it is younger; where a time is missing nobody says so."""
    killing = {"version": "1", "pubstatus": PubStatus.CANCELED}
    newest = ItemVersion("v2", "urn:harrow:1", "2", ARTICLE.received, "d2")
    known = Lineage("urn:harrow:1", "Harrow").with_usable(newest, supersedes=True)
    for created, verdict in (
        (ARTICLE.received + timedelta(minutes=1), Verdict.KILL),
        (ARTICLE.received, Verdict.STALE),
        (None, Verdict.STALE),
    ):
        ruling = decide(made(**killing, version_created=created), "digest", Evidence(known, "uri"))
        assert verdict is ruling.verdict


def test_a_kill_after_a_hold_alone_is_remembered() -> None:
    """An item of which only a hold came has no version to kill."""
    only_held = lineage(status=Status.HELD, note="1")
    ruling = decide(made(version="2", pubstatus=PubStatus.CANCELED), "digest", Evidence(only_held, "uri"))
    assert (Verdict.KILL, "kill_before_original") == (ruling.verdict, ruling.reason.rule)


def test_redelivery_comes_before_all_else() -> None:
    """Content that came under this version is a redelivery, a kill's own included."""
    killed = lineage("1", status=Status.KILLED, note="2")
    assert Verdict.REDELIVERY is decide(made(version="1"), "d1", Evidence(killed, "uri")).verdict
    again = made(version="2", pubstatus=PubStatus.CANCELED)
    assert Verdict.REDELIVERY is decide(again, "dn", Evidence(killed, "uri")).verdict


def test_update_supersedes_the_latest_usable_version() -> None:
    """The version replaced is the newest that could be published, also after a hold."""
    held = lineage("1", "2", status=Status.HELD, note="3")
    ruling = decide(made(version="4"), "digest", Evidence(held, "uri"))
    assert ruling.supersedes is not None
    assert ("v2", Status.HELD) == (ruling.supersedes.article_id, ruling.lifts)


def test_score_is_that_of_the_match() -> None:
    """A copy's reason carries the containment measured."""
    assert 0.9 == decide(ARTICLE, "digest", Evidence(match=MATCH)).reason.score


@given(
    version=st.sampled_from(["", "1", "2", "3", "x"]),
    created=st.none() | st.just(ARTICLE.received),
    status=st.sampled_from(PubStatus),
    signals=st.lists(st.sampled_from(Signal), unique=True).map(tuple),
    known=st.none()
    | st.builds(
        lineage,
        st.sampled_from(["1", "2"]),
        status=st.sampled_from(Status),
        note=st.sampled_from(["", "1", "2", "3"]),
    ),
    match=st.none() | st.just(MATCH),
    replaces=st.booleans(),
)
def test_decision_is_total(
    version: str,
    created: datetime | None,
    status: PubStatus,
    signals: tuple[Signal, ...],
    known: Lineage | None,
    match: Match | None,
    replaces: bool,
) -> None:
    """Whatever comes gets a verdict with a rule; what is killed or held is never published."""
    article = made(version=version, version_created=created, pubstatus=status, signals=signals)
    ruling = decide(article, "digest", Evidence(known, "uri", match, replaces=replaces))
    assert ruling.reason.rule
    published = {Verdict.ORIGINAL, Verdict.COPY, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE}
    if status is not PubStatus.USABLE or {Signal.KILL, Signal.HOLD} & set(signals):
        assert ruling.verdict not in published
