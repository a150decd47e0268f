"""What the agents write to the log: a line a batch at info, a line an article at debug, to be found by its id.

An article is named by id, place and verdict; none of its text is ever written.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from stream.dedup.journal import Entry
from stream.errors import RejectedError
from stream.intake.prepare import Raw
from stream.records import Output, Position, Stream
from stream.transport import Batch

_log = logging.getLogger(__name__)


def tell_batch(stage: str, batch: Batch, seconds: float, rejected: Counter[str]) -> None:
    """A batch that is done: what it was, how long it took, and what of it went to the dead letters, by reason."""
    more = {"dead_letters": dict(rejected)} if rejected else {}
    _log.info(
        "batch",
        extra={
            "stage": stage,
            "topic": batch.tp.topic,
            "partition": batch.tp.partition,
            "first": batch.first,
            "last": batch.last,
            "records": len(batch.records),
            "seconds": round(seconds, 4),
            **more,
        },
    )


def tell_failed(stage: str, batch: Batch, error: Exception) -> None:
    """A batch that stops the worker: where it stands, so that it can be read again by hand."""
    place = {
        "topic": batch.tp.topic,
        "partition": batch.tp.partition,
        "first": batch.first,
        "last": batch.last,
    }
    _log.error("batch failed", exc_info=error, extra={"stage": stage, **place})


def tell_prepared(outputs: Iterable[Output]) -> None:
    """The articles that the intake accepted, and the shard that each goes to."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for output in outputs:
        if output.stream is Stream.PREPARED:
            fields = orjson.loads(output.value)
            place = {"article_id": fields["article_id"], "shard": output.partition, **fields["position"]}
            _log.debug("prepared", extra=place)


def tell_judged(decided: Iterable[Entry]) -> None:
    """The verdicts."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for entry in decided:
        _log.debug(
            "judged",
            extra={
                "article_id": entry.article_id,
                "verdict": entry.verdict.value,
                "rule": entry.reason.rule,
                "story_id": entry.story_id,
                **_place(entry.position),
            },
        )


def tell_enriched(outputs: Iterable[Output]) -> None:
    """The articles that were tagged."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for output in outputs:
        if output.stream is Stream.ENRICHED:
            _log.debug("enriched", extra={"article_id": output.key.decode()})


def tell_rejected(stage: str, rejected: Sequence[tuple[Raw, RejectedError]]) -> None:
    """The records that go to the dead letters; the letter itself says more, with the values that are wrong."""
    for raw, error in rejected:
        _log.debug(
            "rejected",
            extra={"stage": stage, "reason": error.reason, "field": error.field, **_place(raw.position)},
        )


def _place(position: Position) -> dict[str, Any]:
    place: dict[str, Any] = {
        "topic": position.topic,
        "partition": position.partition,
        "offset": position.offset,
    }
    return {**place, "index": position.index} if position.index else place
