from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model.tags import Conflict, EntityType

Found = Callable[[str, EntityType], list[str]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prime Minister Orlan Tevik resigned.", "Orlan Tevik"),
        ("Gen. Dask Ormund was present.", "Dask Ormund"),
        ("“They left,” said Qorban Jalil al Deri, a tribal leader.", "Qorban Jalil al Deri"),
        ("Veska Dorn, 43, saw it.", "Veska Dorn"),
        ("It was seen by Mohammed Tarvik at noon.", "Mohammed Tarvik"),
        ("At dusk Torvik was murdered by gunmen.", "Torvik"),
        ("They said that Pavrel's murder was useless.", "Pavrel"),
        ("Spc. Dask L. Ormund came.", "Dask L. Ormund"),
        ("Then Abu Zerdan al-Mori spoke.", "Abu Zerdan al-Mori"),
    ],
)
def test_persons(texts: Found, text: str, name: str) -> None:
    """By title, by what is said of them, by a given name; particles belong to the name."""
    assert texts(text, EntityType.PERSON) == [name]


def test_a_surname_is_the_person_named_before(tag: Callable[..., Conflict]) -> None:
    """The later, shorter mention carries the full name."""
    conflict = tag("Gen. Dask Ormund came at noon. Later Ormund left.")
    assert [(e.text, e.name) for e in conflict.entities if e.type is EntityType.PERSON] == [
        ("Dask Ormund", "Dask Ormund"),
        ("Ormund", "Dask Ormund"),
    ]


@pytest.mark.parametrize(
    "text", ["On Sunday Night Markets opened.", "The Old Bridge fell.", "However Many came."]
)
def test_capitals_alone_make_no_person(texts: Found, text: str) -> None:
    """English words in capitals are no names."""
    assert texts(text, EntityType.PERSON) == []
