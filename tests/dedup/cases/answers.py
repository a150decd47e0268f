"""What a replay says of a few raw records, held against the answers that are expected of it.

A case has `input`, raw records in order (an object, or a string that is the record as it stands), and `expected`:

- `verdicts`: one a record: a verdict, several allowed ones, `!copy` (anything else), `dead`, `withheld` (held, or
  parked under an embargo), or None, which asks nothing;
- `match`, `supersedes`: a record's number to that of the record it is matched with or supersedes;
- `same_story`, `other_story`: pairs of records, with all mergers applied;
- `named`, `named_too`, `named_not`: a record's number to those that its kill, hold and correction notices name exactly,
  among others, or not;
- `no_notices`: kinds of notice that must not go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from stream.config.settings import Settings
from stream.model.articles import Stream
from stream.pipeline.replay import replay

_ORDERS: Final = frozenset({"kill", "hold", "correction"})


class Answers:
    """The records of a replay by the number of the raw record that they come from."""

    def __init__(self, records: Sequence[Any]) -> None:
        self.first: list[dict[str, Any] | None] = [None] * len(records)
        self.dead: set[int] = set()
        self.notices: list[dict[str, Any]] = []
        self._into: dict[str, str] = {}
        values = (each.encode() if isinstance(each, str) else orjson.dumps(each) for each in records)
        for output in replay(values, Settings(), None):
            self._note(output.stream, orjson.loads(output.value))
        self.number = {one["article_id"]: at for at, one in enumerate(self.first) if one is not None}

    def _note(self, stream: Stream, value: dict[str, Any]) -> None:
        if stream is Stream.NOTICES:
            self.notices.append(value)
            for merged in value["merged"]:
                self._into[merged] = value["story_id"]
            return
        at = value["position"]["offset"]
        if stream is Stream.DEADLETTERS:
            self.dead.add(at)
        elif self.first[at] is None:
            self.first[at] = value

    def verdict(self, at: int) -> str:
        """The verdict on a record, `dead` for a dead letter."""
        one = self.first[at]
        return one["verdict"] if one is not None else "dead" if at in self.dead else "nothing"

    def fits(self, at: int, allowed: str) -> bool:
        """Whether the verdict on a record is what one word allows."""
        one = self.first[at]
        if allowed == "withheld":
            return one is not None and (one["verdict"] == "hold" or one["embargo"] == "parked")
        return self.verdict(at) != allowed[1:] if allowed.startswith("!") else self.verdict(at) == allowed

    def story(self, at: int) -> str:
        """The story of a record, with all mergers applied."""
        one = self.first[at]
        story = f"none of {at}" if one is None else one["story_id"]
        while story in self._into:
            story = self._into[story]
        return story

    def linked(self, at: int, how: str) -> int | None:
        """The record that another is matched with, or supersedes."""
        one = self.first[at]
        value = one[how] if one is not None else None
        return self.number.get(value["article_id"] if isinstance(value, dict) else value)

    def named(self, at: int) -> set[int] | None:
        """The records that the notices of a kill, hold or correction name; None where none went out."""
        one = self.first[at]
        own = [
            each
            for each in self.notices
            if one is not None
            and each["kind"] in _ORDERS
            and (each["uri"], each["version"]) == (one["uri"], one["version"])
        ]
        ids = {copy["article_id"] for each in own for copy in each["copies"]}
        return {self.number[each] for each in ids if each in self.number} if own else None


def wrong(records: Sequence[Any], expected: Mapping[str, Any]) -> list[str]:
    """What a replay says otherwise than expected, each as a sentence; none when all is right."""
    return list(_wrong(Answers(records), expected))


def _wrong(told: Answers, expected: Mapping[str, Any]) -> Iterator[str]:
    for at, allowed in enumerate(expected.get("verdicts", ())):
        words = [allowed] if isinstance(allowed, str) else allowed or ()
        if words and not any(told.fits(at, word) for word in words):
            one = told.first[at]
            yield f"record {at} is {told.verdict(at)} ({one['reason']['rule'] if one else ''}), not {allowed}"
    for how in ("match", "supersedes"):
        for at, other in expected.get(how, {}).items():
            if told.linked(int(at), how) != other:
                yield f"{how} of record {at} is {told.linked(int(at), how)}, not {other}"
    for one, other in expected.get("same_story", ()):
        if told.story(one) != told.story(other):
            yield f"records {one} and {other} are of two stories"
    for one, other in expected.get("other_story", ()):
        if told.story(one) == told.story(other):
            yield f"records {one} and {other} are of one story"
    sent = {notice["kind"] for notice in told.notices}
    for kind in expected.get("no_notices", ()):
        if kind in sent:
            yield f"a {kind} notice went out"
    yield from _wrongly_named(told, expected)


def _wrongly_named(told: Answers, expected: Mapping[str, Any]) -> Iterator[str]:
    for how in ("named", "named_too", "named_not"):
        for at, others in expected.get(how, {}).items():
            found, asked = told.named(int(at)), set(others)
            if found is None and how == "named_not":
                continue
            bad = {
                "named": (found or set()) ^ asked,
                "named_too": asked - (found or set()),
                "named_not": (found or set()) & asked,
            }[how]
            if found is None or bad:
                yield f"the notices of record {at} name {found and sorted(found)}, {how} {sorted(asked)}"
