from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.lineage.agencies import agency_names
from stream.intake.lineage.credits import MOST_CREDITS, credits  # noqa: A004 - the builtin of this name is for the interactive prompt

TEXT = "Ferry crews in Port Esk walked out on Tuesday over night pay, the harbour office said."


def found(
    body: str = TEXT, byline: str = "", located: str = "", holder: str = "", own: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Agency and evidence of every credit."""
    return [(credit.agency, credit.evidence) for credit in credits(body, byline, located, holder, own)]


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("PORT ESK, March 17 (Lantern) - ", "Lantern"),
        ("PORT ESK (Lantern) - ", "Lantern"),
        ("PORT ESK, Veldria (AP) \u2014 ", "AP"),
        ("Port Esk (Reuters) \u2013 ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("PORT ESK, March 17 ( Reuters ) -- ", "Reuters"),
        ("Daily Mercury\n\nBy Ilse Marn\n\nPORT ESK, 17 March (AFP) - ", "AFP"),
        ("PORT ESK (Agence France-Presse) - ", "AFP"),
        ("PORT ESK, Sept. 3 (Marn Island Wire) - ", "Marn Island Wire"),
        ("PORT ESK (Island Post) - ", "Island Post"),
    ],
)
def test_datelines(opening: str, agency: str) -> None:
    """The parenthesis of a dateline names the agency, known or not."""
    assert found(opening + TEXT) == [(agency, "dateline")]


@pytest.mark.parametrize(
    "opening",
    [
        "PORT ESK (March 17) - ",
        "Kesh Motors (KSH) - ",
        "PORT ESK (6 a.m.) - ",
        "Tamar (not its real name) - ",
        "PORT ESK - ",
        "(Updated) - ",
    ],
)
def test_other_parentheses_are_no_credit(opening: str) -> None:
    """Dates, tickers, times and asides stand in parentheses too."""
    assert found(opening + TEXT) == []


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        (" \u2014 Lantern", "Lantern"),
        ("\n\n\u2014 Lantern", "Lantern"),
        ("\n\n-- AFP", "AFP"),
        (" \u2014 Lantern\n\nNewspapers in English", "Lantern"),
        (
            " \u2014 Reuters\n\nShare this story\nRead more: ferries\n(c) 2026 Daily Mercury. All rights reserved.",
            "Reuters",
        ),
        ("\n\n\u2014 Coast News Service", "Coast News Service"),
    ],
)
def test_sign_offs(ending: str, agency: str) -> None:
    """A name behind a dash ends an agency's text, whatever furniture follows."""
    assert found(TEXT + ending) == [(agency, "sign_off")]


@pytest.mark.parametrize(
    "ending",
    ["\n\n\u2014 Ilse Marn", " The pay stays - for now", " It was over \u2014 almost.", " \u2014 @portesk"],
)
def test_other_dashes_are_no_sign_off(ending: str) -> None:
    """Authors, afterthoughts and handles stand behind dashes too."""
    assert found(TEXT + ending) == []


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Associated Press", "AP"),
        ("Source: Reuters", "Reuters"),
        ("With AP", "AP"),
        ("With inputs from ANI", "ANI"),
        ("Additional reporting by Reuters", "Reuters"),
        ("The Associated Press contributed to this report.", "AP"),
        ("This article originally appeared on Reuters.", "Reuters"),
    ],
)
def test_credit_lines(line: str, agency: str) -> None:
    """A line that only credits is a credit line."""
    assert found(f"{TEXT}\n\n{line}") == [(agency, "credit_line")]


@pytest.mark.parametrize(
    "line",
    [
        "\u00a9 AFP",
        "\u00a9 2026 AFP",
        "Copyright 2026 AFP. All rights reserved.",
        "(c) 2026 Agence France-Presse",
    ],
)
def test_copyright_lines(line: str) -> None:
    """Whose the text is, in the text."""
    assert found(f"{TEXT}\n\n{line}") == [("AFP", "copyright")]


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("told Reuters", "Reuters"),
        ("told The Associated Press", "AP"),
        ("told the Associated Press", "AP"),
        ("told AFP", "AFP"),
        ("told dpa", "dpa"),
    ],
)
def test_told(words: str, agency: str) -> None:
    """Quotes given to an agency stay when its credit is gone."""
    assert found(f"{TEXT} \u201cNo boat will run,\u201d she {words} on Tuesday.") == [(agency, "told")]


def test_told_needs_a_name_that_is_known_here() -> None:
    """Everybody tells somebody: an unknown name counts if the article or the newsroom knows it as an agency."""
    body = f"{TEXT} \u201cNo boat will run,\u201d she told Lantern. A man told Mayor Rell to go."

    assert found(body) == []
    assert found(body, own=("Lantern",)) == [("Lantern", "told")]
    assert found(f"PORT ESK (Lantern) - {body}") == [("Lantern", "dateline"), ("Lantern", "told")]


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("Reuters", ["Reuters"]),
        ("By Ilse Marn | AFP", ["AFP"]),
        ("Von Ilse Marn, dpa", ["dpa"]),
        ("Ilse Marn, Associated Press", ["AP"]),
        ("AFP and Reuters", ["AFP", "Reuters"]),
        ("Staff and agencies", []),
        ("Ilse Marn", []),
    ],
)
def test_bylines(byline: str, agencies: list[str]) -> None:
    """Known names in a byline; a person is none."""
    assert found(byline=byline) == [(agency, "byline") for agency in agencies]


def test_the_holder_counts_if_it_is_an_agency() -> None:
    """A known agency, or one whose name the article gives elsewhere; an outlet is none."""
    assert found(holder="Associated Press") == [("AP", "copyright")]
    assert found(holder="Daily Mercury") == []
    assert found(f"PORT ESK (Lantern) - {TEXT}", holder="Lantern Wire") == [
        ("Lantern", "dateline"),
        ("Lantern", "copyright"),
    ]


def test_photo_credits_are_not_the_text_s() -> None:
    """A photographer with the agency in a caption says nothing of the words."""
    assert found(f"A ferry at Port Esk. (Ilse Marn/AP)\n\n{TEXT}") == []
    assert found(f"{TEXT} (AFP)") == [("AFP", "parenthesis")]


def test_short_names_match_in_their_own_case_only() -> None:
    """`tt`, `ap` and `pa` are words and initials of other things."""
    names = agency_names(())

    assert [names.canonical(name) for name in ("AP", "ap", "TT", "tt", "the associated press", "reuters")] == [
        "AP", None, "TT", None, "AP", "Reuters",
    ]  # fmt: skip


def test_the_words_are_the_evidence() -> None:
    """A person can find the trace again in the text."""
    first, second = credits(f"PORT ESK, March 17 (Lantern) - {TEXT} She told Reuters.", "", "", "", ())

    assert first.text == "PORT ESK, March 17 (Lantern) -"
    assert second.text == "told Reuters"


@settings(deadline=None)
@given(st.text(alphabet="AP ()\u2014-\n.Reutsold\u00a9", max_size=300), st.text(max_size=40))
def test_any_text_gives_few_unique_credits(body: str, byline: str) -> None:
    """No text breaks the search, no credit comes twice, none is without a name."""
    traces = found(body, byline, byline, byline)

    assert len(traces) == len(set(traces)) <= MOST_CREDITS
    assert all(agency for agency, _ in traces)
