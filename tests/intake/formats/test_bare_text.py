"""Text of no format that something says to be a message."""

from __future__ import annotations

import pytest

from stream.intake.draft import Draft, Hints
from stream.intake.formats.detect import read
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one, wrapped


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n",
        f"{HEADLINE}\n{wrapped(STORY)}\n",
        f"{HEADLINE}\r\n{wrapped(STORY)}\r\nim/tr\r\n",
        f"{HEADLINE}\n{LEAD}\n\n{SECOND}",
    ],
)
def test_a_telegraph_line_carries_a_text(text: str) -> None:
    """The line above its first paragraph is the headline; the same text has the same identity."""
    draft = one(f"ZCZC\r\n{text}NNNN\r\n" if text.endswith("\n") else f"ZCZC\r\n{text}\nNNNN\r\n", "Lantern")

    assert (draft.headline, draft.body, draft.source) == (HEADLINE, STORY, "Lantern")
    assert draft.uri.startswith("urn:newswire:text:lantern:")


def test_lines_above_the_headline_are_slugs() -> None:
    """Codes of the line and of the desk."""
    draft = one(f"ZCZC\nPRI GEN NAT\nESK-FERRY\n{HEADLINE}\n   {LEAD}\n   {SECOND}\nNNNN", "Lantern")

    assert (draft.slugline, draft.headline, draft.body) == ("PRI GEN NAT ESK-FERRY", HEADLINE, STORY)


def test_a_media_type_says_that_a_record_is_text() -> None:
    """Where nothing says so it is a dead letter, as is what has no words."""
    value = f"{HEADLINE}\n\n{STORY}\n".encode()
    (draft,) = read(value, Hints("Lantern", "text/plain; charset=utf-8"))
    (bare,) = found(value)
    (noise,) = read(b"7 8 9 10 \x01\xff", Hints("Lantern", "text/plain"))

    assert isinstance(draft, Draft)
    assert (draft.headline, draft.body) == (HEADLINE, STORY)
    assert isinstance(bare, RejectedError)
    assert isinstance(noise, RejectedError)


def test_a_format_goes_before_its_media_type() -> None:
    """Servers say `text/plain` of everything."""
    (draft,) = read(b'{"uri": "a", "headline": "Ferries", "body": "b"}', Hints("Lantern", "text/plain"))

    assert isinstance(draft, Draft)
    assert draft.uri == "a"
