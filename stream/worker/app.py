"""The Faust app: settings in, topics, table and agents wired."""

from __future__ import annotations

import gc

import faust
from faust.web.base import BlueprintManager

from stream.config.settings import Settings
from stream.kafka.connection import faust_credentials
from stream.kafka.consumer import Consumer
from stream.kafka.producer import SENT_BATCH_BYTES
from stream.kafka.transport import Transport, transport_class
from stream.model.articles import Stream
from stream.worker import lifecycle, topic_watch
from stream.worker.agents import dedup_agent, intake_agent, tag_agent
from stream.worker.agents.stage_runner import StageRunner
from stream.worker.app_watch import watch
from stream.worker.metrics import Metrics
from stream.worker.pulse import Pulse
from stream.worker.shutdown import end_in_time
from stream.worker.tables.prefetch import ReadingAhead
from stream.worker.web import exposition, page, probes, runbook_pages
from stream.worker.worker_parts import WorkerParts

HEARTBEAT_SECONDS = 1.0  # how late a worker hears of a rebalance; Kafka wants three in a session
COMMIT_SECONDS = 1.0  # how much is read again after a crash, at most, against one small request a second
BUFFERED_BATCHES = 8  # room in an agent's queue, beyond what the consumer puts there (stream/kafka/dispatch.py): it never fills


def bare_app(settings: Settings) -> faust.App:
    """Faust's app with its settings, and nothing wired to it."""
    return faust.App(
        settings.group,
        broker=settings.broker.replace(",", ";"),
        broker_credentials=faust_credentials(settings),
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=min(HEARTBEAT_SECONDS, settings.session_timeout / 3),
        broker_commit_interval=COMMIT_SECONDS,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=settings.max_record_bytes,
        producer_max_request_size=settings.max_record_bytes,
        producer_linger=0,
        producer_max_batch_size=min(SENT_BATCH_BYTES, settings.max_record_bytes),
        stream_buffer_maxsize=BUFFERED_BATCHES,
        stream_wait_empty=True,  # Faust hangs in it; our consumer bounds it and finishes the batches under way
        key_serializer="raw",
        value_serializer="raw",
        store="rocksdb://",
        datadir=settings.data_dir,
        table_standby_replicas=0,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication,
        topic_disable_leader=True,
        web_host=settings.web_host,
        web_bind=settings.web_host,
        web_port=settings.web_port,
        web_in_thread=True,  # a batch holds the event loop for up to a second; a scrape must not wait for it
    )


def transport_of(settings: Settings, consumer: type[Consumer] = Consumer) -> type[Transport]:
    """Our transport with the bounds of the settings."""
    return transport_class(
        settings.batch_records,
        settings.batch_bytes,
        settings.batch_wait,
        (settings.topic(Stream.RAW),),
        settings.align_wait,
        (settings.topic(Stream.JUDGED),),
        consumer,
    )


def create_app(
    settings: Settings, ahead: ReadingAhead | None = None, parts: WorkerParts | None = None
) -> faust.App:
    """A worker's app, not started, given what is being read of its own disk meanwhile, of the usual parts or of these.

    Names no host of its own: everything comes from the settings.
    """
    parts = parts or WorkerParts()
    app = bare_app(settings)
    app.transport = transport_of(settings, parts.consumer)(app.conf.broker_consumer, app)
    metrics = Metrics(settings.metric_sources, settings.partitions)
    metrics.stories.window_limit.set(settings.window.total_seconds())
    metrics.worker.watch_disk(settings.data_dir)
    metrics.worker.runbooks.info({"base": settings.runbooks.rstrip("/")})
    runner = StageRunner(app, settings, metrics)
    intake_agent.register(app, settings, runner)
    dedup_agent.register(app, settings, runner, ahead, make_shards=parts.shards)
    tag_agent.register(app, settings, runner, parts.load_tagger)
    watch(app, settings, metrics)
    app.web.blueprints = BlueprintManager([])  # Faust's own pages show the table, embargoed articles and all
    exposition.register(app, metrics)
    pulse = Pulse()
    app.sensors.add(pulse)
    probes.register(app, pulse)
    runbook_pages.register(app)
    page.register(app, settings, metrics, runner.recent, pulse)
    lifecycle.register(app)
    topic_watch.register(app, settings)
    parts.further(app)
    # Lexicon, model and modules live as long as the worker: the collector need not look at them in every round, which
    # takes a twentieth of the time of a busy one.
    gc.collect()
    gc.freeze()

    @app.task  # type: ignore[untyped-decorator] # Faust's, by design
    async def deadline() -> None:
        end_in_time()  # once the worker has set its own handlers

    return app
