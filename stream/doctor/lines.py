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
    """The result of one check: what was found, and what to do about it, if anything."""

    check: str
    verdict: Rating
    said: str
    way_out: str = ""


def ok(check: str, said: str) -> DoctorLine:
    """A line for a check that passed."""
    return DoctorLine(check, Rating.OK, said)


def warning(check: str, said: str, way_out: str) -> DoctorLine:
    """A line for what does not stop a worker, but needs attention."""
    return DoctorLine(check, Rating.WARNING, said, way_out)


def error(check: str, said: str, way_out: str) -> DoctorLine:
    """A line for what keeps a worker from starting or stops it."""
    return DoctorLine(check, Rating.ERROR, said, way_out)


def unknown(check: str, said: str, way_out: str) -> DoctorLine:
    """A line for a check that could not be done."""
    return DoctorLine(check, Rating.UNKNOWN, said, way_out)
