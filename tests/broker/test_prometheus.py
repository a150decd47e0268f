"""Operations as a whole: a real Prometheus server on the shipped configuration, two workers, a broker, the demo's day."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from stream.config.settings import Settings
from stream.demo.day import build_day
from stream.demo.run_day import run_day
from stream.demo.truth import Day, Expected
from stream.demo.worker_process import Running
from stream.kafka import admin
from stream.kafka.embedded_broker import free_port
from tests.broker.harness import article, send
from tests.ops.names import exposed
from tests.ops.promtool import alerts, promtool
from tests.ops.server import Server, becomes, prometheus, until
from tests.ops.test_dashboards import QUERIES
from tests.warm_start import running_worker

pytestmark = [pytest.mark.broker, pytest.mark.prometheus]

SOURCES = ("Lantern Wire", "Daily Mercury")
COUNTED = "last_over_time(newswire_{}_total[30m])"  # with what a worker counted that has gone since
# Panels that are empty while all is well.
QUIET = {
    "Dead letters by reason",
    "Oldest unfinished by partition",
    "Without an owner",
    "Recovery",
    "Time of a recovery",
}
# Those that need a longer past than a test has.
OLD = {"Against its habit"}
# Those of the desk, which does not run here (`tests/desk/test_desk_metrics.py`).
OF_THE_DESK = {"Open on the desk page", "The desk page is behind"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What runs: two workers with the demo's day behind them, watched by Prometheus."""

    server: Server
    settings: Settings
    workers: tuple[Running, Running]
    day: Day


