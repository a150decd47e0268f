"""The ledger: outputs sorted by delivery, duplicates folded, merges followed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from stream.demo.collected import read_outputs

AT = datetime(2026, 3, 17, 6, 2, tzinfo=UTC)


def judged(**fields: Any) -> dict[str, Any]:
    """A record of the judged stream with the fields that the ledger looks at."""
    return {"uri": "urn:a", "received": "2026-03-17T06:02:00Z", "embargo": "", "story_id": "s", **fields}


def merge(into: str, *taken: str) -> tuple[str, str, dict[str, Any]]:
    """A merge notice."""
    return ("notices", into, {"kind": "merge", "story_id": into, "merged": list(taken)})


def test_duplicates_fold() -> None:
    """The same record twice is one record; a different one for the same delivery is kept beside it."""
    twice = read_outputs([("judged", "s", judged()), ("judged", "s", judged())])
    two = read_outputs([("judged", "s", judged()), ("copies", "a", judged(story_id="t"))])

    assert len(twice.verdicts["urn:a", AT]) == 1
    assert len(two.verdicts["urn:a", AT]) == 2


def test_the_released_record_is_the_last_word() -> None:
    """Whichever comes first, the parked one gives way."""
    parked, released = judged(embargo="parked"), judged(embargo="released")

    for outputs in ([parked, released], [released, parked]):
        ledger = read_outputs(("judged", "s", value) for value in outputs)
        assert ledger.final("urn:a", AT) == released


def test_merges_are_followed_to_the_end() -> None:
    """A story taken in by one that was taken in itself belongs to the last."""
    ledger = read_outputs([merge("b", "a"), merge("c", "b")])

    assert ledger.story("a") == "c"
    assert ledger.story("c") == "c"


def test_an_unknown_delivery_has_no_last_word() -> None:
    """Nothing is made up."""
    assert read_outputs([]).final("urn:a", AT) is None
