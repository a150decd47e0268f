"""IPTC 7901 with its control characters and without."""

from __future__ import annotations

import pytest

from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one, wrapped

FOOTER = "\x03170602 GMT Mar 26\r\n\x7f\x04"


def message(
    heading: str = f"{HEADLINE} =\r\n",
    story: str = wrapped(STORY),
    footer: str = FOOTER,
    header: str = "ltn0157 3 pl 108 esk ferry",
) -> str:
    """A message."""
    return f"\x01{header}\r\nEsk-ferry/\r\n\x02{heading}{story}\r\nlw im\r\n{footer}"


def test_a_message_is_read_from_its_parts() -> None:
    """Header, slug, headline, text, footer: wrapped lines are joined, initials and end marks are gone."""
    draft = one(message(), "Lantern Wire")

    assert draft.uri == "urn:newswire:iptc7901:lantern-wire:ltn0157:20260317"
    assert (draft.source, draft.urgency, draft.slugline) == ("Lantern Wire", 3, "Esk-ferry")
    assert (draft.headline, draft.version_created) == (HEADLINE, "2026-03-17T06:02:00+00:00")
    assert draft.located == "PORT ESK, March 17"
    assert draft.body == STORY


@pytest.mark.parametrize(
    "value",
    [
        message().translate({1: None, 2: None, 3: None, 4: None, 0x7F: None}),
        "\x7f\x7f\x16" + message(),
        "\n" + message().replace("\r\n", "\n"),
    ],
)
def test_control_characters_may_be_lost_or_many(value: str) -> None:
    """A message that passed through an editor, or a line with fill characters, is the same message."""
    assert one(value, "Lantern Wire") == one(message(), "Lantern Wire")


@pytest.mark.parametrize(
    ("heading", "headline", "byline", "marks", "version"),
    [
        (f"EXTRA\r\n{HEADLINE} =\r\n", HEADLINE, "", (), ""),
        (f"2ND LEAD\r\n{HEADLINE} =\r\n", HEADLINE, "", ("update",), "2"),
        (f"{HEADLINE}\r\nBy Ilse Marn =\r\n", HEADLINE, "By Ilse Marn", (), ""),
        (
            f"1ST LEAD\r\n{HEADLINE}\r\nVon Ilse Marn, ltn =\r\n",
            HEADLINE,
            "Von Ilse Marn, ltn",
            ("update",),
            "1",
        ),
        (f"3RD NET\r\n{HEADLINE} =\r\n", HEADLINE, "", ("update",), "3"),
        (f"(Achtung)\r\n{HEADLINE} =\r\n", HEADLINE, "", (), ""),
        (f"REFILE\r\n{HEADLINE} =\r\n", HEADLINE, "", ("refile",), ""),
        ("Ferry crews strike\r\nin Port Esk =\r\n", HEADLINE, "", (), ""),
        (f"{HEADLINE}\r\n", HEADLINE, "", (), ""),
        (f"1ST LEAD\r\n{HEADLINE}\r\n", HEADLINE, "", ("update",), "1"),
    ],
)
def test_the_heading_is_taken_apart(
    heading: str, headline: str, byline: str, marks: tuple[str, ...], version: str
) -> None:
    """Marks stand on lines of their own in capitals, a byline begins with By or Von, the headline is what remains."""
    draft = one(message(heading))

    assert (draft.headline, draft.byline, draft.marks, draft.version) == (headline, byline, marks, version)
    assert draft.body == STORY


@pytest.mark.parametrize(("mark", "status"), [("KILL KILL KILL", "canceled"), ("HOLD HOLD HOLD", "withheld")])
def test_a_kill_and_a_hold_stand_in_the_text(mark: str, status: str) -> None:
    """Under the slug of what they mean."""
    draft = one(message(f"{mark}\r\n{HEADLINE} =\r\n"))
    assert (draft.pubstatus, draft.headline, draft.slugline) == (status, HEADLINE, "Esk-ferry")


def test_a_kill_names_the_item_that_it_means() -> None:
    """By its number, where it names one alone: the kill is that item's."""
    kill = one(
        message("KILL KILL KILL\r\nFerry =\r\n", "   The story ltn0157 was wrong.", header="ltn0160 1 pl 8"),
        "Lantern Wire",
    )
    assert kill.uri == one(message(), "Lantern Wire").uri
    assert kill.alt_ids == ("urn:newswire:iptc7901:lantern-wire:ltn0160:20260317",)

    several = one(
        message(
            "KILL KILL KILL\r\nFerry =\r\n", "   ltn0157 and ltn0158 were wrong.", header="ltn0160 1 pl 8"
        ),
        "Lantern Wire",
    )
    assert several.uri.endswith("ltn0160:20260317")


