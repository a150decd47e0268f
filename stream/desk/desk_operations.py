"""`/readyz` and `/metrics` of the desk: whether it shows the present, and what it is at, for machines."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stream.desk import desk_queries
from stream.desk.desk_alerts import KINDS
from stream.desk.desk_gate import OPEN_PATHS
from stream.desk.desk_marks import DECISIONS
from stream.desk.page_maker import Desk

# More than this is not the present: at the pace at which a desk reads it is seconds.
BEHIND_RECORDS: Final = 1000
OPEN_STATE: Final = "open"  # of an alert that nobody answered; the others are named as the answers
# The goal is a tenth of a second for a page, a third at worst.
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10)


class DeskState(Collector):
    """What is read off the desk at a scrape."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> Iterable[Metric]:
        """None: every metric is read when it is scraped."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every metric but the time of answers."""
        desk = self._desk
        records = CounterMetricFamily("newswire_desk_records", "Records read into the desk's database")
        records.add_metric((), desk.standing.records)
        yield records
        unreadable = CounterMetricFamily("newswire_desk_unreadable", "Records that the desk could not read")
        unreadable.add_metric((), desk.standing.unreadable)
        yield unreadable
        yield _gauge(
            "newswire_desk_behind_records", "Records not read yet", sum(desk.standing.behind.values())
        )
        until = desk.standing.shown_until
        late = max(desk.present() - until, 0) / 1000 if until else 0.0
        yield _gauge(
            "newswire_desk_behind_seconds",
            "Time since the last record read of the topic that is read least far; 0 where all are read",
            late,
        )
        since = desk.standing.problem_since
        away = max(desk.present() - since, 0) / 1000 if desk.standing.problem and since else 0.0
        yield _gauge("newswire_desk_disconnected_seconds", "Time without a connection to Kafka", away)
        size = sum(path.stat().st_size for path in desk.path.parent.glob(f"{desk.path.name}*"))
        yield _gauge("newswire_desk_database_bytes", "Size of the desk's database on disk", size)
        disk = shutil.disk_usage(desk.path.parent)
        yield _gauge("newswire_desk_disk_bytes", "Size of the disk of the desk's database", disk.total)
        yield _gauge("newswire_desk_disk_free_bytes", "Bytes free on that disk", disk.free)
        with desk.reading() as connection:
            newest = desk_queries.newest(connection)
            open_now, answers = desk.alerts_and_answers(connection, desk.clock(connection))
        yield _gauge("newswire_desk_connections", "Open pages that follow what comes", desk.live.readers)
        age = 0.0 if newest is None or desk.standing.replayed else max(desk.present() - newest, 0) / 1000
        yield _gauge("newswire_desk_newest_age_seconds", "Age of the newest article shown", age)
        alerts = GaugeMetricFamily(
            "newswire_desk_alerts",
            "Alerts of the desk, by whether they are open or how they were answered",
            labels=("kind", "own", "state"),
        )
        counts = dict.fromkeys(product(KINDS, ("true", "false"), (OPEN_STATE, *DECISIONS)), 0)
        for each, state in [
            *((each, OPEN_STATE) for each in open_now),
            *((each, answer.decision) for each, answer in answers),
        ]:
            place = (each.kind, str(each.own).lower(), state)
            counts[place] = counts.get(place, 0) + 1
        for place, count in counts.items():
            alerts.add_metric(place, count)
        yield alerts


class Timing:
    """Notes how long each answer takes to begin; what is asked by machines and what stays open is left out.

    Args:
        app: what answers.
        seconds: where it is noted.
    """

    def __init__(self, app: ASGIApp, seconds: Histogram) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS or scope["path"] == "/live":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._seconds.observe(time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, sending)


class Operations:
    """The endpoints, and the registry that `/metrics` tells."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.registry = CollectorRegistry()
        self.registry.register(DeskState(desk))
        self.seconds = Histogram(
            "newswire_desk_request_seconds",
            "Time until a page's answer begins",
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [Route("/readyz", self.readyz), Route("/metrics", self.metrics)]

    def readyz(self, _: Request) -> Response:
        """200 where the desk shows the present, 503 with what is missing where not; it answers pages in both cases."""
        standing = self._desk.standing
        missing = []
        if standing.problem:
            missing.append(standing.problem)
        behind = sum(standing.behind.values())
        if standing.rebuilding:
            missing.append(f"the database is made anew, {behind} records to go")
        elif behind > BEHIND_RECORDS:
            missing.append(f"{behind} records behind")
        if not standing.replayed and not standing.reading and not standing.problem:
            missing.append("the topics are not read yet")
        body = {"ready": not missing, "missing": missing, "behind": behind, "read": standing.records}
        return JSONResponse(body, 503 if missing else 200)

    def metrics(self, _: Request) -> Response:
        """For Prometheus; no text of an article is in it."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST.partition(";")[0])


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    found = GaugeMetricFamily(name, says)
    found.add_metric((), value)
    return found
