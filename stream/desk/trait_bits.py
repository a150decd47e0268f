"""What filters ask of a story, as one number: thousands are passed and counted from an index that holds no text of theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import ge, gt, le
from typing import Final

from stream.desk.desk_rows import HAPPENED

# What happened, flags, then what a story's events are: of each certainty, with deaths, and both in one event.
_WHATS: Final = ("new", "update", "correction", "kill", "hold")
FLAGS: Final = ("conflict", "differs")
_EVENTS: Final = (
    ("1", ""),
    *(("", each) for each in sorted(HAPPENED)),
    *(("1", each) for each in sorted(HAPPENED)),
)
_BITS: Final = {name: 1 << place for place, name in enumerate((*_WHATS, *FLAGS))}
_BITS["back"] = 1 << 60  # came later than the others, which keep their places
_EVENT_BITS: Final = {asked: 1 << 55 + place for place, asked in enumerate(_EVENTS)}
# Numbers: where each begins, how many bits it has, and how a story's is compared with the one that is asked for.
NUMBERS: Final[Mapping[str, tuple[int, int, Callable[[int, int], bool]]]] = {
    "urgency": (7, 8, le),
    "copies": (15, 20, gt),
    "killed": (35, 20, ge),
}
TAKEN_BACK: Final = _BITS["kill"] | _BITS["hold"]


def trait_bit(name: str) -> int:
    """The bit of a flag, or of what happened."""
    return _BITS[name]


def event_bit(deaths: str, certainty: str) -> int:
    """The bit of having an event as filters ask for it: with deaths, of a certainty, or both; 0 where neither is asked, or no filter asks so."""
    return _EVENT_BITS.get((deaths, certainty), 0)


def number_bits(name: str, number: int | None) -> int:
    """A number of a story where it stands among the traits: one more than it, so that 0 is none."""
    shift, bits, _ = NUMBERS[name]
    return 0 if number is None else min(max(number, 0) + 1, (1 << bits) - 1) << shift


def trait_number(traits: int, name: str) -> int | None:
    """A number of a story, None where it has none."""
    shift, bits, _ = NUMBERS[name]
    held = traits >> shift & (1 << bits) - 1
    return held - 1 if held else None


def reaches(name: str, number: int, asked: int) -> bool:
    """Whether a story's number is what a filter asks for."""
    return NUMBERS[name][2](number, asked)


def number_condition(name: str) -> str:
    """The same in SQL, of the column `traits`, with one parameter."""
    shift, bits, compared = NUMBERS[name]
    held = f"(counted.traits >> {shift} & {(1 << bits) - 1})"
    if compared is le:
        return f"{held} BETWEEN 1 AND ? + 1"
    return f"{held} {'>' if compared is gt else '>='} ? + 1"


def has_traits(traits: int, *, bits: int, numbers: Mapping[str, int]) -> bool:
    """Whether a story has all bits and reaches all numbers."""
    return traits & bits == bits and all(
        (number := trait_number(traits, name)) is not None and reaches(name, number, asked)
        for name, asked in numbers.items()
    )
