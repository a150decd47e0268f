"""The marks of a headline, read once and remembered: five places need them for each article.

Nearly all headlines have no mark. Two quick tests find that out: one pattern of everything that may stand in front, and a search
for the signs that precede every mark at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from stream.intake.lineage import signal_patterns as patterns
from stream.model.articles import Signal

# Headlines; one is asked for five times in a row, and copies carry it again.
REMEMBERED_HEADLINES: Final = 256
IN_FRONT: Final = (*patterns.HEADLINE, *patterns.HEADLINE_OTHER)
ANY_IN_FRONT: Final = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in IN_FRONT))
# A bracket, a dash or a stroke: what every pattern of BEHIND and BEHIND_OTHER needs.
SIGN_BEHIND: Final = re.compile(r"[-\u2013\u2014/(\[\u3010\u3014\uff08\uff3b]")
_PARTING: Final = " :-\u2013\u2014"  # between the mark of a house note ("Editor's note:") and the headline


class HeadlineMarks(NamedTuple):
    """The marks that stand in a headline itself.

    `headline` is the text with single blanks, `front` are the marks at its start, `end` is where these end, `behind` are the marks at
    its end. `bare` is a mark without a sign after it ("KILL Bridge taken"), `killed` says that the headline ends in an
    English kill mark, `of_the_house` that it calls itself a note of the house ("Editor's note:").
    """

    headline: str
    front: tuple[Signal, ...] = ()
    end: int = 0
    behind: tuple[Signal, ...] = ()
    bare: re.Match[str] | None = None
    killed: bool = False
    of_the_house: bool = False


@lru_cache(maxsize=REMEMBERED_HEADLINES)
def marks_of(headline: str) -> HeadlineMarks:
    """The marks of a headline."""
    headline = single_spaced(headline)
    front, end = _marked(headline)
    behind: tuple[Signal, ...] = ()
    killed = False
    if SIGN_BEHIND.search(headline):
        killed = patterns.BEHIND.search(headline) is not None
        behind = tuple(
            signal
            for signal, pattern in patterns.BEHIND_OTHER
            if (hit := pattern.search(headline)) and hit.start()
        )
    return HeadlineMarks(
        headline,
        front,
        end,
        behind,
        patterns.BARE.match(headline),
        killed,
        patterns.NOTE_OF_THE_HOUSE.match(headline) is not None,
    )


@lru_cache(maxsize=REMEMBERED_HEADLINES)
def bare_headline(headline: str) -> str:
    """The headline without its marks and double blanks: `CORRECTED-UPDATE 1-Bridge seized` is `Bridge seized`."""
    headline = single_spaced(headline)
    house = patterns.NOTE_OF_THE_HOUSE.match(headline)
    headline = headline[house.end() :].lstrip(_PARTING) if house else headline
    found, end = _marked(headline)
    alone = patterns.BARE.match(headline) if not found else None
    bare = headline[alone.end() if alone else end :]
    if SIGN_BEHIND.search(bare):
        behind = patterns.BEHIND.search(bare)
        bare = bare[: behind.start()] if behind else bare
        for _, pattern in patterns.BEHIND_OTHER:
            ends = pattern.search(bare)
            if ends and ends.start():
                bare = bare[: ends.start()]
    return bare.strip()


def single_spaced(headline: str) -> str:
    """The headline with one blank for every run: a pattern that tries each blank of a long run as its start is quadratic."""
    return " ".join(headline.split())


def kills_part(headline: str, at: int) -> bool:
    """Whether a headline names behind its mark a part of a story and not the story with it."""
    part = patterns.PART_KILL.match(headline, at)
    return part is not None and not with_story(
        [word.casefold() for word in patterns.WORD.findall(headline[part.end() :])]
    )


def with_story(words: Sequence[str]) -> bool:
    """Whether what follows the name of a part joins the story to it: "photo and the story"."""
    if not words or words[0] not in patterns.AND:
        return False
    rest = [word for word in words[1:4] if word not in patterns.WORDS_BEFORE_STORY]
    return bool(rest) and rest[0] in patterns.WORDS_FOR_STORY


@lru_cache(maxsize=REMEMBERED_HEADLINES)
def _marked(headline: str) -> tuple[tuple[Signal, ...], int]:
    """The marks at the start of a headline and where they end; several may stand in a row."""
    found: list[Signal] = []
    at = 0
    while ANY_IN_FRONT.match(headline, at) and (mark := _first(headline, at)):
        if mark[0] in patterns.NOTES and kills_part(headline, mark[1].end()):
            break
        found.append(mark[0])
        at = mark[1].end()
    return tuple(found), at


def _first(headline: str, at: int) -> tuple[Signal, re.Match[str]] | None:
    return next(
        (
            (signal, hit)
            for signal, pattern in IN_FRONT
            if (hit := pattern.match(headline, at)) and hit.end() > at
        ),
        None,
    )
