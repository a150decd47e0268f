"""`newswire doctor` as an operator runs it, against brokers and disks that are well and that are not."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka.protocol.admin import CreateAclsRequest

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka import admin
from stream.kafka.embedded_broker import LOOPBACK, free_port
from stream.kafka.topics import specs
from stream.model.articles import Stream
from tests.apache_kafka import ApacheKafka
from tests.broker.harness import article, send, with_port
from tests.warm_start import ran

pytestmark = pytest.mark.broker

WRONG = "no-such-password-7351"
Said = dict[str, list[tuple[str, str]]]


# A Python in which no file can be written beyond 64 KB; it becomes the one that its arguments ask for.
LIMITED = (
    sys.executable,
    "-c",
    (
        "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)); "
        "os.execv(sys.executable, [sys.executable, '-B', *sys.argv[1:]])"
    ),
)


def doctor(settings: Settings, *, code: int, python: tuple[str, ...] = ()) -> Said:
    """What it says by check: verdict and words; asserts the exit code and that no password is printed.

    Args:
        settings: of the worker that it looks at.
        code: what it must end with.
        python: what starts it, if not a Python like any other.
    """
    password = settings.sasl_password.get_secret_value()
    said = {}
    for arguments in ((), ("--json",)):
        environment = {**os.environ, **settings_variables(settings), "NEWSWIRE_SASL_PASSWORD": password}
        if python:
            command = [*python, "-m", "stream", "doctor", *arguments]
            ended = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
        else:
            ended = ran("stream", "doctor", *arguments, environment=environment, timeout=120)
        assert ended.returncode == code, ended
        assert b"Traceback" not in ended.stderr
        assert not password or password.encode() not in ended.stdout + ended.stderr
        said[arguments] = ended.stdout
    lines: Said = {}
    for text in said["--json",].splitlines():
        line = orjson.loads(text)
        assert (line["verdict"] == "ok") == (not line["way_out"]), (
            line
        )  # who is told of a fault is told a way out
        lines.setdefault(line["check"], []).append((line["verdict"], line["said"]))
        assert line["check"].encode() in said[()]
    return lines


def verdicts(said: Said) -> dict[str, set[str]]:
    """The verdicts of each check."""
    return {check: {verdict for verdict, _ in lines} for check, lines in said.items()}


def test_healthy(settings: Callable[..., Settings]) -> None:
    """Every line that the broker lets be found out is ok; what it does not tell is unknown, and no error."""
    own = with_port(settings)
    asyncio.run(admin.create_missing(own))
    send(own, [article(1)])
    found = verdicts(doctor(own, code=0))
    untold = {"permissions", "clock"} if _is_embedded(own) else set()
    assert found == {
        check: {"unknown"} if check in untold else {"ok"}
        for check in (
            "versions", "codecs", "settings", "lexicon", "tagger", "web port", "broker", "broker versions", "topics",
            "partitions", "retention", "permissions", "clock", "tables", "disk",
        )
    }  # fmt: skip


def _is_embedded(settings: Settings) -> bool:
    async def cluster() -> str:
        async with admin.connected(settings) as client:
            return str((await client.describe_cluster())["cluster_id"])

    return asyncio.run(cluster()).startswith("tansu")


def test_no_broker(tmp_path: Path) -> None:
    """What is on this machine is looked at all the same; the rest is unknown, not wrong."""
    own = Settings(broker=f"kafka://{LOOPBACK}:{free_port()}", data_dir=tmp_path, web_port=free_port())
    said = doctor(own, code=1)
    assert said["broker"] == [("error", f"cannot reach the broker at {own.broker[8:]}: nobody listens there")]
    found = verdicts(said)
    for check in ("broker versions", "topics", "permissions", "clock"):
        assert found[check] == {"unknown"}
    for check in ("versions", "codecs", "settings", "lexicon", "tagger", "web port", "tables", "disk"):
        assert found[check] == {"ok"}


def test_missing_topic_and_wrong_partition_count(settings: Callable[..., Settings]) -> None:
    """Both are errors and name every topic; what else can be said of the topics is said."""
    own = with_port(settings, partitions=2)
    said = doctor(own, code=1)
    ((verdict, words),) = said["topics"]
    assert verdict == "error"
    assert all(spec.name in words for spec in specs(own))
    asyncio.run(admin.create_missing(own))
    wrong = doctor(own.model_copy(update={"partitions": 3}), code=1)
    assert wrong["topics"] == [("ok", f"all {len(specs(own))} topics are there")]
    ((verdict, words),) = wrong["partitions"]
    assert verdict == "error"
    assert words.endswith("has 2 partitions, settings say 3")


def test_a_disk_that_takes_no_more(embedded: str, tmp_path: Path) -> None:
    """What it refuses is said as the system says it, nothing of the probe stays, and no other line is wrong for it.

    The limit on the size of a file stands in for a full disk: it refuses a write as that does, and needs no mount.
    """
    folder = tmp_path / "table"
    folder.mkdir()
    (folder / "filling").write_bytes(bytes(1000))
    own = Settings(broker=embedded, topic_prefix="full-disk", data_dir=folder, web_port=free_port())
    asyncio.run(admin.create_missing(own))
    said = doctor(own, code=1, python=LIMITED)
    ((verdict, words),) = said["disk"]
    assert "error" == verdict
    assert words.startswith(f"NEWSWIRE_DATA_DIR={folder} cannot be written: File too large (")
    assert ["filling"] == [each.name for each in folder.iterdir()]
    assert {"error"} not in [found for check, found in verdicts(said).items() if check != "disk"]


@pytest.mark.apache
def test_wrong_password(apache: ApacheKafka, secured: Callable[..., Settings]) -> None:
    """Named with the user and the settings to correct; neither the password given nor the right one is printed."""
    own = secured(**{**apache.logged_in(), "sasl_password": WRONG})
    said = doctor(own, code=1)
    assert said["broker"][0][0] == "error"
    assert said["broker"][0][1].endswith("it refused user 'desk' (SCRAM-SHA-512)")
    assert apache.password not in str(said)


@pytest.mark.apache
def test_a_record_from_the_future_shows_a_clock_that_is_off(
    apache: ApacheKafka, secured: Callable[..., Settings]
) -> None:
    """A warning, for whose clock it is cannot be told."""
    own = secured(broker=apache.url)
    asyncio.run(admin.create_missing(own))
    send(own, [article(1)], at=datetime.now(UTC) + timedelta(minutes=10))
    ((verdict, words),) = doctor(own, code=0)["clock"]
    assert verdict == "warning"
    assert words.startswith(f"{own.topic(Stream.RAW)} ")
    assert "s in the future" in words


@pytest.mark.apache
def test_what_is_not_allowed_is_told_apart_from_what_is_missing(secured: Callable[..., Settings]) -> None:
    """Before any right: no topic can be seen, which is not said to be missing. With some: what each topic lacks."""
    authorizer = {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    }
    with ApacheKafka(options=authorizer) as kafka:
        operator = secured(broker=kafka.url)
        asyncio.run(admin.create_missing(operator))
        own = secured(**kafka.logged_in(tls=False))
        said = doctor(own, code=1)
        assert "topics" not in said
        words = [line for _, line in said["permissions"]]
        assert len(words) == len(specs(own)) + 1
        assert f"user 'desk' may not see topic {own.topic(Stream.RAW)}, if there is one" in words
        assert f"user 'desk' may not join group {own.group}" in words
        names = [spec.name for spec in specs(own)]
        asyncio.run(_allow(operator, {**{(TOPIC, name): READ for name in names}, (GROUP, own.group): READ}))
        told = _until(lambda: doctor(own, code=1), lambda said: "topics" in said)
        assert told["topics"] == [("ok", f"all {len(specs(own))} topics are there")]
        assert f"user 'desk' may not write topic {own.topic(Stream.JUDGED)}" in [
            line for _, line in told["permissions"]
        ]
        assert not any("raw" in line or "group" in line for _, line in told["permissions"])


# Kafka's own codes (org.apache.kafka.common.resource, .acl).
TOPIC, GROUP = 2, 3
READ, ALLOW, LITERAL = 3, 3, 3


async def _allow(settings: Settings, rights: dict[tuple[int, str], int]) -> None:
    async with admin.connected(settings) as client:
        kafka = client._client  # noqa: SLF001 - the admin client has no method for it
        for (kind, name), right in rights.items():
            request = CreateAclsRequest(kind, name, LITERAL, "User:desk", "*", right, ALLOW)
            answer = await kafka.send(kafka.get_random_node(), request)
            assert [0] == [code for code, _ in answer.creation_responses], answer


def _until(ask: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
    """Ask until it is so: rights take a moment to reach the broker from its controller. Bounded."""
    deadline = time.monotonic() + 60.0
    while not done(answer := ask()):
        assert time.monotonic() < deadline, answer
    return answer
