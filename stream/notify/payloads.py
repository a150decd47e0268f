"""What is sent: the JSON of a webhook, the messages of Slack and Teams, a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Final

import orjson

from stream.notify.filters import Arrived, own_copies
from stream.notify.signing import idempotency_key, signature
from stream.notify.targets import MailTarget, WebTarget
from stream.notify.wording import NoticeWords, WordedLine, notice_words

_JSON: Final = "application/json"


def payload(target: WebTarget, arrived: Arrived) -> bytes:
    """The body that is posted to a target, the same on every try."""
    if target.type == "webhook":
        # The record as it stands on the topic: a program reads fields that this version does not know, too.
        key = idempotency_key(arrived.notice).encode()
        return b'{"id":"%s","notice":%s}' % (key, arrived.value)
    said = notice_words(arrived.notice, own_copies(target.filter, arrived.notice))
    return orjson.dumps(slack(said) if target.type == "slack" else teams(said))


def signed_headers(target: WebTarget, arrived: Arrived, body: bytes, now: datetime) -> Mapping[str, str]:
    """The headers of one try: the signature holds its time, so that nobody can send it again later."""
    key = idempotency_key(arrived.notice)
    given = {"Content-Type": _JSON, "User-Agent": "newswire-notify", "Idempotency-Key": key}
    if target.type == "webhook":
        stamp = int(now.timestamp())
        given |= {"webhook-id": key, "webhook-timestamp": str(stamp)}
        if target.secret is not None:
            given["webhook-signature"] = signature(target.secret.get_secret_value(), key, stamp, body)
    return given


def slack(said: NoticeWords) -> dict[str, Any]:
    """A message for Slack's incoming webhooks.

    Strangers' words stand in `plain_text` and, beside a link, in `mrkdwn` that is escaped and taken as it is (`verbatim`):
    no mention, channel or markup in them is obeyed.
    """
    blocks: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": said.title}}]
    for line in said.lines:
        if line.url:
            text = f"{line.label}: <{_escaped(line.url)}|{_escaped(line.text)}>"
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}})
        else:
            plain = {"type": "plain_text", "text": _labelled(line), "emoji": False}
            blocks.append({"type": "section", "text": plain})
    return {"text": _escaped(said.title), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def teams(said: NoticeWords) -> dict[str, Any]:
    """A message for a Teams workflow "when a webhook request is received": an Adaptive Card.

    Strangers' words stand in runs of text, which know no markup.
    """
    colour = "attention" if said.urgent else "default"
    title = {"type": "TextRun", "text": said.title, "weight": "bolder", "size": "medium", "color": colour}
    body = [{"type": "RichTextBlock", "inlines": [title]}]
    for line in said.lines:
        run: dict[str, Any] = {"type": "TextRun", "text": _labelled(line)}
        if line.url:
            run["selectAction"] = {"type": "Action.OpenUrl", "url": line.url}
        body.append({"type": "RichTextBlock", "inlines": [run]})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def mail(target: MailTarget, arrived: Arrived, now: datetime) -> EmailMessage:
    """A mail, in plain text; its Message-ID is made of the idempotency key, so that a second one is known as the same."""
    said = notice_words(arrived.notice, own_copies(target.filter, arrived.notice))
    message = EmailMessage(policy=SMTP)
    message["Subject"] = said.title
    message["From"] = _address(target.sender)
    message["To"] = [_address(mailbox) for mailbox in target.to]
    message["Date"] = now
    domain = target.sender.rpartition("@")[2]
    message["Message-ID"] = f"<{idempotency_key(arrived.notice)}.{target.name}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer by a machine is wanted
    message["X-Newswire-Kind"] = arrived.notice.kind.value
    if said.urgent:
        message["Importance"] = "high"
    message.set_content(
        "\n".join([_labelled(line) + (f"\n  {line.url}" if line.url else "") for line in said.lines])
    )
    return message


def _address(mailbox: str) -> Address:
    return Address(addr_spec=mailbox)


def _labelled(line: WordedLine) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _escaped(text: str) -> str:
    """The three characters that Slack's markup reads."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
