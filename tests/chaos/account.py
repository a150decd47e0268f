"""The account of a chaos run: from every record on every topic and the committed offsets to one report. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import orjson
import xxhash

from stream.model.articles import Stream
from stream.model.verdicts import NEWS, Verdict
from tests.chaos.corpus import story_of

VERDICTS: Final = frozenset({Stream.JUDGED, Stream.COPIES})
# What newsrooms must be told of: each such verdict sends a notice about the same raw record.
TOLD: Final = frozenset({Verdict.KILL, Verdict.HOLD, Verdict.CORRECTION})
# What a worker reads and commits.
SOURCES: Final = (Stream.RAW, Stream.PREPARED, Stream.JUDGED)


class Place(NamedTuple):
    """A position in the raw topic: what an article is known by."""

    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What the account keeps of a record.

    `digest` is over key and value: two records with the same one are the same record. `about` is the raw record it
    speaks of, None for one that speaks of none (the clock).
    """

    stream: Stream
    partition: int
    offset: int
    digest: int
    about: Place | None
    verdict: str = ""
    embargo: str = ""
    story: str = ""
    home: bool = True

    @property
    def wants_tags(self) -> bool:
        """Whether an enriched record must come of it."""
        return self.stream is Stream.JUDGED and self.verdict in NEWS and self.embargo != "parked"


