"""What a check came to: one line for a person, one object for a program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    """An error stops a worker or loses its work; a warning does not; unknown is what could not be found out."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: what was found, and what to do about it where there is something to do."""

    check: str
    verdict: Rating
    said: str
    way_out: str = ""


def ok(check: str, said: str) -> Line:
    """All is well with it."""
    return Line(check, Rating.OK, said)


def warning(check: str, said: str, way_out: str) -> Line:
    """A worker runs, and somebody should look at it."""
    return Line(check, Rating.WARNING, said, way_out)


def error(check: str, said: str, way_out: str) -> Line:
    """A worker would not start, or not go on."""
    return Line(check, Rating.ERROR, said, way_out)


def unknown(check: str, said: str, way_out: str) -> Line:
    """It could not be found out."""
    return Line(check, Rating.UNKNOWN, said, way_out)
