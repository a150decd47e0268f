from __future__ import annotations

import asyncio
import logging

import aiohttp
import pytest
from aiohttp import web as server
from aiohttp.test_utils import TestServer

from stream.config.settings import Settings
from stream.notify.http_delivery import post
from stream.notify.notifier import deliver, group_of
from stream.notify.signing import idempotency_key
from stream.notify.targets import Retries
from tests.notify.making import arrived, notice, web

QUICK = Retries(first_wait=0.001, longest_wait=0.002, give_up=60.0)


def delivered(answers: list[int], retries: Retries = QUICK) -> list[str]:
    """The keys of the tries at a server that answers so, one after another, and then by the last."""
    keys: list[str] = []

    async def hook(request: server.Request) -> server.Response:
        keys.append(request.headers["Idempotency-Key"])
        return server.Response(status=answers[min(len(keys), len(answers)) - 1])

    async def run() -> None:
        app = server.Application()
        app.router.add_post("/TELL-NOBODY", hook)
        async with TestServer(app) as listening, aiohttp.ClientSession() as session:
            target = web(str(listening.make_url("/TELL-NOBODY")))
            await deliver(
                arrived(7),
                "newswire.notices",
                target,
                retries,
                lambda told: post(session, target, told, 10.0),
            )

    asyncio.run(run())
    return keys


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged, from information on."""
    caplog.set_level(logging.INFO, "stream.notify")
    return caplog


def test_a_notice_is_tried_until_it_is_taken_under_one_key(log: pytest.LogCaptureFixture) -> None:
    """Each try that failed is a warning."""
    assert delivered([503, 429, 502, 200]) == [idempotency_key(notice())] * 4
    assert ["notice not taken"] * 3 + ["notice delivered"] == [record.message for record in log.records]


def test_what_never_heals_is_tried_once_and_logged_with_its_way_out(log: pytest.LogCaptureFixture) -> None:
    """Where it stands, why, and what to do; no address, no word of the article."""
    assert len(delivered([404, 200])) == 1
    (record,) = [record for record in log.records if record.levelno >= logging.ERROR]
    told = vars(record)
    assert record.message == "notice refused"
    assert (told["topic"], told["partition"], told["offset"]) == ("newswire.notices", 0, 7)
    assert (told["why"], told["target"], told["kind"]) == ("HTTP 404", "desk", "kill")
    assert told["way_out"] == "nobody listens under this path: correct the target's url"
    assert not any(word in str(told) for word in ("TELL-NOBODY", "Ferry"))


def test_what_is_not_taken_in_time_is_given_up_and_logged(log: pytest.LogCaptureFixture) -> None:
    """The next notice must not wait for ever; here the first pause would end too late."""
    assert len(delivered([503], Retries(first_wait=50.0, give_up=1.0))) == 1
    (record,) = log.records
    assert (record.message, record.levelname) == ("notice given up", "ERROR")
    assert "retries.give_up" in vars(record)["way_out"]


def test_each_target_has_a_group_of_its_own() -> None:
    """One that is away holds up no other, nor the workers."""
    settings = Settings(group="wire")
    assert group_of(settings, web(name="a")) == "wire-notify-a"
