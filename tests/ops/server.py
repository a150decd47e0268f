"""A real Prometheus server on the shipped configuration: its targets and its times are the test's own, nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from stream.kafka.embedded_broker import free_port
from tests.ops.promtool import OPS

WAIT_SECONDS: Final = 60.0  # a bound for what takes a second or two, not a measure
POLL_SECONDS: Final = 0.2
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs; asks its HTTP API."""

    address: str

    def get(self, path: str, **parameters: str) -> bytes:
        """The body of an answer."""
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        with urllib.request.urlopen(f"{self.address}{path}{query}", timeout=10) as answer:  # noqa: S310 - our own loopback address
            body: bytes = answer.read()
        return body

    def api(self, path: str, **parameters: str) -> Any:
        """The data of an API answer."""
        return json.loads(self.get(f"/api/v1/{path}", **parameters))["data"]

    def query(self, promql: str) -> dict[tuple[str, ...], float]:
        """The values of a query now, by the values of their labels, in the order of the labels' names."""
        return {
            tuple(value for name, value in sorted(each["metric"].items()) if name not in {"job", "__name__"}): float(each["value"][1])
            for each in self.api("query", query=promql)["result"]
        }  # fmt: skip

    def value(self, promql: str) -> float | None:
        """The value of a query that has at most one."""
        return next(iter(self.query(promql).values()), None)

    def alert(self, name: str) -> dict[str, Any] | None:
        """An alert that is pending or firing."""
        alerts = self.api("alerts")["alerts"]
        return next((alert for alert in alerts if alert["labels"]["alertname"] == name), None)


def until(done: Callable[[], Found | None], what: str) -> Found:
    """What `done` says as soon as it says something; AssertionError when it takes too long."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        found = done()
        if found:
            return found
        time.sleep(POLL_SECONDS)
    msg = f"not within {WAIT_SECONDS:g} s: {what}"
    raise AssertionError(msg)


def becomes(expected: object, read: Callable[[], object]) -> None:
    """Wait until this is read; AssertionError with what is read instead when it takes too long."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (found := read()) != expected and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    assert found == expected


@contextmanager
def prometheus(targets: Iterable[str], folder: Path, pending: str) -> Iterator[Server]:
    """A server that scrapes these targets every second; an alert with a time to wait waits `pending` instead."""
    shutil.copytree(OPS / "prometheus", folder / "prometheus")
    config = yaml.safe_load((folder / "prometheus" / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s", "scrape_timeout": "1s"}
    (scrape,) = (job for job in config["scrape_configs"] if job["job_name"] == "newswire")
    config["scrape_configs"] = [scrape]
    del scrape["dns_sd_configs"]
    scrape["static_configs"] = [{"targets": list(targets)}]
    (folder / "prometheus" / "prometheus.yml").write_text(yaml.safe_dump(config))
    for path in (folder / "prometheus" / "rules").glob("*.yml"):
        rules = yaml.safe_load(path.read_text())
        for rule in rules["groups"][0]["rules"]:
            if "for" in rule:
                rule["for"] = pending
        path.write_text(yaml.safe_dump(rules))
    listen = f"127.0.0.1:{free_port('127.0.0.1')}"
    address = f"http://{listen}"
    command = [
        "prometheus",
        f"--config.file={folder / 'prometheus' / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={listen}",
        f"--web.external-url={address}",
        f"--web.console.templates={OPS / 'runbooks'}",
        "--log.level=warn",
    ]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            server = Server(address)
            until(lambda: _is_ready(server, process, folder / "prometheus.log"), "Prometheus is ready")
            yield server
        finally:
            process.kill()  # what it has stored goes with the folder
            process.wait()


def _is_ready(server: Server, process: subprocess.Popen[bytes], log: Path) -> bool:
    assert process.poll() is None, log.read_text()
    try:
        return bool(server.get("/-/ready"))
    except (urllib.error.URLError, OSError):
        return False
