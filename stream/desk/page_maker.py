"""What every page is made from: the database, the settings, the present, the templates."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from stream.config.settings import Settings
from stream.desk import desk_queries, wire_queries
from stream.desk.desk_alerts import Alert
from stream.desk.desk_auth import Visitor
from stream.desk.desk_marks import FILE as MARKS_FILE
from stream.desk.desk_marks import Answer, DeskMarks, answered, attach, story_marks
from stream.desk.desk_queries import Clock
from stream.desk.desk_tables import connect
from stream.desk.desk_templates import clock as time_of_day
from stream.desk.desk_templates import environment
from stream.desk.facet_sets import FacetSets
from stream.desk.kept_answers import KeptAnswers
from stream.desk.live_changes import LiveChanges
from stream.desk.outlet_queries import QuietWatch
from stream.desk.page_sizes import PageSizes
from stream.desk.topic_standing import ReaderStanding
from stream.desk.wire_filters import Filters
from stream.desk.wire_queries import CountedPage

# The towns of a box (west, south, east, north in degrees), biggest first, at most so many: name, longitude, latitude.
Towns: TypeAlias = Callable[[tuple[float, float, float, float], int], Sequence[tuple[str, float, float]]]


def no_towns(_box: tuple[float, float, float, float], _most: int) -> Sequence[tuple[str, float, float]]:
    """The names of a map without names."""
    return ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from; `towns` are the names on its maps."""

    path: Path
    settings: Settings
    standing: ReaderStanding
    present: Callable[[], int] = lambda: int(time.time() * 1000)
    templates: Environment = field(default_factory=environment)
    live: LiveChanges = field(default_factory=LiveChanges)
    quiet: QuietWatch = field(default_factory=QuietWatch)
    sizes: PageSizes = field(default_factory=PageSizes)
    facets: FacetSets = field(default_factory=FacetSets)
    kept: KeptAnswers = field(default_factory=KeptAnswers)
    towns: Towns = no_towns

    @property
    def marks(self) -> DeskMarks:
        """People's marks, in a file beside the database."""
        return DeskMarks(self.path.with_name(MARKS_FILE))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one answer."""
        _ = self.marks  # their file is made where it is not there
        connection = connect(self.path)
        try:
            attach(connection, self.path.with_name(MARKS_FILE))
            yield connection
        finally:
            connection.close()

    def clock(self, connection: sqlite3.Connection, who: str = "") -> Clock:
        """The present, of a replayed day its newest record; `who` is the person that asks."""
        now = (desk_queries.newest(connection) if self.standing.replayed else None) or self.present()
        return Clock(now, int(self.settings.desk_grace * 60_000), self.settings.desk_own, who)

    def alerts(self, connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
        """All that is open, worst and own first."""
        return self.alerts_and_answers(connection, clock)[0]

    def alerts_and_answers(
        self, connection: sqlite3.Connection, clock: Clock
    ) -> tuple[list[Alert], list[tuple[Alert, Answer]]]:
        """All that is open, and what somebody answered."""
        return self.answered(connection, clock, self.opened(connection, clock))

    def opened(self, connection: sqlite3.Connection, clock: Clock) -> list[Alert]:
        """The alerts of stories, worst and own first, whatever somebody answered."""
        asked = ("alerts", clock.grace, clock.own)
        return self.kept.of(connection, clock.now, asked, lambda: desk_queries.open_alerts(connection, clock))

    def counted(
        self, connection: sqlite3.Connection, filters: Filters, clock: Clock, opened: Iterable[Alert]
    ) -> CountedPage:
        """What a page of the wire counts; `opened` are the alerts of stories."""
        wrong = sorted({each.story for each in opened})
        asked = ("wire", filters, clock.who, clock.own, self.sizes.counted)
        return self.kept.of(
            connection,
            clock.now,
            asked,
            lambda: wire_queries.counted_page(
                connection, filters, clock, wrong, self.facets, self.sizes.counted
            ),
        )

    def answered(
        self, connection: sqlite3.Connection, clock: Clock, opened: Iterable[Alert]
    ) -> tuple[list[Alert], list[tuple[Alert, Answer]]]:
        """The alerts of stories with those of quiet agencies: what is open, and what somebody answered."""
        found = [*opened, *self.quiet.alerts(connection, clock)]
        return answered(connection, sorted(found, key=lambda alert: alert.rank), clock.now)

    def page(self, connection: sqlite3.Connection, name: str, clock: Clock, **content: Any) -> HTMLResponse:
        """A page from its template."""
        newest = desk_queries.newest(connection)
        alerts = content.get("alerts")
        if alerts is None:
            alerts = self.alerts(connection, clock)
        asked = content.get("filters")
        named = [*content.get("stories", ())] if asked is not None and asked.differs else []
        body = self.templates.get_template(f"{name}.html.jinja").render(
            title=self.settings.desk_title,
            tolls_told=wire_queries.other_tolls(connection, named),
            together=wire_queries.together(connection, [*content.get("stories", ())]),
            marks=story_marks(connection, [*content.get("stories", ())], clock.who or ""),
            now=clock.now,
            standing=self.standing.lines(time_of_day(newest) if newest else "nothing yet"),
            open_alerts=len(alerts),
            version=version("newswire-stream"),
            state=self.live.number,
            **{"query": "", "address": "", "news": (), **content},
        )
        return HTMLResponse(body)


def number_asked(request: Request, name: str) -> int | None:
    """A whole number of an address, None where there is none."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def own_address(request: Request) -> str:
    """Path and query of a request, for a page that asks for itself again; without a token, which is the asker's own."""
    path = quote(request.scope["path"], safe="/")
    query = "&".join(
        part
        for part in request.scope["query_string"].decode("ascii", "replace").split("&")
        if not part.startswith("token=")
    )
    return f"{path}?{query}" if query else path


def person_of(request: Request) -> str:
    """Who asks, as the desk's authentication found; "" where anybody may."""
    visitor = request.scope.get("desk_visitor")
    return visitor.name if isinstance(visitor, Visitor) else ""
