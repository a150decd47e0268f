"""Metrics as a scrape reads them."""

from __future__ import annotations

from collections import Counter

from prometheus_client.parser import text_string_to_metric_families

Samples = dict[tuple[str, ...], float]


def samples(text: bytes) -> Samples:
    """Every sample by its name and its label values, in the order of their labels' names."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def totals(*texts: bytes) -> Counter[str]:
    """The counters of one or more workers, added up over their labels."""
    found: Counter[str] = Counter()
    for text in texts:
        for (name, *_), value in samples(text).items():
            if name.endswith("_total"):
                found[name] += int(value)
    return found
