"""What lines, mailboxes and old systems put around or into a message: it is read as it would be without."""

from __future__ import annotations

import json

import pytest

from tests.intake.formats.making import HEADLINE, STORY, one, wrapped

WIRE = f"ltn0157 3 pl 108 esk ferry\r\nEsk-ferry/\r\n\x02{HEADLINE} =\r\n{wrapped(STORY)}\r\n\x03170602 GMT Mar 26\r\n"
MAIL = f"Message-ID: <7@h.example>\r\nFrom: Harbour <p@h.example>\r\nSubject: {HEADLINE}\r\n\r\n{STORY}"
ITEM = {"uri": "urn:l:1", "source": "Lantern", "headline": HEADLINE, "body": "@@"}
RSS = (
    f"<rss><channel><title>M</title><item><guid>1</guid><title>{HEADLINE}</title><dc:creator>I. Marn</dc:creator>"
    f"<content:encoded><![CDATA[{STORY}]]></content:encoded></item></channel></rss>"
)


@pytest.mark.parametrize(
    "message",
    [
        f"ZCZC {WIRE}", f"ZCZC\r\n{WIRE}NNNN\r\n", f"ZCZC LTN0157\r\n\x01{WIRE}\x7f\x04", f"From p@h.example Tue Mar 17 06:02:11 2026\n{MAIL}",
        json.dumps(ITEM).replace("@@", STORY), json.dumps(ITEM).replace("@@", STORY.replace("\n", "\r\n")), RSS,
    ],
)  # fmt: skip
def test_the_message_within_is_read(message: str) -> None:
    """ZCZC and NNNN of a telegraph line, a mailbox's first line, raw line ends in JSON, undeclared prefixes in XML."""
    draft = one(message, "Lantern")
    assert (HEADLINE, STORY) == (draft.headline, draft.body.replace("\r\n", "\n"))