NOTEBOOK = (
    "\r\n\r\n# Notebook\r\n\r\n## Note to editors\r\n- Adds pay\r\n\r\n* * * *\r\nThe following information is not intended for publication\r\n"
    "Author: Ilse Marn, +44 555 0101"
)


def test_the_notebook_is_no_story_and_what_is_not_for_publication_is_not_kept() -> None:
    """Its note to editors is the note; names and telephone numbers are nowhere."""
    draft = one(message(story=wrapped(STORY) + NOTEBOOK))

    assert draft.body == STORY
    assert draft.ednote == "Adds pay"
    assert "555" not in repr(draft)


def test_a_table_stays_lines() -> None:
    """Columns are told by their blanks."""
    table = "Results:\r\n\r\nEsk United      3    1\r\nKesh Rovers     2    2\r\n"
    assert one(message(story=table)).body == "Results:\n\nEsk United      3    1\nKesh Rovers     2    2"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "cp1252"])
def test_eight_bits_are_what_they_are(encoding: str) -> None:
    """Valid UTF-8 is UTF-8, else the text is Windows' Western."""
    assert one(message("Fähren liegen still =\r\n").encode(encoding)).headline == "Fähren liegen still"


@pytest.mark.parametrize(
    ("footer", "time"),
    [
        ("\x03171902 Okt 25", "2025-10-17T19:02:00+00:00"),
        ("\x03170602 MESZ Dez 25", "2025-12-17T04:02:00+00:00"),
        ("\x03", ""),
        ("\x03999999 GMT Mar 26", ""),
    ],
)
def test_the_footer_has_the_time(footer: str, time: str) -> None:
    """German months and zones too; a message without one has none, and is read."""
    assert one(message(footer=footer)).version_created == time


def test_without_a_day_the_identity_is_made_of_the_message() -> None:
    """The number starts again every day: alone it is no identity."""
    first, again, other = (
        one(message(footer="\x03", heading=heading)).uri for heading in ("A =\r\n", "A =\r\n", "B =\r\n")
    )

    assert first == again
    assert first != other


def test_an_id_of_the_sender_s_own_is_the_identity() -> None:
    """KNA's stands behind the words of the header, with its version."""
    draft = one(message(header="kna0157 3 pl 108 esk 260317-89-00065#2"))
    assert (draft.uri, draft.version) == ("260317-89-00065", "2")


def test_the_sender_is_the_feed_s_the_text_s_or_the_service() -> None:
    """The format names none."""
    assert one(message(), "Lantern Wire").source == "Lantern Wire"
    assert one(message()).source == "Lantern"
    assert one(message(story="   Ferries idle.")).source == "ltn"


def test_a_message_without_its_header_is_refused() -> None:
    """It says what was expected."""
    (error,) = found("\x01what is this\r\n\x02Text\x03")
    assert isinstance(error, RejectedError)
    assert error.field == "header"


def test_a_lost_end_does_not_lose_the_text() -> None:
    """A message cut before its end mark is read as far as it goes."""
    assert one(message(footer="")).body == f"{LEAD}\n\n{SECOND}"


KILL = "\x01ltn0160 1 pl 20\r\nEsk/\r\n\x02KILL KILL KILL\r\nFerry crews strike =\r\n   Please kill ltn0157{}.\r\n\x03170640 GMT Mar 26\r\n\x04"


def test_a_kill_without_a_dateline_is_that_of_the_number_it_names() -> None:
    """The identity goes by service, number and day: what a text says of its agency is no part of it."""
    story, kill = one(message()), one(KILL.format(""))

    assert (kill.uri, kill.pubstatus) == (story.uri, "canceled")


@pytest.mark.parametrize(
    "said", [KILL.format(", the Reuters report"), KILL.format("").replace("pl 20", "pl 20 Reuters 77")]
)
def test_a_kill_names_its_agency_in_its_header_or_text(said: str) -> None:
    """It has no dateline; what it names by a headline is one source's."""
    assert one(said).source == "Reuters"


def test_a_story_s_agency_is_not_one_that_it_quotes() -> None:
    """Only a kill is searched."""
    assert one(message(story="   The minister told Reuters so.\r\n")).source == "ltn"