@pytest.fixture(scope="module")
def scene(embedded: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """All of it, started once: the tests of this module follow each other, as a night goes on."""
    folder = tmp_path_factory.mktemp("prometheus")
    name = folder.name
    settings = Settings(
        broker=embedded,
        topic_prefix=name,
        group=name,
        session_timeout=6.0,
        clock="log",
        metric_sources=SOURCES,
    )
    asyncio.run(admin.create_missing(settings))
    with ExitStack() as stack:
        own = [
            settings.model_copy(update={"web_port": free_port("127.0.0.1"), "data_dir": folder / str(number)})
            for number in range(2)
        ]
        started = [running_worker(each, folder / f"{each.web_port}.log") for each in own]
        with ThreadPoolExecutor() as pool:  # each takes seconds to get ready
            one, other = pool.map(stack.enter_context, started)
        targets = [f"127.0.0.1:{each.web_port}" for each in own]
        server = stack.enter_context(prometheus(targets, folder, pending="3s"))
        # Growth shows from the second scrape on: the first must be before the day.
        until(lambda: server.value('count(up{job="newswire"} == 1)') == 2, "both targets are up")
        day = build_day()
        asyncio.run(run_day(day, settings, 0.0, lambda _: None))
        yield Scene(server, settings, (one, other), day)


def total(server: Server, name: str) -> float | None:
    """A counter over all workers and labels."""
    return server.value(f"sum({COUNTED.format(name)})")


def test_the_sums_are_right(scene: Scene) -> None:
    """Both targets are up; what was consumed is the day, and verdicts and dead letters are as the day was planted."""
    server, deliveries = scene.server, scene.day.deliveries
    becomes(len(deliveries), lambda: total(server, "consumed"))
    expected = Counter(
        each.expected.verdict.value for each in deliveries if isinstance(each.expected, Expected)
    )
    verdicts = f"sum by (verdict) ({COUNTED.format('verdicts')}) > 0"
    becomes({(verdict,): float(count) for verdict, count in expected.items()}, lambda: server.query(verdicts))
    dead = len(deliveries) - expected.total()
    assert (dead, dead) == (
        total(server, "deadletters"),
        server.value('sum(newswire_consumed_total{source="unreadable"})'),
    )
    by_source = Counter(
        each.expected.source if each.expected.source in SOURCES else "other"
        for each in deliveries
        if isinstance(each.expected, Expected)
    )
    assert server.query('sum by (source) (newswire_consumed_total{source!="unreadable"})') == {
        (source,): count for source, count in by_source.items()
    }
    becomes(0, lambda: server.value("sum(newswire_consumer_lag_records)"))
    owned = server.query("sum by (topic, partition) (newswire_partition_assigned)")
    assert {1.0} == set(owned.values())
    assert 3 * scene.settings.partitions == len(owned)


def test_no_rule_fails(scene: Scene) -> None:
    """Every rule is evaluated on real metrics without an error."""
    groups = scene.server.api("rules")["groups"]
    health = {
        rule["name"]: (rule["health"], rule.get("lastError", ""))
        for group in groups
        for rule in group["rules"]
    }
    assert set(alerts()) <= set(health)
    assert {("ok", "")} == set(health.values())


def test_every_panel_has_data(scene: Scene) -> None:
    """Each query of the dashboards finds series on live metrics, or is one that is empty while all is well."""
    empty = {
        title.partition(": ")[2]
        for title, query in QUERIES
        if not scene.server.query(query.replace("$__rate_interval", "30m").replace("$job", ".+"))
    }
    assert empty <= QUIET | OLD | OF_THE_DESK


def test_the_exposition_is_clean(scene: Scene) -> None:
    """Promtool finds nothing to say of a live scrape."""
    for worker in scene.workers:
        assert promtool("check", "metrics", given=worker.get("/metrics")) == ""


def test_an_alert_leads_to_its_page(scene: Scene) -> None:
    """The day's kills are months old, so slow: the alert says what it is, and its link is a page that Prometheus serves."""
    alert = until(lambda: scene.server.alert("NewswireKillSlow"), "late kills are told of")
    assert "firing" == alert["state"]
    link = alert["annotations"]["runbook_url"]
    assert link.startswith(scene.server.address)
    assert "<h1>NewswireKillSlow</h1>" in scene.server.get(link.removeprefix(scene.server.address)).decode()


def test_a_killed_worker_is_told_of_and_no_counter_goes_back(scene: Scene) -> None:
    """Its alert goes pending and fires; the other takes over, rebalance and recovery counted; all sums only grow."""
    server, (survivor, victim) = scene.server, scene.workers
    here = f'instance="{survivor.address.removeprefix("http://")}"'
    there = victim.address.removeprefix("http://")
    moves = f"newswire_rebalances_total{{{here}}}"
    recoveries = f'newswire_recovery_duration_seconds_count{{{here}, phase="table"}}'
    rebuilt = f'newswire_recovery_duration_seconds_count{{{here}, phase="state"}}'
    before = {query: server.value(query) or 0.0 for query in (moves, recoveries, rebuilt)}
    victim.process.kill()
    victim.process.wait()

    def states() -> str | None:
        alert = server.alert("NewswireWorkerDown")
        return None if alert is None or alert["labels"]["instance"] != there else alert["state"]

    becomes("pending", states)
    becomes("firing", states)
    every = 3 * scene.settings.partitions
    becomes(every, lambda: server.value(f"sum(newswire_partition_assigned{{{here}}})"))
    becomes(0, lambda: server.value(f"newswire_rebalancing{{{here}}}"))
    records = [
        article(number, language=language) for number, language in enumerate(("en", "de", "fr", "es") * 5)
    ]
    send(scene.settings, records)
    consumed = len(scene.day.deliveries) + len(records)
    becomes(consumed, lambda: total(server, "consumed"))
    becomes(consumed, lambda: (total(server, "verdicts") or 0) + (total(server, "deadletters") or 0))
    assert [] == [query for query, value in before.items() if (server.value(query) or 0.0) <= value]
    counters = [name for name in exposed() if name.endswith(("_total", "_bucket", "_sum", "_count"))]
    assert [] == [name for name in counters if server.value(f"sum(resets({name}[30m]))") != 0]
