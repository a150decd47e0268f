"""The tagging stage: judged records in, enriched ones out. What the agent and the offline replay run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from stream import codec
from stream.conflict.tagger import Tagger
from stream.conflict.versions import Version, Versions
from stream.errors import RejectedError
from stream.records import (
    Article,
    Change,
    Conflict,
    ConflictBrief,
    Enriched,
    EntityType,
    Judged,
    Output,
    Position,
    Stream,
    Verdict,
)

NEW: Final = frozenset({Verdict.ORIGINAL, Verdict.UPDATE, Verdict.CORRECTION, Verdict.REFILE})


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the judged topic: where it stands and its bytes."""

    position: Position
    value: bytes


@dataclass(slots=True)
class Outcome:
    """What a batch came to: records to send, versions to remember, and records that could not be read.

    `tagged` counts the articles by whether they are relevant (None: in a language that is not tagged), `entities` what was found in them by type.
    """

    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Record, RejectedError]] = field(default_factory=list)
    tagged: Counter[bool | None] = field(default_factory=Counter)
    entities: Counter[EntityType] = field(default_factory=Counter)
    fresh: list[Version] = field(default_factory=list)


def tag(
    tagger: Tagger, versions: Versions, records: Iterable[Record], outcome: Outcome | None = None
) -> Outcome:
    """Tag what is new among records; kills, holds, late versions and parked texts pass without a trace.

    `versions` are those of the records' partition; the new ones are added. What it comes to is added to `outcome`, where
    records before these came to something.
    """
    outcome = Outcome() if outcome is None else outcome
    for record in records:
        try:
            judged = codec.decode(Judged, record.value)
        except RejectedError as error:
            outcome.rejected.append((record, error))
            continue
        if judged.verdict in NEW and judged.embargo != "parked":
            conflict = _conflict(tagger, judged.article)
            outcome.tagged[conflict.relevant] += 1
            outcome.entities.update(entity.type for entity in conflict.entities)
            version = _version(judged, conflict)
            change = versions.change(version, judged.supersedes)
            if version.tolls or change is not None:  # most versions tell of no one hurt: nothing to compare
                versions.keep(version)
                outcome.fresh.append(version)
            outcome.outputs.extend(_enriched(judged, conflict, change))
    return outcome


def _conflict(tagger: Tagger, article: Article) -> Conflict:
    made = article.version_created or article.received
    return tagger.tag(
        article.body,
        headline=article.headline,
        date=made.date(),
        located=article.located,
        credited=article.credits,
        language=article.language,
    )


def _version(judged: Judged, conflict: Conflict) -> Version:
    return Version(judged.story_id, judged.article.article_id, judged.article.received, conflict.tolls)


def _enriched(judged: Judged, conflict: Conflict, change: Change | None) -> Iterator[Output]:
    article = judged.article
    key = article.article_id.encode()
    yield Output(
        Stream.ENRICHED, key, codec.encode(Enriched(judged, conflict, change)), None, article.received
    )
    if conflict.relevant:
        brief = ConflictBrief(
            judged.story_id,
            article.article_id,
            article.uri,
            article.version,
            article.source,
            judged.verdict,
            article.headline,
            article.located,
            article.version_created,
            conflict,
            article.position,
            change,
        )
        yield Output(Stream.CONFLICT, judged.story_id.encode(), codec.encode(brief), None, article.received)
