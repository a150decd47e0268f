"""Texts made to hurt: tagged without error, in time that grows as they do."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import stream.tagging
from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger

WORDS = [
    "killed",
    "twelve",
    "soldiers",
    "in",
    "Mosul",
    "and",
    "the",
    "said",
    "was",
    "12",
    "Syria",
    "rebels",
    "Gen.",
    "Dask",
    "Ormund",
    "of",
    "near",
    "town",
    "Aleppo,",
    "since",
    "Monday",
    "attacked",
    "by",
    "on",
    "a",
    "(UN)",
    "according",
    "to",
    "war",
]
MIXED = ["убитый", "قتل", "兵士", "killed", "Ἕλληνες", "שלום", "Syria", "😀👨\u200d👩\u200d👧", "á"]


def drawn(words: list[str], length: int) -> str:
    """So many characters of words, drawn at random but the same on every run."""
    source = random.Random(1)  # noqa: S311 - texts, no secret
    text = " ".join(source.choice(words) for _ in range(length // 3))
    return text[:length]


SHAPES: dict[str, Callable[[int], str]] = {
    "one line of conflict": lambda length: drawn(WORDS, length),
    "capitals": lambda length: drawn([word.upper() for word in WORDS], length),
    "title case": lambda length: drawn([word.title() for word in WORDS], length),
    "mixed scripts": lambda length: drawn(MIXED, length),
    "commas": lambda length: "," * length,
    "emoji": lambda length: "😀👨‍👩‍👧🏳️‍🌈 " * (length // 12),
    "markup": lambda length: '<p class="x"><b>killed</b> &amp; </p>' * (length // 36),
    "figures": lambda length: "1," * (length // 2),
    "initials": lambda length: "a." * (length // 2),
    "quotes": lambda length: '"said ' * (length // 6),
    "hyphens": lambda length: "well-" * (length // 5),
    "apostrophes": lambda length: "a'" * (length // 2),
    "days": lambda length: "Monday last week " * (length // 17),
    "one word": lambda length: "a" * length,
    "blank lines": lambda length: "\n" * length,
    "one verb": lambda length: "killed " * (length // 7),
    "sources": lambda length: "according to the " * (length // 17),
    "brackets": lambda length: "(" * length,
    "one name": lambda length: "Qahtan Ali said. " * (length // 17),
    "many names": lambda length: " ".join(f"Zq{n}ab Xw{n}cd" for n in range(length // 14)),
}


def lines_run(work: Callable[[], Any]) -> int:
    """How many lines of Python a piece of work runs, each turn of a loop counted: the same on every machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_as_the_text_does(tagger: Tagger, shape: str) -> None:
    """Four times the text costs about four times the work; squared it would be sixteen."""
    make = SHAPES[shape]
    tagger.tag(make(4000))  # what is loaded once
    short, long = make(4000), make(16000)
    small, large = lines_run(lambda: tagger.tag(short)), lines_run(lambda: tagger.tag(long))
    assert large <= 6 * small + 4000


def towns(tagger: Tagger, count: int) -> str:
    """So many towns of the map, each named once."""
    every = [name for name in tagger.lexicon.gazetteer.names() if name.isascii() and name.isalpha()]
    return " ".join(f"Rain fell on the town of {name}." for name in every[:: len(every) // count][:count])


def bases(_tagger: Tagger, count: int) -> str:
    """So many facilities, each near a town."""
    return "in Mosul near the army base " * count


@pytest.mark.parametrize("listed", [towns, bases])
def test_places_cost_what_their_list_is_long(tagger: Tagger, listed: Callable[[Tagger, int], str]) -> None:
    """What each means depends on those around it, yet twenty times the places are about twenty times the work."""
    work = []
    for count in (60, 1200):
        text = listed(tagger, count)
        tagger.tag(text)  # what is looked up once
        work.append(lines_run(functools.partial(tagger.tag, text)))
    assert work[1] <= 26 * work[0]


@pytest.mark.parametrize(
    "text",
    ["a" * 5_000_000, "the " * 1_250_000, "," * 1_000_000, "\u0000\ufffd\u202e" * 50_000, "\ud83d" * 1000],
    ids=["one word", "one line", "a million commas", "controls", "half an emoji"],
)
def test_big_and_broken_texts_are_tagged(tag: Callable[..., Conflict], text: str) -> None:
    """Five megabytes on one line, a million commas, controls and broken characters: nothing found, no error."""
    assert tag(text).entities == ()


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every regular expression of the tagger's modules."""
    for module in pkgutil.walk_packages(stream.tagging.__path__, "stream.tagging."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


@pytest.mark.parametrize("name", [name for name, _ in patterns()])
def test_patterns_are_linear(name: str) -> None:
    """Sixteen times the text costs no pattern sixty times the time; squared it would be 256."""
    pattern = dict(patterns())[name]
    for seed in ("a", "1", "1,", "a.", "a'", " ", "-", "the last ", "mon", "(", "\n", "é", "1 2 "):
        taken = []
        for length in (2_500, 40_000):
            text = (seed * length)[:length] + "!"
            spent = []
            for _ in range(3):
                begun = time.process_time()
                sum(1 for _ in pattern.finditer(text))
                spent.append(time.process_time() - begun)
            taken.append(min(spent))
        assert taken[1] <= 60 * max(taken[0], 0.0005), seed
