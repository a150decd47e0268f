"""Labelled news as raw records: what the evaluations send through the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson


def raw_record(item: Mapping[str, Any], language: str = "") -> bytes:
    """The raw record of a labelled article; its text tells the language where none is given."""
    return orjson.dumps(
        {
            "uri": str(item["id"]),
            "source": item.get("outlet") or item.get("source") or "unknown",
            "headline": item.get("title") or "",
            "url": item.get("url") or "",
            "language": language,
            "body": item["body"],
        }
    )
