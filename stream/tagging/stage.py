"""The tagging stage: judged records in, enriched ones out. The agent and the offline replay run it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from stream.model import codec
from stream.model.articles import Article, Credit, Stream
from stream.model.enriched import ConflictBrief, Enriched
from stream.model.errors import RejectedError
from stream.model.event_reports import EventReport
from stream.model.faults import fault_of, unkept
from stream.model.outputs import Output
from stream.model.record_headers import enriched_headers
from stream.model.records import Record
from stream.model.tags import Conflict, EntityType
from stream.model.verdicts import NEWS, Judged
from stream.tagging.document.event_report import report_of
from stream.tagging.document.versions import VersionReport, Versions


class Tagging(Protocol):
    """What tags a text: `stream.tagging.tagger.Tagger`."""

    def tag(
        self,
        text: str,
        *,
        headline: str = "",
        date: date | None = None,
        located: str = "",
        credited: Sequence[Credit] = (),
        language: str = "",
    ) -> Conflict:
        """Everything the text says of armed conflict."""


@dataclass(slots=True)
class TagOutcome:
    """The result of a batch: records to send, versions to remember, and records that could not be read.

    `reports` are for the threads of its stories. `tagged` counts the articles by whether they are relevant (None: in a language that is not tagged), `entities` what was found in them by type.
    """

    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Record, RejectedError]] = field(default_factory=list)
    tagged: Counter[bool | None] = field(default_factory=Counter)
    entities: Counter[EntityType] = field(default_factory=Counter)
    fresh: list[VersionReport] = field(default_factory=list)
    reports: list[EventReport] = field(default_factory=list)


class _Tagged(NamedTuple):
    """The result of tagging one article, before anything of it is remembered. Without a version nothing is."""

    conflict: Conflict
    version: VersionReport | None
    outputs: list[Output]
    report: EventReport | None


def tag(
    tagger: Tagging, versions: Versions, records: Iterable[Record], outcome: TagOutcome | None = None
) -> TagOutcome:
    """Tag the records that are new; kills, holds, late versions and parked texts give no output.

    `versions` are those of the records' partition; the new ones are added. The result is added to `outcome`, if the records
    before these have one. A record that the stage fails on is rejected alone, whatever the exception (see
    `stream.model.faults`): nothing of it is sent or remembered.

    Raises:
        StopError: a version could not be remembered; what is known of others may be half changed then.
    """
    outcome = TagOutcome() if outcome is None else outcome
    for record in records:
        try:
            tagged = _tagged(tagger, versions, record)
        except RejectedError as error:
            outcome.rejected.append((record, error))
            continue
        except Exception as error:  # noqa: BLE001 - no fault of one record may stop the others
            outcome.rejected.append((record, fault_of(error)))
            continue
        if tagged is not None:
            _take(versions, tagged, outcome)
    return outcome


def _tagged(tagger: Tagging, versions: Versions, record: Record) -> _Tagged | None:
    judged = codec.decode(Judged, record.value)
    if judged.verdict not in NEWS or judged.embargo == "parked":
        return None
    conflict = _conflict(tagger, judged.article)
    version = _version(judged, conflict)
    # A version that was not tagged has no toll because nobody looked, so its toll did not change.
    change = versions.change(version, judged.supersedes) if conflict.tagged else None
    kept = version.tolls or change is not None  # most versions have no toll: nothing to compare
    return _Tagged(
        conflict,
        version if kept else None,
        list(_outputs(Enriched(judged, conflict, change), record.value)),
        report_of(judged, conflict),
    )


def _take(versions: Versions, tagged: _Tagged, outcome: TagOutcome) -> None:
    if tagged.version is not None:
        try:
            versions.append(tagged.version)
        except Exception as error:
            raise unkept(error, "versions") from error
        outcome.fresh.append(tagged.version)
    outcome.tagged[tagged.conflict.relevant] += 1
    outcome.entities.update(entity.type for entity in tagged.conflict.entities)
    outcome.outputs.extend(tagged.outputs)
    outcome.reports += [] if tagged.report is None else [tagged.report]


def _conflict(tagger: Tagging, article: Article) -> Conflict:
    made = article.version_created or article.received
    return tagger.tag(
        article.body,
        headline=article.headline,
        date=made.date(),
        located=article.located,
        credited=article.credits,
        language=article.language,
    )


def _version(judged: Judged, conflict: Conflict) -> VersionReport:
    return VersionReport(judged.story_id, judged.article.article_id, judged.article.received, conflict.tolls)


def _outputs(enriched: Enriched, data: bytes) -> Iterator[Output]:
    """The records that come of one of the judged topic; `data` are its bytes."""
    judged, conflict, change = enriched.judged, enriched.conflict, enriched.change
    article = judged.article
    key = article.article_id.encode()
    tags = codec.conflict_json(conflict)
    value = codec.encode(enriched, codec.article_json(judged, data), tags)
    headers = enriched_headers(Stream.ENRICHED, judged, conflict)
    yield Output(Stream.ENRICHED, key, value, None, article.received, headers)
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
        yield Output(
            Stream.CONFLICT,
            judged.story_id.encode(),
            codec.encode(brief, conflict=tags),
            None,
            article.received,
            enriched_headers(Stream.CONFLICT, judged, conflict),
        )
