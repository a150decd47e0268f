"""ANPA 1312 and Kyodo's kin of it."""

from __future__ import annotations

import pytest

from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

HEADINGS = (
    "Esk-Ferry,250<",
    f"{HEADLINE}<",
    "AP Photo ESK101<",
    "Eds: UPDATES with pay.<",
    "By ILSE MARN=",
    "Lantern Wire<",
)


def message(
    headings: tuple[str, ...] = HEADINGS, lines: tuple[str, ...] = (f"\t{LEAD}", f"\t{SECOND}"), keyword: str = "BC-Esk-Ferry, 03-17 0250",
    *, number: str = "a0457", footer: str = "^AP-WF-03-17-26 0602GMT<",
) -> str:  # fmt: skip
    """A message."""
    text = "\r\n".join(
        [*(f"^BC-{line}" if at == 0 else f"^{line}" for at, line in enumerate(headings)), *lines, footer]
    )
    return f"\x16\x16\x01{number}\x1f_lwxx-\r\nu i\x13\x11 {keyword}\r\n\x02{text}\r\n\x03\r\n\r\n\x04"


def test_a_message_is_read_from_its_parts() -> None:
    """Slug, version, day, urgency, headline, note, byline, text: nothing of the format reaches the body."""
    draft = one(message())

    assert draft.uri == "urn:newswire:anpa1312:ap:20260317:bc-esk-ferry"
    assert (draft.version, draft.version_created, draft.urgency) == ("0", "2026-03-17T06:02:00+00:00", 3)
    assert (draft.slugline, draft.headline, draft.byline) == ("BC-Esk-Ferry", HEADLINE, "By ILSE MARN")
    assert (draft.ednote, draft.source, draft.located) == (
        "Eds: UPDATES with pay.",
        "AP",
        "PORT ESK, March 17",
    )
    assert draft.body == STORY


def test_a_later_lead_is_a_version_of_the_same_item() -> None:
    """Slug and day are the identity, the ordinal the version; the number of the transmission is neither."""
    first, lead = (
        one(message()),
        one(
            message(
                ("Esk-Ferry,2nd Ld-Writethru,300<", *HEADINGS[1:]),
                keyword="BC-Esk-Ferry,2nd Ld 03-17 0300",
                number="a0999",
            )
        ),
    )

    assert first.uri == lead.uri
    assert (lead.version, lead.slugline) == ("2", "BC-Esk-Ferry,2nd Ld-Writethru")
    assert one(message(number="b7")) == one(message(number="b7"))
    assert one(message(number="b7")).uri == first.uri


def test_a_kill_is_of_the_item_with_its_slug() -> None:
    """And stops all its versions."""
    kill = one(
        message(
            ("Esk-Ferry,KILL<", "KILL: Ferry<"),
            ("\tKILL the story slugged Esk-Ferry.",),
            keyword="BC-Esk-Ferry,KILL 03-17 0050",
        )
    )
    assert (kill.uri, kill.pubstatus, kill.version) == (one(message()).uri, "canceled", "")


def test_alerts_of_a_day_are_items_of_their_own() -> None:
    """They share a slug, and have no headline."""
    one_alert, other = (
        one(
            message(
                ("APNewsAlert,20<",), (f"\tPORT ESK (AP) _ {text}.",), keyword="BC-APNewsAlert, 03-17 0020"
            )
        )
        for text in ("Strike", "Talks")
    )

    assert one_alert.uri != other.uri
    assert (one_alert.headline, one_alert.body) == ("", "PORT ESK (AP) — Strike.")


def test_characters_of_the_wire_are_written_out() -> None:
    """Fractions, dashes, quotation marks and fixed blanks; no control character is left."""
    draft = one(message(lines=("\tPORT ESK (AP) _ ``Half\x1ea boat{,'' she\x10said; mail a_b@x.example.",)))
    assert draft.body == "PORT ESK (AP) — “Half a boat½,” she said; mail a_b@x.example."


def test_lines_of_a_paragraph_are_joined_and_rows_of_a_table_are_not() -> None:
    """A tab begins a paragraph, a backspace a row; a heading between rows is one of its lines."""
    lines = (
        "\tThe ferry that crosses the Kesh every morning stood idle on Tues-", "day because its crew walked out over night pay, said the harbour.",
        "\x08Esk   2  1", "^Final<", "\x08Kesh  1  2", "\tThe end.",
    )  # fmt: skip
    body = one(message(lines=lines)).body
    assert body == (
        "The ferry that crosses the Kesh every morning stood idle on Tues-day because its crew walked out over night pay, "
        "said the harbour.\n\nEsk   2  1\nFinal\nKesh  1  2\n\nThe end."
    )


