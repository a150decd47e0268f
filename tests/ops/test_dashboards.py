"""Grafana's dashboards: generated, shaped as Grafana needs them, and asking for nothing that does not exist."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from tests.ops.names import asked, exposed, known, recorded
from tests.ops.promtool import alerts, promtool

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "build_dashboards.py"
built: Any = runpy.run_path(str(SCRIPT))
DASHBOARDS, FOLDER, render = built["DASHBOARDS"], built["FOLDER"], built["render"]
QUERIES = [
    (f"{dashboard.uid}: {panel.title}", query)
    for dashboard in DASHBOARDS
    for panel in dashboard.panels
    for query in panel.queries.values()
]
# What a person at night needs no picture of, and why.
NOT_SHOWN = {
    "newswire_runbooks_info",  # the alerts' links read it
    "newswire_topic_retention_seconds",  # only its alert has a use for it
    "newswire_process_virtual_memory_bytes",  # says nothing of memory in use
}


def read(dashboard: Any) -> dict[str, Any]:
    """The committed file of a dashboard."""
    found: dict[str, Any] = orjson.loads(
        (FOLDER / f"{dashboard.uid.removeprefix('newswire-')}.json").read_bytes()
    )
    return found


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.uid)
def test_the_file_is_what_the_script_writes(dashboard: Any) -> None:
    """`python scripts/build_dashboards.py` was run after the last change."""
    assert render(dashboard) == read(dashboard)


def test_there_is_no_other_file() -> None:
    """One for each dashboard, where Grafana's provisioning looks for them."""
    assert len(DASHBOARDS) == len(list(FOLDER.iterdir()))
    provisioning = FOLDER.parent / "provisioning" / "dashboards" / "newswire.yml"
    (provider,) = yaml.safe_load(provisioning.read_text())["providers"]
    assert provider["options"]["path"].endswith(f"/{FOLDER.name}")


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.uid)
def test_grafana_can_load_it(dashboard: Any) -> None:
    """Schema version, a data source to choose, panels with ids of their own, side by side and not over each other."""
    found = read(dashboard)
    assert found["schemaVersion"] >= 39
    assert found["uid"] == dashboard.uid
    assert "datasource" in {variable["type"] for variable in found["templating"]["list"]}
    panels = found["panels"]
    assert len(panels) == len({panel["id"] for panel in panels})
    cells: set[tuple[int, int]] = set()
    for panel in panels:
        place = panel["gridPos"]
        own = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not own & cells, panel["title"]
        assert place["x"] + place["w"] <= 24
        cells |= own
        for source in (panel, *panel["targets"]):
            assert source["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        references = [target["refId"] for target in panel["targets"]]
        assert len(references) == len(set(references))


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_every_query_names_what_exists(title: str, query: str) -> None:
    """Metrics that a worker exposes, or that a rule records."""
    names = asked(query)
    assert names
    assert names <= known()


def test_every_rule_names_what_exists() -> None:
    """Alerts and recordings alike."""
    for rule in [*recorded().values(), *(alert["expr"] for alert in alerts().values())]:
        assert asked(rule) <= known(), rule


def test_every_metric_is_asked_for() -> None:
    """By a panel or an alert: what nobody looks at would only be scraped."""
    rules = [*recorded().values(), *(alert["expr"] for alert in alerts().values())]
    used = {name for query in [*rules, *(query for _, query in QUERIES)] for name in asked(query)}
    families = {
        name for name in exposed() if not name.endswith(("_sum", "_count", "_bucket"))
    } | {name.removesuffix("_bucket") for name in exposed() if name.endswith("_bucket")}  # fmt: skip
    seen = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in used} | used
    assert families - seen - NOT_SHOWN == set()


@pytest.mark.prometheus
def test_every_query_is_promql(tmp_path: Path) -> None:
    """As promtool reads it, Grafana's variables filled in."""
    rules = [
        {
            "record": f"newswire:query{number}",
            "expr": query.replace("$__rate_interval", "5m").replace("$job", ".+"),
        }
        for number, (_, query) in enumerate(QUERIES)
    ]
    file = tmp_path / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    assert f"{len(QUERIES)} rules found" in promtool("check", "rules", str(file))


def test_every_description_says_what_is_shown() -> None:
    """A sentence with a subject: who reads it beside the picture has not read the title."""
    for dashboard in DASHBOARDS:
        for panel in dashboard.panels:
            first = panel.says.split()[0].rstrip(",:")
            assert first not in {
                "And",
                "At",
                "By",
                "From",
                "Of",
                "On",
                "That",
                "Within",
                "Against",
                "Begun",
                "Founded",
                "Found",
            }, panel
            assert panel.says.endswith("."), panel
            assert len(panel.says.split()) > 2, panel


def test_the_desk_s_dashboard_leads_to_the_desk_page() -> None:
    """By an address that is written above it, for no dashboard knows where the page is; no other asks for it."""
    for dashboard in DASHBOARDS:
        found = read(dashboard)
        variables = [each["name"] for each in found["templating"]["list"]]
        leads = [link["url"] for link in found["links"] if link["title"] == "Desk page"]
        own = dashboard.uid == "newswire-desk"
        assert (leads, "desk" in variables) == (["${desk}"] if own else [], own)
