"""The intake stage: raw records in, prepared records out. What the agent and the offline replay run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import xxhash

from stream.intake.draft import NotAnArticle
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
    """What a batch came to: what was accepted by source, what to send, and what could not be read.

    A record may hold several articles: `records` counts the former, all else the latter. `newest` is the receipt of
    the newest accepted article of a source. `rejected` names each item by its position. `not_text` counts what is fine
    but no article; it stands under `rejected` too where the rules ask for it.
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
    `prepare_one` is what is done with each of its articles.
    """
    outcome = IntakeOutcome()
    for raw in raws:
        outcome.records += 1
        try:
            found = prepare_all(raw, rules, prepare_one)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the others with it
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
    """The partition of the prepared topic that a language belongs to."""
    return int(xxhash.xxh3_64_intdigest(language.encode(), SHARD_SEED)) % partitions


def _sharded(prepared: Prepared, partitions: int) -> Iterator[Output]:
    article = prepared.article
    language = shard_language(article.language)
    home = shard_of(language, partitions)
    # A copy may be in another language's shard than the kill, by a wrong or missing language: all must hear of it.
    note = article.pubstatus is not PubStatus.USABLE or not {Signal.KILL, Signal.HOLD}.isdisjoint(
        article.signals
    )
    key, value = language.encode(), codec.encode(prepared)
    for shard in range(partitions) if note else (home,):
        addressed = value
        if shard != home:
            addressed = codec.encode(replace(prepared, home=False), codec.article_json(prepared, value))
        yield Output(Stream.PREPARED, key, addressed, shard, article.received)