def fact(
    stream: Stream, raw_topic: str, partition: int, offset: int, key: bytes | None, value: bytes | None
) -> Fact:
    """What the account keeps of a record as it stands in Kafka.

    Args:
        stream: which topic it was read from.
        raw_topic: full name of the raw topic.
        partition: where it stands.
        offset: where it stands.
        key: its key.
        value: its bytes; JSON, but for raw records.
    """
    digest = xxhash.xxh3_64_intdigest((key or b"") + b"\0" + (value or b""))
    if stream is Stream.RAW:
        return Fact(stream, partition, offset, digest, Place(partition, offset))
    fields = orjson.loads(value or b"{}")
    position = fields.get("position", {})
    about = Place(position["partition"], position["offset"]) if position.get("topic") == raw_topic else None
    return Fact(
        stream,
        partition,
        offset,
        digest,
        about,
        fields.get("verdict", ""),
        fields.get("embargo", ""),
        story_of(fields.get("uri", "")),
        fields.get("home", True),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to; every field counts records, articles or stories, and `seconds` the time it took.

    `lost`: raw records without verdict or dead letter, verdicts without the enriched record, the notice or the release
    that they call for, stories without an original. `contradicted`: raw records with two different answers. `double_originals`:
    stories with more than one original. `replayed`: records sent again, byte for byte. `offset_holes`: records
    below a committed offset whose outcome is missing.
    """

    articles: int
    lost: int
    contradicted: int
    double_originals: int
    replayed: int
    deadlettered: int
    kills: int
    offset_holes: int
    seconds: float

    @property
    def clean(self) -> bool:
        """Nothing lost, contradicted, doubled or skipped, and something replayed: else it proved nothing."""
        faults = self.lost + self.contradicted + self.double_originals + self.offset_holes
        return faults == 0 and self.replayed > 0


def account(
    facts: Collection[Fact],
    committed: Mapping[tuple[Stream, int], int],
    *,
    kills: int = 0,
    seconds: float = 0.0,
) -> Report:
    """Count what went wrong.

    Args:
        facts: of every record on every topic, raw included, in any order.
        committed: the group's offsets by stream and partition: the next to be read.
        kills: for the report.
        seconds: for the report.
    """
    raw = {one.about for one in facts if one.stream is Stream.RAW and one.about is not None}
    dead = {one.about for one in facts if one.stream is Stream.DEADLETTERS and one.about is not None}
    originals: defaultdict[str, set[Place | None]] = defaultdict(set)
    for one in facts:
        if one.stream in VERDICTS and one.story:
            originals[one.story].update([one.about] if one.verdict == Verdict.ORIGINAL else [])
    outcomes = _Outcomes(facts, dead)
    return Report(
        articles=len(raw),
        lost=len(raw - outcomes.decided)
        + len(outcomes.untagged(facts))
        + len(outcomes.untold(facts))
        + len(outcomes.unreleased(facts))
        + sum(not places for places in originals.values()),
        contradicted=len(_contradicted(facts)),
        double_originals=sum(len(places) > 1 for places in originals.values()),
        replayed=_replayed(facts),
        deadlettered=len(dead),
        kills=kills,
        offset_holes=sum(1 for _ in _holes(facts, committed, outcomes)),
        seconds=round(seconds, 1),
    )


class _Outcomes:
    """Which raw records have which outcome."""

    def __init__(self, facts: Collection[Fact], dead: set[Place]) -> None:
        self.prepared = {one.about for one in facts if one.stream is Stream.PREPARED} | dead
        self.decided = {one.about for one in facts if one.stream in VERDICTS} | dead
        self._tagged = {(one.about, one.embargo) for one in facts if one.stream is Stream.ENRICHED}
        self._told = {one.about for one in facts if one.stream is Stream.NOTICES}
        self._released = {one.about for one in facts if one.stream in VERDICTS and one.embargo == "released"}

    def untagged(self, facts: Iterable[Fact]) -> set[Place | None]:
        """The articles with a verdict that calls for an enriched record, and none came."""
        return {one.about for one in facts if one.wants_tags and not self.is_tagged(one)}

    def untold(self, facts: Iterable[Fact]) -> set[Place | None]:
        """The kills, holds and corrections that no notice speaks of."""
        said = {one.about for one in facts if one.stream in VERDICTS and one.verdict in TOLD}
        return said - self._told

    def unreleased(self, facts: Iterable[Fact]) -> set[Place | None]:
        """The parked articles that were never released; the corpus kills none of them."""
        return {one.about for one in facts if one.embargo == "parked"} - self._released

    def is_tagged(self, judged: Fact) -> bool:
        """Whether the enriched record of a verdict came."""
        return (judged.about, judged.embargo) in self._tagged


def contradictions(facts: Collection[Fact]) -> Iterator[str]:
    """For whoever looks into it: every answer to each raw record that has two, and where it stands."""
    for place in sorted(_contradicted(facts)):
        for one in facts:
            if one.about == place and one.stream is not Stream.RAW:
                at = f"{one.stream} {one.partition}/{one.offset}"
                answer = f"{one.verdict} {one.embargo}".strip() or "no verdict"
                yield f"raw {place.partition}/{place.offset}: {answer} at {at}, digest {one.digest:016x}"


def _contradicted(facts: Iterable[Fact]) -> set[Place]:
    """The raw records with two answers: two words, or the same word in other bytes."""
    words: defaultdict[Place, set[object]] = defaultdict(set)
    digests: defaultdict[tuple[Place, bool, str], set[int]] = defaultdict(set)
    for one in facts:
        if one.about is None or one.stream not in {*VERDICTS, Stream.DEADLETTERS, Stream.ENRICHED}:
            continue
        word = "dead letter" if one.stream is Stream.DEADLETTERS else one.verdict
        # Parked and then released is one answer, of two records; embargoed and not is two.
        words[one.about].add((word, bool(one.embargo)))
        digests[one.about, one.stream is Stream.ENRICHED, one.embargo].add(one.digest)
    return {place for place, said in words.items() if len(said) > 1} | {
        question[0] for question, records in digests.items() if len(records) > 1
    }


def _replayed(facts: Iterable[Fact]) -> int:
    counts = Counter((one.stream, one.digest) for one in facts if one.stream is not Stream.RAW)
    return sum(counts.values()) - len(counts)


def _holes(
    facts: Iterable[Fact], committed: Mapping[tuple[Stream, int], int], outcomes: _Outcomes
) -> Iterator[tuple[Stream, int, int]]:
    """Records below a committed offset whose outcome is missing, and offsets committed beyond the log's end."""
    ends: Counter[tuple[Stream, int]] = Counter()
    for one in facts:
        source = (one.stream, one.partition)
        ends[source] = max(ends[source], one.offset + 1)
        if one.offset < committed.get(source, 0) and not _is_done(one, outcomes):
            yield (*source, one.offset)
    for source, offset in committed.items():
        for beyond in range(ends[source], offset):
            yield (*source, beyond)


def _is_done(one: Fact, outcomes: _Outcomes) -> bool:
    if one.stream is Stream.RAW:
        return one.about in outcomes.prepared
    if one.stream is Stream.PREPARED:
        # The clock, and kills in shards that are not their home, need not lead to a record.
        return one.about is None or not one.home or one.about in outcomes.decided
    return not one.wants_tags or outcomes.is_tagged(one)
