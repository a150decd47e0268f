"""The pages of stories: the wire, search, a story, alerts, and what this desk is."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stream.desk import desk_queries, search_hits, search_query, story_charts, thread_queries, wire_queries
from stream.desk.charts.event_map import events_of, mark_key
from stream.desk.desk_marks import DECISIONS
from stream.desk.event_lines import event_lines, is_listed
from stream.desk.marked_text import MARKED, marked, sentence_name
from stream.desk.outlet_states import OPEN
from stream.desk.page_maker import Desk, number_asked, own_address, person_of
from stream.desk.related_stories import related_stories
from stream.desk.wire_filters import HOURS, MINE, OURS, WHATS, read_filters

PREVIEW: Final = 6  # paragraphs of a text beside the wire


class StoryPages:
    """The endpoints. They are plain functions, which Starlette runs in threads: SQLite waits there, not in the event loop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/", self.wire),
            Route("/search", self.search),
            Route("/story/{story}", self.story),
            Route("/preview/{story}", self.preview),
            Route("/alerts", self.alerts),
            Route("/about", self.about),
            Route("/keys", self.keys),
        ]

    def wire(self, request: Request) -> Response:
        """Stories by their last change."""
        filters = read_filters(request.query_params)
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            before = number_asked(request, "before")
            opened = self._desk.opened(connection, clock)
            counted = self._desk.counted(connection, filters, clock, opened)
            page = wire_queries.wire(connection, filters, clock, opened, counted, before)
            return self._desk.page(
                connection,
                "wire",
                clock,
                alerts=self._desk.answered(connection, clock, opened)[0],
                page=page,
                most_counted=self._desk.sizes.counted,
                filters=filters,
                hours=HOURS,
                whats=WHATS,
                stories=[row.story for row, _ in page.rows],
                mine=MINE,
                ours=OURS,
                here="wire",
                address=own_address(request),
                follows=before is None,
            )

    def search(self, request: Request) -> Response:
        """What words find; what is pasted opens its story."""
        text = request.query_params.get("q", "")
        query = search_query.parse_query(text)
        ranked = request.query_params.get("order") == "rank"
        with self._desk.reading() as connection:
            if query.pasted:
                story = desk_queries.root_of(connection, query.pasted)
                if story is not None:
                    return RedirectResponse(f"/story/{quote(story, safe='')}", 303)
            clock = self._desk.clock(connection, person_of(request))
            found = search_hits.search(connection, query, number_asked(request, "before"), ranked=ranked)
            return self._desk.page(
                connection, "search", clock, found=found, query=text, ranked=ranked, here="search",
                pasted=query.pasted, nothing=bool(query.match) and found.problem == query.problem and not found.hits,
            )  # fmt: skip

    def story(self, request: Request) -> Response:
        """One story, whole."""
        name = request.path_params["story"]
        with self._desk.reading() as connection:
            root = desk_queries.root_of(connection, name)
            if root is None:
                raise HTTPException(
                    404, f"There is no story {name[:60]} here; it may be older than this desk keeps."
                )
            if root != name:
                return RedirectResponse(f"/story/{quote(root, safe='')}", 303)
            clock = self._desk.clock(connection, person_of(request))
            story = desk_queries.story(connection, root, clock)
            if story is None:
                raise HTTPException(404, f"There is no story {name[:60]} here.")
            known = {each.article_id: each for each in story.articles}
            shown = request.query_params.get("article", "") or story.row.head
            record = desk_queries.article_record(connection, shown) if shown in known else None
            conflict = (record or {}).get("conflict") or {}
            versions = [
                desk_queries.article_record(connection, each.article_id) or {} for each in story.versions
            ]
            against = request.query_params.get("against", "")
            if against not in known and record:
                against = story_charts.default_against(story, known[shown])
            other = desk_queries.article_record(connection, against) if against in known else None
            comparison = story_charts.compared_texts(other, record) if other and record else None
            listed = [each for each in conflict.get("events", ()) if is_listed(each)]
            events = event_lines(record["body"], listed) if record else ()
            text = (
                marked(record["body"], conflict.get("entities", ()), [each.span for each in events])
                if record and record["body"]
                else None
            )
            map_keys = (
                [mark_key(each) for each in events_of({**record, "conflict": {"events": listed}})]
                if record
                else []
            )
            opened, closed = self._desk.alerts_and_answers(connection, clock)
            return self._desk.page(
                connection, "story", clock, alerts=opened, stories=[root], story=story, shown=known.get(shown), text=text, record=record,
                sentence_name=sentence_name, entities=bool(conflict.get("entities")), events=events, kinds=sorted(set(MARKED.values())), still=sum(each.state in OPEN for each in story.outlets),
                open_states=OPEN, here="story", decisions=DECISIONS,
                waiting={(each.who, each.uri): each for each in opened if each.story == root},
                answers={(each.who, each.uri): answer for each, answer in closed if each.story == root},
                head=next((each for each in story.versions if each.article_id == story.row.head), None),
                containment=self._desk.settings.containment, related=self._desk.settings.related, neighbours=related_stories(connection, record or {}), address=own_address(request), timeline=story_charts.drawn_timeline(story), tolls=story_charts.drawn_tolls(versions),
                choices=story_charts.choices(story), others=desk_queries.in_thread(connection, story.row), links=thread_queries.linked_threads(connection, story.row), against=against, comparison=comparison,
                view=request.query_params.get("view", ""), known=known, map_keys=map_keys, borders=bool(self._desk.settings.desk_borders),
            )  # fmt: skip

    def preview(self, request: Request) -> Response:
        """A story in short, for the place beside the wire."""
        with self._desk.reading() as connection:
            root = desk_queries.root_of(connection, request.path_params["story"])
            clock = self._desk.clock(connection, person_of(request))
            story = desk_queries.story(connection, root, clock) if root else None
            if story is None:
                raise HTTPException(404, "There is no such story here.")
            record = desk_queries.article_record(connection, story.row.head) or {}
            states: dict[str, list[str]] = {}
            for each in story.outlets:
                states.setdefault(each.state.value, []).append(each.row.source)
            paragraphs = [line for line in record.get("body", "").splitlines() if line.strip()]
            return self._desk.page(
                connection, "preview", clock, stories=[story.row.story], row=story.row, states=states,
                paragraphs=paragraphs[:PREVIEW], more=len(paragraphs) > PREVIEW,
            )  # fmt: skip

    def alerts(self, request: Request) -> Response:
        """What is open."""
        own = request.query_params.get("own") == "1"
        kind = request.query_params.get("kind", "")
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            alerts, closed = self._desk.alerts_and_answers(connection, clock)
            kinds: dict[str, int] = {}
            for each in alerts:
                kinds[each.kind] = kinds.get(each.kind, 0) + 1
            passing = [each for each in alerts if (each.own or not own) and kind in {"", each.kind}]
            skipped = number_asked(request, "from") or 0
            most = self._desk.sizes.alerts
            shown = passing[skipped : skipped + most]
            return self._desk.page(
                connection,
                "alerts",
                clock,
                alerts=alerts,
                closed=closed[-most:],
                answered=len(closed),
                waiting=desk_queries.waiting_texts(connection, clock.now),
                decisions=DECISIONS,
                shown=shown,
                following=skipped + most if len(passing) > skipped + most else None,
                kinds=kinds,
                kind=kind,
                own=own,
                here="alerts",
                address=own_address(request),
            )

    def about(self, request: Request) -> Response:
        """What this desk is, and how far it has read."""
        with self._desk.reading() as connection:
            clock = self._desk.clock(connection, person_of(request))
            settings = {
                name: value for name, value in self._desk.settings.shown().items() if name.startswith("desk_")
            }
            offsets = connection.execute(
                "SELECT stream, partition, next FROM topic ORDER BY stream, partition"
            )
            return self._desk.page(
                connection, "about", clock, counts=desk_queries.counts(connection), settings=settings, offsets=offsets.fetchall(),
                reading=self._desk.standing, newest=desk_queries.newest(connection), oldest=desk_queries.oldest(connection), here="about",
            )  # fmt: skip

    def keys(self, request: Request) -> Response:
        """The keys."""
        with self._desk.reading() as connection:
            return self._desk.page(
                connection, "keys", self._desk.clock(connection, person_of(request)), here="keys"
            )
