"""The map of events, its marks for the browser, and its borders."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from stream.desk import desk_queries, map_queries, wire_queries
from stream.desk.charts.event_map import (
    HAPPENED,
    WORDS,
    event_map,
    events_of,
    marks_geojson,
    on_no_map,
)
from stream.desk.desk_queries import Clock
from stream.desk.desk_templates import shown
from stream.desk.event_lines import is_listed
from stream.desk.event_tellings import told_once
from stream.desk.harm_lines import harm_line
from stream.desk.page_maker import Desk, person_of
from stream.desk.victim_classes import CLASSES
from stream.desk.wire_filters import CERTAINTIES, HOURS, Filters, box_of, read_filters

WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
MOST_TOWNS: Final = 80  # of one view: more names than that leave no room for each other
TOWNS_KEPT: Final = 86_400  # seconds that a browser keeps the names of a box: they change with a release


class MapPages:
    """The endpoints; plain functions, as those of the other pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/map", self.map),
            Route("/map.json", self.marks),
            Route("/borders.json", self.borders),
            Route("/towns.json", self.towns),
            Route("/story/{story}/map", self.of_story),
        ]

    def map(self, request: Request) -> Response:
        """The map with the same as a list, which needs no script."""
        filters = read_filters(request.query_params)
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            opened = self._desk.opened(connection, clock)
            wrong = sorted({each.story for each in opened}) if filters.alert else []
            found = map_queries.listed(connection, filters, clock, wrong, self._desk.sizes.listed)
            return self._desk.page(
                connection, "map", clock, alerts=self._desk.answered(connection, clock, opened)[0], filters=filters, hours=HOURS,
                certainties=CERTAINTIES, values=self._counted(connection, filters, clock, wrong),
                victims=CLASSES, here="map", whole=found.whole,
                events=found.events, count=found.count,
                told_of=map_queries.told_of(connection, sorted({each.event.story_id for each in found.events})), harm_line=harm_line,
                without_event=map_queries.without_event(connection, filters, clock, wrong),
                words=WORDS, below=on_no_map(found.unplaced), borders=bool(self._desk.settings.desk_borders),
            )  # fmt: skip

    def _counted(
        self, connection: sqlite3.Connection, filters: Filters, clock: Clock, wrong: Sequence[str]
    ) -> Mapping[str, Sequence[tuple[str, int]]]:
        most = self._desk.sizes.counted
        return self._desk.kept.of(
            connection,
            clock.now,
            ("map", filters, clock.who, clock.own, most),
            lambda: wire_queries.facet_counts(connection, filters, clock, wrong, self._desk.facets, most),
        )

    def marks(self, request: Request) -> Response:
        """The marks as GeoJSON."""
        filters = read_filters(request.query_params)
        with self._desk.reading() as connection:
            found = map_queries.events(connection, filters, self._desk.clock(connection, person_of(request)))
            told = told_once(connection, [each for each in found if each.certainty in HAPPENED])
            return JSONResponse(marks_geojson(event_map(each.event for each in told)))

    def of_story(self, request: Request) -> Response:
        """The marks of one text of a story."""
        with self._desk.reading() as connection:
            record = desk_queries.article_record(connection, request.query_params.get("article", ""))
            told = (record or {}).get("conflict") or {}
            listed = {"events": [each for each in told.get("events", ()) if is_listed(each)]}
            return JSONResponse(
                marks_geojson(
                    event_map(events_of({**(record or {}), "conflict": listed}) if listed["events"] else ())
                )
            )

    def towns(self, request: Request) -> Response:
        """The biggest towns of a box, for their names on the map; of none, of the world."""
        box = box_of(request.query_params.get("box", "")) or WORLD
        found = [[shown(name), east, north] for name, east, north in self._desk.towns(box, MOST_TOWNS)]
        return JSONResponse({"towns": found}, headers={"Cache-Control": f"private, max-age={TOWNS_KEPT}"})

    def borders(self, _: Request) -> Response:
        """The borders that a setting names."""
        path = Path(self._desk.settings.desk_borders)
        if not self._desk.settings.desk_borders or not path.is_file():
            return JSONResponse({"error": "NEWSWIRE_DESK_BORDERS names no file."}, 404)
        return FileResponse(path, media_type="application/geo+json")
