"""What happens to a worker as a whole, in its log: partitions come and go, the table is recovered, it is ready, it ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Any

import faust
from faust.types import TP

_log = logging.getLogger(__name__)


def register(app: faust.App) -> None:
    """Log the worker's life."""
    began = time.monotonic()

    async def revoked(*given: Any, **_: Any) -> None:
        nonlocal began
        _app, partitions = given
        began = time.monotonic()
        if partitions:
            _log.info("partitions revoked", extra={"partitions": by_topic(partitions)})

    async def assigned(*given: Any, **_: Any) -> None:
        _app, partitions = given
        _log.info("partitions assigned", extra={"partitions": by_topic(partitions)})

    async def recovered(*_: Any, **__: Any) -> None:
        _log.info("table recovered", extra={"seconds": round(time.monotonic() - began, 3)})

    async def stopping(*_: Any, **__: Any) -> None:
        _log.info("stopping")

    app.on_partitions_revoked.connect(revoked, weak=False)
    app.on_partitions_assigned.connect(assigned, weak=False)
    app.on_rebalance_complete.connect(recovered, weak=False)
    app.on_before_shutdown.connect(stopping, weak=False)

    @app.task  # type: ignore[untyped-decorator] # Faust's, by design
    async def ready() -> None:
        """Faust starts tasks when the first recovery is over."""
        web: Any = app.web
        listening = [f"http://{host}:{port}/" for host, port, *_ in web._runner.addresses]  # noqa: SLF001 - port 0 is known there alone
        _log.info("ready", extra={"web": listening})


def by_topic(partitions: Iterable[TP]) -> dict[str, list[int]]:
    """Partitions in order, under their topics."""
    found: dict[str, list[int]] = {}
    for tp in sorted(partitions):
        found.setdefault(tp.topic, []).append(tp.partition)
    return found
