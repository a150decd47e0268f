"""Cheap looks before slow patterns say no only where the pattern does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.intake.digests import TITLE, may_be_title
from stream.intake.lineage.agencies import agency_names
from stream.intake.lineage.credits import ATTRIBUTION, attribution
from stream.model.uris import MARKED, NEWSML, REVISION, versions_told

_TITLES = (
    "news in brief", "World briefs", "local digest", "sports round-up", "politics wrap", "IN BRIEF", "news summary", "News briefing",
    "news roundup", "briefs", "morning briefing", "daily newsletter", "nightly headlines", "as it happened", "live updates", "live blog",
    "live page", "liveblog", "newsletter", "at a glance", "headlines", "top news", "top stories", "roundup", "round-up", "digest",
    "kurznachrichten", "kurz gemeldet", "kurz und knapp", "kurzmeldungen", "nachrichten kompakt", "liveticker", "newsticker", "en bref",
    "l'essentiel", "en direct", "breves", "en breve", "resumen de noticias", "en vivo", "em resumo", "ao vivo", "in breve",
    "notizie in breve", "in diretta", "kort nieuws", "nieuwsoverzicht", "kort nytt", "nyheter i korthet", "kort fortalt", "ukratko",
    "brèves", "skrót wiadomości", "özet", "коротко", "简讯", "notícias em resumo", "nachrichtenüberblick",
)  # fmt: skip
_OPENINGS = (
    "Source", "via", "From", "agency", "Agencies", "with inputs from", "With additional reporting from", "with files from",
    "additional reporting by", "Reporting by", "editing by", "information from", "input from", "Inputs from", "courtesy of", "Courtesy",
    "with", "\u017fource", "Within", "sources", "The",
)  # fmt: skip
_NAMES = (
    "Reuters",
    "The Associated Press",
    "the AFP news agency",
    "AP newswire",
    "dpa wire service",
    "THE ANSA",
    "news agency",
)
_ENDS = st.text("-:;#/?v.=rev12iosnNuUaA ", max_size=12)


@pytest.mark.parametrize("title", _TITLES)
def test_every_title_of_several_stories_passes_the_look(title: str) -> None:
    """A headline that the pattern knows has one of the words that are looked for, in any case."""
    for headline in (title, title.upper(), f"Velmar: {title}, 3 March"):
        if TITLE.search(headline):
            assert may_be_title(headline)
    assert TITLE.search(title)


@given(
    st.lists(st.sampled_from((*_TITLES, "brief", "news", "kort", "-", "x", "live", "top")), max_size=4).map(
        " ".join
    )
)
def test_a_headline_that_the_look_refuses_is_no_title(headline: str) -> None:
    """Whatever the words are put together to."""
    assert may_be_title(headline) or TITLE.search(headline) is None


@given(
    st.text(" -(*\u2013", max_size=4),
    st.sampled_from(_OPENINGS),
    st.sampled_from(("", " ", ":", ": Reuters", "_x", " AP", "s")),
)
def test_an_attribution_is_found_where_its_pattern_finds_it(before: str, words: str, behind: str) -> None:
    """The first word of a line decides whether the pattern is tried."""
    line = f"{before}{words}{behind}"
    found, slow = attribution(line), ATTRIBUTION.match(line)
    assert (found and found.group()) == (slow and slow.group())


@pytest.mark.parametrize("name", _NAMES)
def test_an_agency_is_known_with_article_and_kind(name: str) -> None:
    """An article before a name and its kind behind it change nothing."""
    bare = {
        "Reuters": "Reuters",
        "The Associated Press": "AP",
        "the AFP news agency": "AFP",
        "AP newswire": "AP",
    }
    bare |= {"dpa wire service": "dpa", "THE ANSA": "ANSA"}
    assert agency_names(()).canonical(name) == bare.get(name)


@given(
    st.sampled_from(
        (
            "urn:newsml:velmar.example:20260302:n1",
            "https://velmar.example/a",
            "URN:NEWSML:a:2026-03-02:x",
            "tag:a,2026:n",
            "n",
        )
    ),
    _ENDS,
)
def test_a_version_is_looked_for_by_every_pattern_that_can_find_one(start: str, end: str) -> None:
    """A pattern that is left out matches nothing."""
    uri = start + end
    tried = list(versions_told(uri))
    for pattern in (NEWSML, REVISION, MARKED):
        assert pattern in tried or pattern.fullmatch(uri) is None
    assert tried == [pattern for pattern in (NEWSML, REVISION, MARKED) if pattern in tried]
