"""promtool on the shipped files: Debian's package `prometheus` has it, as does every release of Prometheus."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
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


@cache
def groups() -> dict[str, dict[str, Any]]:
    """The groups of rules by name."""
    found = {group["name"]: group for path in RULES for group in yaml.safe_load(path.read_text())["groups"]}
    assert sorted(found) == sorted(GROUPS), "promtool puts a group that GROUPS lacks where it likes"
    return found


def alerts() -> dict[str, dict[str, Any]]:
    """The alerting rules by name."""
    return {rule["alert"]: rule for group in groups().values() for rule in group["rules"] if "alert" in rule}


def rules_for(alert: str) -> dict[str, Any]:
    """What an alert needs of the shipped rules, as a file of them: the alert, what is recorded for it, and what for that."""
    read = str(alerts()[alert]["expr"])
    recorded = {
        rule["record"]: rule for group in groups().values() for rule in group["rules"] if "record" in rule
    }
    needed: set[str] = set()
    while more := {name for name in recorded if name in read} - needed:
        needed |= more
        read += " ".join(str(recorded[name]["expr"]) for name in more)
    wanted = {alert} | needed
    return {
        "groups": [
            {
                **group,
                "rules": [
                    rule for rule in group["rules"] if wanted & {rule.get("alert"), rule.get("record")}
                ],
            }
            for group in groups().values()
        ]
    }


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

    def test(self) -> dict[str, Any]:
        """The case as one of the tests in a file for `promtool test rules`."""
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
            "interval": f"{self.every}m",
            "external_url": EXTERNAL,
            "input_series": [{"series": series, "values": values} for series, values in self.series.items()],
            "alert_rule_test": [
                {"eval_time": f"{self.at:g}m", "alertname": self.alert, "exp_alerts": expected}
            ],
        }


def wrong(cases: Sequence[Case], folder: Path) -> dict[int, str]:
    """By its number, what promtool says of each case that does not do as it should.

    The cases of an alert are tried in one run, with what their alert needs of the rules: a start of promtool takes longer than
    most cases do, and all rules at each step of many days take most of a minute. Where not all are as they should be, each
    is tried by itself.
    """
    together: dict[tuple[str, int], list[int]] = {}
    for number, case in enumerate(cases):
        together.setdefault((case.alert, case.every), []).append(number)
    found: dict[int, str] = {}
    for (alert, _), numbers in together.items():
        rules = folder / "rules.yml"
        rules.write_text(yaml.safe_dump(rules_for(alert), width=1_000_000))
        if _said([cases[number] for number in numbers], rules):
            found |= {number: said for number in numbers if (said := _said([cases[number]], rules))}
    return found


def _said(cases: Sequence[Case], rules: Path) -> str:
    tried = {
        "rule_files": [str(rules)],
        # Else promtool draws the order of the groups, and an alert sees this minute's recording or the last one's.
        "group_eval_order": GROUPS,
        "evaluation_interval": f"{cases[0].every}m",
        "tests": [case.test() for case in cases],
    }
    file = rules.with_name("cases.yml")
    file.write_text(yaml.safe_dump(tried, width=1_000_000))
    try:
        promtool("test", "rules", str(file))
    except AssertionError as error:
        return str(error)
    return ""
