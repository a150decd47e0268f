"""NITF as agencies write it."""

from __future__ import annotations

import re

import pytest

from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, one, wrapped

HEAD = f"<hedline><hl1>{HEADLINE}</hl1><hl2>FERRY</hl2></hedline><byline>By <person>Ilse Marn</person></byline><dateline><location>PORT ESK</location></dateline><abstract><p>Short.</p></abstract>"


def document(
    data: str = '<doc-id id-string="esk-1" regsrc="Lantern"/>',
    *,
    body: str = f"<p>{LEAD}</p><p>{SECOND}</p>",
    head: str = HEAD,
    meta: str = "",
) -> str:
    """A document."""
    return (
        f'<nitf baselang="en"><head><title>{HEADLINE}</title>{meta}<docdata>{data}</docdata></head>'
        f"<body><body.head>{head}</body.head><body.content>{body}</body.content><body.end><tagline>x</tagline></body.end></body></nitf>"
    )


def test_a_document_is_read_from_its_own_fields() -> None:
    """Identity, version, time, status, urgency, note, slug, headline, byline, dateline and holder; only `body.content` is story."""
    data = (
        '<doc-id id-string="esk-1" regsrc="Lantern"/><du-key key="esk-ferry" version="04"/><date.issue norm="20260317T074150+0100"/>'
        '<urgency ed-urg="3"/><ed-msg info="Adds pay"/><doc.copyright holder="Lantern Media"/>'
    )
    draft = one(document(data))

    assert (draft.uri, draft.source, draft.version, draft.version_created) == (
        "esk-1",
        "Lantern",
        "4",
        "2026-03-17T06:41:50+00:00",
    )
    assert (draft.urgency, draft.ednote, draft.slugline, draft.language) == (3, "Adds pay", "esk-ferry", "en")
    assert (draft.headline, draft.byline, draft.located) == (HEADLINE, "By Ilse Marn", "PORT ESK")
    assert (draft.copyright_holder, draft.marks) == ("Lantern Media", ("update",))
    assert draft.body == STORY


@pytest.mark.parametrize(
    "root",
    [
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"',
        '<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"',
    ],
)
def test_a_namespace_changes_nothing(root: str) -> None:
    """It comes with and without, with a prefix and with none."""
    value = document().replace("<nitf", root, 1)
    if ":n=" in root:
        value = value.replace("</nitf>", "</n:nitf>")
    assert one(value).body == STORY


@pytest.mark.parametrize("status", ["usable", "embargoed", "withheld", "Canceled"])
def test_the_status_is_the_management_s(status: str) -> None:
    """As written, in any case."""
    assert (
        one(document().replace("<docdata", f'<docdata management-status="{status}"')).pubstatus
        == status.lower()
    )


def test_a_cancellation_may_be_a_document_of_its_own() -> None:
    """It names the document that it cancels: the article is that one's kill."""
    value = document().replace(
        "<docdata", '<docdata management-doc-idref="esk-0" management-idref-status="canceled"'
    )
    draft = one(value)

    assert (draft.uri, draft.pubstatus, draft.alt_ids) == ("esk-0", "canceled", ("esk-1",))
    assert one(value.replace("canceled", "usable")).replaces == ("esk-0",)


@pytest.mark.parametrize(
    ("release", "until"),
    [
        ("20260318T000000Z", "2026-03-18T00:00:00+00:00"),
        ("20260317T060000Z", ""),
        ("20260301T000000Z", ""),
        ("YYYYMMDD000000-HHMM", ""),
        ("", ""),
    ],
)
def test_a_release_after_the_issue_is_an_embargo(release: str, until: str) -> None:
    """At the same time or before it is none, and what is no date counts as absent."""
    data = f'<doc-id id-string="1" regsrc="L"/><date.issue norm="20260317T060000Z"/><date.release norm="{release}"/>'
    assert one(document(data)).embargoed_until == until


def test_without_an_identity_one_is_made_of_what_there_is() -> None:
    """The same for the same story, another for another."""
    data = '<doc-id regsrc="AP"/><date.issue norm="20260317T060000Z"/>'

    assert one(document(data)).uri == one(document(data) + "\n").uri
    assert one(document(data)).uri != one(document(data).replace("Ferry crews", "Tram crews")).uri


def test_counts_of_transmissions_are_no_part_of_an_identity() -> None:
    """NTB's end in two digits, or stand in a meta of their own."""
    assert one(document('<doc-id id-string="NTB5-a_07" regsrc="NTB"/>')).uri == "NTB5-a"
    assert (
        one(
            document('<doc-id id-string="x_01" regsrc="NTB"/>', meta='<meta name="NTBID" content="NTB9"/>')
        ).uri
        == "NTB9"
    )


