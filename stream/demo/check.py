"""What the pipeline said against the truth planted in the day: every mismatch in one line."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from stream.demo.check_tags import tag_mismatches
from stream.demo.collected import Collected, read_outputs
from stream.demo.newsrooms import agency_named
from stream.demo.report import (
    ConflictRow,
    NoticeRow,
    ReportedStory,
    conflict_rows,
    notice_rows,
    story_rows,
)
from stream.demo.truth import Day, Expected, PlantedArticle, PlantedUnreadable
from stream.model.notices import OF_THREADS
from stream.model.verdicts import Verdict

TEXTS = frozenset({Verdict.ORIGINAL, Verdict.COPY, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE})


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How often a verdict (or `dead letter`) was planted and found."""

    verdict: str
    planted: int
    found: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome: `mismatches` is empty when all is as planted; the rows are what the tables show."""

    mismatches: tuple[str, ...]
    verdicts: tuple[VerdictCount, ...]
    stories: tuple[ReportedStory, ...]
    conflicts: tuple[ConflictRow, ...]
    notices: tuple[NoticeRow, ...]
    deliveries: int

    @property
    def matches(self) -> bool:
        """Whether the pipeline said of the day exactly what was planted in it."""
        return not self.mismatches


def check_outputs(
    day: Day, outputs: Iterable[tuple[str, str, dict[str, Any]]], *, tagged: bool = True
) -> Report:
    """Compare outputs (stream name, key, decoded value; any order, duplicates welcome) with the truth of the day.

    `tagged` is false for a run without the conflict stage: then nothing is asked of its streams.
    """
    collected = read_outputs(outputs)
    mismatches = [
        *_verdicts(day, collected),
        *_stories(day, collected),
        *_notices(day, collected),
        *_deadletters(day, collected),
    ]
    if tagged:
        mismatches += tag_mismatches(day, collected)
    return Report(
        tuple(mismatches),
        _counts(day, collected),
        story_rows(collected),
        conflict_rows(collected),
        notice_rows(collected),
        len(day.deliveries),
    )


def expectations(day: Day) -> Iterator[tuple[PlantedArticle, Expected]]:
    """The readable deliveries with their truth."""
    for delivery in day.deliveries:
        if isinstance(delivery.expected, Expected):
            yield delivery, delivery.expected


def _verdicts(day: Day, collected: Collected) -> Iterator[str]:
    labels = {expected.uri: expected.label for _, expected in expectations(day)}
    known = set()
    for delivery, expected in expectations(day):
        known.add((expected.uri, delivery.at))
        who = f"{delivery.at:%H:%M:%S} {expected.source}, {expected.label} ({expected.uri})"
        records = collected.verdicts.get((expected.uri, delivery.at), [])
        found = sorted({record["verdict"] for record in records})
        if found != [expected.verdict]:
            why = "; ".join(record["reason"]["text"] for record in records)
            yield f"verdict of {who}: expected {expected.verdict}, found {' and '.join(found) or 'none'} ({why})"
            continue
        yield from (f"{problem} of {who}" for problem in _embargo(expected, records))
        for record in records:
            yield from (f"{problem} of {who}" for problem in _origin(expected, record, labels))
    for uri, at in sorted(set(collected.verdicts) - known):
        yield f"verdict of {at:%H:%M:%S} {uri}: nothing was sent then under this uri"


def _origin(expected: Expected, record: dict[str, Any], labels: dict[str, str]) -> Iterator[str]:
    if expected.verdict in TEXTS:
        origin = record["origin"] or {}
        agency = agency_named(origin.get("agency", ""))
        if agency != expected.agency:
            yield f"agency: expected {expected.agency or 'none'}, found {agency or 'none'}"
    if expected.verdict is Verdict.COPY:
        match = record["match"]
        if match is None:
            yield "match: a copy names none"
        elif labels.get(match["uri"]) != expected.label:
            yield f"match: expected an article of {expected.label}, found {match['uri']}"
        elif expected.carries and match["version"] not in expected.carries:
            carries = " or ".join(expected.carries)
            yield f"match: expected version {carries}, found {match['version'] or 'none'} of {match['uri']}"


def _embargo(expected: Expected, records: list[dict[str, Any]]) -> Iterator[str]:
    steps = {"": [""], "parked": ["parked"], "released": ["parked", "released"]}[expected.embargo]
    found = sorted(record["embargo"] for record in records)
    if found != steps:
        yield f"embargo: expected {steps}, found {found}"
    if any(record["embargo"] == "parked" and record["body"] for record in records):
        yield "embargo: the parked record holds the text"


def _stories(day: Day, collected: Collected) -> Iterator[str]:
    """Deliveries of one label must share a story, deliveries of two must not."""
    by_label: dict[str, set[str]] = defaultdict(set)
    by_story: dict[str, set[str]] = defaultdict(set)
    for delivery, expected in expectations(day):
        record = collected.final(expected.uri, delivery.at)
        if record is not None:
            story = collected.story(record["story_id"])
            by_label[expected.label].add(story)
            by_story[story].add(expected.label)
    for label, stories in by_label.items():
        if len(stories) > 1:
            yield f"story {label}: expected one, found {len(stories)}: {', '.join(sorted(stories))}"
    for story, labels in by_story.items():
        if len(labels) > 1:
            yield f"story {story}: holds the articles of {' and '.join(sorted(labels))}"


def _notices(day: Day, collected: Collected) -> Iterator[str]:
    labels = {expected.uri: expected.label for _, expected in expectations(day)}
    count: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for notice in collected.notices:
        if notice["kind"] in OF_THREADS:  # of no text: which events are one is planted nowhere
            continue
        uri: str = notice["uri"]
        about = notice["kind"], labels.get(uri, uri)
        count[about] += 1
        named[about].update(copy["uri"] for copy in notice["copies"])
    planted = {(expected.kind.value, expected.label) for expected in day.notices}
    for expected in day.notices:
        about = expected.kind.value, expected.label
        if not expected.least <= count[about] <= expected.most:
            bounds = f"{expected.least} to {expected.most}"
            yield f"{expected.kind} notice of {expected.label}: expected {bounds}, found {count[about]}"
        for uri in sorted(expected.copies - named[about]):
            yield f"{expected.kind} notice of {expected.label}: does not name the copy {uri}"
        for uri in sorted(named[about] - expected.copies - expected.allowed):
            yield f"{expected.kind} notice of {expected.label}: names {uri}, which is not concerned"
    for kind, label in sorted(count.keys() - planted):
        yield f"{kind} notice of {label}: nobody asked for it"


def _deadletters(day: Day, collected: Collected) -> Iterator[str]:
    known = set()
    for delivery in day.deliveries:
        if not isinstance(delivery.expected, PlantedUnreadable):
            continue
        known.add(delivery.at)
        truth, letter = delivery.expected, collected.deadletters.get(delivery.at)
        if letter is None:
            yield f"dead letter at {delivery.at:%H:%M:%S} ({truth.fault}): none came"
        elif letter["reason"] not in truth.reasons:
            reasons = " or ".join(truth.reasons)
            yield f"dead letter at {delivery.at:%H:%M:%S} ({truth.fault}): expected {reasons}, found {letter['reason']}"
        elif base64.b64decode(letter["value"] or "") != delivery.value:
            yield f"dead letter at {delivery.at:%H:%M:%S} ({truth.fault}): does not hold the bytes that were sent"
    for at in sorted(collected.deadletters.keys() - known):
        letter = collected.deadletters[at]
        yield f"dead letter at {at:%H:%M:%S}: {letter['reason']} for a good record: {letter['message']}"


def _counts(day: Day, collected: Collected) -> tuple[VerdictCount, ...]:
    planted = Counter(expected.verdict.value for _, expected in expectations(day))
    found: Counter[str] = Counter(record["verdict"] for record in collected.finals())
    bad = sum(isinstance(delivery.expected, PlantedUnreadable) for delivery in day.deliveries)
    rows = [VerdictCount(verdict.value, planted[verdict.value], found[verdict.value]) for verdict in Verdict]
    return (*rows, VerdictCount("dead letter", bad, len(collected.deadletters)))
