"""promtool on the shipped files: Debian's package `prometheus` has it, as does every release of Prometheus."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

OPS = Path(__file__).parent.parent.parent / "stream" / "ops"
RULES = sorted((OPS / "prometheus" / "rules").glob("*.yml"))
# What is recorded comes before the alerts that read it.
GROUPS = ["newswire-recording", "newswire-alerts"]
EXTERNAL = "http://prometheus.test"


def promtool(*arguments: str, given: bytes | None = None) -> str:
    """What promtool says; AssertionError with all of it when it is not content."""
    done = subprocess.run(["promtool", *arguments], input=given, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, said
    return said


def alerts() -> dict[str, dict[str, Any]]:
    """The alerting rules by name."""
    found = {group["name"]: group for path in RULES for group in yaml.safe_load(path.read_text())["groups"]}
    assert sorted(found) == sorted(GROUPS), "promtool puts a group that GROUPS lacks where it likes"
    return {rule["alert"]: rule for group in found.values() for rule in group["rules"] if "alert" in rule}


@dataclass(frozen=True, slots=True)
class Fires:
    """An alert that is firing: what tells it from others of its name, and the line that a person gets."""

    summary: str
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """Series, a time, and what an alert does then.

    `series` are Prometheus' expanding notation by series; `every` is how far their samples are apart, in minutes,
    `at` the time in minutes, `pages` where the alert says that its page is. No `fires` means that it is quiet.
    """

    alert: str
    says: str
    series: dict[str, str]
    at: float
    fires: tuple[Fires, ...] = ()
    every: int = 1
    pages: str = f"{EXTERNAL}/consoles"

    def file(self) -> dict[str, Any]:
        """The case as a file for `promtool test rules`."""
        rule = alerts()[self.alert]
        expected = [
            {
                "exp_labels": {"job": "newswire", **rule["labels"], **one.labels},
                "exp_annotations": {
                    "summary": one.summary,
                    "description": rule["annotations"]["description"],
                    "runbook_url": f"{self.pages}/{self.alert}.html",
                },
            }
            for one in self.fires
        ]
        return {
            "rule_files": [str(path) for path in RULES],
            # Else promtool draws the order of the groups, and an alert sees this minute's recording or the last one's.
            "group_eval_order": GROUPS,
            "evaluation_interval": f"{self.every}m",
            "tests": [
                {
                    "interval": f"{self.every}m",
                    "external_url": EXTERNAL,
                    "input_series": [
                        {"series": series, "values": values} for series, values in self.series.items()
                    ],
                    "alert_rule_test": [
                        {"eval_time": f"{self.at:g}m", "alertname": self.alert, "exp_alerts": expected}
                    ],
                }
            ],
        }
