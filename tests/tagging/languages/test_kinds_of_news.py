"""Kinds of wire sentences in every language: passives, dates, several events, denials, rehearsals, ministries, look-alikes.

A line of `kinds/LANG.txt`, or of `variants/LANG.txt`, which has the same kinds in other words: kind | casualties | + about armed conflict, - not, ? not asked | names | text. A casualty is kind=number,
with `12+` at least, `<15` up to, `20..30` a range. A name is that of a place or body, or TYPE/COUNTRY of an actor, `event` a violent
event that is reported; with `!` it must not be there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.model.tags import Actor, Conflict, Event, Place
from stream.tagging.languages.trigger_finder import VIOLENT
from tests.tagging.languages.told import Count, counts, tagged

_FOLDERS = [Path(__file__).parent / name for name in ("kinds", "variants")]
ROWS = [
    (path.stem, *(field.strip() for field in line.split("|", 4)))
    for folder in _FOLDERS
    for path in sorted(folder.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line
]


def _count(written: str) -> Count:
    kind, _, number = written.partition("=")
    if number.endswith("+"):
        return kind, int(number[:-1]), None
    if number.startswith("<"):
        return kind, None, int(number[1:])
    low, _, high = number.partition("..")
    return kind, int(low), int(high or low)


def _named(conflict: Conflict) -> set[str]:
    names: set[str] = set()
    for one in conflict.entities:
        if isinstance(one, Place | Actor):
            names.add(one.name)
        if isinstance(one, Actor):
            names |= {f"{one.type.value}/", f"{one.type.value}/{one.country}"}
        if isinstance(one, Event) and one.event_type in VIOLENT and one.certainty == "reported":
            names.add("event")
    return names


@pytest.mark.parametrize(("language", "kind", "casualties", "war", "names", "text"), ROWS)
def test_a_kind_of_news(language: str, kind: str, casualties: str, war: str, names: str, text: str) -> None:
    """Counts, what the text is about, and who and where, in sentences of every kind."""
    told = [] if casualties == "-" else [_count(one) for one in casualties.split()]
    assert sorted(told, key=repr) == sorted(counts(language, text), key=repr), kind
    conflict = tagged(language, text)
    if war != "?":
        assert (war == "+") is conflict.relevant, kind
    found = _named(conflict)
    for name in filter(None, (one.strip() for one in names.split(";"))):
        assert (name.removeprefix("!") in found) is not name.startswith("!"), kind
