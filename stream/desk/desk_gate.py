"""The desk's gate: before any page, who asks, and whether they may do what they ask for."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from stream.config.settings import Settings
from stream.desk.desk_auth import Basic, Proxy, Role, Visitor, proxy_networks, users_in
from stream.desk.openapi_document import FORMS

# Asked for by machines that have no login, and without a word of any article.
OPEN_PATHS: Final = frozenset({"/healthz", "/readyz", "/metrics"})
# What programs fetch, with a token in the address or in `Authorization`.
FEED_PATH: Final = re.compile(rf"/(stories|alerts|story/[^/]+)\.({'|'.join(FORMS)})")
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_ANYBODY: Final = Visitor("", Role.MARK)
Keeper: TypeAlias = Basic | Proxy | None


def keeper_of(settings: Settings) -> Keeper:
    """What NEWSWIRE_DESK_AUTH asks for; None where anybody may read and mark.

    Raises:
        StopError: the users' file cannot be used, or no proxy is named.
    """
    kind, _, what = settings.desk_auth.partition(":")
    if kind == "basic":
        return Basic(users_in(Path(what)))
    if kind == "proxy":
        return Proxy(what.lower(), proxy_networks(settings.desk_proxies))
    return None


class Gate:
    """Answers 401 to whom it does not know, 403 to who may only read and marks or has a feed's token and asks for a page, and to marks from another site's page.

    The visitor's name stands in the scope as `desk_visitor`.

    Args:
        app: what answers.
        keeper: how visitors are known.
    """

    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        self._app = app
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or refuse it."""
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visitor = await self._visitor(scope, headers)
        refusal = _refusal(scope, headers, visitor, self._keeper)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app({**scope, "desk_visitor": visitor}, receive, send)

    async def _visitor(self, scope: Scope, headers: Headers) -> Visitor | None:
        if self._keeper is None:
            return _ANYBODY
        if isinstance(self._keeper, Basic):
            # In a thread: it takes a twentieth of a second, in which nobody else should wait.
            header = headers.get("authorization", "")
            token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
            if token and FEED_PATH.fullmatch(scope["path"]):
                header = f"Bearer {token}"
            return await asyncio.to_thread(self._keeper.visitor, header)
        named = headers.getlist(self._keeper.header)
        peer = scope["client"][0] if scope.get("client") else ""
        # Two headers are one of the visitor's and one of the proxy's: neither is believed.
        return self._keeper.visitor(peer, named[0]) if len(named) == 1 else None


def _refusal(scope: Scope, headers: Headers, visitor: Visitor | None, keeper: Keeper) -> Response | None:
    if visitor is None:
        if isinstance(keeper, Basic):
            asked = {"WWW-Authenticate": 'Basic realm="newswire desk", charset="UTF-8"'}
            return PlainTextResponse("This desk asks for a name and a password.\n", 401, asked)
        return PlainTextResponse("This desk is read through its proxy, which names who asks.\n", 401)
    if visitor.role is Role.FEED and not FEED_PATH.fullmatch(scope["path"]):
        return PlainTextResponse(
            "This token reads exports and feeds alone; /api on the desk lists them.\n", 403
        )
    if scope["method"] in _READING:
        return None
    if visitor.role is not Role.MARK:
        return PlainTextResponse("You may read this desk, and mark nothing.\n", 403)
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return PlainTextResponse("Marks are made on the desk's own pages alone.\n", 403)
    return None
