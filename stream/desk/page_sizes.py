"""How much a page of the desk holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_COUNTED: Final = 10_000  # stories, the newest: counting more takes longer than a reader waits for a page


@dataclass(frozen=True, slots=True)
class PageSizes:
    """Rows of a page of alerts, stories that the wire counts, and the newest events in the list beside the map.

    The filters and the box reach the events that the list leaves out.
    """

    alerts: int = 100
    counted: int = MOST_COUNTED
    listed: int = 200
