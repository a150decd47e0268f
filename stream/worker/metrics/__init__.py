"""What Prometheus reads: every metric defined once, counted where it happens, read off the worker at a scrape."""

from __future__ import annotations

from stream.worker.metrics.definitions import Metrics
from stream.worker.metrics.flow import STAGES, UNREADABLE

__all__ = ["STAGES", "UNREADABLE", "Metrics"]
