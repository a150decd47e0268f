"""What the desk gives to programs, as an OpenAPI 3.1 document."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from stream.desk import desk_exports, feeds
from stream.desk.wire_filters import CERTAINTIES, HOURS, MINE, OURS, WHATS, Filters

FORMS: Final = {**desk_exports.MEDIA, "ninjs": "application/json", **feeds.MEDIA}
# Each filter in words, with its choices where it has some; a test holds them to `Filters`.
PARAMETERS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "hours": ("changed in the last so many hours, or today (UTC)", tuple(HOURS)),
    "since": ("changed since a moment (2026-03-17T10:00, UTC) or day", ()),
    "until": ("changed up to a moment or day", ()),
    "what": ("what happened last; killed and held stories come only when they are named here", tuple(WHATS)),
    "agency": ("the agency it comes from", ()),
    "outlet": ("an outlet that carries it", ()),
    "language": ("its language, BCP 47", ()),
    "country": ("a country of its events, ISO 3166-1 alpha-3", ()),
    "event": ("a category of its events", ()),
    "conflict": ("1: armed conflict only", ("1",)),
    "alert": ("1: with an open alert only", ("1",)),
    "killed": ("told at least so many dead", ()),
    "copies": ("more copies than this", ()),
    "urgency": ("urgency at most this (1 is the highest)", ()),
    "certainty": ("of an event: told as fact, or claimed by a side", tuple(CERTAINTIES)),
    "victim": (
        "of an event: whom it hurt, `civilians` (and people not described), `armed`, or as the text calls them",
        (),
    ),
    "deaths": ("1: of an event: somebody died", ("1",)),
    "box": ("of an event: in this box: west,south,east,north in degrees", ()),
    "mine": ("marked so by the person who asks", tuple(MINE)),
    "differs": ("1: an outlet says another toll than the newest version", ("1",)),
    "thread": ("in this thread: stories of one event, in whatever words", ()),
    "ours": ("copied by an own outlet, or not", tuple(OURS)),
}


def document(title: str) -> dict[str, Any]:
    """The document; `title` is the desk's."""
    filters = [_parameter(name, *PARAMETERS[name]) for name in Filters.__dataclass_fields__]
    paging = [
        _parameter("limit", "at most so many, 100,000 without it; with it, `Link` names the next part", ()),
        _parameter("before", "only stories whose last change is before this number, as `Link` gives it", ()),
    ]
    story = [
        {"name": "story", "in": "path", "required": True, "schema": {"type": "string"}, "description": "id of a story or article"}
    ]  # fmt: skip
    paths: dict[str, Any] = {}
    for form, media in FORMS.items():
        of = "Events of the stories" if form == "geojson" else "Stories"
        paths[f"/stories.{form}"] = _get(f"{of} that pass the filters, as {form}", [*filters, *paging], media)
    for form, media in FORMS.items():
        if form not in {"geojson", "ninjs"}:
            paths[f"/alerts.{form}"] = _get(f"What is open, as {form}", [], media)
    paths["/story/{story}.json"] = _get(
        "One story with its versions and outlets", story, "application/json", missing=True
    )
    paths["/story/{story}.ninjs"] = _get(
        "The newest version of one story as ninjs 3.0", story, FORMS["ninjs"], missing=True
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version("newswire-stream"),
            "description": "Texts of killed and held stories are in no export. Each answer has an ETag: ask with If-None-Match.",
        },
        "paths": paths,
    }


def _parameter(name: str, description: str, choices: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", **({"enum": list(choices)} if choices else {})}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _get(
    summary: str, parameters: list[dict[str, Any]], media: str, *, missing: bool = False
) -> dict[str, Any]:
    kind = media.partition(";")[0]
    answers: dict[str, Any] = {
        "200": {"description": summary, "content": {kind: {}}},
        "304": {"description": "Unchanged since the ETag that was named"},
    }
    if missing:
        answers["404"] = {"description": "There is no such story", "content": {"application/json": {}}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}
