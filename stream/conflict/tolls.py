"""The toll of a text, by kind, and how it differs from that of the version before."""

from __future__ import annotations

from collections.abc import Iterable

from stream.conflict.reading import Reading
from stream.records import Casualty, Change, Toll, TollChange


def find_tolls(reading: Reading, casualties: Iterable[Casualty]) -> tuple[Toll, ...]:
    """The toll of each kind that the text tells: the largest count of the first sentence that gives one.

    News leads with its toll; what comes later are its parts and the dead of other days. Running tolls count only
    where a kind has no other.
    """
    first: dict[str, tuple[tuple[bool, int], Casualty]] = {}
    for casualty in casualties:
        number = _number(casualty)
        if number is None:
            continue
        place = (casualty.cumulative, reading.sentence_of[reading.at(casualty.start)])
        known = first.get(casualty.kind)
        if known is None or place < known[0] or (place == known[0] and number > (_number(known[1]) or 0)):
            first[casualty.kind] = place, casualty
    return tuple(
        Toll(kind, casualty.minimum, casualty.maximum, casualty.qualifier)
        for kind, (_, casualty) in sorted(first.items())
    )


def difference(supersedes: str, before: tuple[Toll, ...], after: tuple[Toll, ...]) -> Change:
    """What changed from one version's tolls to the next's; kinds whose number stayed are left out."""
    old = {toll.kind: _number(toll) for toll in before}
    new = {toll.kind: _number(toll) for toll in after}
    changed = tuple(
        TollChange(kind, old.get(kind), new.get(kind))
        for kind in sorted(old.keys() | new.keys())
        if old.get(kind) != new.get(kind)
    )
    text = "; ".join(f"{one.kind} {_shown(one.before)} \u2192 {_shown(one.after)}" for one in changed)
    return Change(supersedes, changed, text)


def _number(toll: Toll | Casualty) -> int | None:
    """The count that readers compare: the lower bound, or the upper where there is no lower."""
    return toll.minimum if toll.minimum is not None else toll.maximum


def _shown(number: int | None) -> str:
    return "none" if number is None else str(number)
