"""The map in a real browser, under the policy that the pages are served with."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import pytest

from scripts.build_desk import STATIC
from stream.desk.charts.event_map import event_map, events_of, marks_geojson
from stream.kafka.embedded_broker import LOOPBACK
from tests import chromium
from tests.desk.charts.test_event_map import TOWN, record, told

pytestmark = pytest.mark.chromium
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
PAGE = """<!doctype html><html lang="en"><title>map</title><link rel="stylesheet" href="/map.css">
<figure data-map data-events="/events.json" data-borders="/borders-110m.json" data-borders-fine="/borders-50m.json" data-towns="/towns.json">
<svg role="group" aria-label="Events"></svg><input type="range" data-map-day aria-label="Day"><output data-map-said></output>
<button type="button" data-map-play>Play</button><p data-map-below></p></figure>
<script src="/d3-map.js"></script><script src="/map.js"></script>"""
# Far from each other, two that have no room beside each other, one under the mark of the event at Kesh.
TOWNS = [["Ostra", -60.0, -30.0], ["Belport", 100.0, 60.0], ["Belford", 100.5, 60.2], ["Kesh", 41.25, 12.5]]
TYPES = {"js": "text/javascript", "css": "text/css", "json": "application/json"}


@contextmanager
def serving(events: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """A server of the page: its address, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            name = self.path.lstrip("/").partition("?")[0]
            known = {
                "": PAGE.encode(),
                "events.json": orjson.dumps(events),
                "towns.json": orjson.dumps({"towns": TOWNS}),
            }
            file = STATIC / name
            body = known.get(name) if name in known else file.read_bytes() if file.is_file() else None
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Type", TYPES.get(name.rpartition(".")[2], "text/html; charset=utf-8"))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_address[1]}/", asked
        finally:
            server.shutdown()
            thread.join()


def test_marks_have_their_shapes_and_names() -> None:
    """A town, a ring, a square; what is on no map is said below; strangers' names are text."""
    attack = "<img src=x onerror=\"document.title='hacked'\">"
    near = {**TOWN, "precision": "described", "near": attack, "geonames_id": None}
    land = {**TOWN, "precision": "country", "name": "Veldria", "geonames_id": 9, "latitude": -20.0}
    found = event_map(events_of(record(told(**TOWN), told(**TOWN), told(**near), told(**land), told())))
    with serving(marks_geojson(found)) as (address, asked):
        document = chromium.dom(address, seconds=5)
    assert len(re.findall('class="map-country"', document)) > 150
    assert re.findall(r'class="map-mark map-(\w+)"', document).count("solid") == 1
    assert sorted(re.findall(r'class="map-mark map-(\w+)"', document)) == ["dashed", "solid", "square"]
    assert 'aria-label="Kesh, town: 2 events"' in document
    assert "1 event is on no map." in document
    assert "<title>map</title>" in document
    assert "<img" not in document
    assert "/borders-50m.json" not in asked


def test_a_view_in_the_address_is_gone_to() -> None:
    """Close by, the finer borders come, and marks outside are not drawn."""
    land = {**TOWN, "name": "Far", "geonames_id": 9, "latitude": -40.0, "longitude": -60.0}
    found = event_map(events_of(record(told(**TOWN), told(**land))))
    with serving(marks_geojson(found)) as (address, asked):
        document = chromium.dom(f"{address}?view=41.25,12.5,8", seconds=5)
    assert re.findall(r'data-key="([^"]+)"', document) == ["geonames:7"]
    assert "/borders-50m.json" in asked


def test_many_marks_are_clustered() -> None:
    """Above 500, those of one spot are one mark that says how many."""
    events = [told(**{**TOWN, "geonames_id": number, "latitude": number / 100}) for number in range(1, 602)]
    with serving(marks_geojson(event_map(events_of(record(*events))))) as (address, _):
        document = chromium.dom(address, seconds=5)
    assert "map-cluster" in document
    assert document.count('class="map-mark ') < 30


def test_towns_are_named_where_there_is_room() -> None:
    """The bigger of two that are too near to each other, none over a mark; they are asked for by what is in sight."""
    with serving(marks_geojson(event_map(events_of(record(told(**TOWN)))))) as (address, asked):
        document = chromium.dom(address, seconds=5)
        close = chromium.dom(f"{address}?view=41.25,12.5,8", seconds=5)
    names = [
        re.findall(r"<text[^>]*>([^<]+)</text>", page.partition("map-towns")[2].partition("map-marks")[0])
        for page in (document, close)
    ]
    assert [["Ostra", "Belport"], []] == names
    assert "/towns.json" in asked
    (box,) = {each.partition("box=")[2] for each in asked if "box=" in each}
    west, south, east, north = map(float, box.split(","))
    assert west < 41.25 < east < west + 60
    assert south < 12.5 < north < south + 40