def test_a_title_stands_in_for_a_headline() -> None:
    """PA's begins with the number of its take."""
    value = document('<doc-id id-string="1" regsrc="PA"/>', head="").replace(
        f"<title>{HEADLINE}", f"<title>2 {HEADLINE}"
    )
    assert one(value).headline == HEADLINE


def test_what_is_beside_the_story_is_left_out() -> None:
    """Pictures with their captions, and notes that hold a `body.content` of their own."""
    body = (
        f"<p>{LEAD}</p><media><media-caption>A ferry.</media-caption></media>"
        f"<note><body.content><p>To editors.</p></body.content></note><p>{SECOND}</p>"
    )
    assert one(document(body=body)).body == STORY


def test_inline_tags_and_subheads_are_text() -> None:
    """The text goes on behind a tag in the middle of a sentence."""
    body = f"<p>{LEAD.replace('Kesh', '<location>Kesh</location>')}</p><hl2>Pay</hl2><p>{SECOND}</p><ul><li>one</li></ul>"
    assert one(document(body=body)).body == f"{LEAD}\n\nPay\n\n{SECOND}\n\none"


def test_line_breaks_where_a_wire_wraps_are_no_line_breaks() -> None:
    """AAP ends every line with one."""
    body = (
        "<p>Ferry crews in Port Esk walked out on Tuesday over night pay,<br/>stranding some 400 passengers on both banks "
        "of the Kesh, the<br/>harbour office said.</p>"
    )
    assert one(document(body=body)).body == (
        "Ferry crews in Port Esk walked out on Tuesday over night pay, stranding some 400 passengers on both banks of the "
        "Kesh, the harbour office said."
    )


def test_a_document_that_names_no_sender_takes_the_feed_s() -> None:
    """From the record or the settings; what the document names goes before it."""
    assert (
        one(document('<doc-id id-string="1"/>', body="<p>Ferries idle.</p>"), "Coast Desk").source
        == "Coast Desk"
    )
    assert one(document(), "Coast Desk").source == "Lantern"


def test_embedded_code_that_was_escaped_is_no_story() -> None:
    """A tweet or a player with its script, as text in a paragraph."""
    embed = "<p>&lt;blockquote class='x'&gt;&lt;p&gt;Idle&lt;/p&gt;&lt;/blockquote&gt;&lt;script src='x'&gt;var a;&lt;/script&gt;</p>"
    assert one(document(body=f"<p>{LEAD}</p>{embed}<p>{SECOND}</p>")).body == f"{LEAD}\n\nIdle\n\n{SECOND}"


def test_a_language_that_is_none_does_not_cost_the_story() -> None:
    """The text decides then."""
    assert one(document().replace('baselang="en"', 'baselang="English (UK)"')).language == ""


def test_a_correction_names_what_it_corrects() -> None:
    """The element of the standard, with its note."""
    draft = one(
        document(
            '<doc-id id-string="esk-2" regsrc="Lantern"/><correction info="Toll was 12" id-string="esk-1" regsrc="Lantern"/>'
        )
    )

    assert (draft.marks, draft.replaces, draft.ednote) == (("correction",), ("esk-1",), "Toll was 12")


def test_an_indent_behind_a_line_break_begins_a_paragraph() -> None:
    """AAP breaks every line that it wraps."""
    lines = "Ferry crews in Port Esk walked out over night pay on Tuesday<br/>and stayed out.<br/>   Talks resume on Wednesday, the harbour office said<br/>at noon."

    assert one(document(body=f"<p>{lines}</p>")).body == (
        "Ferry crews in Port Esk walked out over night pay on Tuesday and stayed out.\n\nTalks resume on Wednesday, the harbour office said at noon."
    )


def in_capitals(markup: str) -> str:
    """Tags and names of attributes in capitals, as older systems write them."""

    def capital(tag: re.Match[str]) -> str:
        attributes = re.sub(r"(\s)([\w-]+)=", lambda name: f"{name[1]}{name[2].upper()}=", tag[3])
        return f"<{tag[1]}{tag[2].upper()}{attributes}"

    return re.sub(r"<(/?)([\w.-]+)((?:\s[\w-]+=\"[^\"]*\")*)", capital, markup)


FULL = document(
    '<doc-id id-string="esk-1" regsrc="Lantern"/><du-key key="esk-ferry" version="04"/><date.issue norm="20260317T074150+0100"/>'
    '<urgency ed-urg="3"/><ed-msg info="Adds pay"/><doc.copyright holder="Lantern Media"/>',
    body=f"<p>{LEAD}</p><p>{SECOND.replace('Wednesday', '<chron>Wednesday</chron>')}</p>",
)


