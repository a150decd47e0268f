"""What a story is counted under beside the filters, as one number: thousands of stories are counted without reading a text of theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from stream.desk.wire_filters import COUNTED

FacetSet: TypeAlias = tuple[tuple[str, ...], ...]  # of each column of `COUNTED`, in its order


def facets_number(values: Iterable[str]) -> int:
    """The number of a set of values, as SQLite takes it; the same whenever and in whatever order stories come."""
    digest = hashlib.blake2b("\x1f".join(values).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def value_counts(sets: Mapping[int, FacetSet], counts: Mapping[int, int]) -> dict[str, list[tuple[str, int]]]:
    """The values of each filter with their counts, most first, of stories counted by the number of their set."""
    found: list[dict[str, int]] = [{} for _ in COUNTED]
    for number, count in counts.items():
        for values, held in zip(
            found, sets.get(number, ()), strict=False
        ):  # no set where its last story changed meanwhile
            for value in held:
                values[value] = values.get(value, 0) + count
    return {
        name: sorted(values.items(), key=lambda item: (-item[1], item[0]))
        for name, values in zip(COUNTED, found, strict=True)
    }