@pytest.mark.parametrize(
    ("aside", "note", "marks"),
    [
        ("(corrects toll in 3rd paragraph)", "corrects toll in 3rd paragraph", ()),
        ("(Zusammenfassung 1400)", "Zusammenfassung 1400", ("update",)),
        ("(2. Zusammenfassung)", "2. Zusammenfassung", ("update",)),
        ("EMBARGOED UNTIL 1800 GMT", "EMBARGOED UNTIL 1800 GMT", ()),
    ],
)
def test_a_heading_line_for_editors_is_a_note(aside: str, note: str, marks: tuple[str, ...]) -> None:
    """In parentheses, or an embargo."""
    draft = one(message(heading=f"{aside}\r\n{HEADLINE} =\r\n"))

    assert (draft.headline, draft.ednote, draft.marks) == (HEADLINE, note, marks)


def test_an_embargo_above_the_text_is_a_note() -> None:
    """And the first line of the story is not joined to it."""
    draft = one(message(story=f"   Sperrfrist: 18.00 Uhr\r\n{wrapped(STORY)}"))

    assert (draft.ednote, draft.body) == ("Sperrfrist: 18.00 Uhr", STORY)


def test_a_fixed_blank_is_a_blank() -> None:
    """NBSP occurs, before the agency of a dateline too."""
    value = message(story="   PORT ESK\xa0(Lantern) - Some 5\xa0000 waited.\r\n")

    assert one(value.encode("latin-1")).body == "PORT ESK (Lantern) - Some 5 000 waited."


def test_a_dateline_may_lack_its_dash() -> None:
    """ATS writes none; any other name in parentheses is no dateline."""
    ats = message(header="ats0123 4 pl 12", story="   Port Esk (ats) Ferries stand still.\r\n")

    assert one(ats).located == "Port Esk"
    assert one(message(story="   Anton Rell (SPV) said so.\r\n")).located == ""


def test_a_byline_in_small_letters_is_the_last_line_of_a_heading() -> None:
    """AFP's; a headline that goes on with the word is none."""
    draft = one(message(f"{HEADLINE}\r\nby Ilse Marn and Tom Rill =\r\n"))
    other = one(message("Night pay is cut\r\nby council that met on Monday =\r\n"))

    assert (draft.headline, draft.byline) == (HEADLINE, "by Ilse Marn and Tom Rill")
    assert (other.headline, other.byline) == ("Night pay is cut by council that met on Monday", "")


def test_what_a_lead_changes_stands_above_the_text() -> None:
    """AFP closes it with slashes; it may run over lines."""
    above = "    ATTENTION - ADDS pay,\r\n    quotes ///\r\n\r\n"
    draft = one(message(f"{HEADLINE} =\r\n{above}"))

    assert (draft.ednote, draft.body, draft.headline) == ("ADDS pay, quotes", STORY, HEADLINE)


def test_a_subtitle_is_neither_headline_nor_story() -> None:
    """APA ends the headline by itself, and the subtitle below it, which may wrap."""
    draft = one(
        message(
            f"{HEADLINE}=\r\n\r\nUtl.: Gespräche gehen nach einer langen Nacht\r\nam Mittwoch weiter = \r\n\r\n"
        )
    )

    assert (draft.headline, draft.body) == (HEADLINE, STORY)


def test_the_item_that_is_replaced_is_named_above_the_headline() -> None:
    """ANP's first line is a note, and says that this is an update."""
    draft = one(message(f"N i e u w bericht, vervangt: veren stil\r\n{HEADLINE} =\r\n"))

    assert (draft.headline, draft.ednote) == (HEADLINE, "N i e u w bericht, vervangt: veren stil")
    assert draft.marks == ("update",)


@pytest.mark.parametrize("last", ["dpa im yyzz n1", "(Schluss) im/tr", "im-tr/pb", "==Kyodo", "Enditem"])
def test_the_last_line_ends_the_message_without_a_blank_one_above(last: str) -> None:
    """Before the lines of its paragraph are joined it can still be told."""
    value = message(story=f"{wrapped(STORY)}\r\n{last}").replace("\r\nlw im\r\n", "\r\n")

    assert one(value).body == STORY


def test_a_last_line_that_goes_on_with_a_sentence_stays() -> None:
    """`ends` is a word, too."""
    story = "   The road along the river where the ferries lie in the winter months\r\nends"

    assert one(message(story=story).replace("\r\nlw im\r\n", "\r\n")).body.endswith("months ends")


@pytest.mark.parametrize("month", ["mrt", "mars", "MARZO", "maart", "m\u00e4rz", "mar\u00e7o"])
def test_months_of_other_languages_are_read(month: str) -> None:
    """The footer's time is the version's, and its day part of the identity."""
    value = message(footer=f"\x03170602 {month} 26\r\n\x04").encode("latin-1")

    assert one(value).version_created == "2026-03-17T06:02:00+00:00"
