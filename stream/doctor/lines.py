"""The result of a check: one line for a person, one object for a program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    """An error stops a worker or loses its work; a warning does neither; unknown is a check that could not be done."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """One thing that was looked at: what was found, and what to do about it where there is something to do."""

    check: str
    verdict: Rating
    said: str
    way_out: str = ""


def ok(check: str, said: str) -> DoctorLine:
    """All is well with it."""
    return DoctorLine(check, Rating.OK, said)


def warning(check: str, said: str, way_out: str) -> DoctorLine:
    """A worker runs, and somebody should look at it."""
    return DoctorLine(check, Rating.WARNING, said, way_out)


def error(check: str, said: str, way_out: str) -> DoctorLine:
    """A worker would not start, or not go on."""
    return DoctorLine(check, Rating.ERROR, said, way_out)


def unknown(check: str, said: str, way_out: str) -> DoctorLine:
    """It could not be found out."""
    return DoctorLine(check, Rating.UNKNOWN, said, way_out)
