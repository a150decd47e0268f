"""The pages of outlets: what each carries, how late, how much of it is cut, and what is wrong with it now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stream.desk import came_sums, outlet_queries
from stream.desk.desk_alerts import CARRIED
from stream.desk.outlet_figures import OutletFigures, figures
from stream.desk.outlet_states import OPEN
from stream.desk.page_maker import Desk, own_address, person_of

_HOUR = 3_600_000  # milliseconds
PERIODS = {"6": "last 6 hours", "24": "last 24 hours", "72": "last 3 days", "672": "last 28 days"}


class OutletPages:
    """The endpoints; plain functions, as those of the other pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [Route("/outlets", self.outlets), Route("/outlet/{name:path}", self.outlet)]

    def outlets(self, request: Request) -> Response:
        """A line a source, those that carry something wrong first."""
        hours = _hours(request)
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            since = clock.now - int(hours) * _HOUR
            alerts = self._desk.alerts(connection, clock)
            wrong = Counter(each.who for each in alerts if each.kind in CARRIED)
            quiet = {each.source: each for each in self._desk.quiet.sources(connection, clock)}
            lines = self._desk.kept.of(
                connection,
                clock.now,
                ("outlets", hours, clock.grace, clock.own),
                lambda: _lines(connection, since, wrong, quiet),
            )
            return self._desk.page(
                connection, "outlets", clock, alerts=alerts, lines=lines, hours=hours, choices=PERIODS, here="outlets",
                address=own_address(request), quiet=quiet, pauses=self._desk.quiet.pauses(connection, clock, [each.source for each in lines]), own={name.casefold() for name in clock.own},
            )  # fmt: skip

    def outlet(self, request: Request) -> Response:
        """One source: its figures, and what it carries in which state."""
        name, hours = request.path_params["name"], _hours(request)
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            since = clock.now - int(hours) * _HOUR
            alerts = self._desk.alerts(connection, clock)
            carried = outlet_queries.carried(connection, name, clock)
            lines = figures(
                came_sums.came(connection, since, name),
                came_sums.last_seen(connection, [name]),
                outlet_queries.followed(connection, since, name),
                {name: sum(state in OPEN for _, state, _ in carried)},
            )
            if not carried and not lines[0].last:
                raise HTTPException(404, f"Nothing came from {name[:60]} here.")
            quiet = {each.source: each for each in self._desk.quiet.sources(connection, clock)}
            return self._desk.page(
                connection, "outlet", clock, alerts=alerts, line=lines[0], carried=carried, hours=hours, choices=PERIODS,
                open_states=OPEN, here="outlets", address=own_address(request), quiet=quiet, habit=outlet_queries.habit(connection, name),
            )  # fmt: skip


def _lines(
    connection: sqlite3.Connection, since: int, wrong: Mapping[str, int], quiet: Iterable[str]
) -> list[OutletFigures]:
    came = came_sums.came(connection, since)
    last = came_sums.last_seen(connection, [*came, *wrong, *quiet])
    return figures(came, last, outlet_queries.followed(connection, since), wrong, quiet)


def _hours(request: Request) -> str:
    asked = request.query_params.get("hours", "")
    return asked if asked in PERIODS else "24"
