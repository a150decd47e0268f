"""The names that PromQL may ask for: of our metrics, of the recording rules, and Prometheus' own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import yaml

from stream.config.settings import Settings
from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_operations import Operations
from stream.desk.page_maker import Desk
from stream.desk.topic_standing import ReaderStanding
from stream.notify.watching import Watch
from stream.worker.metrics import Metrics
from tests.ops.promtool import RULES

OWN: Final = frozenset({"up", "ALERTS"})
_SUFFIXES: Final = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("_bucket", "_sum", "_count"),
    "info": ("_info",),
}
_STRING: Final = re.compile(r'"[^"]*"')
_NAME: Final = re.compile(r"\b(?:newswire[_:][\w:]*|up|ALERTS)\b")


def exposed() -> frozenset[str]:
    """The names of the samples that a worker exposes, or will."""
    return frozenset(
        family.name + suffix for family in Metrics().registry.collect() for suffix in _SUFFIXES[family.type]
    )


def recorded() -> dict[str, str]:
    """The names that recording rules give, and what they stand for."""
    groups = [group for path in RULES for group in yaml.safe_load(path.read_text())["groups"]]
    return {rule["record"]: rule["expr"] for group in groups for rule in group["rules"] if "record" in rule}


@cache
def beside() -> frozenset[str]:
    """What the desk page and `newswire notify` expose, beside the workers."""
    with TemporaryDirectory() as folder:
        database = DeskDatabase(Path(folder))
        database.close()
        operations = Operations(Desk(database.path, Settings(), ReaderStanding(replayed=True)))
        families = [*operations.registry.collect(), *Watch(["desk"]).registry.collect()]
    return frozenset(family.name + suffix for family in families for suffix in _SUFFIXES[family.type])


def known() -> frozenset[str]:
    """Every name that PromQL may ask for."""
    return exposed() | beside() | frozenset(recorded()) | OWN


def asked(promql: str) -> frozenset[str]:
    """The names that a query asks for."""
    return frozenset(_NAME.findall(_STRING.sub("", promql)))
