"""The values of certainty: what a text says of whether something happened."""

from __future__ import annotations

from typing import Final

REPORTED: Final = "reported"
CLAIMED: Final = "claimed"
DENIED: Final = "denied"
FEARED: Final = "feared"
PLANNED: Final = "planned"
HYPOTHETICAL: Final = "hypothetical"
# What counts for relevance and tolls.
TOLD_AS_FACT: Final = frozenset({REPORTED, CLAIMED})
