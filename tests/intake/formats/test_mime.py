"""E-mail as press offices send it."""

from __future__ import annotations

import base64

import orjson
import pytest

from stream.intake.draft import Draft, NotAnArticle
from tests.intake.formats import test_iptc7901, test_nitf
from tests.intake.formats.making import HEADLINE, SECOND, STORY, found, one, wrapped
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


@pytest.mark.parametrize(
    ("delsp", "text", "read"),
    [
        ("no", "Ferry \r\ncrews walked \r\nout.\r\n\r\nTalks resume.\r\n", "Ferry crews walked out.\n\nTalks resume."),
        ("yes", "Ferry  \r\ncrews wal \r\nked  \r\nout.\r\n\r\nTalks resume.\r\n", "Ferry crews walked out.\n\nTalks resume."),
        ("yes", "\u6e21\u8239\u304c \r\n\u505c\u6b62\u3057\u305f\u3002\r\n", "\u6e21\u8239\u304c\u505c\u6b62\u3057\u305f\u3002"),
        ("yes", "Ferries stand still. \r\n From Port Esk to Kesh.\r\n", "Ferries stand still.From Port Esk to Kesh."),
        ("no", "Ferries stand still.\r\n-- \r\nIlse Marn\r\n", "Ferries stand still."),
        ("no", "Ferries stand \r\n\r\nstill.\r\n", "Ferries stand\n\nstill."),
    ],
)  # fmt: skip
def test_flowed_text_may_mean_its_blanks_or_not(delsp: str, text: str, read: str) -> None:
    """`delsp=yes`: the blank that ends a line is of the line alone (RFC 3676), as in languages without blanks."""
    kind = f"Content-Type: text/plain; charset=utf-8; format=flowed; delsp={delsp}"
    assert one(f"{HEAD}{kind}\r\n\r\n{text}").body == read


@pytest.mark.parametrize(
    "message",
    [
        test_iptc7901.message().lstrip("\x01").replace("\x02", ""),
        f"<?xml version='1.0'?>\r\n{test_nitf.document()}",
        test_nitf.document(),
    ],
)
def test_a_mail_may_carry_a_message_of_an_old_wire_or_xml(message: str) -> None:
    """As its text, where the control characters may be lost."""
    assert one(f"{HEAD}Content-Type: text/plain\r\n\r\n{message}").headline == HEADLINE
    assert one(f"{HEAD}Content-Type: text/plain\r\n\r\n{message}").uri != "mid:77@harbour.example"


INNER = "Message-ID: <78@harbour.example>\r\nDate: Tue, 17 Mar 2026 05:02:11 +0000\r\nFrom: Kesh Lines <press@kesh.example>\r\nSubject: Ferries stand still\r\n"


def test_a_mail_that_stands_in_a_mail_is_read_as_if_it_came_alone() -> None:
    """A word above it is no article; a text of its own is one."""
    for cover, count in (("FYI", 1), (STORY, 2)):
        value = (
            f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{cover}\r\n"
            f"--b\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n{STORY}\r\n--b--\r\n"
        )
        several = found(value)
        draft = several[-1]

        assert len(several) == count
        assert isinstance(draft, Draft)
        assert (draft.uri, draft.source, draft.headline) == (
            "mid:78@harbour.example",
            "Kesh Lines",
            "Ferries stand still",
        )
        assert draft.body == STORY


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------\r\n",
        "-----Original Message-----\r\n",
        "-------- Weitergeleitete Nachricht --------\r\n",
        "Begin forwarded message:\r\n\r\n",
        "-------- Message transf\u00e9r\u00e9 --------\r\n",
    ],
)
def test_a_mail_that_was_passed_on_is_its_first_sender_s(line: str) -> None:
    """The lines above its text are no story; what the one who passed it on says is a note."""
    head = HEAD.replace("Subject: ", "Subject: Fwd: ")
    text = f"Worth a brief?\r\n-- \r\nTom Rill\r\n\r\n{line}From: Kesh Lines <press@kesh.example>\r\nDate: Tue, 17 Mar 2026\r\nSubject: Re-opened ferries\r\nTo: <desk@mercury.example>\r\n\r\n{STORY}\r\n-- \r\nKesh, 555 0101\r\n"
    draft = one(f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}")

    assert (draft.source, draft.headline, draft.body) == ("Kesh Lines", "Re-opened ferries", STORY)
    assert draft.ednote.startswith("Worth a brief?")


def test_a_mail_quoted_whole() -> None:
    """Some programs put a sign before each line of what they pass on, and name its fields in their language."""
    text = "\r\n".join(
        f"> {line}" for line in ["Von: press@kesh.example", "Betreff: F\u00e4hren", "", *STORY.split("\n")]
    )
    draft = one(
        f"{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\nAnfang der weitergeleiteten Nachricht:\r\n\r\n{text}\r\n"
    )

    assert (draft.source, draft.headline, draft.body) == ("kesh.example", "F\u00e4hren", STORY)


def test_a_story_about_a_forwarded_message_stays() -> None:
    """The words alone, without a sender below them, pass nothing on."""
    text = f"{STORY}\r\n\r\nForwarded message\r\n\r\nThe council forwarded a message."

    assert "Forwarded message" in one(f"{HEAD}\r\n{text}").body
    assert one(f"{HEAD.replace('Subject: ', 'Subject: FW: Fwd: ')}\r\n{STORY}").headline == HEADLINE


def test_a_mail_without_an_id_is_one_by_its_sender_and_subject() -> None:
    """A filter took its other headers; its identity is that of its words."""
    head = f"From: Harbour Office <press@harbour.example>\nTo: desk@mercury.example\nSubject: {HEADLINE}\nDate: Tue, 17 Mar 2026 06:02:11 +0000\n"
    draft = one(f"{head}\n{STORY}")

    assert (draft.source, draft.headline, draft.body) == ("Harbour Office", HEADLINE, STORY)
    assert draft.uri.startswith("urn:newswire:mail:harbour-office:")
    assert draft.uri == one(f"{head}\n{STORY}").uri != one(f"{head}\n{SECOND}").uri


def test_a_mail_system_s_report_is_no_article() -> None:
    """It carries the mail that it could not deliver."""
    (only,) = found(
        f"{HEAD}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nFailed.\r\n--b--\r\n"
    )

    assert isinstance(only, NotAnArticle)


@pytest.mark.parametrize("kind", ["application/xml", "message/rfc822", "multipart/mixed; boundary=b{0}"])
@pytest.mark.parametrize("depth", [60, 3000])
def test_mails_in_one_another_end(kind: str, depth: int) -> None:
    """Whatever their type and number: articles, none, or a dead letter that says so."""
    text = "\nx\n"
    for at in range(depth):
        line = f"--b{at}\n" if "multipart" in kind else ""
        head = f"Message-ID: <{at}>\nFrom: a@b.example\nSubject: s\nContent-Type: {kind.format(at)}\n\n"
        text = head + line + text

    assert found(text)
