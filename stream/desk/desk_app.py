"""The desk's web application: addresses to pages, each made from the database as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from stream.desk.desk_gate import Gate, keeper_of
from stream.desk.desk_operations import Operations, Timing
from stream.desk.downloads import Downloads
from stream.desk.live_routes import LiveRoutes
from stream.desk.map_pages import MapPages
from stream.desk.mark_routes import MarkRoutes
from stream.desk.openapi_document import FORMS
from stream.desk.outlet_pages import OutletPages
from stream.desk.page_maker import Desk
from stream.desk.page_policy import PagePolicy
from stream.desk.story_pages import StoryPages

__all__ = ["Desk", "application"]
_STATIC: Final = Path(__file__).parent / "static"


def application(desk: Desk) -> Starlette:
    """The application; it has no state but what `desk` names."""

    def failed(request: Request, error: Exception) -> Response:
        """A refusal as a page that says what is the matter."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        said = error.detail if isinstance(error, HTTPException) else "The desk failed."
        if request.url.path.endswith(tuple(f".{form}" for form in FORMS)):
            return JSONResponse({"error": said}, status)
        if request.method != "GET":
            return PlainTextResponse(said + "\n", status)
        with desk.reading() as connection:
            answer = desk.page(connection, "refusal", desk.clock(connection), said=said, here="")
        answer.status_code = status
        return answer

    operations = Operations(desk)
    routes = [
        *operations.routes(),
        *Downloads(desk).routes(),
        *StoryPages(desk).routes(),
        *LiveRoutes(desk).routes(),
        *MarkRoutes(desk).routes(),
        *MapPages(desk).routes(),
        *OutletPages(desk).routes(),
        Route("/healthz", _healthz),
        Mount("/static", _Files(directory=_STATIC)),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(PagePolicy, host=desk.settings.desk_host),
            Middleware(Timing, seconds=operations.seconds),
            Middleware(Gate, keeper=keeper_of(desk.settings)),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={HTTPException: failed},
    )


class _Files(StaticFiles):
    """Files that a browser keeps and asks about each time: nothing is fetched twice, nothing is old after an upgrade."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """A file, or that it has not changed."""
        answer = super().file_response(*given, **named)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


async def _healthz(_: Request) -> Response:
    return Response("ok\n", media_type="text/plain")
