"""Notices as a feed would bring them, for the tests of what is told to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from stream.model.articles import Position
from stream.model.codec import encode
from stream.model.notices import KnownCopy, Notice, NoticeKind
from stream.notify.filters import Arrived
from stream.notify.targets import MailTarget, Plan, WebTarget

SECRET = "whsec_bG9ja2VkIGluIHRoZSBoYXJib3VyIG1hc3RlcidzIHNhZmU="  # noqa: S105 - of these tests alone


def copy(source: str = "dailymercury.example", **fields: Any) -> KnownCopy:
    """A copy in an outlet."""
    own = KnownCopy("91c0d27be6683a4f", f"https://{source}/ferry", source, f"https://{source}/ferry", "1")
    return replace(own, headline="Ferry link reopens", **fields)


def notice(kind: NoticeKind = NoticeKind.KILL, **fields: Any) -> Notice:
    """A notice about one story of Lantern Wire's, with one copy."""
    own = Notice(
        kind=kind,
        story_id="0d6e52a1f4b39c80",
        article_id="e21c7f90ab54d836",
        uri="urn:newsml:lanternwire.example:20260317:nL0001",
        version="3",
        source="Lantern Wire",
        text="Lantern Wire withdraws the story; 1 copy is known.",
        versions=("0d6e52a1f4b39c80",),
        copies=(copy(),),
        merged=(),
        origin=None,
        received=datetime(2026, 3, 17, 9, 5, 32, tzinfo=UTC),
        position=Position("newswire.raw", 1, 4800),
        headline="STORY WITHDRAWN-Ferry link to Port Esk reopens",
        language="en",
        ednote="STORY WITHDRAWN: the ferry did not sail.",
    )
    return replace(own, **fields)


def arrived(offset: int = 0, partition: int = 0, **fields: Any) -> Arrived:
    """A notice on its place on the topic."""
    given = notice(**fields)
    return Arrived(partition, offset, encode(given), given)


def web(url: str = "https://desk.example/notices", kind: str = "webhook", **fields: Any) -> WebTarget:
    """A webhook or channel."""
    return WebTarget.model_validate({"name": "desk", "type": kind, "url": url, **fields})


def mailbox(port: int = 587, **fields: Any) -> MailTarget:
    """Two mailboxes behind a server on this machine."""
    own = {"name": "night", "type": "email", "host": "127.0.0.1", "port": port, "security": "none"}
    to = ["night@desk.example", "standards@desk.example"]
    return MailTarget.model_validate({**own, "sender": "wire@desk.example", "to": to, **fields})


def plan(*targets: WebTarget | MailTarget, **retries: float) -> Plan:
    """A file of these targets."""
    return Plan(target=targets, retries=Plan.model_fields["retries"].default.model_copy(update=retries))
