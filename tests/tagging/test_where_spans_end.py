from __future__ import annotations

from datetime import date

import pytest

from stream.model.tags import Actor, Conflict, EntityType, Place
from stream.tagging.tagger import Tagger


def tagged(learned: Tagger, text: str) -> Conflict:
    """A text as shipped."""
    return learned.tag(text, date=date(2030, 5, 13))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("TROY, N.Y. - Gunmen killed three people on Friday.", "Gunmen"),
        ("AUSTIN, Texas (AP) - Gunmen wounded six people.", "Gunmen"),
        ("Gunmen killed nine farmers on the edge of Kano.", "Gunmen"),
        ("Militants attacked a convoy on the outskirts of Mosul.", "Militants"),
        ("Soldiers shot two men at a checkpoint.", "Soldiers"),
        ("Troops took Goma; Congolese rebels fled.", "Congolese rebels"),
        ("Jets bombed Torvik; Syrian soldiers withdrew.", "Syrian soldiers"),
        ("Militiamen seized 40 hostages in the suburbs of Lagos.", "Militiamen"),
        ("Insurgents fired rockets; government troops answered.", "government troops"),
        ("KABUL \u2014 Insurgents killed five policemen.", "Insurgents"),
        ("Rebels fled the town \u2013 Nigerian troops followed.", "Nigerian troops"),
        ("Bandits murdered the mayor of Torvik.", "Bandits"),
    ],
)
def test_a_mention_ends_where_its_clause_does(learned: Tagger, text: str, whole: str) -> None:
    """No mention runs over a verb, a dash, a semicolon or a full stop."""
    conflict = tagged(learned, text)
    found = [e.text for e in conflict.entities if isinstance(e, Actor)]
    assert whole in found
    for e in conflict.entities:
        assert not [mark for mark in (";", " - ", "\u2014", "\u2013 ") if mark in e.text]
        assert not {"killed", "fled", "seized", "attacked"} & set(e.text.split()) or e.type in {
            EntityType.EVENT,
            EntityType.CASUALTY,
        }


def test_a_list_of_towns_is_not_one_body(learned: Tagger) -> None:
    """Each is a place of its own."""
    conflict = tagged(learned, "Shells fell on Homs, Hama, Idlib and Aleppo.")
    assert {"Homs", "Hama", "Idlib", "Aleppo"} <= {e.text for e in conflict.entities if isinstance(e, Place)}
