"""What the desk's pages may do, and who may ask for them: headers for the browser, the Host header, links to elsewhere."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stream.model.errors import StopError

# Everything from our own address, nothing inline: what strangers write is never run, and no request leaves this address.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def link(address: str) -> str:
    """An address that may be a link: http or https with a host; "" for any other (`javascript:`, `data:`, a broken one)."""
    if any(char.isspace() or not char.isprintable() for char in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""


def is_loopback(host: str) -> bool:
    """Whether a server on this address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def require_auth(host: str, auth: str) -> None:
    """Refuse to serve other machines by accident.

    Raises:
        StopError: the address is beyond the loopback, and nothing says who may read.
    """
    if not is_loopback(host) and auth in {"", "none"}:
        msg = (
            f"NEWSWIRE_DESK_HOST={host} is reached by other machines, and NEWSWIRE_DESK_AUTH says nothing of who may read: "
            "set it to `basic:FILE`, `proxy:HEADER`, or `open` where the network decides, or leave the host at 127.0.0.1"
        )
        raise StopError(msg)


class PagePolicy:
    """Sets the headers of every answer, and answers no request for a host that we are not (DNS rebinding).

    Args:
        app: what answers.
        host: the address that is listened on.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        # Beyond the loopback names are a matter of the network, and `open` is said in so many words.
        self._names = _LOOPBACK_NAMES | {host} if is_loopback(host) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        if self._names is not None and _without_port(named) not in self._names:
            answer = PlainTextResponse("This desk does not answer to that name.\n", status_code=421)
            await answer(scope, receive, _adding(send))
            return
        await self._app(scope, receive, _adding(send))


def _adding(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name.lower() if colon and port.isdigit() else host.lower()
