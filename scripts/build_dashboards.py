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
        Panel("Articles a second", "Articles taken in from the raw topic.", {"consumed": f"sum(rate(newswire_consumed_total{{{JOB}}}[$__rate_interval]))"}, "reqps", "stat", 4),
        Panel("Unfinished", "Records in the log that are not finished, all topics.", {"records": f"sum(newswire_consumer_lag_records{{{JOB}}})"}, "short", "stat", 4, thresholds=(1000, 100_000)),
        Panel("Oldest unfinished", "Age of the oldest record that is not finished.", {"age": f"max(newswire_consumer_lag_seconds{{{JOB}}})"}, "s", "stat", 4, thresholds=(60, 600)),
        Panel("Dead letters", "Part of the articles that could not be read.", {"ratio": f"sum(rate(newswire_deadletters_total{{{JOB}}}[10m])) / (sum(rate(newswire_consumed_total{{{JOB}}}[10m])) > 0)"}, "percentunit", "stat", 4, thresholds=(0.01, 0.02)),
        Panel("Workers", "Workers that answer.", {"up": f"count(up{{{JOB}}} == 1)"}, "short", "stat", 4),
        Panel("Alerts", "Alerts that are firing.", {"firing": 'count(ALERTS{alertname=~"Newswire.*", alertstate="firing"}) or vector(0)'}, "short", "stat", 4, thresholds=(1, 3)),
        Panel("Articles by source", "Articles taken in, by source; sources are named by NEWSWIRE_METRIC_SOURCES.", {"{{source}}": f"sum by (source) (rate(newswire_consumed_total{{{JOB}}}[$__rate_interval]))"}, "reqps", stacked=True),
        Panel("Verdicts", "Articles by their verdict; each counts once.", {"{{verdict}}": f"sum by (verdict) (rate(newswire_verdicts_total{{{JOB}}}[$__rate_interval]))"}, "reqps", stacked=True),
        Panel("Dead letters by reason", "Dead letters by their reason and the stage that refused them.", {"{{stage}} {{reason}}": f"sum by (stage, reason) (increase(newswire_deadletters_total{{{JOB}}}[$__rate_interval])) > 0"}, "short", stacked=True),
        Panel("End to end", "Time from the raw record to its acknowledged output.", {"{{le}}": f"sum by (le) (rate(newswire_end_to_end_seconds_bucket{{{JOB}}}[$__rate_interval]))"}, "s", "heatmap", 12),
        Panel("End to end by output", "Time from the raw record to each output: one in two takes less, one in twenty takes more.", quantiles("newswire_end_to_end_seconds", "output", 0.5, 0.95), "s", width=12),
        Panel("Unfinished by topic", "Records that are not finished, by topic. raw: intake is behind; prepared: dedup; judged: tag.", {"{{topic}}": f"sum by (topic) (newswire_consumer_lag_records{{{JOB}}})"}, stacked=True),
        Panel("Oldest unfinished by partition", "Age of the oldest record of each partition that is not finished. One partition alone is one language's.", {"{{topic}} {{partition}}": f"max by (topic, partition) (newswire_consumer_lag_seconds{{{JOB}}}) > 0"}, "s"),
        Panel("Replays", "Decisions given again, for records read a second time; articles judged where another stood, in a topic that was made anew.", {"repeated": f"sum(rate(newswire_repeated_total{{{JOB}}}[$__rate_interval]))", "made anew": f"sum(rate(newswire_displaced_total{{{JOB}}}[$__rate_interval]))"}, "reqps"),
        Panel("Raw records", "Raw records taken in and finished, and items that are no articles.", {"in": f"sum(rate(newswire_records_in_total{{{JOB}}}[$__rate_interval]))", "done": f"sum(rate(newswire_records_done_total{{{JOB}}}[$__rate_interval]))", "no text": f"sum(rate(newswire_not_text_total{{{JOB}}}[$__rate_interval]))"}, "reqps"),
        Panel("Time in a stage", "Time of a batch in each stage.", quantiles("newswire_stage_duration_seconds", "stage", 0.5, 0.95), "s"),
        Panel("Records in a batch", "Records in a batch of each stage, on average.", {"{{stage}}": f"sum by (stage) (rate(newswire_batch_records_sum{{{JOB}}}[$__rate_interval])) / sum by (stage) (rate(newswire_batch_records_count{{{JOB}}}[$__rate_interval]))"}),
        Panel("Bytes in a batch", "Bytes in a batch of each stage, on average.", {"{{stage}}": f"sum by (stage) (rate(newswire_batch_bytes_sum{{{JOB}}}[$__rate_interval])) / sum by (stage) (rate(newswire_batch_bytes_count{{{JOB}}}[$__rate_interval]))"}, "bytes"),
    ),
)  # fmt: skip

