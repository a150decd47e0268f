"""What one proposed span holds."""

from __future__ import annotations

import pytest

from stream.model.tags import EntityType
from stream.tagging.learned.span_parts import parts
from stream.tagging.learned.spans import settle_spans
from stream.tagging.sheet import Sheet
from stream.tagging.tagger import Tagger


def words_of(sheet: Sheet, span: str) -> tuple[int, int]:
    """First and last word of a span of the sheet's text."""
    reading = sheet.reading
    begin = reading.text.index(span)
    inside = [n for n, at in enumerate(reading.starts) if begin <= at < begin + len(span)]
    return inside[0], inside[-1]


@pytest.mark.parametrize(
    ("kind", "text", "span", "expected"),
    [
        (
            "person", "The Foreign Secretary, Orrin Vael, spoke.", "The Foreign Secretary, Orrin Vael",
            [("person", "The Foreign Secretary"), ("person", "Orrin Vael")],
        ),
        ("person", "He met Orrin Vael and Mira Tolsk.", "Orrin Vael and Mira Tolsk",
         [("person", "Orrin Vael"), ("person", "Mira Tolsk")]),
        ("person", "Orrin Vael, Jr. spoke.", "Orrin Vael, Jr", [("person", "Orrin Vael, Jr")]),
        ("person", "the 158th Fighter Wing came", "th Fighter Wing", [("organisation", "158th Fighter Wing")]),
        ("organisation", "It met the former leader of the Blue Guard.", "the former leader of the Blue Guard",
         [("person", "the former leader of the Blue Guard")]),
        ("organisation", "under the umbrella of the Coalition", "the umbrella of the Coalition",
         [("organisation", "the Coalition")]),
        ("organisation", "the members of the Coalition", "the members of the Coalition",
         [("organisation", "the members of the Coalition")]),
        ("organisation", "the 2nd Rifle Battalion fired", "Rifle Battalion", [("organisation", "2nd Rifle Battalion")]),
        ("organisation", "They asked all political parties to stop.", "political parties",
         [("organisation", "all political parties")]),
        ("organisation", "Norway and Sweden agreed.", "Norway and Sweden",
         [("organisation", "Norway"), ("organisation", "Sweden")]),
        ("organisation", "They crossed Blueguard-held territory.", "Blueguard",
         [("location", "Blueguard-held territory")]),
        ("person", "They hid in the al-Vorn mosque.", "the al-Vorn", [("location", "the al-Vorn mosque")]),
        ("location", "in Qamen, Sarmin and elsewhere", "Qamen, Sarmin", [("location", "Qamen"), ("location", "Sarmin")]),
        ("location", "a study of Ohio State University says", "Ohio State University",
         [("organisation", "Ohio State University")]),
        ("location", "his girlfriend Olivia left", "girlfriend Olivia", [("person", "girlfriend Olivia")]),
    ],
)  # fmt: skip
def test_a_span_is_read_in_its_parts(
    tagger: Tagger, kind: str, text: str, span: str, expected: list[tuple[str, str]]
) -> None:
    """Each name of its own, of the kind that its noun tells, with its ordinal and determiner."""
    sheet = tagger.sheet(text)
    found = parts(sheet, kind, *words_of(sheet, span))
    assert [(part, sheet.reading.span(first, last)) for part, first, last in found] == expected


def test_a_people_belongs_to_its_phrase(tagger: Tagger) -> None:
    """A nationality and the people behind it are one body."""
    sheet = tagger.sheet("They asked the Iraqi people for patience.")
    first, last = words_of(sheet, "people")
    assert [sheet.reading.span(a, b) for _, a, b in parts(sheet, "organisation", first, last)] == [
        "the Iraqi people"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was said by a spokesman for the group.", (EntityType.PERSON, "a spokesman")),
        ("He was killed in his home on Monday.", (EntityType.PLACE, "his home")),
        ("Bombs fell on hospitals, they said.", (EntityType.FACILITY, "hospitals")),
    ],
)
def test_nouns_that_nobody_took(tagger: Tagger, text: str, expected: tuple[EntityType, str]) -> None:
    """An office behind its determiner is a person, the noun of a site a place or facility."""
    sheet = tagger.sheet(text)
    settle_spans(sheet, [])
    assert expected in [(one.type, sheet.reading.span(one.first, one.last)) for one in sheet.mentions]


def test_an_aside_is_no_second_person(tagger: Tagger) -> None:
    """An office behind the comma of a name says who that is."""
    sheet = tagger.sheet("President Orrin Vael, the leader of the party, spoke.")
    settle_spans(sheet, [])
    assert [
        sheet.reading.span(one.first, one.last) for one in sheet.mentions if one.type is EntityType.PERSON
    ] == ["Orrin Vael"]
