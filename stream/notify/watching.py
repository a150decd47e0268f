"""What a monitoring system sees of `newswire notify`: counts of tries, and whether every target is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from stream.notify.backoff import Outcome, TryEnd
from stream.notify.filters import Arrived

# The label of each end of a try; a failed one is made again until it is given up.
_ENDS: Final = {TryEnd.DELIVERED: "delivered", TryEnd.REFUSED: "refused"}
FAILED: Final = "failed"


class Watch:
    """The metrics of one process; targets are those of its file, so the labels are bounded."""

    def __init__(self, targets: Iterable[str]) -> None:
        self.registry = CollectorRegistry()
        self._tries = Counter(
            "newswire_notify_tries_total",
            "Tries to send a notice, by how they ended: delivered, refused (never tried again) or failed (tried again).",
            ("target", "end"),
            registry=self.registry,
        )
        self._failing = Gauge(
            "newswire_notify_failed_in_a_row",
            "Tries that failed since the last one that a target took or refused.",
            ("target",),
            registry=self.registry,
        )
        self._unread: set[str] = set()
        for target in targets:
            self._unread.add(target)
            self._failing.labels(target)
            for end in (*_ENDS.values(), FAILED):
                self._tries.labels(target, end)

    def counted(
        self, target: str, attempt: Callable[[Arrived], Awaitable[Outcome]]
    ) -> Callable[[Arrived], Awaitable[Outcome]]:
        """A target's try that is counted."""

        async def again(arrived: Arrived) -> Outcome:
            outcome = await attempt(arrived)
            end = _ENDS.get(outcome.end, FAILED)
            self._tries.labels(target, end).inc()
            if end == FAILED:
                self._failing.labels(target).inc()
            else:
                self._failing.labels(target).set(0)
            return outcome

        return again

    def reads(self, target: str) -> None:
        """A target's consumer has joined its group."""
        self._unread.discard(target)

    @property
    def unread(self) -> list[str]:
        """The targets that are not read yet, in order of their names."""
        return sorted(self._unread)


def watch_application(watch: Watch) -> web.Application:
    """`/metrics`; `/healthz`, answered while the event loop comes round; `/readyz`, when every target is read."""

    async def metrics(_: web.Request) -> web.Response:
        body = generate_latest(watch.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        missing = watch.unread
        text = f"not read yet: {', '.join(missing)}\n" if missing else "ok\n"
        return web.Response(text=text, status=503 if missing else 200)

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/healthz", healthz), web.get("/readyz", readyz)])
    return app
