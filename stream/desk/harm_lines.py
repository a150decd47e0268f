"""Those whom an event hurt as a list says it: the figure of the story's toll first, its parts and earlier figures as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from stream.desk.charts.event_map import Harmed

_WAS: Final = re.compile(r", was (\d+)")
_NUMBER: Final = re.compile(r"\d+")


def harm_line(harmed: Sequence[Harmed], toll: str) -> str:
    """In words: "of 11 killed: 4 policemen, 7 civilians, among them 1 teacher; 20 people injured".

    Args:
        harmed: of one event, in the order of the text.
        toll: the dead of its story as the wire tells them, "11 killed, was 8"; "" where it tells none.
    """
    killed = [each for each in harmed if each.kind == "killed"]
    others = [each.words for each in harmed if each.kind != "killed"]
    now, was = toll.partition(", was ")[0], _WAS.search(toll)
    found = _NUMBER.search(now)
    total = int(found[0]) if found else None
    heads = [each for each in killed if total is not None and _number(each) == total]
    if total is None or (len(killed) == 1 and heads):
        told = [each.words for each in killed]
    elif heads:
        earlier = int(was[1]) if was else None
        rest = [each for each in killed if each is not heads[0]]
        told = [heads[0].words]
        told += [f"{'earlier' if _number(each) == earlier else 'also told'}: {each.words}" for each in rest]
    elif killed and all((number := _number(each)) is not None and number < total for each in killed):
        whole = _whole(killed, total)
        parts = ", ".join(_part(each) for each in killed[: whole or None])
        among = f", among them {', '.join(_part(each) for each in killed[whole:])}" if killed[whole:] else ""
        told = [f"of {now}: {parts}{among}" if whole else f"{parts} killed, where the story tells {now}"]
    else:
        told = [each.words for each in killed]
    return "; ".join((*told, *others))


def _whole(killed: Sequence[Harmed], total: int) -> int:
    """How many of them, from the first, add up to the whole; those behind are told once more. 0 where none do."""
    sums = list(accumulate(_number(each) or 0 for each in killed))
    return sums.index(total) + 1 if total in sums else 0


def _number(harmed: Harmed) -> int | None:
    return harmed.maximum if harmed.minimum is None else harmed.minimum


def _part(harmed: Harmed) -> str:
    return harmed.words.removesuffix(f" {harmed.kind}")
