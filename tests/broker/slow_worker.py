"""A worker with one slow stage on our transport, for the tests of its end: a line to its output for each step.

python -m tests.broker.slow_worker BROKER GROUP TOPIC SECONDS BATCH DATA_DIR

Negative seconds block the event loop.
"""

from __future__ import annotations

import asyncio
import sys
import time

import faust

from stream.kafka.batches import Batch
from stream.kafka.transport import transport_class
from stream.worker.shutdown import end_in_time


def main() -> None:
    """Run until SIGTERM; each batch takes SECONDS."""
    broker, group, topic, seconds, records, data = sys.argv[1:]
    app = faust.App(
        group,
        broker=broker,
        consumer_auto_offset_reset="earliest",
        stream_wait_empty=True,
        stream_buffer_maxsize=2,
        broker_commit_interval=600.0,  # what is committed is committed by the end or a rebalance
        broker_session_timeout=6.0,
        broker_heartbeat_interval=1.0,
        topic_disable_leader=True,
        web_enabled=False,
        datadir=data,
    )
    app.transport = transport_class(int(records), 1_000_000)(app.conf.broker_consumer, app)

    @app.agent(app.topic(topic, key_serializer="raw", value_serializer="raw"))
    async def slow(batches: faust.StreamT[Batch]) -> None:
        async for batch in batches:
            say("took", batch)
            if float(seconds) < 0:
                time.sleep(-float(seconds))  # noqa: ASYNC251 - a stage that hangs is what is wanted
            else:
                await asyncio.sleep(float(seconds))
            batch.finish()
            say("finished" if batch.finished else "lost", batch)

    @app.task  # type: ignore[untyped-decorator] # Faust's, by design
    async def deadline() -> None:
        end_in_time()

    faust.Worker(app, loglevel="info", redirect_stdouts=False).execute_from_commandline()


def say(what: str, batch: Batch) -> None:
    """One line: what happened to which offsets of which partition."""
    sys.stdout.write(f"{what} {batch.tp.partition} {batch.first} {batch.last}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
