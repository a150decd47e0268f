"""The toll of a text, by kind, and how it differs from that of the version before."""

from __future__ import annotations

from collections.abc import Iterable

from stream.model.enriched import Change, TollChange
from stream.model.tags import Casualty, Toll, TollPart
from stream.tagging.events.casualties import Harm
from stream.tagging.events.certainties import TOLD_AS_FACT


def find_tolls(harms: Iterable[Harm]) -> tuple[Toll, ...]:
    """The toll of each kind that the text tells: the largest of the first sentence that gives one.

    News leads with its toll; what comes later are its parts and the dead of other days, unless it is told as the figure of
    all and is larger ("the death toll rose to 45"). Counts joined in one series are parts of one toll, and add up. Running
    tolls count only where a kind has no other; what is feared or recalled counts nowhere.
    """
    series: dict[tuple[str, bool, int, int], list[Harm]] = {}
    for harm in harms:
        told = harm.casualty
        if told.certainty in TOLD_AS_FACT and not harm.remembered and _number(told) is not None:
            series.setdefault((told.kind, told.cumulative, harm.sentence, harm.series), []).append(harm)
    best: dict[str, tuple[tuple[bool, int], Toll]] = {}
    for (kind, cumulative, sentence, _), members in series.items():
        toll = _summed(kind, members)
        place = (cumulative, sentence)
        known = best.get(kind)
        larger = known is not None and (_number(toll) or 0) > (_number(known[1]) or 0)
        of_all = larger and not cumulative and any(harm.total for harm in members)
        if known is None or place < known[0] or (place == known[0] and larger) or of_all:
            best[kind] = place, toll
    return tuple(toll for _, (_, toll) in sorted(best.items()))


def _summed(kind: str, members: list[Harm]) -> Toll:
    """The toll of a series: its whole where it names one, else the sum of its parts."""
    whole = next((harm.casualty for harm in members if harm.whole), None)
    counts = [harm.casualty for harm in members if not harm.whole]
    parts = (
        tuple(TollPart(one.victim, one.minimum, one.maximum) for one in counts) if len(members) > 1 else ()
    )
    if whole is not None:
        return Toll(kind, whole.minimum, whole.maximum, whole.qualifier, parts)
    if len(counts) == 1:
        (one,) = counts
        return Toll(kind, one.minimum, one.maximum, one.qualifier)
    lowest = [one.minimum for one in counts if one.minimum is not None]
    highest = [one.maximum for one in counts if one.maximum is not None]
    return Toll(
        kind,
        sum(lowest) if len(lowest) == len(counts) else None,
        sum(highest) if len(highest) == len(counts) else None,
        next((one.qualifier for one in counts if one.qualifier), ""),
        parts,
    )


def toll_difference(supersedes: str, before: tuple[Toll, ...], after: tuple[Toll, ...]) -> Change:
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
