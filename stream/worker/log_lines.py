"""What the agents write to the log: a line a batch at info, a line an article at debug, to be found by its id.

An article is named by id, place and verdict; none of its text is ever written.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import orjson

from stream.dedup.journal.decision import Decision
from stream.intake.prepare import Raw
from stream.kafka.batches import Batch
from stream.model.articles import Position, Stream
from stream.model.errors import RejectedError
from stream.model.faults import FaultError
from stream.model.outputs import Output

_log = logging.getLogger(__name__)


def log_batch(stage: str, batch: Batch, seconds: float, rejected: Counter[str]) -> None:
    """Log a batch that is done: its records, how long it took, and how many went to the dead letters, by reason."""
    more = {"dead_letters": dict(rejected)} if rejected else {}
    _log.info(
        "batch",
        extra={
            "stage": stage,
            **_place_of(batch),
            "records": len(batch.records),
            "seconds": round(seconds, 4),
            **more,
        },
    )


def log_failed(stage: str, batch: Batch, error: Exception) -> None:
    """A batch that stops the worker: where it stands, so that it can be read again by hand."""
    _log.error("batch failed", exc_info=error, extra={"stage": stage, **_place_of(batch)})


def log_lost(stage: str, batch: Batch) -> None:
    """A batch that was taken away before its row was written: it comes again, here or at another worker."""
    _log.info("batch lost", extra={"stage": stage, **_place_of(batch)})


def log_prepared(outputs: Iterable[Output]) -> None:
    """The articles that the intake accepted, and the shard that each goes to."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for output in outputs:
        if output.stream is Stream.PREPARED:
            fields = orjson.loads(output.value)
            place = {"article_id": fields["article_id"], "shard": output.partition, **fields["position"]}
            _log.debug("prepared", extra=place)


def log_judged(decided: Iterable[Decision]) -> None:
    """The verdicts."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for decision in decided:
        _log.debug(
            "judged",
            extra={
                "article_id": decision.article_id,
                "verdict": decision.verdict.value,
                "rule": decision.reason.rule,
                "story_id": decision.story_id,
                **_place(decision.position),
            },
        )


def log_clock(before: timedelta, ahead: timedelta) -> timedelta:
    """Say when this worker's clock comes to be far from the broker's, and when it is right again.

    Returns:
        What was last said: give it back as `before`.
    """
    if bool(before) == bool(ahead):
        return before
    if ahead:
        seconds = round(abs(ahead).total_seconds(), 1)
        where = "ahead of" if ahead > timedelta() else "behind"
        _log.warning(
            "this machine's clock is %s s %s the broker's: this worker does not tick, and embargoes end late; "
            "run chronyc tracking (or timedatectl) on both and let NTP set them",
            seconds,
            where,
        )
    else:
        _log.info("this machine's clock agrees with the broker's again: this worker ticks")
    return ahead


def log_displaced(positions: Sequence[Position]) -> None:
    """The articles of a batch that stand where others stood: a line for each partition of a topic that was made anew."""
    places: dict[tuple[str, int], list[int]] = {}
    for position in positions:
        places.setdefault((position.topic, position.partition), []).append(position.offset)
    for (topic, partition), offsets in places.items():
        _log.warning(
            "topic made anew: other articles stood at these offsets, these are judged as new ones",
            extra={
                "topic": topic,
                "partition": partition,
                "first": min(offsets),
                "last": max(offsets),
                "records": len(offsets),
            },
        )


def log_enriched(outputs: Iterable[Output]) -> None:
    """The articles that were tagged."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for output in outputs:
        if output.stream is Stream.ENRICHED:
            _log.debug("enriched", extra={"article_id": output.key.decode()})


def log_rejected(stage: str, rejected: Sequence[tuple[Raw, RejectedError]]) -> None:
    """The records that go to the dead letters; the letter itself says more, with the values that are wrong.

    A fault of ours is told as an error, once a batch for each that is the same: where it was raised, how many records it
    took and where the first stands.
    """
    faults = Counter(error.said for _, error in rejected if isinstance(error, FaultError))
    for raw, error in rejected:
        records = faults.pop(error.said, 0) if isinstance(error, FaultError) else 0
        if records and isinstance(error, FaultError):
            _log.error(
                "stage failed on a record",
                extra={
                    "stage": stage,
                    "fault": error.said,
                    "records": records,
                    **_place(raw.position),
                    "trace": list(error.trace),
                },
            )
        _log.debug(
            "rejected",
            extra={"stage": stage, "reason": error.reason, "field": error.field, **_place(raw.position)},
        )


def _place_of(batch: Batch) -> dict[str, Any]:
    return {
        "topic": batch.tp.topic,
        "partition": batch.tp.partition,
        "first": batch.first,
        "last": batch.last,
    }


def _place(position: Position) -> dict[str, Any]:
    place: dict[str, Any] = {
        "topic": position.topic,
        "partition": position.partition,
        "offset": position.offset,
    }
    return {**place, "index": position.index} if position.index else place
