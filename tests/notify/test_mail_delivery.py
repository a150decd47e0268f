from __future__ import annotations

import asyncio
import ssl
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from stream.kafka.embedded_broker import free_port
from stream.notify.backoff import DELIVERED, Outcome, TryEnd
from stream.notify.mail_delivery import send_mail
from stream.notify.signing import idempotency_key
from stream.notify.targets import MailTarget
from tests.apache import certificates
from tests.notify.making import arrived, mailbox, notice


class Mailroom:
    """What an SMTP server does with what it is given: `answers` by recipient or command, else all is well."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Whether a recipient is known."""
        answer = self.answers.get(address.partition("@")[0], "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Take a mail."""
        if "data" not in self.answers:
            self.taken.append(envelope)
        return self.answers.get("data", "250 OK")


def tried(
    room: Mailroom,
    *,
    implicit: ssl.SSLContext | None = None,
    timeout: float = 10.0,
    fields: dict[str, Any] | None = None,
    **options: Any,
) -> Outcome:
    """One try at a server with this mailroom."""

    async def run() -> Outcome:
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(lambda: SMTP(room, **options), "127.0.0.1", 0, ssl=implicit)
        async with listening:
            target = mailbox(listening.sockets[0].getsockname()[1], **(fields or {}))
            return await send_mail(target, arrived(), timeout)

    return asyncio.run(run())


def context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS for 127.0.0.1, and the authority that signed it."""
    made = certificates.make(folder)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(made.broker)
    return server, made.authority


def test_a_notice_reaches_every_mailbox_in_one_mail() -> None:
    """As it was made, from the address in the file."""
    room = Mailroom()
    assert tried(room) == DELIVERED
    (envelope,) = room.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "wire@desk.example",
        ["night@desk.example", "standards@desk.example"],
    )
    assert isinstance(envelope.content, bytes)
    sent = message_from_bytes(envelope.content, policy=default)
    assert sent["Message-ID"] == f"<{idempotency_key(notice())}.night@desk.example>"
    assert "Lantern Wire withdraws the story" in sent.get_content()


@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH"
)  # aiosmtpd does not see that TLS was there from the first byte
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_login_goes_through_tls_to_a_server_that_is_verified(tmp_path: Path, security: str) -> None:
    """By STARTTLS or from the first byte; a server of an authority that is not trusted gets neither login nor mail."""
    tls, authority = context(tmp_path)
    logins: list[tuple[bytes, bytes]] = []

    def authenticator(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"harbour", handled=False)

    room = Mailroom()
    login = {"security": security, "username": "wire", "password": "harbour", "ca": authority}
    options: dict[str, Any] = {"authenticator": authenticator, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": tls, "require_starttls": True}
    else:
        options |= {"implicit": tls, "auth_require_tls": False}
    assert tried(room, fields=login, **options) == DELIVERED
    assert [(b"wire", b"harbour")] == logins
    wrong = tried(room, fields={**login, "password": "other"}, **options)
    assert wrong == Outcome(
        TryEnd.REFUSED,
        "SMTP 535: the login was refused",
        "check the target's username, password and security",
    )
    logins.clear()
    assert tried(room, fields={**login, "ca": None}, **options).end is TryEnd.AGAIN
    assert (logins, len(room.taken)) == ([], 1)


def test_a_server_without_starttls_gets_nothing_in_the_clear() -> None:
    """Where the file asks for it, which is the default."""
    room = Mailroom()
    outcome = tried(room, fields={"security": "starttls"})
    assert (outcome.end, room.taken) == (TryEnd.REFUSED, [])
    assert "security = 'starttls'" in outcome.why


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"data": "451 later"}, Outcome(TryEnd.AGAIN, "SMTP 451: SMTPDataError")),
        (
            {"data": "554 spam: Ferry link"},
            Outcome(TryEnd.REFUSED, "SMTP 554: SMTPDataError", "check the target's `to` and `sender`"),
        ),
        (
            {"night": "550 nobody", "standards": "550 nobody"},
            Outcome(
                TryEnd.REFUSED,
                "SMTP refuses night@desk.example (550), standards@desk.example (550)",
                "check the target's `to` and `sender`",
            ),
        ),
        (
            {"night": "550 nobody"},
            Outcome(
                TryEnd.REFUSED,
                "SMTP refuses night@desk.example (550)",
                "check the target's `to` and `sender`",
            ),
        ),
        ({"night": "450 full"}, Outcome(TryEnd.AGAIN, "SMTP refuses night@desk.example (450)")),
    ],
)
def test_what_an_answer_means(answers: dict[str, str], expected: Outcome) -> None:
    """4xx passes, 5xx does not; a recipient that is refused is named, and a server's words are not quoted."""
    assert expected == tried(Mailroom(**answers))


def test_a_server_that_is_not_there_is_tried_again() -> None:
    """As any outage."""

    async def run() -> Outcome:
        target: MailTarget = mailbox(free_port())
        return await send_mail(target, arrived(), 5.0)

    assert asyncio.run(run()).end is TryEnd.AGAIN