DESK: Final = Dashboard(
    "newswire-desk",
    "newswire: desk",
    "Stories, who copies, how soon, and what was taken back.",
    (
        Panel("Stories today", "Stories founded in the last 24 hours.", {"stories": f"sum(increase(newswire_stories_total{{{JOB}}}[24h]))"}, "short", "stat", 4),
        Panel("Copies", "Part of the articles of the last hour that are copies.", {"share": f'sum(increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[1h])) / (sum(increase(newswire_verdicts_total{{{JOB}, verdict=~"original|copy|update|correction|refile"}}[1h])) > 0)'}, "percentunit", "stat", 4),
        Panel("Kills today", "Kill notices of the last 24 hours.", {"kills": f'sum(increase(newswire_notices_total{{{JOB}, kind="kill"}}[24h]))'}, "short", "stat", 4),
        Panel("Corrections today", "Correction notices of the last 24 hours.", {"corrections": f'sum(increase(newswire_notices_total{{{JOB}, kind="correction"}}[24h]))'}, "short", "stat", 4),
        Panel("Slow notices today", "Kills, holds and corrections that took more than ten seconds.", {"slow": f'sum(increase(newswire_notice_delay_seconds_count{{{JOB}, kind=~"kill|hold|correction"}}[24h])) - sum(increase(newswire_notice_delay_seconds_bucket{{{JOB}, kind=~"kill|hold|correction", le="10.0"}}[24h]))'}, "short", "stat", 4, thresholds=(0.5, 5)),
        Panel("Under embargo", "Articles whose text waits for the end of its embargo.", {"embargoed": f"sum(newswire_embargoed_articles{{{JOB}}})"}, "short", "stat", 4),
        Panel("Stories an hour", "Stories founded in the last hour, and stories merged into another.", {"founded": f"sum(increase(newswire_stories_total{{{JOB}}}[1h]))", "merged": f"sum(increase(newswire_merges_total{{{JOB}}}[1h]))"}),
        Panel("Threads", "Articles that joined a thread in the last hour, and threads that merged or split.", {"joined": f'sum(increase(newswire_threaded_total{{{JOB}, rule=~"joined|closer"}}[1h]))', "merged": f'sum(increase(newswire_notices_total{{{JOB}, kind="thread_merge"}}[1h]))', "split": f'sum(increase(newswire_notices_total{{{JOB}, kind="thread_split"}}[1h]))'}, "short"),
        Panel("Stories in threads", "Stories in a thread, within the window, by shard.", {"{{shard}}": f"sum by (shard) (newswire_thread_stories{{{JOB}}})"}, "short"),
        Panel("Copies by outlet", "Copies of the last hour, by outlet; outlets are named by NEWSWIRE_METRIC_SOURCES.", {"{{source}}": f'sum by (source) (increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[1h]))'}, "short", "bargauge"),
        Panel("Part of an outlet that is copied", "Part of an outlet's articles of the last 24 hours that are copies.", {"{{source}}": f'sum by (source) (increase(newswire_verdicts_total{{{JOB}, verdict="copy"}}[24h])) / (sum by (source) (increase(newswire_verdicts_total{{{JOB}}}[24h])) > 0)'}, "percentunit", "bargauge"),
        Panel("Time to first copy", "Time from a story's first article to its first copy, by the articles' own times.", {f"p{quantile * 100:g}": f"histogram_quantile({quantile}, sum by (le) (increase(newswire_first_copy_seconds_bucket{{{JOB}}}[6h])))" for quantile in (0.1, 0.5, 0.9)}, "s"),
        Panel("Notices", "Notices of the last hour, by kind.", {"{{kind}}": f"sum by (kind) (increase(newswire_notices_total{{{JOB}}}[1h]))"}, "short", stacked=True),
        Panel("Late copies", "Notices of copies that came after the kill, hold or correction, in the last 24 hours.", {"{{kind}}": f"sum by (kind) (increase(newswire_late_notices_total{{{JOB}}}[24h])) > 0"}, "short"),
        Panel("Time to notice", "Time from the raw record that caused a notice to the notice.", quantiles("newswire_notice_delay_seconds", "kind", 0.95), "s"),
        Panel("Open on the desk page", "Alerts open on the desk page, which the link above this dashboard opens.", {"{{kind}}": 'sum by (kind) (newswire_desk_alerts{state="open"}) > 0'}, "short", stacked=True),
        Panel("The desk page is behind", "Time since the last record that the desk page read of the topic that it has read least far; 0 where it shows the present.", {"{{instance}}": "newswire_desk_behind_seconds"}, "s"),
        Panel("Last seen", "Time since each source wrote.", {"{{source}}": f"time() - max by (source) (newswire_source_last_seen_timestamp_seconds{{{JOB}}} > 0)"}, "s", "bargauge"),
        Panel("Against its habit", "A source's last hour, as a part of what the same hour brought of late.", {"{{source}}": f"newswire:source_consumed:increase1h{{{JOB}}} / (newswire:source_consumed:habit1h{{{JOB}}} > 0)"}, "percentunit"),
        Panel("Conflict", "Part of the tagged articles that is about armed conflict.", {"relevant": f'sum(rate(newswire_tagged_total{{{JOB}, relevant="true"}}[1h])) / (sum(rate(newswire_tagged_total{{{JOB}, relevant!="unknown"}}[1h])) > 0)'}, "percentunit"),
        Panel("Entities", "Entities found in the last hour, by type.", {"{{type}}": f"sum by (type) (increase(newswire_entities_total{{{JOB}}}[1h]))"}, "short", width=24, stacked=True),
    ),
)  # fmt: skip

