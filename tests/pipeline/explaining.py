"""Explanations of records in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from stream.pipeline.explanation import Explanation, Gathering


def explain(name: str, records: Iterable[tuple[str, dict[str, Any]]]) -> Explanation:
    """Why an article got its verdict, from (stream, value) records."""
    held = [(stream, orjson.dumps(value)) for stream, value in records]
    gathering = Gathering(name)
    for stream, data in held:
        gathering.add(stream, data)
    for stream, data in held:
        gathering.add_text(stream, data)
    return gathering.explanation()
