"""What programs fetch: stories, events and alerts in the forms that they read, with the filters of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from stream.desk import desk_exports, desk_queries, feeds, map_queries, wire_queries
from stream.desk.charts.event_map import MapEvent
from stream.desk.desk_queries import MOST_EXPORTED, Clock
from stream.desk.openapi_document import FORMS, document
from stream.desk.page_maker import Desk, number_asked, own_address, person_of
from stream.desk.story_rows import StoryRow
from stream.desk.trait_bits import TAKEN_BACK
from stream.desk.unchanged import etag_of, is_known
from stream.desk.wire_filters import Asked, Filters, condition, read_filters
from stream.model.ninjs_out import ninjs

_CHUNK: Final = 500  # stories read at once for an export


class Downloads:
    """The endpoints; plain functions, as those of the pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses; before those of the pages, whose ids would take the endings in."""
        made: tuple[tuple[str, Callable[[Request], Response]], ...] = (
            ("/story/{story}.json", self.story_json),
            ("/story/{story}.ninjs", self.story_ninjs),
            ("/stories.{form}", self.stories),
            ("/alerts.{form}", self.alert_rows),
        )
        return [Route(path, self._tagged(answer)) for path, answer in made] + [
            Route("/api", self.api_page),
            Route("/api.json", self.api),
        ]

    def stories(self, request: Request) -> Response:
        """The stories that pass the filters, or their events; the next part is in `Link`."""
        form = _form(request, "stories")
        filters = read_filters(request.query_params)
        most = min(number_asked(request, "limit") or MOST_EXPORTED, MOST_EXPORTED)
        rows = self._stories(request, filters, min(most, feeds.MOST) if form in feeds.MEDIA else most)
        told = filters.what not in {"kill", "hold"}
        body: Iterable[bytes]
        if form == "geojson":
            body = desk_exports.geojson(self._events(request, filters, most), told=told)
        elif form == "ninjs":
            body = desk_exports.array(self._heads(rows))
        elif form in feeds.MEDIA:
            base = str(request.base_url).rstrip("/")
            entries = (feeds.story_entry(row) for row in rows)
            body = feeds.feed_pieces(
                entries, form, self._desk.settings.desk_title, base, own_address(request)
            )
        else:
            body = desk_exports.export_pieces((desk_exports.story_fields(row) for row in rows), form)
        answer = StreamingResponse(body, media_type=FORMS[form])
        following = self._following(request, filters, most) if "limit" in request.query_params else None
        if following is not None:
            answer.headers["Link"] = (
                f'<{request.url.include_query_params(before=following).path}?{request.url.include_query_params(before=following).query}>; rel="next"'
            )
        return answer

    def alert_rows(self, request: Request) -> Response:
        """What is open."""
        form = _form(request, "alerts")
        with self._desk.reading() as connection:
            alerts = self._desk.alerts(connection, self._clock(connection, request))
        if form in feeds.MEDIA:
            newest = sorted(alerts, key=lambda alert: (-alert.since, alert.name))[: feeds.MOST]
            base, title = str(request.base_url).rstrip("/"), f"{self._desk.settings.desk_title}: alerts"
            body = feeds.feed_pieces(map(feeds.alert_entry, newest), form, title, base, own_address(request))
        else:
            body = desk_exports.export_pieces([desk_exports.alert_fields(each) for each in alerts], form)
        return StreamingResponse(body, media_type=FORMS[form])

    def story_json(self, request: Request) -> Response:
        """One story with its versions and outlets."""
        with self._desk.reading() as connection:
            story = self._story(connection, request)
            withheld = bool(story.row.status)
            records = [
                desk_queries.article_record(connection, each.article_id) or {} for each in story.versions
            ]
            return JSONResponse(
                {
                    **desk_exports.story_fields(story.row),
                    "versions": [
                        {name: value for name, value in each.items() if name != "body" or not withheld} for each in records
                    ],
                    "outlets": [
                        {
                            "outlet": each.row.source, "state": each.state, "article_id": each.row.article_id, "uri": each.row.uri,
                            "url": each.row.url, "headline": each.row.headline, "carries": each.row.carries,
                            "carries_version": each.row.carries_version, "late": bool(each.row.late),
                        }
                        for each in story.outlets
                    ],
                }
            )  # fmt: skip

    def story_ninjs(self, request: Request) -> Response:
        """The head of one story as ninjs 3.0."""
        with self._desk.reading() as connection:
            story = self._story(connection, request)
            record = desk_queries.article_record(connection, story.row.head)
        if record is None:
            raise HTTPException(404, "No version of this story is here.")
        return Response(
            orjson.dumps(ninjs(desk_exports.withheld(record, story.row.status))), media_type=FORMS["ninjs"]
        )

    def api(self, _: Request) -> Response:
        """What there is for programs, as OpenAPI."""
        return JSONResponse(document(self._desk.settings.desk_title))

    def api_page(self, request: Request) -> Response:
        """The same for people."""
        with self._desk.reading() as connection:
            clock = self._clock(connection, request)
            made = document(self._desk.settings.desk_title)
            return self._desk.page(connection, "api", clock, document=made, here="api")

    def _tagged(self, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def tagged(request: Request) -> Response:
            person = person_of(request)
            with self._desk.reading() as connection:
                tag = etag_of(connection, request, person, self._desk.clock(connection, person).now)
            headers = {"ETag": tag, "Cache-Control": "no-cache"}
            if is_known(request, tag):
                return Response(status_code=304, headers=headers)
            made = answer(request)
            made.headers.update(headers)
            return made

        return tagged

    def _clock(self, connection: Any, request: Request) -> Clock:
        return self._desk.clock(connection, person_of(request))

    def _story(self, connection: Any, request: Request) -> desk_queries.DeskStory:
        root = desk_queries.root_of(connection, request.path_params["story"])
        story = desk_queries.story(connection, root, self._clock(connection, request)) if root else None
        if story is None:
            raise HTTPException(404, "There is no such story here.")
        return story

    def _question(self, connection: Any, request: Request, filters: Filters) -> Asked:
        clock = self._clock(connection, request)
        wrong = sorted({each.story for each in self._desk.alerts(connection, clock)})
        question = condition(filters, clock.now, wrong, own=clock.own, who=clock.who)
        # A killed or held story is asked for by name: what=kill, what=hold.
        return question if filters.what else question.but(f"counted.traits & {TAKEN_BACK} = 0")

    def _stories(self, request: Request, filters: Filters, most: int) -> Iterator[StoryRow]:
        with self._desk.reading() as connection:
            question = self._question(connection, request, filters)
            number, given = number_asked(request, "before"), 0
            while given < most:
                size = min(_CHUNK, most - given)
                found = list(wire_queries.stories(connection, question, number, size))
                yield from found
                if len(found) < size:
                    return
                number, given = found[-1].number, given + len(found)

    def _following(self, request: Request, filters: Filters, most: int) -> int | None:
        with self._desk.reading() as connection:
            question = self._question(connection, request, filters)
            before = number_asked(request, "before")
            found = wire_queries.stories(connection, question, before, most + 1)
            last = list(islice(found, most - 1, most + 1))
        return last[0].number if len(last) > 1 else None

    def _events(self, request: Request, filters: Filters, most: int) -> Iterator[MapEvent]:
        with self._desk.reading() as connection:
            yield from map_queries.events(connection, filters, self._clock(connection, request), most)

    def _heads(self, rows: Iterable[StoryRow]) -> Iterator[dict[str, Any]]:
        with self._desk.reading() as connection:
            for row in rows:
                record = desk_queries.article_record(connection, row.head)
                if record is not None:
                    yield ninjs(desk_exports.withheld(record, row.status))


def _form(request: Request, of: str) -> str:
    form: str = request.path_params["form"]
    known = [name for name in FORMS if of == "stories" or name not in {"geojson", "ninjs"}]
    if form not in known:
        raise HTTPException(404, f"There is no export .{form[:20]} of {of}: there are {', '.join(known)}.")
    return form
