"""`/healthz` and `/readyz`: what Kubernetes, Compose and a person with curl ask a worker."""

from __future__ import annotations

from typing import Any

import faust
import orjson
from faust.web import Request, Response, View

from stream.worker.health import WorkerFacts, remaining_records, why_not_alive, why_not_ready
from stream.worker.pulse import Pulse
from stream.worker.web.health_facts import facts


def register(app: faust.App, pulse: Pulse) -> None:
    """Serve the probes; 200 when well, 503 when not, and what is missing as JSON in both cases."""

    @app.page("/healthz")
    async def alive(view: View, _: Request) -> Response:
        """The event loop comes round, and the consumer polls: else only a restart helps."""
        now = facts(app, pulse)
        problems = why_not_alive(now)
        ago = {"loop_seconds": round(now.turned, 3), "polled_seconds": round(now.polled, 3)}
        return _json(view, {"alive": not problems, "missing": problems, **ago})

    @app.page("/readyz")
    async def ready(view: View, _: Request) -> Response:
        """Whether articles flow: partitions assigned, table recovered, producer connected."""
        now = facts(app, pulse)
        return _json(view, readiness(now))


def readiness(now: WorkerFacts) -> dict[str, Any]:
    """What `/readyz` says of a worker."""
    problems = why_not_ready(now)
    return {
        "ready": not problems,
        "missing": problems,
        "partitions": {topic: list(numbers) for topic, numbers in now.partitions.items()},
        "recovery": {
            "done": now.settled,
            "remaining": remaining_records(now),
            "changelogs": _changelogs(now),
        },
    }


def _changelogs(now: WorkerFacts) -> dict[str, dict[str, dict[str, int]]]:
    """How far each is read, by partition: offsets of the last record read and of the last there."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for (changelog, partition), each in sorted(now.recovery.items()):
        told = {"read": each.read, "end": each.end, "remaining": each.remaining}
        found.setdefault(changelog, {})[str(partition)] = told
    return found


def _json(view: View, body: dict[str, Any]) -> Response:
    ok = not body["missing"]
    return view.bytes(orjson.dumps(body), content_type="application/json", status=200 if ok else 503)
