"""The worker's web port: metrics for Prometheus, health for whoever restarts workers."""

from __future__ import annotations

from typing import Any

import faust
import orjson
from faust.web import Request, Response, View
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from stream.metrics import Metrics
from stream.transport import Consumer


def register(app: faust.App, metrics: Metrics) -> None:
    """Serve `/metrics`, `/healthz` and `/readyz` on the app's web port."""

    @app.page("/metrics")
    async def exposition(view: View, _: Request) -> Response:
        """The metrics, with the lag as of now."""
        consumer = app.consumer
        if isinstance(consumer, Consumer):
            for tp, lag in consumer.lag():
                metrics.lag.labels(tp.topic, tp.partition).set(lag)
        return view.bytes(metrics.exposition(), content_type=CONTENT_TYPE_LATEST.partition(";")[0])

    @app.page("/healthz")
    async def alive(view: View, _: Request) -> Response:
        """The event loop answers; a crashed worker that lingers does not count as alive."""
        crashed = bool(app.crashed)
        return _json(view, {"alive": not crashed}, ok=not crashed)

    @app.page("/readyz")
    async def ready(view: View, _: Request) -> Response:
        """Whether articles flow: partitions assigned, table recovered; else what is missing."""
        missing = missing_for_ready(app)
        return _json(view, {"ready": not missing, "missing": missing}, ok=not missing)


def missing_for_ready(app: faust.App) -> list[str]:
    """What keeps a worker from working, in words; empty when it is ready."""
    missing = []
    if app.crashed:
        missing.append("the worker has crashed")
    if app.rebalancing:
        missing.append("a rebalance is under way")
    tables: Any = app.tables  # Faust's interface type leaves the recovery out
    if not tables.recovery.completed.is_set() or app.in_recovery:
        missing.append("the deduplication table is being recovered")
    return missing


def _json(view: View, body: dict[str, Any], *, ok: bool) -> Response:
    return view.bytes(orjson.dumps(body), content_type="application/json", status=200 if ok else 503)
