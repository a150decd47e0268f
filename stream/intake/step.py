"""The intake stage: raw records in, prepared records out. What the agent and the offline replay run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import xxhash

from stream import codec
from stream.errors import RejectedError
from stream.faults import fault_of
from stream.intake.language import shard_language
from stream.intake.prepare import IntakeRules, Raw, prepare
from stream.records import Output, Prepared, PubStatus, Signal, Stream

SHARD_SEED: Final = 0  # fixed for ever: a language must not wander between partitions


@dataclass(slots=True)
class Outcome:
    """What a batch came to: what was accepted by source, what to send, and what could not be read.

    `newest` is the receipt of the newest accepted record of a source.
    """

    taken: Counter[str] = field(default_factory=Counter)
    newest: dict[str, datetime] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)
    rejected: list[tuple[Raw, RejectedError]] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """How many were accepted."""
        return self.taken.total()


def intake(raws: Iterable[Raw], rules: IntakeRules, partitions: int) -> Outcome:
    """Prepare a batch, each record for its shard; a kill or hold for all of them.

    A record that the stage fails on is rejected alone, whatever the exception (see `stream.faults`).
    """
    outcome = Outcome()
    for raw in raws:
        try:
            prepared = prepare(raw, rules)
            outputs = list(_sharded(prepared, partitions))
        except RejectedError as error:
            outcome.rejected.append((raw, error))
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the others with it
            outcome.rejected.append((raw, fault_of(error)))
            continue
        source = prepared.article.source
        outcome.taken[source] += 1
        outcome.newest[source] = max(outcome.newest.get(source, raw.received), raw.received)
        outcome.outputs.extend(outputs)
    return outcome


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
    for shard in range(partitions) if note else (home,):
        addressed = prepared if shard == home else replace(prepared, home=False)
        key = language.encode()
        yield Output(Stream.PREPARED, key, codec.encode(addressed), shard, article.received)
