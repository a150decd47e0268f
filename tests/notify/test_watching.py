"""What a monitoring system sees of the notices that are sent."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

from stream.notify.backoff import Outcome, TryEnd
from stream.notify.watching import Watch, watch_application
from tests.notify.making import arrived


def value(watch: Watch, name: str, **labels: str) -> float | None:
    """A sample's value."""
    return watch.registry.get_sample_value(name, labels)


def test_every_try_is_counted_by_its_end() -> None:
    """What failed in a row is over with the next that is taken."""
    watch = Watch(["desk"])
    retried = next(end for end in TryEnd if end not in {TryEnd.DELIVERED, TryEnd.REFUSED})
    ends = iter([retried, retried, TryEnd.DELIVERED, TryEnd.REFUSED, retried])

    async def attempt(_: object) -> Outcome:
        return Outcome(next(ends))

    async def run(times: int) -> None:
        for _ in range(times):
            await watch.counted("desk", attempt)(arrived(1))

    asyncio.run(run(2))
    assert value(watch, "newswire_notify_failed_in_a_row", target="desk") == 2
    asyncio.run(run(3))
    assert value(watch, "newswire_notify_failed_in_a_row", target="desk") == 1
    counts = {
        end: value(watch, "newswire_notify_tries_total", target="desk", end=end)
        for end in ("delivered", "refused", "failed")
    }
    assert counts == {"delivered": 1, "refused": 1, "failed": 3}


def test_a_target_that_nothing_was_sent_to_is_there_with_none() -> None:
    """A rate over a series that is not there is no alert."""
    assert value(Watch(["desk"]), "newswire_notify_tries_total", target="desk", end="refused") == 0


@pytest.mark.parametrize("read", [True, False])
def test_it_is_ready_when_every_target_is_read(read: bool) -> None:
    """Until then it says which is not; it is alive all the while, and the metrics are there."""
    watch = Watch(["desk", "night"])
    watch.reads("desk")
    if read:
        watch.reads("night")

    async def ask() -> dict[str, tuple[int, str]]:
        async with TestClient(TestServer(watch_application(watch))) as client:
            answers = [(path, await client.get(path)) for path in ("/readyz", "/healthz", "/metrics")]
            return {path: (answer.status, await answer.text()) for path, answer in answers}

    found = asyncio.run(ask())
    assert found["/readyz"] == ((200, "ok\n") if read else (503, "not read yet: night\n"))
    assert found["/healthz"] == (200, "ok\n")
    assert 'newswire_notify_tries_total{end="failed",target="desk"} 0.0' in found["/metrics"][1]