WORKER: Final = Dashboard(
    "newswire-worker",
    "newswire: worker",
    "Memory, the window, recoveries and rebalances, worker by worker.",
    (
        Panel("Memory", "Memory of each worker, and what it may take.", {"{{instance}}": f"newswire_process_resident_memory_bytes{{{JOB}}}", "limit {{instance}}": f"newswire_memory_limit_bytes{{{JOB}}}"}, "bytes"),
        Panel("CPU", "Cores that each worker uses.", {"{{instance}}": f"rate(newswire_process_cpu_seconds_total{{{JOB}}}[$__rate_interval])"}),
        Panel("Open files", "Part of the open files allowed that each worker has.", {"{{instance}}": f"newswire_process_open_fds{{{JOB}}} / newswire_process_max_fds{{{JOB}}}"}, "percentunit"),
        Panel("Data disk", "Part of the disk of each worker's tables that is free.", {"{{instance}}": f"newswire_data_disk_free_bytes{{{JOB}}} / (newswire_data_disk_bytes{{{JOB}}} > 0)"}, "percentunit"),
        Panel("Partitions", "Partitions that each worker reads.", {"{{instance}} {{topic}}": f"sum by (instance, topic) (newswire_partition_assigned{{{JOB}}})"}, stacked=True),
        Panel("Without an owner", "Partitions that nobody reads.", {"{{topic}} {{partition}}": f"sum by (topic, partition) (newswire_partition_assigned{{{JOB}}}) == 0"}, "short", thresholds=(0, 1)),
        Panel("Rebalances", "Rebalances begun in 15 minutes, joining included.", {"{{instance}}": f"increase(newswire_rebalances_total{{{JOB}}}[15m])"}),
        Panel("Rebalancing", "Whether each worker rebalances: 1 while nothing flows.", {"{{instance}}": f"newswire_rebalancing{{{JOB}}}"}, "short"),
        Panel("Recovery", "Part of a recovery's rows that are read: table, from the changelog to disk; state, from disk.", {"{{instance}} {{phase}}": f"newswire_recovery_done_rows{{{JOB}}} / (newswire_recovery_rows{{{JOB}}} > 0)"}, "percentunit"),
        Panel("Time of a recovery", "Time of a recovery on average, by phase.", {"{{phase}}": f"sum by (phase) (increase(newswire_recovery_duration_seconds_sum{{{JOB}}}[1h])) / (sum by (phase) (increase(newswire_recovery_duration_seconds_count{{{JOB}}}[1h])) > 0)", "without flow": f"sum(increase(newswire_rebalance_duration_seconds_sum{{{JOB}}}[1h])) / (sum(increase(newswire_rebalance_duration_seconds_count{{{JOB}}}[1h])) > 0)"}, "s"),
        Panel("Articles in the window", "Articles and stories in the window, by shard.", {"{{shard}}": f"sum by (shard) (newswire_window_articles{{{JOB}}})", "stories {{shard}}": f"sum by (shard) (newswire_window_stories{{{JOB}}})"}),
        Panel("Age of the window", "Span of the articles in the window, against how long a story stays open.", {"{{shard}}": f"max by (shard) (newswire_window_age_seconds{{{JOB}}})", "limit": f"max(newswire_window_limit_seconds{{{JOB}}})"}, "s"),
        Panel("Index", "Memory of keys and sketches, by shard.", {"{{shard}}": f"sum by (shard) (newswire_index_bytes{{{JOB}}})"}, "bytes", stacked=True),
        Panel("Articles in the index", "Articles that can be found by their text, by shard.", {"{{shard}}": f"sum by (shard) (newswire_index_entries{{{JOB}}})"}),
        Panel("Candidates of a probe", "Articles that a look-up in the index found and measured.", {f"p{quantile * 100:g}": f"histogram_quantile({quantile}, sum by (le) (rate(newswire_index_candidates_bucket{{{JOB}}}[$__rate_interval])))" for quantile in (0.5, 0.99)}),
        Panel("Running", "Time since each worker started, and its version.", {"{{instance}} {{version}}": f"time() - newswire_process_start_time_seconds{{{JOB}}} * on (instance) group_left (version) newswire_build_info{{{JOB}}}"}, "s", "stat"),
    ),
)  # fmt: skip

DASHBOARDS: Final = (FLOW, DESK, WORKER)


# Where the desk page is only its readers know: Grafana's users write it above the dashboard, or an installation sets its default.
_DESK_ADDRESS: Final[dict[str, Any]] = {
    "name": "desk", "label": "Desk page", "type": "textbox", "query": "http://127.0.0.1:8090/", "hide": 0,
    "current": {"text": "http://127.0.0.1:8090/", "value": "http://127.0.0.1:8090/"}, "options": [], "skipUrlSync": False,
}  # fmt: skip
_DESK_PAGE: Final[dict[str, Any]] = {
    "title": "Desk page", "type": "link", "url": "${desk}", "keepTime": False, "includeVars": False, "asDropdown": False,
    "icon": "external link", "tags": [], "targetBlank": True, "tooltip": "Stories, who carries them, and what is wrong",
}  # fmt: skip


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
        "links": [
            *([_DESK_PAGE] if dashboard is DESK else []),
            *(_link(other) for other in DASHBOARDS if other is not dashboard),
        ],
        "templating": {"list": [_datasource(), _job(), *([_DESK_ADDRESS] if dashboard is DESK else [])]},
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
