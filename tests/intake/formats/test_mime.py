"""E-mail as press offices send it."""

from __future__ import annotations

import base64

import orjson
import pytest

from stream.intake.draft import NotAnArticle
from tests.intake.formats.making import HEADLINE, STORY, found, one, wrapped
from tests.intake.making import flat

HEAD = (
    "Received: from mail.harbour.example\r\nMessage-ID: <77@harbour.example>\r\nDate: Tue, 17 Mar 2026 06:02:11 +0000\r\n"
    f"From: Harbour Office <press@harbour.example>\r\nSubject: {HEADLINE}\r\nMIME-Version: 1.0\r\n"
)


def test_a_mail_is_read_from_its_headers_and_text() -> None:
    """Identity, time, sender, subject; wrapped lines are joined and the signature is left out."""
    text = wrapped(STORY).replace("\r\n   ", "\r\n\r\n").strip()
    draft = one(
        f"{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\n-- \r\nIlse Marn, 555 0101\r\n"
    )

    assert (draft.uri, draft.version_created) == ("mid:77@harbour.example", "2026-03-17T06:02:11+00:00")
    assert (draft.source, draft.headline, draft.body) == ("Harbour Office", HEADLINE, STORY)


def test_plain_text_is_preferred_to_html() -> None:
    """And HTML is read where there is nothing else."""
    plain = "--b\r\nContent-Type: text/plain\r\n\r\nPlain.\r\n"
    html = "--b\r\nContent-Type: text/html\r\n\r\n<p>A</p><p>B</p>\r\n"
    head = f"{HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n"

    assert one(f"{head}{html}{plain}--b--\r\n").body == "Plain."
    assert one(f"{head}{html}--b--\r\n").body == "A\n\nB"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("x-unknown", "utf-8"), ("us-ascii", "cp1252")],
)
def test_declared_charsets_lie(charset: str, encoding: str) -> None:
    """The bytes decide."""
    value = f"{HEAD}Content-Type: text/plain; charset={charset}\r\n\r\nF\xe4hren \u2013 ein Streik".encode(
        encoding
    )
    assert one(value).body == "F\xe4hren \u2013 ein Streik"


def test_encoded_headers_are_decoded() -> None:
    """RFC 2047, and words in an encoding that nobody knows."""
    assert (
        one(HEAD.replace(HEADLINE, "=?utf-8?q?F=C3=A4hren?= =?utf-8?b?IGxpZWdlbg==?=") + "\r\nx").headline
        == "Fähren liegen"
    )
    assert one(HEAD.replace(HEADLINE, "=?x-no?q?F=E4hren?=") + "\r\nx").headline == "Fähren"


def test_a_mail_may_carry_a_wire_message() -> None:
    """As its text or as a part: the message counts, the mail is its coat."""
    item = orjson.dumps(flat()).decode()
    part = base64.encodebytes(item.encode()).decode()

    assert one(f"{HEAD}\r\n{item}").uri == flat()["uri"]
    assert (
        one(f"{HEAD}Content-Type: application/json\r\nContent-Transfer-Encoding: base64\r\n\r\n{part}").uri
        == flat()["uri"]
    )


def test_an_empty_mail_is_no_article() -> None:
    """Neither subject nor text."""
    (other,) = found(HEAD.replace(f"Subject: {HEADLINE}\r\n", "") + "\r\n\r\n")
    assert isinstance(other, NotAnArticle)


def test_a_large_attachment_costs_no_text() -> None:
    """Twenty megabytes of base64 beside the text."""
    big = base64.encodebytes(b"\xff" * 15_000_000).decode()
    value = f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n{big}\r\n--b\r\nContent-Type: text/plain\r\n\r\nFerries idle.\r\n--b--\r\n"
    assert one(value).body == "Ferries idle."


def test_flowed_text_is_joined() -> None:
    """RFC 3676: a line that ends in a blank goes on in the next."""
    draft = one(
        f"{HEAD}Content-Type: text/plain; format=flowed\r\n\r\nFerry \r\ncrews walked \r\nout.\r\n\r\nTalks resume.\r\n"
    )

    assert draft.body == "Ferry crews walked out.\n\nTalks resume."
