"""One try at a webhook, and what its answer means."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

import aiohttp

from stream.notify.backoff import DELIVERED, Outcome, TryEnd
from stream.notify.filters import Arrived
from stream.notify.payloads import payload, signed_headers
from stream.notify.targets import WebTarget

# Codes of the 400s that tell of a moment, not of the request: RFC 9110 (408), RFC 8470 (425), RFC 6585 (429).
_PASSING: Final = frozenset({408, 425, 429})
# Slack and Teams say what is wrong by a code ("no_service"); longer words may quote what was sent, and stay out of the log.
_CODE: Final = re.compile(r"[a-z_]{1,60}")
_ANSWER_BYTES: Final = 100

_WAYS_OUT: Final = {
    401: "check the target's url and secret",
    403: "check the target's url and secret",
    404: "nobody listens under this path: correct the target's url",
    410: "the webhook was taken away: make a new one and set the target's url, or remove the target",
    413: "its server takes no body of this size: raise its limit",
}


async def post(
    session: aiohttp.ClientSession,
    target: WebTarget,
    arrived: Arrived,
    timeout: float,  # noqa: ASYNC109 - for aiohttp
) -> Outcome:
    """Post a notice once. Redirects are not followed: who is told stands in the file of targets."""
    body = payload(target, arrived)
    try:
        async with session.post(
            target.url.get_secret_value(),
            data=body,
            headers=signed_headers(target, arrived, body, datetime.now(UTC)),
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=timeout),
        ) as answer:
            said = await answer.content.read(_ANSWER_BYTES)
            return meaning(answer.status, answer.headers.get("Retry-After", ""), said)
    except TimeoutError:
        return Outcome(TryEnd.AGAIN, f"no answer within {timeout:g} s")
    except aiohttp.ClientError as error:
        # Its words may hold the address, which is a secret.
        cause = getattr(error, "strerror", None) or getattr(error, "certificate_error", None) or ""
        return Outcome(TryEnd.AGAIN, f"{type(error).__name__}{f': {cause}' if cause else ''}")


def meaning(status: int, retry_after: str, said: bytes) -> Outcome:
    """What an answer means.

    Args:
        status: the HTTP status.
        retry_after: the header of that name, "" for none. Seconds are read, a date is not.
        said: the first bytes of the body.
    """
    if 200 <= status < 300:
        return DELIVERED
    code = said.decode("ascii", "replace").strip()
    why = f"HTTP {status}" + (f" {code}" if _CODE.fullmatch(code) else "")
    if status >= 500 or status in _PASSING:
        wait = float(retry_after) if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()) else 0.0
        return Outcome(TryEnd.AGAIN, why, wait=wait)
    if 300 <= status < 400:
        return Outcome(TryEnd.REFUSED, why, "it points to another address: set the target's url to that one")
    return Outcome(TryEnd.REFUSED, why, _WAYS_OUT.get(status, "see what its server says of the request"))
