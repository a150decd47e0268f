"""`/`: the status page, for a person who has only a browser."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import faust
from faust.sensors.base import Sensor
from faust.web import Request, Response, View
from mode import Service
from prometheus_client import Counter, Gauge

from stream import __version__
from stream.config.settings import Settings
from stream.worker.health import ANSWER_SECONDS, WorkerFacts, why_not_ready
from stream.worker.metrics import Metrics
from stream.worker.pulse import Pulse
from stream.worker.recent_verdicts import Rates, Recent
from stream.worker.running import consumer_of
from stream.worker.web.health_facts import facts
from stream.worker.web.status import PageContent, PartitionWait, page_headers, render_page

SAMPLE_SECONDS: Final = 5.0  # a dozen samples to a minute


class Meter(Sensor):
    """Samples the totals every few seconds; the rates are computed from these."""

    def __init__(self, metrics: Metrics, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rates = Rates()
        self._metrics = metrics

    @Service.task
    async def _note(self) -> None:
        while not self.should_stop:
            self.rates.note(time.monotonic(), totals(self._metrics))
            await self.sleep(SAMPLE_SECONDS)


def register(app: faust.App, settings: Settings, metrics: Metrics, recent: Recent, pulse: Pulse) -> None:
    """Serve the page at `/`."""
    meter = Meter(metrics)
    began = time.time()
    app.sensors.add(meter)

    @app.page("/")
    async def status(view: View, _: Request) -> Response:
        """The state of the worker, as the page shows it."""
        now = facts(app, pulse)
        with metrics.lock:
            verdicts = by_label(metrics.flow.verdicts, "verdict")
            dead = by_label(metrics.flow.deadletters, "stage", "reason")
        page = PageContent(
            at=datetime.now(UTC),
            worker=f"group {settings.group}, {settings.web_host}:{settings.web_port}",
            version=__version__,
            missing=why_not_ready(now),
            recovered=now.recovered,
            held=_held(app, time.time()),
            totals=totals(metrics),
            rates=meter.rates.per_second(),
            verdicts={name: count for (name,), count in verdicts.items()},
            given=recent.latest(),
            dead={(stage, reason): count for (stage, reason), count in dead.items()},
            recovery=now.recovery,
            broker=settings.broker,
            uptime=time.time() - began,
            newest=_newest(metrics),
            silent_since=_silent_since(now, time.time()),
            pinned=recent.pinned(),
        )
        return view.html(render_page(page), headers=page_headers())


def _newest(metrics: Metrics) -> float | None:
    """The time of the newest raw record of any source, in seconds since 1970."""
    with metrics.lock:
        return max((value for _, value in _samples(metrics.flow.source_seen) if value), default=None)


def _silent_since(now: WorkerFacts, present: float) -> float | None:
    """When the broker answered last, where that is long ago; since 1970."""
    if now.answered is None or now.answered <= ANSWER_SECONDS:
        return None
    return present - now.answered


def totals(metrics: Metrics) -> dict[str, float]:
    """Records and articles since the start, by what became of them."""
    with metrics.lock:
        return {
            "raw records": _sum(metrics.flow.consumed),
            "articles judged": _sum(metrics.flow.verdicts),
            "articles tagged": _sum(metrics.stories.tagged),
            "dead letters": _sum(metrics.flow.deadletters),
        }


def by_label(counter: Counter, *labels: str) -> dict[tuple[str, ...], float]:
    """The counts by the values of some of its labels, summed over the others."""
    found: dict[tuple[str, ...], float] = {}
    for name, count in _samples(counter):
        place = tuple(name[label] for label in labels)
        found[place] = found.get(place, 0.0) + count
    return found


def _sum(counter: Counter) -> float:
    return sum(count for _, count in _samples(counter))


def _samples(counter: Counter | Gauge) -> Iterable[tuple[dict[str, str], float]]:
    for family in counter.collect():
        for sample in family.samples:
            yield sample.labels, sample.value


def _held(app: faust.App, now: float) -> list[PartitionWait]:
    consumer = consumer_of(app)
    if consumer is None:
        return []
    return [
        PartitionWait(
            tp.topic, tp.partition, each.records, 0.0 if each.since is None else max(now - each.since, 0.0)
        )
        for tp, each in sorted(consumer.lag.behind().items())
    ]
