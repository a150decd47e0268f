"""What state an outlet is in within a story: one function, from what the feed told last and what was said of that text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class OutletState(StrEnum):
    """Worst first; the order is that of the page."""

    KILLED_TEXT = "killed text"
    HELD_TEXT = "held text"
    WRONG_VERSION = "wrong version"
    BEHIND = "behind"
    NOT_SEEN_SINCE = "not seen since"
    CURRENT = "current"
    WITHDRAWN = "withdrawn"


WORST: Final = tuple(OutletState)
OPEN: Final = frozenset({OutletState.KILLED_TEXT, OutletState.HELD_TEXT, OutletState.WRONG_VERSION})


@dataclass(frozen=True, slots=True)
class CarriedVersion:
    """What is known of an outlet's page and of the version that it carries. Times are milliseconds since 1970.

    `seen` is when the page was seen last. `killed`, `held` and `corrected` are when the carried version was killed, held or named
    by a correction, None where it was not (or is released again); `newer` when the newest version came, None where it carries
    that one. `withdrawn` is when the outlet took its own page back; `own` says that its text is its own by now.
    """

    seen: int
    killed: int | None = None
    held: int | None = None
    corrected: int | None = None
    newer: int | None = None
    withdrawn: int | None = None
    own: bool = False


def state_of(carried: CarriedVersion, now: int, grace: int) -> OutletState:
    """The state at `now`; `grace` are the milliseconds that an outlet has to follow a correction.

    Seen or not since the notice, an outlet shows what it showed when it was seen last: a killed text counts as carried until the
    feed tells otherwise, and nothing here ever says that somebody followed because nothing was heard.
    """
    if carried.withdrawn is not None and carried.withdrawn >= carried.seen:
        return OutletState.WITHDRAWN
    if carried.own:
        return OutletState.CURRENT
    if carried.killed is not None:
        return OutletState.KILLED_TEXT
    if carried.held is not None:
        return OutletState.HELD_TEXT
    if carried.corrected is not None:
        if now - carried.corrected > grace:
            return OutletState.WRONG_VERSION
        return OutletState.BEHIND if carried.seen > carried.corrected else OutletState.NOT_SEEN_SINCE
    if carried.newer is not None:
        return OutletState.BEHIND if carried.seen > carried.newer else OutletState.NOT_SEEN_SINCE
    return OutletState.CURRENT


def since_of(carried: CarriedVersion, state: OutletState) -> int:
    """Since when an outlet has been in a state: from the notice, or from the copy where that came after it."""
    told = {
        OutletState.KILLED_TEXT: carried.killed,
        OutletState.HELD_TEXT: carried.held,
        OutletState.WRONG_VERSION: carried.corrected,
        OutletState.BEHIND: carried.corrected or carried.newer,
        OutletState.NOT_SEEN_SINCE: carried.corrected or carried.newer,
        OutletState.WITHDRAWN: carried.withdrawn,
    }.get(state)
    return carried.seen if told is None else max(told, carried.seen) if state in OPEN else told
