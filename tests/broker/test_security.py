"""Workers and commands behind TLS and logins, against Apache Kafka: what works, what is said, and what never is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.model.articles import Stream
from tests.apache import certificates
from tests.apache_kafka import ApacheKafka
from tests.broker.harness import decided, read_until
from tests.warm_start import ran, running_worker

pytestmark = [pytest.mark.broker, pytest.mark.apache]

ARTICLE = orjson.dumps(
    {"uri": "urn:secure:1", "source": "Testwire", "headline": "Behind a lock", "body": "x " * 60}
)
WRONG = "no-such-password-7351"
# Each asks the broker something as its first deed.
COMMANDS = (
    ("worker",),
    ("topics", "create"),
    ("topics", "check"),
    ("send", "-"),
    ("tail", "raw", "--until-end"),
)

Secured = Callable[..., Settings]


def newswire(settings: Settings, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a person would, the password in its environment alone."""
    secret = {"NEWSWIRE_SASL_PASSWORD": settings.sasl_password.get_secret_value()}
    environment = {**os.environ, **settings_variables(settings), **secret}
    return ran("stream", *arguments, environment=environment, timeout=60, stdin=stdin)


def refusal(settings: Settings, *arguments: str) -> str:
    """What a command says that must fail: exit 1, nothing on stdout, one line on stderr."""
    ended = newswire(settings, *arguments)
    assert (1, b"") == (ended.returncode, ended.stdout), ended
    (line,) = ended.stderr.decode().splitlines()
    return line


@pytest.mark.parametrize("way", ["certificate", "SCRAM-SHA-512", "PLAIN"])
def test_a_worker_and_the_commands_work_and_print_no_secret(
    apache: ApacheKafka, secured: Secured, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS with a certificate or a login an article gets its verdict; no log, even at debug, holds the password."""
    client = apache.certified() if way == "certificate" else apache.logged_in(way)
    own = secured(**client, log_level="debug")
    monkeypatch.setenv("NEWSWIRE_SASL_PASSWORD", own.sasl_password.get_secret_value())
    printed = []

    def run(*arguments: str, stdin: bytes = b"") -> bytes:
        ended = newswire(own, *arguments, stdin=stdin)
        assert ended.returncode == 0, ended
        printed.append(ended.stdout + ended.stderr)
        return ended.stdout

    run("topics", "create")
    run("topics", "check")
    log = tmp_path / "worker.log"
    with running_worker(own, log):
        run("send", "-", stdin=ARTICLE)
        found = read_until(own, (Stream.JUDGED,), lambda got: len(decided(got)) == 1)
    assert [record.fields["verdict"] for record in found] == ["original"]
    assert b"urn:secure:1" in run("tail", "judged", "--until-end", "--json")
    assert b"DEBUG" in log.read_bytes()
    for text in (log.read_bytes(), *printed):
        assert apache.password.encode() not in text


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("tls", [True, False])
def test_a_wrong_password_is_one_clear_line(
    apache: ApacheKafka, secured: Secured, arguments: tuple[str, ...], tls: bool
) -> None:
    """Exit 1, the user and the settings to correct; neither the password given nor the right one."""
    own = secured(**{**apache.logged_in(tls=tls), "sasl_password": WRONG})
    said = refusal(own, *arguments)
    address = own.broker.removeprefix("kafka://")
    reason = f"cannot reach the broker at {address}: it refused user 'desk' (SCRAM-SHA-512)"
    way_out = "correct NEWSWIRE_SASL_USERNAME and NEWSWIRE_SASL_PASSWORD"
    if arguments == ("worker",):
        assert said.endswith(f" CRITICAL failed reason={reason} way_out={way_out}")
    else:
        assert f"newswire: {reason}: {way_out}" == said


def test_a_wrong_password_in_the_clear_mechanism_is_the_same_line(
    apache: ApacheKafka, secured: Secured
) -> None:
    """PLAIN sends the password itself, and its refusal repeats it no more than SCRAM's does."""
    said = refusal(secured(**{**apache.logged_in("PLAIN"), "sasl_password": WRONG}), "topics", "check")
    assert "it refused user 'desk' (PLAIN): correct NEWSWIRE_SASL_USERNAME" in said
    assert WRONG not in said


def test_config_show_masks_the_password(apache: ApacheKafka, secured: Secured) -> None:
    """That there is one is told, for a person and for a program; what it is, to nobody."""
    own = secured(**apache.logged_in())
    table, values = newswire(own, "config", "show"), newswire(own, "config", "show", "--json")
    assert orjson.loads(values.stdout)["sasl_password"] == {"value": "***", "source": "environment"}
    assert b"***" in table.stdout
    for ended in (table, values):
        assert ended.returncode == 0
        assert apache.password.encode() not in ended.stdout + ended.stderr


def test_a_missing_client_certificate_is_named(apache: ApacheKafka, secured: Secured) -> None:
    """The broker hangs up in the handshake: the line names the settings that are not set."""
    said = refusal(secured(**{**apache.certified(), "tls_cert": None, "tls_key": None}), "topics", "check")
    assert "NEWSWIRE_TLS_CERT" in said


def test_a_certificate_of_another_authority_is_refused(
    apache: ApacheKafka, secured: Secured, tmp_path: Path
) -> None:
    """Ours, signed by nobody whom the broker trusts, is told as such; theirs, by nobody whom we trust, too."""
    foreign = certificates.make(tmp_path / "foreign")
    files = {"tls_cert": foreign.client, "tls_key": foreign.client_key}
    ours = refusal(secured(**{**apache.certified(), **files}), "topics", "check")
    assert "NEWSWIRE_TLS_CERT" in ours
    theirs = refusal(secured(**{**apache.certified(), "tls_ca": foreign.authority}), "topics", "check")
    assert "its certificate is not trusted" in theirs
    assert "set NEWSWIRE_TLS_CA to its authority" in theirs


def test_a_mechanism_that_the_broker_lacks_is_named(apache: ApacheKafka, secured: Secured) -> None:
    """The setting to change is the mechanism."""
    said = refusal(secured(**apache.logged_in("SCRAM-SHA-256")), "topics", "check")
    assert "it does not take SCRAM-SHA-256: set NEWSWIRE_SASL_MECHANISM" in said


def test_a_missing_login_is_told(apache: ApacheKafka, secured: Secured) -> None:
    """A client without a login at a listener that wants one learns of the setting."""
    said = refusal(secured(broker=apache.sasl_url), "topics", "check")
    assert "NEWSWIRE_SASL_MECHANISM" in said
