"""`/metrics`: the worker's metrics for Prometheus."""

from __future__ import annotations

import faust
from faust.web import Request, Response, View
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from stream.worker.metrics import Metrics


def register(app: faust.App, metrics: Metrics) -> None:
    """Serve `/metrics` on the app's web port."""

    @app.page("/metrics")
    async def exposition(view: View, _: Request) -> Response:
        """The metrics, as of now."""
        return view.bytes(metrics.exposition(), content_type=CONTENT_TYPE_LATEST.partition(";")[0])
