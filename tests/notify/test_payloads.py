from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import jsonschema_rs
import orjson
from hypothesis import given
from hypothesis import strategies as st

from stream.model.notices import NoticeKind
from stream.model.schemas import schema
from stream.notify.payloads import mail, payload, signed_headers, slack, teams
from stream.notify.signing import idempotency_key, signature
from stream.notify.targets import WebTarget
from stream.notify.wording import COPIES_SHOWN, notice_words
from tests.notify.making import SECRET, arrived, copy, mailbox, notice, web

NOW = datetime(2026, 3, 17, 9, 6, tzinfo=UTC)
HOSTILE = "<!channel> *x* [here](https://evil.example) @all\r\nBcc: all@evil.example \u202e\x1b[31m"


def texts(value: Any, name: str = "text") -> list[str]:
    """Every string under a name, however deep."""
    if isinstance(value, list):
        return [found for each in value for found in texts(each, name)]
    if not isinstance(value, dict):
        return []
    own = [value[name]] if isinstance(value.get(name), str) else []
    return own + [found for each in value.values() for found in texts(each, name)]


def test_a_webhook_gets_the_record_as_it_stands_on_the_topic() -> None:
    """Byte for byte under `notice`, which is as its schema says, and the key under `id`."""
    told = arrived()
    body = payload(web(), told)
    assert told.value in body
    sent = orjson.loads(body)
    assert sent["id"] == idempotency_key(told.notice)
    jsonschema_rs.validate(schema("notices"), sent["notice"])


def test_a_webhooks_headers_name_and_sign_the_notice() -> None:
    """The same key on every try; time and signature of this one. Without a secret nothing is signed."""
    told = arrived()
    target = web(secret=SECRET)
    body = payload(target, told)
    sent = signed_headers(target, told, body, NOW)
    key = idempotency_key(told.notice)
    assert sent["Idempotency-Key"] == sent["webhook-id"] == key
    assert sent["webhook-timestamp"] == "1773738360"
    assert sent["webhook-signature"] == signature(SECRET, key, 1_773_738_360, body)
    assert "webhook-signature" not in signed_headers(web(), told, body, NOW)
    assert "webhook-id" not in signed_headers(web(kind="slack"), told, body, NOW)


def test_people_read_what_where_and_who_carries_it() -> None:
    """The kind first; own copies before others, and marked."""
    told = notice(late=True, copies=(copy("coastherald.example"), copy("dailymercury.example")))
    said = notice_words(told, own=(1,))
    assert said.title == "LATE KILL: STORY WITHDRAWN-Ferry link to Port Esk reopens (Lantern Wire)"
    assert [(line.label, line.text) for line in said.lines] == [
        ("", "Lantern Wire withdraws the story; 1 copy is known."),
        ("Note to editors", "STORY WITHDRAWN: the ferry did not sail."),
        ("Own copy", "dailymercury.example | Ferry link reopens | carries version 1"),
        ("Copy", "coastherald.example | Ferry link reopens | carries version 1"),
        ("Item", "urn:newsml:lanternwire.example:20260317:nL0001, version 3"),
        ("Story", "0d6e52a1f4b39c80"),
    ]


def test_a_notice_under_embargo_is_named_by_its_item() -> None:
    """It has no headline then; an ambiguous one asks."""
    said = notice_words(notice(headline="", ambiguous=True, kind=NoticeKind.HOLD))
    assert said.title.startswith("HOLD (which item?): urn:newsml:lanternwire.example:20260317:nL0001")


def test_strangers_words_give_no_orders_to_a_channel() -> None:
    """In Slack they are plain text, or escaped and verbatim beside a link; in Teams runs of text."""
    told = notice(headline=HOSTILE, ednote=HOSTILE, text=HOSTILE, copies=(copy(HOSTILE), copy("b.example")))
    said = notice_words(told)
    assert all(text.isprintable() for text in (said.title, *(line.text for line in said.lines)))
    message = slack(said)
    assert "<!" not in message["text"]
    for block in message["blocks"]:
        text = block["text"]
        assert text["type"] == "plain_text" or (text["verbatim"] and "<!" not in text["text"])
    card = teams(said)["attachments"][0]["content"]
    assert {"RichTextBlock"} == {block["type"] for block in card["body"]}
    assert {"TextRun"} == {run["type"] for block in card["body"] for run in block["inlines"]}


def test_only_web_addresses_are_links() -> None:
    """And none that could end the link's markup."""
    bad = ("javascript:alert(1)", "https://a.example/x|<!here>", "file:///etc/passwd", "https://[", "")
    copies = tuple(copy("a.example", passage=None) for _ in bad)
    told = notice(
        copies=tuple(
            type(c)(c.article_id, c.uri, c.source, url, c.version) for c, url in zip(copies, bad, strict=True)
        )
    )
    assert {line.url for line in notice_words(told).lines} == {""}
    assert "https://b.example/ferry" in {
        line.url for line in notice_words(notice(copies=(copy("b.example"),))).lines
    }


@given(st.text(max_size=5000), st.integers(0, 200))
def test_messages_stay_within_what_channels_take(text: str, copies: int) -> None:
    """Slack: 150 characters of a header, 3,000 of a section, none empty, 50 blocks; Teams: 28 KB a message."""
    told = notice(headline=text, text=text, ednote=text[:4000], copies=(copy(),) * copies)
    said = notice_words(told)
    message = slack(said)
    assert len(message["blocks"]) <= 50
    assert 1 <= len(message["blocks"][0]["text"]["text"]) <= 150
    assert all(1 <= len(found) <= 3000 for found in texts(message["blocks"]))
    assert len(orjson.dumps(teams(said))) <= 28 * 1024
    assert sum(line.label == "Copy" for line in said.lines) == min(copies, COPIES_SHOWN)


def test_a_mail_is_read_as_it_was_meant() -> None:
    """Plain text, to all, marked as important, and known again by its Message-ID."""
    told = arrived()
    sent = message_from_bytes(mail(mailbox(), told, NOW).as_bytes(), policy=default)
    assert sent["Subject"] == "KILL: STORY WITHDRAWN-Ferry link to Port Esk reopens (Lantern Wire)"
    assert (sent["From"], sent["To"]) == ("wire@desk.example", "night@desk.example, standards@desk.example")
    assert sent["Message-ID"] == f"<{idempotency_key(told.notice)}.night@desk.example>"
    assert (sent["Importance"], sent["Auto-Submitted"]) == ("high", "auto-generated")
    assert "Copy: dailymercury.example | Ferry link reopens | carries version 1" in sent.get_content()
    assert "  https://dailymercury.example/ferry" in sent.get_content()


@given(st.text(max_size=300))
def test_no_text_adds_a_header_to_a_mail(text: str) -> None:
    """Lines of a headline or an id are one line."""
    told = arrived(headline=HOSTILE + text, source=HOSTILE + text, uri=text, text=text)
    sent = message_from_bytes(mail(mailbox(), told, NOW).as_bytes(), policy=default)
    assert sent["Bcc"] is None
    assert len(sent.get_all("To", [])) == 1


def test_a_channels_message_is_the_same_on_every_try() -> None:
    """Nothing in it hangs on the clock."""
    for kind in ("webhook", "slack", "teams"):
        target = WebTarget.model_validate({"name": "a", "type": kind, "url": "https://a.example/x"})
        assert payload(target, arrived()) == payload(target, arrived())