def test_a_list_of_headlines_has_headings_alone() -> None:
    """They are its text."""
    draft = one(
        message(
            ("Headlines,40<", "Top stories<", "Ferries idle<", "Talks resume<"),
            (),
            keyword="BC-Headlines, 03-17 0040",
        )
    )
    assert (draft.headline, draft.body) == ("Top stories", "Ferries idle\n\nTalks resume")


def test_kyodo_s_kin_is_read() -> None:
    """Plain indented paragraphs, and a plus sign behind the headline."""
    value = f"\x01a0105KYODO\r\nr i BC-Esk-Ferry 03-17 0120\r\n\x02{HEADLINE}+\r\n   {LEAD}\r\n   {SECOND}\r\n\x03"
    draft = one(value, "Kyodo")
    assert (draft.headline, draft.body) == (HEADLINE, STORY)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_eight_bits_are_what_they_are(encoding: str) -> None:
    """Latin-1 mostly."""
    assert one(message(lines=("\tCafé",)).encode(encoding)).body == "Café"


def test_a_broken_header_is_refused_or_another_format() -> None:
    """With the place that is wrong."""
    (error,) = found("\x16\x16\x01???\r\nu i x\r\n\x02text")
    assert isinstance(error, RejectedError)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("KILL", "canceled"),
        ("ELIMINATION", "canceled"),
        ("Mandatory Kill", "canceled"),
        ("Kill", "canceled"),
        ("HOLD", "withheld"),
    ],
)
def test_a_kill_in_any_case_is_that_of_the_story(words: str, status: str) -> None:
    """The slug without its words and the day are the item."""
    story = one(message())
    note = one(message((f"Esk-Ferry, {words},30<",), ("\tDo not use.",)))

    assert (note.uri, note.pubstatus) == (story.uri, status)


def test_an_elimination_without_a_headline_has_none() -> None:
    """The agency's own name below its note is not one."""
    draft = one(message(("Esk-Ferry, ELIMINATION,30<", "Eds: Eliminate BC-Esk-Ferry.<", "The AP<"), ()))

    assert (draft.headline, draft.ednote) == ("", "Eds: Eliminate BC-Esk-Ferry.")


def test_a_correction_is_marked() -> None:
    """In the slug, in any case."""
    assert one(message(("Esk-Ferry, Corrective,30<", "Ferries<"))).marks == ("correction",)


def test_kyodo_s_kin_of_the_format() -> None:
    """No `^`: the headline ends in a plus sign, the story in the agency's name, and the time stands behind the end."""
    draft = one(
        "\x01a0105KYODO\x1fbc-ferry-\r\nu i\x13\x11 bc-ferry-strike 03-17 0110\r\n\x02BC-Ferry-strike\r\nFerry crews strike\r\nin Port Esk+\r\n"
        "    PORT ESK, March 17 Kyodo - Ferry crews walked out on Tuesday and the\r\nharbour stood still.\r\n    Talks resume.\r\n==Kyodo\r\n\x03JST-15:41-17-03-26\r\n\x04"
    )

    assert (draft.source, draft.slugline, draft.headline) == ("Kyodo", "BC-Ferry-strike", HEADLINE)
    assert (draft.uri, draft.version_created) == (
        "urn:newswire:anpa1312:kyodo:20260317:bc-ferry-strike",
        "2026-03-17T06:41:00+00:00",
    )
    assert (
        draft.body
        == "PORT ESK, March 17 Kyodo - Ferry crews walked out on Tuesday and the harbour stood still.\n\nTalks resume."
    )


def test_a_message_without_its_second_line() -> None:
    """Kyodo's routing behind a unit separator says what it is."""
    value = (
        f"\x01a0105KYODO\x1fwxx\r\n\x02\r\n{HEADLINE}+\r\n\r\n   {LEAD}\r\n   {SECOND}\r\n==Kyodo\r\n\x03\x04"
    )
    draft = one(value)

    assert (draft.source, draft.headline, draft.body, draft.urgency) == ("Kyodo", HEADLINE, STORY, None)


def test_the_slug_is_told_by_its_cycle_and_count() -> None:
    """Where the keyword says less than it, or other words."""
    draft = one(
        message(("Lantern News Digest,250<", "Lantern News Digest 6 am<"), keyword="BC-Digest 03-17 0250")
    )

    assert (draft.slugline, draft.headline) == ("BC-Lantern News Digest", "Lantern News Digest 6 am")


def test_no_mark_of_a_heading_reaches_the_text() -> None:
    """A heading within the text may begin with a tab."""
    draft = one(message(lines=(f"\t{LEAD}", "\t^The talks<", f"\t{SECOND}")))

    assert draft.body == f"{LEAD}\n\nThe talks\n\n{SECOND}"


def test_what_stands_below_the_rule_is_no_story() -> None:
    """As in AP's other formats: who contributed, and where to reach them."""
    lines = (f"\t{LEAD}", f"\t{SECOND}", "\t___", "\tLantern writer Tom Rill contributed.")

    assert one(message(lines=lines)).body == STORY
