"""Metrics of stories: notices, the window, and the tags of new articles."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from stream.model.notices import NoticeKind
from stream.model.tags import EntityType
from stream.model.thread_records import RULES

# From the next record to an hour: a kill that takes a minute is an incident.
_NOTICE_BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
# From an outlet that follows the wire (a minute) to a weekly (days).
_COPY_BUCKETS: Final = (60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, 259200, 604800)
# A key of a wire article finds its copies (a few); hundreds are furniture on the way to be found out.
_CANDIDATE_BUCKETS: Final = (0, 1, 2, 5, 10, 25, 50, 100, 250, 1000)


class StoryMetrics:
    """The deduplication's and the tagger's own: `shard` is a partition of the prepared topic.

    A shard that is another worker's is 0 here.
    """

    def __init__(self, registry: CollectorRegistry, partitions: int) -> None:
        # Stories founded: articles that no story took.
        self.founded = Counter("newswire_stories", "Stories founded", registry=registry)
        # Stories that another took in, because an article joined both.
        self.merges = Counter("newswire_merges", "Stories merged into another", registry=registry)
        # Notices sent, by kind; replays left out.
        self.notices = Counter("newswire_notices", "Notices sent", ["kind"], registry=registry)
        # Those of copies that came after the kill, hold or correction that they are about (`late`).
        self.late_notices = Counter(
            "newswire_late_notices", "Notices of copies that came after it", ["kind"], registry=registry
        )
        # From the raw record that caused a notice (its Kafka timestamp) to the notice's acknowledgement.
        self.notice_seconds = Histogram(
            "newswire_notice_delay_seconds",
            "Time from the raw record to the acknowledged notice",
            ["kind"],
            buckets=_NOTICE_BUCKETS,
            registry=registry,
        )
        # From a story's first article to its first copy, by the articles' own times.
        self.first_copy = Histogram(
            "newswire_first_copy_seconds",
            "Time from a story's first article to its first copy",
            buckets=_COPY_BUCKETS,
            registry=registry,
        )
        # Articles and stories in the window, by shard.
        self.window_articles = Gauge(
            "newswire_window_articles", "Articles in the window", ["shard"], registry=registry
        )
        self.window_stories = Gauge(
            "newswire_window_stories", "Stories in the window", ["shard"], registry=registry
        )
        # Articles in the key index: those whose text can be found.
        self.index_entries = Gauge(
            "newswire_index_entries", "Articles in the key index", ["shard"], registry=registry
        )
        # Memory of the key index, sketches included.
        self.index_bytes = Gauge(
            "newswire_index_bytes", "Memory of the key index", ["shard"], registry=registry
        )
        # From the article in the window that came first to the latest, by the articles' own times.
        self.window_age = Gauge(
            "newswire_window_age_seconds", "Span of the articles in the window", ["shard"], registry=registry
        )
        # The span at which the oldest are forgotten: the setting.
        self.window_limit = Gauge(
            "newswire_window_limit_seconds", "How long a story stays open to copies", registry=registry
        )
        # Articles that a probe found and measured: the text work of one article.
        self.candidates = Histogram(
            "newswire_index_candidates",
            "Candidates of a probe of the key index",
            buckets=_CANDIDATE_BUCKETS,
            registry=registry,
        )
        # Articles whose text waits for the end of its embargo.
        self.embargoed = Gauge(
            "newswire_embargoed_articles", "Articles under embargo", ["shard"], registry=registry
        )
        # Articles put in a thread, by rule: of stories alike `joined` and `closer`, of those that nothing is like `first`.
        self.threaded = Counter(
            "newswire_threaded",
            "Articles put in a thread, by rule (none while threads are off)",
            ["rule"],
            registry=registry,
        )
        # Stories that are in a thread, within the window.
        self.thread_stories = Gauge(
            "newswire_thread_stories", "Stories in the threads' window", ["shard"], registry=registry
        )
        # Articles tagged, by whether they are about armed conflict.
        self.tagged = Counter(
            "newswire_tagged",
            "Articles tagged (relevant unknown: in a language that is not)",
            ["relevant"],
            registry=registry,
        )
        # Entities found in them, by type.
        self.entities = Counter("newswire_entities", "Entities found", ["type"], registry=registry)
        for kind in NoticeKind:
            self.notices.labels(kind.value)
            self.late_notices.labels(kind.value)
            self.notice_seconds.labels(kind.value)
        for shard in range(partitions):
            for gauge in self.by_shard:
                gauge.labels(shard)
        for rule in RULES:
            self.threaded.labels(rule)
        for relevant in ("true", "false", "unknown"):
            self.tagged.labels(relevant)
        for type_ in EntityType:
            self.entities.labels(type_.value)

    @property
    def by_shard(self) -> tuple[Gauge, ...]:
        """Those with one series a shard."""
        return (
            self.window_articles,
            self.window_stories,
            self.window_age,
            self.index_entries,
            self.index_bytes,
            self.embargoed,
            self.thread_stories,
        )
