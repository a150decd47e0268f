"""Write stream/ops/metrics.md: every metric that a worker exposes, from the definitions themselves.

python scripts/build_metrics_page.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from prometheus_client.metrics import MetricWrapperBase

from stream.worker.metrics import Metrics
from stream.worker.metrics.partition_lag import LAG_LABELS, PartitionLag

PAGE: Final = Path(__file__).parent.parent / "stream" / "ops" / "metrics.md"
HEAD: Final = """# Metrics

What a worker says on `/metrics`. Times are in seconds, sizes in bytes. Every series that can come is there from the
start, as 0, and stays: what a rebalance takes away from a worker goes to 0 there and shows at another.

`source` is one of `NEWSWIRE_METRIC_SOURCES`, else `other`; `unreadable` are the articles that went to the dead letters
at the intake. `shard` is a partition of the prepared topic. All other labels come from fixed lists.

**Do they add up?** When nothing is under way, over all workers,

    consumed = verdicts + repeated + deadletters{stage="intake" or "dedup"}
    records_in = records_done

and at no time has a worker that reads all partitions judged more than it consumed. A raw record holds any number of articles, and items that
are none (`not_text`: pictures, packages, events): the first line counts articles, the second records. An article counts
once under `verdicts`, when its decision stands in the changelog. What is read a second time after a crash counts again under
`consumed`, and as `repeated` where it was decided before. A worker that is killed takes with it what it counted after
the last scrape; counters begin anew with a process, as `rate` and `increase` expect.

`newswire_process_*` (memory, CPU, open files, start) are those of every Prometheus client, under our name.

| metric | type | labels | what it is |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page as it must stand in the file."""
    rows = []
    for metric in vars(Metrics().registry)["_collector_to_names"]:
        if not isinstance(metric, MetricWrapperBase | PartitionLag):
            continue  # the process' own
        for family in metric.describe():
            name = family.name + {"counter": "_total", "info": "_info"}.get(family.type, "")
            named = LAG_LABELS if isinstance(metric, PartitionLag) else vars(metric)["_labelnames"]
            labels = ", ".join(f"`{label}`" for label in named)
            rows.append(f"| `{name}` | {family.type} | {labels} | {family.documentation} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"wrote {PAGE.name}")
