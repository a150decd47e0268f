"""The toll over the versions of a story: one step line a kind, with its bounds, its words and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

KINDS: Final = (
    "killed",
    "injured",
    "missing",
    "captured",
    "surrendered",
    "displaced",
)  # as in the schema, worst first
CORRECTION: Final = "correction"


@dataclass(frozen=True, slots=True)
class KindToll:
    """One kind's toll in one version: counts of people (None: no such bound), the words that bend it, and who says so."""

    kind: str
    minimum: int | None
    maximum: int | None
    qualifier: str = ""
    attribution: str = ""

    @property
    def number(self) -> int:
        """The count that readers compare: the lower bound, or the upper where there is no lower."""
        return (self.minimum if self.minimum is not None else self.maximum) or 0

    @property
    def words(self) -> str:
        """As the text has it: "at least 12", "3-5", "up to 20"."""
        low, high = self.minimum, self.maximum
        number = str(self.number) if low is None or high is None or low == high else f"{low}\u2013{high}"
        bend = self.qualifier or ("up to" if low is None and high is not None else "")
        return f"{bend} {number}".strip() if any(map(str.isdigit, number)) else bend


@dataclass(frozen=True, slots=True)
class VersionTolls:
    """What one version of a story tells. `read` is false where no tagger looked: then it says nothing about the dead.

    `at` is the version's own time; `verdict` marks a correction.
    """

    article_id: str
    version: str
    verdict: str
    at: datetime
    tolls: tuple[KindToll, ...]
    read: bool = True


@dataclass(frozen=True, slots=True)
class TollStep:
    """One version on a kind's line; `toll` is None where the version gives none. `change` is "", "8 \u2192 11" or "none \u2192 3"."""

    article_id: str
    version: str
    at: datetime
    toll: KindToll | None
    corrected: bool
    change: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A kind's steps, a version each, in order of their time."""

    kind: str
    steps: tuple[TollStep, ...]

    @property
    def fell(self) -> bool:
        """Whether the number went down at any version that was no correction: somebody should look."""
        numbers = [(step.toll.number, step.corrected) for step in self.steps if step.toll is not None]
        return any(now < before and not corrected for (before, _), (now, corrected) in pairwise(numbers))


def version_tolls(enriched: Mapping[str, Any]) -> VersionTolls:
    """The tolls of a record of `newswire.enriched`.

    Who says so is told by the casualty of the text that has the toll's numbers; where several do, by the first that names
    somebody.
    """
    conflict = enriched["conflict"]
    said: dict[tuple[str, int | None, int | None], str] = {}
    for entity in conflict.get("entities", ()):
        if entity["type"] == "CASUALTY" and entity.get("attribution"):
            key = (entity.get("kind", "killed"), entity.get("minimum"), entity.get("maximum"))
            said.setdefault(key, entity["attribution"])
    tolls = tuple(
        KindToll(
            toll["kind"],
            toll.get("minimum"),
            toll.get("maximum"),
            toll.get("qualifier", ""),
            said.get((toll["kind"], toll.get("minimum"), toll.get("maximum")), ""),
        )
        for toll in conflict.get("tolls", ())
    )
    at = enriched.get("version_created") or enriched["received"]
    return VersionTolls(
        enriched["article_id"],
        enriched["version"],
        enriched["verdict"],
        at if isinstance(at, datetime) else datetime.fromisoformat(at),
        tolls,
        bool(conflict.get("tagged", True)),
    )


def step_lines(versions: Iterable[VersionTolls]) -> tuple[StepLine, ...]:
    """A line for each kind that any version tells, worst first; versions that nobody read are on none."""
    read = sorted((one for one in versions if one.read), key=lambda one: (one.at, one.article_id))
    told = {toll.kind for version in read for toll in version.tolls}
    ordered = [kind for kind in KINDS if kind in told] + sorted(told.difference(KINDS))
    return tuple(StepLine(kind, tuple(_steps(kind, read))) for kind in ordered)


def _steps(kind: str, versions: Sequence[VersionTolls]) -> Iterable[TollStep]:
    before: KindToll | None = None
    for number, version in enumerate(versions):
        toll = next((one for one in version.tolls if one.kind == kind), None)
        changed = number > 0 and (before.number if before else None) != (toll.number if toll else None)
        change = f"{_number(before)} \u2192 {_number(toll)}" if changed else ""
        yield TollStep(
            version.article_id, version.version, version.at, toll, version.verdict == CORRECTION, change
        )
        before = toll


def _number(toll: KindToll | None) -> str:
    return "none" if toll is None else str(toll.number)
