"""Write Grafana's dashboards from the panels below.

    python scripts/build_dashboards.py

Each panel is a line here: title, kind, unit and queries; where it stands follows from the order. The queries of the
JSON are held against the metrics by tests/ops/test_dashboards.py, and the JSON against this file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent.parent / "stream" / "ops" / "grafana" / "dashboards"
DATASOURCE: Final = {"type": "prometheus", "uid": "${datasource}"}
COLUMNS: Final = 24  # of Grafana's grid
HEIGHT: Final = 8
JOB: Final = 'job=~"$job"'


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: `queries` are PromQL by the legend that their series get."""

    title: str
    says: str
    queries: dict[str, str]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8
    stacked: bool = False
    thresholds: tuple[float, float] | None = None  # from where it is yellow, from where red


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard; its uid is for ever, links hold on to it."""

    uid: str
    title: str
    says: str
    panels: tuple[Panel, ...]


def quantiles(metric: str, by: str, *quantiles: float) -> dict[str, str]:
    """Quantiles of a histogram, a legend for each."""
    return {
        f"p{quantile * 100:g} {{{{{by}}}}}": f"histogram_quantile({quantile}, sum by ({by}, le) "
        f"(rate({metric}_bucket{{{JOB}}}[$__rate_interval])))"
        for quantile in quantiles
    }


FLOW: Final = Dashboard(
    "newswire-flow",
    "newswire: flow",
    "What comes in, what becomes of it, how long it takes, and what waits.",
    (
        Panel("Articles a second", "Taken in from the raw topic.", {"consumed": f"sum(rate(newswire_consumed_total{{{JOB}}}[$__rate_interval]))"}, "reqps", "stat", 4),
        Panel("Unfinished", "Records in the log that are not finished, all topics.", {"records": f"sum(newswire_consumer_lag_records{{{JOB}}})"}, "short", "stat", 4, thresholds=(1000, 100_000)),
        Panel("Oldest unfinished", "How old the oldest of them is.", {"age": f"max(newswire_consumer_lag_seconds{{{JOB}}})"}, "s", "stat", 4, thresholds=(60, 600)),
        Panel("Dead letters", "Part of the articles that could not be read.", {"ratio": f"sum(rate(newswire_deadletters_total{{{JOB}}}[10m])) / (sum(rate(newswire_consumed_total{{{JOB}}}[10m])) > 0)"}, "percentunit", "stat", 4, thresholds=(0.01, 0.02)),
        Panel("Workers", "That answer.", {"up": f"count(up{{{JOB}}} == 1)"}, "short", "stat", 4),
        Panel("Alerts", "That are firing.", {"firing": 'count(ALERTS{alertname=~"Newswire.*", alertstate="firing"}) or vector(0)'}, "short", "stat", 4, thresholds=(1, 3)),
        Panel("Articles by source", "Taken in; sources are named by NEWSWIRE_METRIC_SOURCES.", {"{{source}}": f"sum by (source) (rate(newswire_consumed_total{{{JOB}}}[$__rate_interval]))"}, "reqps", stacked=True),
        Panel("Verdicts", "Each article counts once.", {"{{verdict}}": f"sum by (verdict) (rate(newswire_verdicts_total{{{JOB}}}[$__rate_interval]))"}, "reqps", stacked=True),
        Panel("Dead letters by reason", "And the stage that refused them.", {"{{stage}} {{reason}}": f"sum by (stage, reason) (increase(newswire_deadletters_total{{{JOB}}}[$__rate_interval])) > 0"}, "short", stacked=True),
        Panel("End to end", "From the raw record's time to its acknowledged output.", {"{{le}}": f"sum by (le) (rate(newswire_end_to_end_seconds_bucket{{{JOB}}}[$__rate_interval]))"}, "s", "heatmap", 12),
        Panel("End to end by output", "One in two, one in twenty.", quantiles("newswire_end_to_end_seconds", "output", 0.5, 0.95), "s", width=12),
        Panel("Unfinished by topic", "raw: intake is behind; prepared: dedup; judged: tag.", {"{{topic}}": f"sum by (topic) (newswire_consumer_lag_records{{{JOB}}})"}, stacked=True),
        Panel("Oldest unfinished by partition", "One alone is one language's.", {"{{topic}} {{partition}}": f"max by (topic, partition) (newswire_consumer_lag_seconds{{{JOB}}}) > 0"}, "s"),
        Panel("Replays", "Decisions given again, for records read a second time; articles judged where another stood, in a topic that was made anew.", {"repeated": f"sum(rate(newswire_repeated_total{{{JOB}}}[$__rate_interval]))", "made anew": f"sum(rate(newswire_displaced_total{{{JOB}}}[$__rate_interval]))"}, "reqps"),
        Panel("Raw records", "A record holds any number of articles; what is no article is counted beside.", {"in": f"sum(rate(newswire_records_in_total{{{JOB}}}[$__rate_interval]))", "done": f"sum(rate(newswire_records_done_total{{{JOB}}}[$__rate_interval]))", "no text": f"sum(rate(newswire_not_text_total{{{JOB}}}[$__rate_interval]))"}, "reqps"),
        Panel("Time in a stage", "Of a batch.", quantiles("newswire_stage_duration_seconds", "stage", 0.5, 0.95), "s"),
        Panel("Records in a batch", "On average.", {"{{stage}}": f"sum by (stage) (rate(newswire_batch_records_sum{{{JOB}}}[$__rate_interval])) / sum by (stage) (rate(newswire_batch_records_count{{{JOB}}}[$__rate_interval]))"}),
        Panel("Bytes in a batch", "On average.", {"{{stage}}": f"sum by (stage) (rate(newswire_batch_bytes_sum{{{JOB}}}[$__rate_interval])) / sum by (stage) (rate(newswire_batch_bytes_count{{{JOB}}}[$__rate_interval]))"}, "bytes"),
    ),
)  # fmt: skip

DESK: Final = Dashboard(
    "newswire-desk",
    "newswire: desk",
    "Stories, who copies, how soon, and what was taken back.",
    (
        Panel("Stories today", "Founded in 24 hours.", {"stories": f"sum(increase(newswire_stories_total{{{JOB}}}[24h]))"}, "short", "stat", 4),
        Panel("Copies", "Part of what was published in the last hour.", {"share": f'sum(increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[1h])) / (sum(increase(newswire_verdicts_total{{{JOB}, verdict=~"original|copy|update|correction|refile"}}[1h])) > 0)'}, "percentunit", "stat", 4),
        Panel("Kills today", "Notices of 24 hours.", {"kills": f'sum(increase(newswire_notices_total{{{JOB}, kind="kill"}}[24h]))'}, "short", "stat", 4),
        Panel("Corrections today", "Notices of 24 hours.", {"corrections": f'sum(increase(newswire_notices_total{{{JOB}, kind="correction"}}[24h]))'}, "short", "stat", 4),
        Panel("Slow notices today", "Kills, holds and corrections that took more than ten seconds.", {"slow": f'sum(increase(newswire_notice_delay_seconds_count{{{JOB}, kind=~"kill|hold|correction"}}[24h])) - sum(increase(newswire_notice_delay_seconds_bucket{{{JOB}, kind=~"kill|hold|correction", le="10.0"}}[24h]))'}, "short", "stat", 4, thresholds=(0.5, 5)),
        Panel("Under embargo", "Texts that wait.", {"embargoed": f"sum(newswire_embargoed_articles{{{JOB}}})"}, "short", "stat", 4),
        Panel("Stories an hour", "Founded, and merged into another.", {"founded": f"sum(increase(newswire_stories_total{{{JOB}}}[1h]))", "merged": f"sum(increase(newswire_merges_total{{{JOB}}}[1h]))"}),
        Panel("Copies by outlet", "An hour's; outlets are named by NEWSWIRE_METRIC_SOURCES.", {"{{source}}": f'sum by (source) (increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[1h]))'}, "short", "bargauge"),
        Panel("Part of an outlet that is copied", "Of a day.", {"{{source}}": f'sum by (source) (increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[24h])) / (sum by (source) (increase(newswire_verdicts_total{{{JOB}}}[24h])) > 0)'}, "percentunit", "bargauge"),
        Panel("Time to first copy", "From a story's first article, by the articles' own times.", {f"p{quantile * 100:g}": f"histogram_quantile({quantile}, sum by (le) (increase(newswire_first_copy_seconds_bucket{{{JOB}}}[6h])))" for quantile in (0.1, 0.5, 0.9)}, "s"),
        Panel("Notices", "By kind, an hour's.", {"{{kind}}": f"sum by (kind) (increase(newswire_notices_total{{{JOB}}}[1h]))"}, "short", stacked=True),
        Panel("Time to notice", "From the raw record that caused it.", quantiles("newswire_notice_delay_seconds", "kind", 0.95), "s"),
        Panel("Last seen", "How long ago each source wrote.", {"{{source}}": f"time() - max by (source) (newswire_source_last_seen_timestamp_seconds{{{JOB}}} > 0)"}, "s", "bargauge"),
        Panel("Against its habit", "A source's last hour, as a part of what the same hour brought of late.", {"{{source}}": f"newswire:source_consumed:increase1h{{{JOB}}} / (newswire:source_consumed:habit1h{{{JOB}}} > 0)"}, "percentunit"),
        Panel("Conflict", "Part of the tagged articles that is about armed conflict.", {"relevant": f'sum(rate(newswire_tagged_total{{{JOB}, relevant="true"}}[1h])) / (sum(rate(newswire_tagged_total{{{JOB}, relevant!="unknown"}}[1h])) > 0)'}, "percentunit"),
        Panel("Entities", "Found, by type, an hour's.", {"{{type}}": f"sum by (type) (increase(newswire_entities_total{{{JOB}}}[1h]))"}, "short", width=24, stacked=True),
    ),
)  # fmt: skip

WORKER: Final = Dashboard(
    "newswire-worker",
    "newswire: worker",
    "Memory, the window, recoveries and rebalances, worker by worker.",
    (
        Panel("Memory", "Of the process, and what it may take.", {"{{instance}}": f"newswire_process_resident_memory_bytes{{{JOB}}}", "limit {{instance}}": f"newswire_memory_limit_bytes{{{JOB}}}"}, "bytes"),
        Panel("CPU", "Cores in use.", {"{{instance}}": f"rate(newswire_process_cpu_seconds_total{{{JOB}}}[$__rate_interval])"}),
        Panel("Open files", "Of those allowed.", {"{{instance}}": f"newswire_process_open_fds{{{JOB}}} / newswire_process_max_fds{{{JOB}}}"}, "percentunit"),
        Panel("Partitions", "That each worker reads.", {"{{instance}} {{topic}}": f"sum by (instance, topic) (newswire_partition_assigned{{{JOB}}})"}, stacked=True),
        Panel("Without an owner", "Partitions that nobody reads.", {"{{topic}} {{partition}}": f"sum by (topic, partition) (newswire_partition_assigned{{{JOB}}}) == 0"}, "short", thresholds=(0, 1)),
        Panel("Rebalances", "Begun, joining included.", {"{{instance}}": f"increase(newswire_rebalances_total{{{JOB}}}[15m])"}),
        Panel("Rebalancing", "1 while nothing flows.", {"{{instance}}": f"newswire_rebalancing{{{JOB}}}"}, "short"),
        Panel("Recovery", "Part of the rows read: table, from the changelog to disk; state, from disk.", {"{{instance}} {{phase}}": f"newswire_recovery_done_rows{{{JOB}}} / (newswire_recovery_rows{{{JOB}}} > 0)"}, "percentunit"),
        Panel("Time of a recovery", "On average, by phase.", {"{{phase}}": f"sum by (phase) (increase(newswire_recovery_duration_seconds_sum{{{JOB}}}[1h])) / (sum by (phase) (increase(newswire_recovery_duration_seconds_count{{{JOB}}}[1h])) > 0)", "without flow": f"sum(increase(newswire_rebalance_duration_seconds_sum{{{JOB}}}[1h])) / (sum(increase(newswire_rebalance_duration_seconds_count{{{JOB}}}[1h])) > 0)"}, "s"),
        Panel("Articles in the window", "By shard.", {"{{shard}}": f"sum by (shard) (newswire_window_articles{{{JOB}}})", "stories {{shard}}": f"sum by (shard) (newswire_window_stories{{{JOB}}})"}),
        Panel("Age of the window", "Against how long a story stays open.", {"{{shard}}": f"max by (shard) (newswire_window_age_seconds{{{JOB}}})", "limit": f"max(newswire_window_limit_seconds{{{JOB}}})"}, "s"),
        Panel("Index", "Memory of keys and sketches, by shard.", {"{{shard}}": f"sum by (shard) (newswire_index_bytes{{{JOB}}})"}, "bytes", stacked=True),
        Panel("Articles in the index", "That can be found by their text.", {"{{shard}}": f"sum by (shard) (newswire_index_entries{{{JOB}}})"}),
        Panel("Candidates of a probe", "Articles measured for one.", {f"p{quantile * 100:g}": f"histogram_quantile({quantile}, sum by (le) (rate(newswire_index_candidates_bucket{{{JOB}}}[$__rate_interval])))" for quantile in (0.5, 0.99)}),
        Panel("Running", "Version, and since when.", {"{{instance}} {{version}}": f"time() - newswire_process_start_time_seconds{{{JOB}}} * on (instance) group_left (version) newswire_build_info{{{JOB}}}"}, "s", "stat"),
    ),
)  # fmt: skip

DASHBOARDS: Final = (FLOW, DESK, WORKER)


def render(dashboard: Dashboard) -> dict[str, Any]:
    """A dashboard in Grafana's JSON model."""
    panels: list[dict[str, Any]] = []
    x = y = 0
    for number, panel in enumerate(dashboard.panels, start=1):
        if x + panel.width > COLUMNS:
            x, y = 0, y + HEIGHT
        place = {"x": x, "y": y, "w": panel.width, "h": HEIGHT}
        panels.append({"id": number, "gridPos": place, **_panel(panel)})
        x += panel.width
    return {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "description": dashboard.says,
        "tags": ["newswire"],
        "schemaVersion": 39,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timepicker": {},
        "timezone": "browser",
        "annotations": {"list": []},
        "links": [_link(other) for other in DASHBOARDS if other is not dashboard],
        "templating": {"list": [_datasource(), _job()]},
        "panels": panels,
    }


