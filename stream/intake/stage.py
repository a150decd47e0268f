"""The intake stage: raw records in, prepared records out. The agent and the offline replay run it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import xxhash

from stream.intake.draft import NotAnArticle
from stream.intake.language_shards import shards_by_size
from stream.intake.prepare import IntakeRules, PrepareOne, Raw, placed, prepare_all, prepare_draft, refused
from stream.model import codec
from stream.model.articles import Prepared, PubStatus, Signal, Stream
from stream.model.errors import RejectedError
from stream.model.faults import fault_of
from stream.model.outputs import Output
from stream.text.language import shard_language

SHARD_SEED: Final = 0  # fixed for ever: a language must not wander between partitions


@dataclass(slots=True)
class IntakeOutcome:
    """The result of a batch: accepted articles by source, records to send, and what could not be read.

    A record may hold several articles: `records` counts records, all other fields count articles. `newest` is when the newest
    accepted article of each source was received. `rejected` has each refused item by its position. `not_text` counts valid items that
    are no articles; if the rules ask for it, these are in `rejected` too.
    """

    records: int = 0
    not_text: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    newest: dict[str, datetime] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Raw, RejectedError]] = field(default_factory=list)


def intake(
    raws: Iterable[Raw], rules: IntakeRules, partitions: int, prepare_one: PrepareOne = prepare_draft
) -> IntakeOutcome:
    """Prepare a batch, each record for its shard; a kill or hold for all of them.

    A record that the stage fails on is rejected alone, whatever the exception (see `stream.model.faults`).
    `prepare_one` is the function that prepares each of its articles.
    """
    outcome = IntakeOutcome()
    for raw in raws:
        outcome.records += 1
        try:
            found = prepare_all(raw, rules, prepare_one)
        except Exception as error:  # noqa: BLE001 - no fault of one record may stop the others
            outcome.rejected.append((raw, fault_of(error)))
            continue
        for index, each in enumerate(found):
            if isinstance(each, NotAnArticle):
                outcome.not_text += 1
                if not rules.keep_not_text:
                    continue
            try:
                if isinstance(each, Prepared):
                    _accept(outcome, each, list(_sharded(each, partitions)))
                else:
                    outcome.rejected.append((placed(raw, index), refused(each)))
            except Exception as error:  # noqa: BLE001 - as above
                outcome.rejected.append((placed(raw, index), fault_of(error)))
    return outcome


def _accept(outcome: IntakeOutcome, prepared: Prepared, outputs: Iterable[Output]) -> None:
    source, received = prepared.article.source, prepared.article.received
    outcome.taken[source] += 1
    outcome.newest[source] = max(outcome.newest.get(source, received), received)
    outcome.outputs.extend(outputs)


def shard_of(language: str, partitions: int) -> int:
    """The partition of the prepared topic that a language belongs to: by size (`language_shards`), the smallest ones by hash."""
    placed = shards_by_size(partitions).get(language)
    if placed is not None:
        return placed
    return int(xxhash.xxh3_64_intdigest(language.encode(), SHARD_SEED)) % partitions


def _sharded(prepared: Prepared, partitions: int) -> Iterator[Output]:
    article = prepared.article
    language = shard_language(article.language)
    home = shard_of(language, partitions)
    # A copy with a wrong or missing language is in another shard than the kill, so all shards get the kill.
    note = article.pubstatus is not PubStatus.USABLE or not {Signal.KILL, Signal.HOLD}.isdisjoint(
        article.signals
    )
    key, value = language.encode(), codec.encode(prepared)
    for shard in range(partitions) if note else (home,):
        addressed = value
        if shard != home:
            addressed = codec.encode(replace(prepared, home=False), codec.article_json(prepared, value))
        yield Output(Stream.PREPARED, key, addressed, shard, article.received)
