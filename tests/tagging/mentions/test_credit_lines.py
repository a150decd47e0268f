"""What credits an agency tells of no place, date or actor, whatever else its name means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stream.model.articles import Credit
from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger

TEXT = "Rebels shelled the town of Mosul on Tuesday, killing 12 people, the ministry said."
FOUND = {"Rebels", "Tuesday", "the ministry"}


def texts_of(conflict: Conflict) -> set[str]:
    """What is tagged as a place, date or actor."""
    return {one.text for one in conflict.entities if one.type not in ("CASUALTY", "EVENT")}


@pytest.mark.parametrize(
    "agency", ["Meridian", "Fars", "Saba", "Jerusalem Post", "MENA", "ANA", "Petra", "Georgia Today"]
)
@pytest.mark.parametrize(
    "form",
    [
        "BASRA, March 3 ({}) - {}", "BASRA ({}) \u2014 {}", "BASRA, 3 March ({}) -- {}", "({}) {}", "Basra ({}): {}",
        "BASRA ({}/AP) - {}",
    ],
)  # fmt: skip
def test_the_head_of_a_text(tagger: Tagger, learned: Tagger, agency: str, form: str) -> None:
    """A parenthesis in the dateline or before the first word; place and date of the dateline are of the news."""
    text = form.format(agency, TEXT)
    for one in (tagger, learned):
        found = texts_of(one.tag(text))
        assert not any(part in each for part in agency.split() for each in found), found
        assert {"Rebels", "Tuesday"} <= found
        if "BASRA" in form:
            assert "BASRA" in found
        if "March" in form:
            assert found & {"March 3", "3 March"}


@pytest.mark.parametrize("agency", ["Meridian", "Fars", "Saba", "Jerusalem Post", "MENA", "Georgia Today"])
@pytest.mark.parametrize(
    "form",
    [
        "{} ({})",
        "{}\n\n({})",
        "{} \u2014 {}",
        "{}\n-- {}",
        "{} ({}).\n\nFurther rain is expected.",
        "{}\n\u00a9 2026 {}, London",
    ],
)
def test_the_foot_of_a_text_or_paragraph(tagger: Tagger, learned: Tagger, agency: str, form: str) -> None:
    """A parenthesis alone behind the last sentence, a sign-off, a copyright line."""
    text = form.format(TEXT, agency)
    for one in (tagger, learned):
        found = texts_of(one.tag(text))
        assert not any(part in each for part in [*agency.split(), "London"] for each in found), found
        assert found >= {"Rebels", "Tuesday"}


@pytest.mark.parametrize(
    "foot",
    [
        " Source: Jerusalem Post",
        "\n\nVia: Khartoum News.",
        " \u00a9 2026 Khartoum News",
        "\nCopyright 2026 Meridian",
    ],
)
def test_where_a_text_is_from(tag: Callable[..., Any], foot: str) -> None:
    """Named behind the last sentence, with or without a line of its own."""
    assert texts_of(tag(f"{TEXT}{foot}")) == texts_of(tag(TEXT))


def test_a_day_beside_the_agency_of_a_dateline(tag: Callable[..., Any]) -> None:
    """Neither is news: "(SANA, May 3 2026)" stands for who filed, and when."""
    found = texts_of(tag("DAMASCUS (SANA, May 3 2026) - Rebels fled."))
    assert not {"SANA", "May 3 2026", "May 3"} & set(found)


def test_a_byline_and_a_line_of_thanks(tag: Callable[..., Any]) -> None:
    """Who wrote and edited is no actor, and where they sat no place of the news."""
    foot = "(Reporting by Abu Ali in Kirkuk; Editing by Austin Dallas, March 3)"
    assert texts_of(tag(f"By Austin Dallas\n\n{TEXT}\n\n{foot}")) == texts_of(tag(TEXT))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("DAMASCUS (Syria) - Rebels fled.", "Syria"),
        ("They fled from Hasakah (Syria) and Tell Abyad (Raqqa) on Tuesday.", "Raqqa"),
        ("Rebels fled. The Syrian army (SAA) took Mosul.", "Mosul"),
        ("Rebels shelled Meridian on Tuesday.", "Meridian"),
    ],
)
def test_what_only_looks_like_a_credit(tag: Callable[..., Any], text: str, kept: str) -> None:
    """A country in the dateline's parenthesis, a parenthesis within a sentence, and the town itself stay."""
    assert any(kept in found for found in texts_of(tag(text)))


def test_the_credits_of_the_article(tagger: Tagger) -> None:
    """What the intake read is known by its words: "told Meridian", a line of its own; elsewhere the name is the town's."""
    text = f"{TEXT} He told Meridian so. Trucks left Meridian.\nParis Texas Wire\nWith files from Meridian in Boise"
    credited = [
        Credit("Meridian", "told", "told Meridian"),
        Credit("Paris Texas Wire", "credit_line", "Paris Texas Wire"),
        Credit("Meridian", "credit_line", "With files from Meridian in Boise"),
    ]
    found = [one for one in tagger.tag(text, credited=credited).entities if one.type == "PLACE"]
    assert [one.text for one in found if one.text in ("Meridian", "Paris", "Texas", "Boise")] == ["Meridian"]
    assert found[-1].start == text.index("Meridian.")


def test_a_short_agency_is_no_part_of_a_word(tagger: Tagger) -> None:
    """A credit line "PA" hides nothing of PAKISTAN."""
    text = "PAKISTAN shelled the town of Mosul.\nPA"
    found = tagger.tag(text, credited=[Credit("PA", "credit_line", "PA")]).entities
    assert "PAKISTAN" in {one.text for one in found}