def _link(dashboard: Dashboard) -> dict[str, Any]:
    return {
        "title": dashboard.title, "type": "link", "url": f"/d/{dashboard.uid}", "keepTime": True,
        "includeVars": True, "asDropdown": False, "icon": "dashboard", "tags": [], "targetBlank": False, "tooltip": "",
    }  # fmt: skip


def _datasource() -> dict[str, Any]:
    return {
        "name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "hide": 0,
        "current": {"text": "default", "value": "default"}, "includeAll": False, "multi": False, "options": [], "refresh": 1, "regex": "", "skipUrlSync": False,
    }  # fmt: skip


def _job() -> dict[str, Any]:
    query = "label_values(newswire_build_info, job)"
    return {
        "name": "job", "label": "Installation", "type": "query", "datasource": DATASOURCE, "hide": 0,
        "query": {"query": query, "refId": "job"}, "current": {"text": "All", "value": "$__all"}, "includeAll": True, "allValue": ".+", "multi": False,
        "options": [], "refresh": 2, "regex": "", "skipUrlSync": False, "sort": 1,
    }  # fmt: skip


def _panel(panel: Panel) -> dict[str, Any]:
    heatmap = panel.kind == "heatmap"
    targets = [
        {
            "refId": chr(ord("A") + number),
            "datasource": DATASOURCE,
            "expr": expr,
            "legendFormat": legend,
            "range": panel.kind in {"timeseries", "heatmap"},
            "instant": panel.kind not in {"timeseries", "heatmap"},
            "format": "heatmap" if heatmap else "time_series",
        }
        for number, (legend, expr) in enumerate(panel.queries.items())
    ]
    return {
        "type": panel.kind,
        "title": panel.title,
        "description": panel.says,
        "datasource": DATASOURCE,
        "targets": targets,
        "fieldConfig": {"defaults": _field(panel), "overrides": []},
        "options": _OPTIONS[panel.kind],
    }


