"""Where people's marks are sent to: small forms, from our own pages alone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stream.desk.desk_alerts import KINDS
from stream.desk.desk_marks import DECISIONS, LONGEST_WAIT, MARKS, WAIT, Answer
from stream.desk.page_maker import Desk, person_of

MOST_BYTES = 10_000  # of a form


class MarkRoutes:
    """The endpoints. Each answers a script with nothing, and a form with the page that it came from."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/story/{story}/mark", self.mark, methods=["POST"]),
            Route("/alerts/answer", self.answer, methods=["POST"]),
        ]

    async def mark(self, request: Request) -> Response:
        """Mark a story: `kind` of the marks, `on` 1, 0 or nothing to turn it round."""
        form = await _form(request)
        kind, story = form.get("kind", ""), request.path_params["story"]
        if kind not in MARKS:
            raise HTTPException(400, f"There is no mark {kind[:20]!r}: there are {', '.join(MARKS)}.")
        on = {"1": True, "0": False}.get(form.get("on", ""))
        marks = self._desk.marks
        await asyncio.to_thread(marks.mark, story, kind, person_of(request), self._desk.present(), on=on)
        return self._answered(request, form, story)

    async def answer(self, request: Request) -> Response:
        """Answer an alert: `decision` told, wait (`until` a time in UTC), none, or nothing to open it again."""
        form = await _form(request)
        decision, kind = form.get("decision", ""), form.get("kind", "")
        if (decision and decision not in DECISIONS) or kind not in KINDS:
            raise HTTPException(400, f"An alert is answered with one of {', '.join(DECISIONS)}.")
        now = self._desk.present()
        until = _until(form, await asyncio.to_thread(self._now)) if decision == "wait" else None
        seen = form.get("told", "")
        told = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else None
        answer = Answer(kind, decision, person_of(request), now, until, told) if decision else None
        named = (form.get("story", ""), form.get("who", ""), form.get("uri", ""))
        await asyncio.to_thread(self._desk.marks.answer, named, answer)
        return self._answered(request, form, named[0])

    def _now(self) -> int:
        with self._desk.reading() as connection:
            return self._desk.clock(connection).now

    def _answered(self, request: Request, form: dict[str, str], story: str) -> Response:
        self._desk.live.publish([story or "alerts"])
        if request.headers.get("hx-request"):
            return Response(status_code=204, headers={"HX-Trigger": "desk:marked"})
        back = form.get("back", "/")
        own = back.startswith("/") and not back.startswith(("//", "/\\"))
        return RedirectResponse(back if own and back.isprintable() else "/", 303)


def _until(form: dict[str, str], now: int) -> int:
    """When an alert comes back, in milliseconds since 1970; an hour from `now` where no time is chosen.

    Raises:
        HTTPException: the time is none to come, or too far.
    """
    written = form.get("until", "")
    if not written:
        return now + WAIT
    try:
        chosen = datetime.fromisoformat(written)
    except ValueError:
        chosen = datetime.min.replace(tzinfo=UTC)
    at = int(chosen.replace(tzinfo=chosen.tzinfo or UTC).timestamp() * 1000)
    if not now < at <= now + LONGEST_WAIT:
        raise HTTPException(
            400, "An alert waits until a time to come, within 28 days, as 2026-03-17T15:00 (UTC)."
        )
    return at


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form of ours.

    Raises:
        HTTPException: it comes from elsewhere, or is too large.
    """
    if not _from_here(request):
        raise HTTPException(403, "Marks are taken from the desk's own pages alone.")
    size = request.headers.get("content-length", "")
    if not size.isdigit() or int(size) > MOST_BYTES:
        raise HTTPException(413, f"A form has at most {MOST_BYTES:,} bytes.")
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}


def _from_here(request: Request) -> bool:
    """By what only a browser says: where the page that sends the form is from."""
    site = request.headers.get("sec-fetch-site", "")
    if site:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")
