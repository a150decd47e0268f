from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import orjson
import pytest
from aiohttp import web as server
from aiohttp.test_utils import TestServer

from stream.kafka.embedded_broker import free_port
from stream.notify.backoff import DELIVERED, Outcome, TryEnd
from stream.notify.http_delivery import meaning, post
from stream.notify.payloads import payload
from stream.notify.signing import signature
from tests.notify.making import SECRET, arrived, web

Handler = Callable[[server.Request], Awaitable[server.StreamResponse]]


def tried(handler: Handler, timeout: float = 10.0, path: str = "/hook") -> Outcome:
    """One try at a server that answers so."""

    async def run() -> Outcome:
        app = server.Application()
        app.router.add_post("/hook", handler)
        async with TestServer(app) as listening, aiohttp.ClientSession() as session:
            target = web(str(listening.make_url(path)), secret=SECRET)
            return await post(session, target, arrived(), timeout)

    return asyncio.run(run())


def test_a_notice_is_posted_with_a_signature_over_its_bytes() -> None:
    """What a receiver verifies is what it got."""
    got: list[tuple[bytes, dict[str, str]]] = []

    async def hook(request: server.Request) -> server.Response:
        got.append((await request.read(), dict(request.headers)))
        return server.Response(status=204)

    assert tried(hook) == DELIVERED
    ((body, sent),) = got
    assert body == payload(web(), arrived())
    assert sent["Content-Type"] == "application/json"
    key = orjson.loads(body)["id"]
    assert (sent["webhook-id"], sent["Idempotency-Key"]) == (key, key)
    assert sent["webhook-signature"] == signature(SECRET, key, int(sent["webhook-timestamp"]), body)


@pytest.mark.parametrize(
    ("status", "retry_after", "said", "expected"),
    [
        (200, "", b"ok", DELIVERED),
        (503, "", b"", Outcome(TryEnd.AGAIN, "HTTP 503")),
        (429, "30", b"rate_limited", Outcome(TryEnd.AGAIN, "HTTP 429 rate_limited", wait=30.0)),
        (503, "Wed, 21 Oct 2026 07:28:00 GMT", b"", Outcome(TryEnd.AGAIN, "HTTP 503")),
        (408, "", b"", Outcome(TryEnd.AGAIN, "HTTP 408")),
        (
            404,
            "",
            b"no_service",
            Outcome(
                TryEnd.REFUSED,
                "HTTP 404 no_service",
                "nobody listens under this path: correct the target's url",
            ),
        ),
        (
            400,
            "",
            b"You sent: Ferry link reopens",
            Outcome(TryEnd.REFUSED, "HTTP 400", "see what its server says of the request"),
        ),
        (
            301,
            "",
            b"",
            Outcome(
                TryEnd.REFUSED, "HTTP 301", "it points to another address: set the target's url to that one"
            ),
        ),
    ],
)
def test_what_an_answer_means(status: int, retry_after: str, said: bytes, expected: Outcome) -> None:
    """What passes is tried again, what does not is refused with a way out; an answer in words is not quoted."""
    assert expected == meaning(status, retry_after, said)


def test_a_redirect_is_not_followed() -> None:
    """A server elsewhere gets no notice that the file does not name."""

    async def moved(_: server.Request) -> server.Response:
        return server.Response(status=307, headers={"Location": "/other"})

    assert tried(moved).why == "HTTP 307"  # and not the 404 of /other


def test_a_server_that_does_not_answer_is_tried_again() -> None:
    """After the time that it has."""

    async def silent(_: server.Request) -> server.Response:
        await asyncio.sleep(3600)
        return server.Response()

    assert tried(silent, timeout=0.05) == Outcome(TryEnd.AGAIN, "no answer within 0.05 s")


def test_a_server_that_is_not_there_is_tried_again_without_naming_its_address() -> None:
    """An address with a token in it stays out of the log."""

    async def run() -> Outcome:
        async with aiohttp.ClientSession() as session:
            target = web(f"http://127.0.0.1:{free_port()}/TELL-NOBODY")
            return await post(session, target, arrived(), 10.0)

    outcome = asyncio.run(run())
    assert outcome.end is TryEnd.AGAIN
    assert "ClientConnectorError" in outcome.why
    assert "TELL-NOBODY" not in outcome.why
