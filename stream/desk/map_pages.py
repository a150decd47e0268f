"""The map of events, its marks for the browser, and its borders."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from stream.desk import map_queries, wire_queries
from stream.desk.charts.event_map import HAPPENED, WORDS, event_map, key_of, marks_geojson
from stream.desk.page_maker import Desk, person_of
from stream.desk.wire_filters import CERTAINTIES, HOURS, read_filters


class MapPages:
    """The endpoints; plain functions, as those of the other pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [Route("/map", self.map), Route("/map.json", self.marks), Route("/borders.json", self.borders)]

    def map(self, request: Request) -> Response:
        """The map with the same as a list, which needs no script."""
        filters = read_filters(request.query_params)
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            found = list(map_queries.events(connection, filters, clock))
            happened = [each for each in found if each.happened]
            wrong = map_queries.alarmed(connection, filters, clock)
            _, values = wire_queries.counted(connection, filters, clock, wrong)
            return self._desk.page(
                connection, "map", clock, filters=filters, hours=HOURS, certainties=CERTAINTIES, values=values,
                victims=map_queries.victims(connection), here="map", whole=len(found) < map_queries.MOST_EVENTS,
                events=[(each, key_of(each)) for each in happened[: self._desk.sizes.listed]], count=len(happened),
                places=map_queries.places(connection, sorted({each.story_id for each in happened[: self._desk.sizes.listed]})),
                words=WORDS, below=event_map(found), borders=bool(self._desk.settings.desk_borders),
            )  # fmt: skip

    def marks(self, request: Request) -> Response:
        """The marks as GeoJSON."""
        filters = read_filters(request.query_params)
        with self._desk.reading() as connection:
            found = map_queries.events(connection, filters, self._desk.clock(connection, person_of(request)))
            return JSONResponse(
                marks_geojson(event_map(each for each in found if each.certainty in HAPPENED))
            )

    def borders(self, _: Request) -> Response:
        """The borders that a setting names."""
        path = Path(self._desk.settings.desk_borders)
        if not self._desk.settings.desk_borders or not path.is_file():
            return JSONResponse({"error": "NEWSWIRE_DESK_BORDERS names no file."}, 404)
        return FileResponse(path, media_type="application/geo+json")
