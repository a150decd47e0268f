"""Stories and alerts for programs: CSV, JSON and lines of JSON. Texts that are killed, held or parked are left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

import orjson

from stream.desk.charts.event_map import MapEvent, feature
from stream.desk.desk_alerts import Alert
from stream.desk.desk_rows import barred
from stream.desk.desk_templates import iso
from stream.desk.story_rows import StoryRow

MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
_TIMES: Final = frozenset({"changed", "first", "status_at", "headline_changed", "since", "noticed", "seen"})
_INNER: Final = frozenset({"number", "facets", "traits", "victims"})


def story_fields(row: StoryRow) -> dict[str, Any]:
    """A story as its exports write it: times in RFC 3339, lists as lists."""
    made = _fields(asdict(row))
    for name in ("countries", "event_types", "outlets"):
        made[name] = list(barred(made[name]))
    return made


def alert_fields(alert: Alert) -> dict[str, Any]:
    """An alert as its exports write it."""
    return _fields(asdict(alert))


def export_pieces(rows: Iterable[Mapping[str, Any]], form: str) -> Iterator[bytes]:
    """Rows in one of `MEDIA`, piece by piece."""
    if form == "csv":
        yield from _csv(rows)
    elif form == "ndjson":
        for row in rows:
            yield orjson.dumps(row) + b"\n"
    else:
        yield from array(rows)


def array(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows as a JSON array, piece by piece."""
    separator = b"[\n"
    for row in rows:
        yield separator + orjson.dumps(row)
        separator = b",\n"
    yield b"[]\n" if separator == b"[\n" else b"\n]\n"


def withheld(record: Mapping[str, Any], status: str) -> Mapping[str, Any]:
    """A record as it may leave the desk: of a killed or held story without its text, and no longer usable."""
    if not status:
        return record
    return {**record, "body": "", "pubstatus": "canceled" if status == "killed" else "withheld"}


def geojson(events: Iterable[MapEvent], *, told: bool) -> Iterator[bytes]:
    """Events as a GeoJSON FeatureCollection, piece by piece; without `told` no sentence of a text is in it."""
    yield b'{"type":"FeatureCollection","features":[\n'
    separator = b""
    for each in events:
        yield separator + orjson.dumps(feature(each if told else replace(each, sentence="")))
        separator = b",\n"
    yield b"\n]}\n"


def _csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    headed = False
    for row in rows:
        if not headed:
            writer.writerow(row)
            headed = True
        writer.writerow([_cell(value) for value in row.values()])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def _cell(value: Any) -> Any:
    text = "; ".join(value) if isinstance(value, list) else value
    if isinstance(text, str) and text.startswith(_FORMULA):
        return f"'{text}"
    return "" if text is None else text


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: iso(value) if name in _TIMES and value is not None else value
        for name, value in values.items()
        if name not in _INNER
    }
