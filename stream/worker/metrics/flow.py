"""What flows through: records, verdicts, dead letters, sizes and times of batches."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from stream.intake.reasons import Refusal
from stream.model.faults import INTERNAL_ERROR
from stream.model.verdicts import Verdict

STAGES: Final = ("intake", "dedup", "tag")
UNREADABLE: Final = "unreadable"  # stands for the source of raw records that cannot be read
OUTPUTS: Final = ("copies", "notices", "enriched")  # the streams that newsrooms wait for
# The reasons for which each stage refuses a record: the intake has its own list; the others refuse our own records that they cannot
# read or that make them fail.
REASONS: Final = {
    "intake": tuple(refusal.value for refusal in Refusal),
    "dedup": ("bad_record", INTERNAL_ERROR),
    "tag": ("bad_record", INTERNAL_ERROR),
}
# From one record (1 ms) to a batch behind a slow broker (minutes).
_STAGE_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# A desk notices a second; a replay of a backlog takes hours.
_LATENCY_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400)
_BATCH_BUCKETS: Final = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)
# From one short article to the default bound of a batch and four times that.
_BYTES_BUCKETS: Final = tuple(1024 * 4**power for power in range(8))


class Flow:
    """Counters and histograms of the three stages."""

    def __init__(self, registry: CollectorRegistry, sources: Collection[str]) -> None:
        # Raw records that the intake took in hand, and those of which everything is acknowledged. A record may hold
        # several articles, or none. Read again after a crash counts again.
        self.records_in = Counter("newswire_records_in", "Raw records taken in hand", registry=registry)
        self.records_done = Counter(
            "newswire_records_done", "Raw records of which everything is acknowledged", registry=registry
        )
        # Articles that the intake took in, by source; `unreadable` are those that went to its dead letters.
        self.consumed = Counter("newswire_consumed", "Articles taken in", ["source"], registry=registry)
        # Pictures, packages, events and the like: valid, but not articles.
        self.not_text = Counter("newswire_not_text", "Items that are no articles", registry=registry)
        # Articles judged, by verdict and source: once an article, when its decision stands in the changelog.
        self.verdicts = Counter(
            "newswire_verdicts", "Articles judged", ["verdict", "source"], registry=registry
        )
        # Decisions given a second time, for deliveries that were judged before: read again after a crash.
        self.repeated = Counter("newswire_repeated", "Decisions given again on a replay", registry=registry)
        # Articles judged at a position where another article was judged before: the raw topic was made anew. Counted
        # when the decision stands in the changelog; anything but 0 is news.
        self.displaced = Counter(
            "newswire_displaced", "Articles judged where another stood: a topic made anew", registry=registry
        )
        # Records that a stage could not take, by the stage and a reason from its bounded set.
        self.deadletters = Counter(
            "newswire_deadletters",
            "Records sent to the dead letters; those that the stage itself failed on as internal_error",
            ["stage", "reason"],
            registry=registry,
        )
        # When the newest raw record of a source was written to Kafka; 0 when this worker has not seen any.
        self.source_seen = Gauge(
            "newswire_source_last_seen_timestamp_seconds",
            "Time of the newest raw record of a source, since 1970",
            ["source"],
            registry=registry,
        )
        # From a batch handed to a stage to the last acknowledgement of its outputs.
        self.stage_seconds = Histogram(
            "newswire_stage_duration_seconds",
            "Time of a batch in a stage",
            ["stage"],
            buckets=_STAGE_BUCKETS,
            registry=registry,
        )
        # Records in a batch.
        self.batch_records = Histogram(
            "newswire_batch_records",
            "Records in a batch",
            ["stage"],
            buckets=_BATCH_BUCKETS,
            registry=registry,
        )
        # Bytes in a batch: the values of its records.
        self.batch_bytes = Histogram(
            "newswire_batch_bytes", "Bytes in a batch", ["stage"], buckets=_BYTES_BUCKETS, registry=registry
        )
        # From the raw record's Kafka timestamp to the acknowledgement of what came of it.
        self.latency = Histogram(
            "newswire_end_to_end_seconds",
            "Time from the raw record to its acknowledged output",
            ["output"],
            buckets=_LATENCY_BUCKETS,
            registry=registry,
        )
        for source in sources:
            self.source_seen.labels(source)
            for verdict in Verdict:
                self.verdicts.labels(verdict.value, source)
        for source in (*sources, UNREADABLE):
            self.consumed.labels(source)
        for stage in STAGES:
            self.stage_seconds.labels(stage)
            self.batch_records.labels(stage)
            self.batch_bytes.labels(stage)
            for reason in REASONS[stage]:
                self.deadletters.labels(stage, reason)
        for output in OUTPUTS:
            self.latency.labels(output)