@pytest.mark.parametrize(
    "coat", ["{}", '<?xml version="1.0"?><!DOCTYPE NITF SYSTEM "nitf.dtd">{}', "<box><id>7</id>{}</box>"]
)
def test_a_document_in_capitals_is_read_as_one_in_small_letters(coat: str) -> None:
    """Older systems write tags so, with their attributes."""
    assert one(coat.format(in_capitals(FULL))) == one(FULL)


@pytest.mark.parametrize(
    "inside",
    [
        wrapped(STORY),
        wrapped(STORY).replace("   ", "", 1).replace("\r\n   ", "\r\n\r\n"),
        wrapped(STORY).replace("Kesh", "<b>Kesh</b>").replace("night pay", "night <em>pay</em>"),
        wrapped(STORY).replace("\r\n", "<br/>"),
    ],
)
@pytest.mark.parametrize(
    "around", ["<pre>{}</pre>", "<block>\n<pre>\n{}\n</pre>\n</block>", '<pre xml:space="preserve">{}</pre>']
)
def test_a_preformatted_body_has_paragraphs(around: str, inside: str) -> None:
    """Its lines are wrapped as those of the old formats, and paragraphs begin at an indent or behind a blank line."""
    assert one(document(body=around.format(inside))).body == STORY


def test_a_table_in_a_preformatted_body_stays_lines() -> None:
    """Between paragraphs that are joined."""
    table = "Esk        3    1\nKesh       2    0"
    body = f"<pre>{wrapped(LEAD)}\n\n{table}\n\n   Talks resume.</pre>"
    assert one(document(body=body)).body == f"{LEAD}\n\nEsk 3 1\nKesh 2 0\n\nTalks resume."


def test_a_footnote_has_a_content_of_its_own() -> None:
    """It is text at its place, and loses nothing of the story around it."""
    note = "<fn><body.content><p>See page two.</p></body.content></fn>"
    draft = one(document(body=f"<p>{LEAD}</p>{note}<p>{SECOND}</p>"))

    assert draft.body == f"{LEAD}\n\nSee page two.\n\n{SECOND}"


def test_markup_that_was_escaped_into_a_headline_is_taken_out() -> None:
    """As in the text."""
    value = document(body=f"<p>{LEAD}</p>").replace(
        HEADLINE, "<![CDATA[Ferry crews <b>strike</b> in Port Esk]]>"
    )

    assert one(value).headline == HEADLINE


@pytest.mark.parametrize("reference", ["&#146;", "&#x92;", "&#X0092;"])
def test_numbers_of_windows_characters_are_read_as_meant(reference: str) -> None:
    """In Unicode they are control characters."""
    assert one(document(body=f"<p>The crew{reference}s talks</p>")).body == "The crew\u2019s talks"
    assert one(document(body="<p>a&#129;b</p>")).body == "ab"


def test_a_row_of_a_table_stays_a_line_whatever_its_cells_hold() -> None:
    """Word processors put a paragraph into each cell; a page's layout has one cell, or a story in it."""
    cell = "<td><p>{}</p></td>"
    rows = "".join(f"<tr>{cell.format(a)}{cell.format(b)}</tr>" for a, b in (("Esk", "1"), ("Kesh", "0")))
    layout = f"<table><tr><td><p>{LEAD}</p><p>{SECOND}</p></td></tr></table>"

    assert one(document(body=f"<p>{LEAD}</p><table>{rows}</table>")).body == f"{LEAD}\n\nEsk 1\nKesh 0"
    assert one(document(body=layout)).body == STORY


def test_a_document_without_a_sender_is_its_id_s_or_byline_s() -> None:
    """AAP names itself there alone; its times are local, so that it matters."""
    told = '<nitf><head><docdata><doc-id id-string="{}"/><date.issue norm="20260317T152511"/></docdata></head><body><body.head><hedline><hl1>H</hl1></hedline><byline><byttl>{}</byttl></byline></body.head><body.content><p>Ferries.</p></body.content></body></nitf>'
    by_id, by_line, neither = (
        one(told.format(*each))
        for each in (("AAP.01234", ""), ("01234", "By Ilse Marn, AAP"), ("ESK.1", "By Ilse Marn"))
    )

    assert (by_id.source, by_line.source, neither.source) == ("AAP", "AAP", "")
    assert by_id.version_created == "2026-03-17T04:25:11+00:00"


def test_a_cancellation_names_the_item_and_not_its_transmission() -> None:
    """NTB counts how often it sends an item behind its name."""
    told = '<nitf><head><docdata management-doc-idref="NTB0a_04" management-idref-status="canceled"><doc-id id-string="NTB0b_00" regsrc="NTB"/></docdata></head><body><body.content/></body></nitf>'

    assert one(told).uri == "NTB0a"
    assert one(told.replace(' management-idref-status="canceled"', "")).replaces == ("NTB0a",)
    assert one(told.replace('"NTB"', '"ESK"')).uri == "NTB0a_04"
