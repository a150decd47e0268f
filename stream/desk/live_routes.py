"""What keeps an open page up to date: server-sent events that name what changed, and the parts of a page as they are now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from stream.desk import desk_queries, wire_queries
from stream.desk.desk_alerts import Alert
from stream.desk.page_maker import Desk, number_asked, person_of
from stream.desk.story_rows import StoryRow
from stream.desk.wire_filters import read_filters

PING_SECONDS = 15  # so that a connection that is dead on the way is seen
AGAIN_SECONDS = 30  # before a page that found no room asks again


@dataclass(frozen=True, slots=True)
class NewsLine:
    """What a person is told at once: a kill or hold, or a worse state of an own page. `at` in milliseconds since 1970."""

    name: str
    at: int
    what: str
    who: str
    text: str
    story: str


class LiveRoutes:
    """The endpoints."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [Route("/live", self.live), Route("/live/state", self.state)]

    async def live(self, _: Request) -> Response:
        """Events `changed` with the number of the state and the stories; the first one at once."""
        if self._desk.live.full:
            said = "All live connections of this desk are taken; the page asks again by itself.\n"
            return PlainTextResponse(said, 503, headers={"Retry-After": str(AGAIN_SECONDS)})
        return EventSourceResponse(self._events(), ping=PING_SECONDS, cleanup_timeout=1.0)

    async def _events(self) -> AsyncIterator[ServerSentEvent]:
        async for change in self._desk.live.follow():
            data = orjson.dumps({"number": change.number, "stories": change.stories}).decode()
            yield ServerSentEvent(data, event="changed", retry=2000)

    def state(self, request: Request) -> Response:
        """The parts that every page has, and of the wire the rows in sight with the number of new ones behind them."""
        since = number_asked(request, "since")
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            opened = self._desk.opened(connection, clock)
            alerts, _ = self._desk.answered(connection, clock, opened)
            killed = wire_queries.taken_back_since(connection, clock.now if since is None else since)
            page = None
            filters = read_filters(request.query_params)
            newest = number_asked(request, "newest")
            if "wire" in request.query_params:
                names = [name for name in request.query_params.get("shown", "").split(",") if name]
                page = (
                    wire_queries.wire(
                        connection,
                        filters,
                        clock,
                        opened,
                        self._desk.counted(connection, filters, clock, opened),
                    )
                    if newest is None
                    else wire_queries.wire_rows(
                        connection, filters, clock, opened, names[: desk_queries.PAGE], newest
                    )
                )
            return self._desk.page(
                connection, "state", clock, alerts=alerts, page=page, stories=[row.story for row, _ in page.rows] if page else [], filters=filters,
                news=news_lines(killed, alerts, clock.now if since is None else since),
            )  # fmt: skip


def news_lines(taken_back: Sequence[StoryRow], alerts: Sequence[Alert], since: int) -> list[NewsLine]:
    """What came after `since` and waits for nobody, newest first."""
    found = [
        NewsLine(
            f"{each.story}-{each.status}",
            each.status_at or 0,
            each.status.upper(),
            each.status_by,
            each.headline,
            each.story,
        )
        for each in taken_back
    ]
    found += [
        NewsLine(f"{each.story}-{each.who}", each.since, each.kind, each.who, each.headline, each.story)
        for each in alerts
        if each.own and each.since > since
    ]
    return sorted(found, key=lambda line: (-line.at, line.name))
