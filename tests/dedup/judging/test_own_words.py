from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stream.dedup.judging.own_words import (
    is_lead,
    is_note,
    is_numbered_on,
    is_substitute,
    is_version,
    replaced_by,
)
from stream.model.articles import Article, PubStatus, Signal
from tests.dedup.harness import prepared
from tests.dedup.texts import BRIDGE

ARTICLE = prepared(uri="urn:harrow:1", source="Harrow", body=BRIDGE).article
OLDER = ("urn:harrow:0",)


def said(**fields: Any) -> Article:
    """An article that says this of itself."""
    return replace(ARTICLE, **fields)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, False),
        ({"signals": (Signal.CORRECTION,)}, False),
        ({"signals": (Signal.KILL,)}, True),
        ({"signals": (Signal.UPDATE, Signal.HOLD)}, True),
        ({"pubstatus": PubStatus.CANCELED}, True),
    ],
)
def test_a_note_is_a_kill_or_a_hold(fields: dict[str, Any], note: bool) -> None:
    """By a signal or by its status, whatever else it says."""
    assert is_note(said(**fields)) == note


@pytest.mark.parametrize(
    ("signals", "lead"),
    [((), False), ((Signal.UPDATE,), True), ((Signal.UPDATE, Signal.REPEAT), False), ((Signal.KILL,), False)],
)
def test_a_lead_says_that_it_is_a_later_version(signals: tuple[Signal, ...], lead: bool) -> None:
    """A repeat of an update is none: it is the update once more."""
    assert is_lead(said(signals=signals)) == lead


@pytest.mark.parametrize(
    ("fields", "substitute"),
    [
        ({}, False),
        ({"ednote": "Substitutes the story of 14:05"}, True),
        ({"ednote": "In place of a withdrawn story"}, True),
        ({"extra": {"associations": [{"name": "withdrawn story"}]}}, True),
        ({"extra": {"associations": {"killed item": {"uri": "x"}}}}, True),
        ({"extra": {"associations": [{"name": 7}, "withdrawn"]}}, False),
    ],
)
def test_what_takes_the_place_of_withdrawn_text_is_no_version_of_it(
    fields: dict[str, Any], substitute: bool
) -> None:
    """Said in its note, or by the name of what it is associated with."""
    article = said(evolved_from=OLDER, **fields)
    assert (substitute, not substitute) == (is_substitute(article), is_version(article))


def test_what_names_nothing_is_no_version() -> None:
    """However it is marked."""
    assert not is_version(said(signals=(Signal.UPDATE,)))


def test_the_items_replaced_are_named_as_uris_and_as_the_sources_own() -> None:
    """A name that is no uri is one within its source."""
    assert replaced_by(said(evolved_from=("tale-7",))) == ("tale-7", "Harrow:tale-7")


@pytest.mark.parametrize(
    ("version", "on"), [("", False), ("1", False), ("2", True), ("²", False), ("b", False)]
)
def test_a_version_above_one_goes_on_from_its_own_id(version: str, on: bool) -> None:
    """Only ASCII digits count."""
    assert is_numbered_on(said(version=version)) == on