def _field(panel: Panel) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.thresholds is not None:
        steps += [{"color": color, "value": value} for color, value in zip(("yellow", "red"), panel.thresholds, strict=True)]  # fmt: skip
    field: dict[str, Any] = {"unit": panel.unit, "thresholds": {"mode": "absolute", "steps": steps}}
    if panel.kind == "timeseries":
        stacking = {"mode": "normal" if panel.stacked else "none", "group": "A"}
        field |= {
            "min": 0,
            "custom": {
                "drawStyle": "line", "fillOpacity": 30 if panel.stacked else 0, "lineWidth": 1, "showPoints": "never",
                "stacking": stacking,
            },
        }  # fmt: skip
    return field


_REDUCE: Final = {"calcs": ["lastNotNull"], "fields": "", "values": False}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "timeseries": {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
        "tooltip": {"mode": "multi", "sort": "desc"},
    },
    "stat": {"reduceOptions": _REDUCE, "colorMode": "value", "graphMode": "none", "textMode": "auto"},
    "bargauge": {
        "reduceOptions": _REDUCE,
        "orientation": "horizontal",
        "displayMode": "basic",
        "valueMode": "color",
    },
    "heatmap": {
        "calculate": False,
        "cellGap": 1,
        "color": {"mode": "scheme", "scheme": "Oranges", "steps": 64, "exponent": 0.5, "fill": "dark-orange"},
        "yAxis": {"unit": "s", "axisPlacement": "left"},
        "tooltip": {"mode": "single", "yHistogram": False, "showColorScale": False},
        "legend": {"show": True},
        "exemplars": {"color": "red"},
        "filterValues": {"le": 1e-9},
        "showValue": "never",
    },
}


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for dashboard in DASHBOARDS:
        path = FOLDER / f"{dashboard.uid.removeprefix('newswire-')}.json"
        path.write_text(json.dumps(render(dashboard), indent=1) + "\n")
        print(path.name, len(dashboard.panels), "panels")


if __name__ == "__main__":
    main()
