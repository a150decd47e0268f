"""NewsML-G2 as agencies write it: what is read from where, and the traps."""

from __future__ import annotations

import pytest

from stream.intake.draft import Draft, NotAnArticle
from stream.model.errors import RejectedError
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{LEAD}</p><p>{SECOND}</p></body></html>'
NITF = f"<nitf><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline><byline>By Ilse Marn</byline></body.head><body.content><p>{LEAD}</p><p>{SECOND}</p></body.content></body></nitf>"

LINKED = LEAD.replace("Kesh", "<a href='x'>Kesh</a>")


def item(
    *,
    meta: str = "",
    content: str = f"<headline>{HEADLINE}</headline>",
    body: str = f"<inlineXML>{XHTML}</inlineXML>",
    kind: str = "ninat:text",
    guid: str = ' guid="urn:newsml:lanternwire.example:20260317:nL0001"',
    rest: str = "",
    status: str = '<pubStatus qcode="stat:usable"/>',
) -> str:
    """A news item."""
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"{guid} version="3" xml:lang="en-GB">{rest}'
        f'<itemMeta><itemClass qcode="{kind}"/><provider qcode="nprov:LW"><name>Lantern Wire</name></provider>'
        f"<versionCreated>2026-03-17T07:41:50+01:00</versionCreated>{status}{meta}</itemMeta>"
        f"<contentMeta>{content}</contentMeta><contentSet>{body}</contentSet></newsItem>"
    )


def test_an_item_is_read_from_its_own_fields() -> None:
    """Identity, version, time, status, language, urgency, slug, dateline, byline, note and holder."""
    draft = one(
        item(
            rest="<rightsInfo><copyrightHolder><name>Lantern Media</name></copyrightHolder></rightsInfo>",
            meta="<edNote>Adds pay.</edNote>",
            content="<urgency>3</urgency><by>Ilse Marn</by><dateline>PORT ESK,\n March 17 (Lantern)</dateline>"
            '<language tag="de"/><slugline>Esk\n  Ferry</slugline><headline>Ferry crews\n   strike in Port Esk</headline>',
        )
    )

    assert draft.uri == "urn:newsml:lanternwire.example:20260317:nL0001"
    assert (draft.version, draft.version_created, draft.pubstatus) == (
        "3",
        "2026-03-17T06:41:50+00:00",
        "usable",
    )
    assert (draft.source, draft.language, draft.urgency) == ("Lantern Wire", "de", 3)
    assert (draft.headline, draft.slugline, draft.byline) == (HEADLINE, "Esk Ferry", "Ilse Marn")
    assert (draft.located, draft.ednote, draft.copyright_holder) == (
        "PORT ESK, March 17 (Lantern)",
        "Adds pay.",
        "Lantern Media",
    )
    assert draft.body == STORY


@pytest.mark.parametrize(
    "body",
    [
        f"<inlineXML>{XHTML}</inlineXML>",
        f"<inlineXML>{NITF}</inlineXML>",
        f"<inlineXML><html><head><title>x</title></head><body><div><p>{LEAD}</p>\n<p/><p>{SECOND}</p></div></body></html></inlineXML>",
        f'<inlineData contenttype="text/plain">{STORY}</inlineData>',
        f'<inlineData contenttype="text/plain">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</inlineData>',
        f"<inlineXML><html><body><p>{LINKED}</p>{SECOND}</body></html></inlineXML>",
        f"<inlineXML><h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body><h:p>{LEAD}</h:p><h:p>{SECOND}</h:p></h:body></h:html></inlineXML>",
        f"<inlineXML><html><body><header><h1>{HEADLINE}</h1><p>Ferry/Strike</p></header><section class='main'><p>{LEAD}</p><p>{SECOND}</p></section></body></html></inlineXML>",
        f"<inlineXML><html><body><h1>{HEADLINE}</h1><p>{LEAD}</p><figure><img src='x'/><figcaption>A ferry</figcaption></figure><p>{SECOND}</p><div class='mw_contactinfo'>Ilse, 555 0101</div><img src='track'/></body></html></inlineXML>",
        f"<inlineXML/><inlineXML>{XHTML}</inlineXML>",
        f"<inlineXML><html><body><pre>{LEAD}\n\n{SECOND}</pre></body></html></inlineXML>",
    ],
)  # fmt: skip
def test_the_story_is_the_same_in_every_form(body: str) -> None:
    """XHTML, NITF, plain, escaped, in any namespace, with the furniture of its sender: the same paragraphs."""
    assert one(item(body=body)).body == STORY


def test_lines_that_the_sender_wraps_inside_one_paragraph_are_joined() -> None:
    """Reuters' way: a whole story in one element, with indents where paragraphs begin."""
    lines = [
        "Ferry crews in Port Esk walked out",
        "on Tuesday over night pay.",
        "    Talks resume on Wednesday,",
        "the harbour office",
        "said.",
    ]
    body = "<inlineXML><html><body><p>{}</p></body></html></inlineXML>".format("\n".join(lines))

    assert one(item(body=body)).body == (
        "Ferry crews in Port Esk walked out on Tuesday over night pay.\n\nTalks resume on Wednesday, the harbour office said."
    )


def test_a_table_stays_lines() -> None:
    """Rows are lines, cells are parted."""
    body = "<inlineXML><html><body><p>Results:</p><table><tr><td>Esk</td><td>2</td></tr><tr><td>Kesh</td><td>1</td></tr></table></body></html></inlineXML>"

    assert one(item(body=body)).body == "Results:\n\nEsk 2\nKesh 1"


@pytest.mark.parametrize(
    ("status", "read"),
    [('<pubStatus qcode="stat:withheld"/>', "withheld"), ('<pubStatus qcode="ps:canceled"/>', "canceled"), ("", ""),
     ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled")],
)  # fmt: skip
def test_the_status_is_the_part_of_the_code_that_counts(status: str, read: str) -> None:
    """Prefixes are aliases of their scheme, and absent means usable."""
    assert one(item(status=status)).pubstatus == read


def test_an_embargo_is_read_and_one_that_cannot_be_read_holds() -> None:
    """Nobody knows when a text may run whose embargo is no time; an empty element is none."""
    assert (
        one(item(meta="<embargoed>2026-03-18T00:00:00+01:00</embargoed>")).embargoed_until
        == "2026-03-17T23:00:00+00:00"
    )
    assert one(item(meta="<embargoed>noon</embargoed>")).pubstatus == "embargoed"
    assert one(item(meta="<embargoed/>")).embargoed_until == ""


@pytest.mark.parametrize(
    ("headlines", "headline"),
    [
        ("<headline/><headline>A</headline>", "A"),
        ('<headline role="hld:subHeadline">B</headline><headline>A</headline>', "A"),
        ('<headline rank="2">B</headline><headline rank="1">A</headline>', "A"),
        ('<headline role="hld:main">A</headline><headline role="seoHeadline">B</headline>', "A"),
        ("<headline>A &amp;amp; B</headline>", "A & B"),
        ("", ""),
    ],
)
def test_the_headline_is_the_one_without_a_role_or_of_the_lowest_rank(headlines: str, headline: str) -> None:
    """Sub-headlines and those for search engines are not; a flash may have none."""
    assert one(item(content=headlines)).headline == headline


def test_a_headline_alone_is_an_article_and_an_empty_shell_is_none() -> None:
    """A flash has an empty text; a message without any word is no article."""
    assert one(item(body="<inlineXML/>")).headline == HEADLINE
    (shell,) = found(item(body="", content=""))
    assert isinstance(shell, NotAnArticle)


@pytest.mark.parametrize("kind", ["ninat:picture", "icls:graphic", "ninat:video", "ninat:composite"])
def test_only_text_is_an_article(kind: str) -> None:
    """Whatever alias the scheme has."""
    (other,) = found(item(kind=kind))
    assert isinstance(other, NotAnArticle)


def test_a_message_holds_several_items_and_a_broken_one_is_lost_alone() -> None:
    """A package that calls itself text is none; an item without identity is refused, the next one is read."""
    package = '<packageItem guid="p"><itemMeta><itemClass qcode="ninat:text"/></itemMeta></packageItem>'
    message = f"<newsMessage><header><sender>lantern.example</sender></header><itemSet>{package}{item(guid='')}{item()}</itemSet></newsMessage>"

    first, second, third = found(message)

    assert isinstance(first, NotAnArticle)
    assert isinstance(second, RejectedError)
    assert second.field == "guid"
    assert isinstance(third, Draft)


@pytest.mark.parametrize(
    ("meta", "mark"),
    [
        ('<signal qcode="sig:update"/>', "sig:update"),
        ('<signal qcode="sig:correction"/>', "sig:correction"),
        ('<signal qcode="edStat:U"/>', "update"),
        ('<signal qcode="edStat:C"/>', "correction"),
        ('<signal qcode="edStat:D"/>', "kill"),
        ('<signal qcode="update:append-major-content"/>', "update"),
        ('<signal qcode="tt_sig:replace"/>', "update"),
        ('<edNote role="sttnote:private">Corrects the toll.</edNote>', "correction"),
    ],
)
def test_signals_are_marks(meta: str, mark: str) -> None:
    """The IPTC's, Reuters', STT's and TT's; a private note is not kept, but what it says of the lineage is."""
    draft = one(item(meta=meta))
    assert draft.marks == (mark,)
    assert draft.ednote == ""


def test_links_say_what_an_item_replaces() -> None:
    """An earlier version under another id, TT's replaced item, what it evolved from; where a rewrite came from is neither."""
    links = (
        '<link rel="irel:previousVersion" residref="urn:x:1"/><link guidref="urn:x:2" version="2"/>'
        '<link rel="irel:derivedFrom" residref="urn:x:3"/><link rel="irel:evolvedFrom" residref="urn:x:4"/>'
    )
    draft = one(
        item(rest=links, meta='<altId type="tt:refuno">urn:x:5</altId><signal qcode="tt_sig:replace"/>')
    )

    assert draft.replaces == ("urn:x:1", "urn:x:2", "urn:x:5")
    assert draft.evolved_from == ("urn:x:4",)
    assert draft.alt_ids == ("tt:refuno:urn:x:5",)


def test_the_place_of_a_desk_is_not_the_story_s() -> None:
    """Reuters' `located` is where the story was handled; others' is where it is from."""
    located = f"<located><name>Bangalore</name></located><headline>{HEADLINE}</headline>"

    assert one(item(content=located)).located == "Bangalore"
    assert one(item(content=located).replace("Lantern Wire", "Reuters")).located == ""


def test_a_time_without_a_zone_is_the_agency_s_own() -> None:
    """STT writes Helsinki's time, and a blank in place of the T occurs."""
    value = item().replace("2026-03-17T07:41:50+01:00", "2026-03-17 08:41:50").replace("Lantern Wire", "STT")

    assert one(value).version_created == "2026-03-17T06:41:50+00:00"


def test_links_stand_in_the_item_s_metadata() -> None:
    """Where the schema has them; older senders write them beside it."""
    link = '<link rel="irel:previousVersion" residref="urn:x:0"/>'

    assert one(item(meta=link)).replaces == ("urn:x:0",)
    assert one(item(rest=link)).replaces == ("urn:x:0",)
    assert one(item(meta='<link guidref="urn:x:0" version="2"/>')).replaces == ("urn:x:0",)  # STT
    assert one(item(meta='<link rel="irel:derivedFrom" residref="urn:x:0"/>')).replaces == ()


def test_the_text_behind_an_inline_tag_is_kept_in_every_line() -> None:
    """A headline, byline or dateline goes on behind a name or an emphasis, and lines of an address are words."""
    head = "<hedline><hl1>Esk: <em>All</em> ferries idle</hl1></hedline><byline>By <person>Ilse Marn</person> in Kesh<byttl>Lantern</byttl></byline><dateline><location><city>PORT ESK</city><country>Veldria</country></location>, <story.date>March 17</story.date></dateline>"
    document = (
        f"<nitf><body><body.head>{head}</body.head><body.content><p>{LEAD}</p></body.content></body></nitf>"
    )
    draft = one(item(content="", body=f"<inlineXML>{document}</inlineXML>"))

    assert draft.headline == "Esk: All ferries idle"
    assert draft.byline == "By Ilse Marn in Kesh Lantern"
    assert draft.located == "PORT ESK Veldria, March 17"


@pytest.mark.parametrize(
    ("content", "guid", "source"),
    [
        ("<creditline>Harbour Press</creditline>", "urn:newsml:lantern.example:20260317:1", "Harbour Press"),
        ('<infoSource literal="Harbour Press"/>', "urn:newsml:lantern.example:20260317:1", "Harbour Press"),
        ("", "urn:newsml:lantern.example:20260317:1", "lantern.example"),
        ("", "tag:lantern.example,2026:1", "lantern.example"),
    ],
)
def test_an_item_without_a_provider_has_a_source(content: str, guid: str, source: str) -> None:
    """Who is credited, else the authority of its guid: a story is not lost for it."""
    value = item(guid=f' guid="{guid}"', content=f"<headline>{HEADLINE}</headline>{content}")
    provider = '<provider qcode="nprov:LW"><name>Lantern Wire</name></provider>'

    assert one(value.replace(provider, "")).source == source


def test_tt_names_what_it_replaces_without_the_end_of_its_guids() -> None:
    """Every guid ends in `:0`, and the number in `tt:refuno` does not."""
    meta = '<signal qcode="tt_sig:replace"/><altId type="tt:refuno">260317-esk</altId>'

    assert one(item(meta=meta, guid=' guid="260317-esk-2:0"')).replaces == ("260317-esk", "260317-esk:0")


def test_the_rows_of_a_table_do_not_part_at_an_indent() -> None:
    """Reuters' tables hang in the body as lines, and the head of a column is indented."""
    rows = "Results of the league\n  Esk United      2  Kesh       1\n  Orrin City      0  Tamar      0\n                  P  W  D\n  Esk United     20 12  4"
    draft = one(item(body=f"<inlineXML><html><body>{rows}</body></html></inlineXML>"))

    assert draft.body.count("\n") == 4
    assert "\n\n" not in draft.body


KILLED = "urn:newsml:lanternwire.example:20260317:nL0000"


def kill(
    *links: str, version: str = "1", told: str = '<signal qcode="sig:kill"/>', status: str = "canceled"
) -> str:
    """A kill under an id of its own, with these links."""
    return item(meta=told + "".join(links), status=f'<pubStatus qcode="stat:{status}"/>').replace(
        'version="3"', f'version="{version}"'
    )


@pytest.mark.parametrize(
    "relation",
    [
        "irel:cancels", "lrel:kills", "kill", "rel:canceledItem", "itemrel:isKillOf", "x:retracts", "afprel:withdraws", "x:recallOf",
        "http://lantern.example/rel/deletes", "lrel:supersededItem", "x:unknown", "irel:seeAlso", "irel:isRelatedTo", "",
    ],
)  # fmt: skip
def test_a_kill_means_the_item_that_it_links_to(relation: str) -> None:
    """Whatever the relation is called, in whatever scheme, by an address, a `residref` or a `guidref`."""
    for name in ("residref", "guidref", "href"):
        assert one(kill(f'<link rel="{relation}" {name}="{KILLED}"/>')).replaces == (KILLED,)


@pytest.mark.parametrize(
    "relation",
    ["irel:corrects", "lrel:correction", "x:isCorrectionOf", "irel:updates", "x:isUpdateOf", "x:revises", "x:amends", "x:replacementFor"],
)  # fmt: skip
def test_a_correction_means_the_item_that_it_links_to(relation: str) -> None:
    """By the words of the relation; a usable item that only refers to another one means none."""
    draft = one(item(meta=f'<signal qcode="sig:correction"/><link rel="{relation}" residref="{KILLED}"/>'))

    assert draft.replaces == (KILLED,)


def test_a_link_that_kills_nothing() -> None:
    """A source, a translation, the item's successor, one of several, those of a later version and of a story that runs."""
    link = f'<link rel="irel:seeAlso" residref="{KILLED}"/>'
    for rel in ("irel:derivedFrom", "x:isTranslationOf", "x:replacedBy", "x:hasCorrection", "x:canceledBy"):
        assert one(kill(f'<link rel="{rel}" residref="{KILLED}"/>')).replaces == ()
    assert one(kill(link, '<link rel="irel:seeAlso" residref="urn:x:9"/>')).replaces == ()
    assert one(kill(link, version="2")).replaces == ()
    assert one(kill(link, told="", status="usable")).replaces == ()
    assert one(item(meta=f'<signal qcode="sig:correction"/>{link}')).replaces == ()
    assert one(
        kill(f'<link rel="x:unknown" residref="{KILLED}"/>', '<link rel="lrel:kills" residref="urn:x:9"/>')
    ).replaces == ("urn:x:9",)


def test_a_kill_s_words_are_enough() -> None:
    """Reuters and others withdraw by headline or note alone; the status stays usable."""
    link = f'<link rel="irel:seeAlso" residref="{KILLED}"/>'

    assert one(kill(link, told="<edNote>KILL</edNote>", status="usable")).replaces == (KILLED,)


def test_the_fullest_rendition_is_the_text() -> None:
    """A content set may hold a summary, the whole text, and the same plain with its contact lines."""
    short = f"<inlineXML rendition='rnd:summary'><html><body><p>{SECOND}</p></body></html></inlineXML>"
    full = f"<inlineXML rendition='rnd:full'>{XHTML}</inlineXML>"
    plain = f'<inlineData contenttype="text/plain">{STORY}\n\nIlse Marn, 555 0101</inlineData>'

    assert one(item(body=short + full + plain)).body == STORY
    assert one(item(body=plain + full)).body == STORY


def test_a_headline_on_several_lines() -> None:
    """A line break parts words; inline markup does not."""
    draft = one(item(content="<headline>Ferry crews<br/>strike in <b>Port</b> Esk</headline>"))

    assert draft.headline == HEADLINE


def test_the_byline_of_the_text_comes_before_its_maker() -> None:
    """Content systems name the desk as the creator."""
    made = f"<creator><name>Desk</name></creator><headline>{HEADLINE}</headline>"

    assert one(item(content=made, body=f"<inlineXML>{NITF}</inlineXML>")).byline == "By Ilse Marn"
    assert one(item(content=made)).byline == "Desk"


def test_of_headlines_in_several_languages_the_item_s_own_counts() -> None:
    """Also where another one comes first."""
    other = '<headline xml:lang="fr">Les ferries en gr\u00e8ve</headline>'

    assert one(item(content=f'{other}<headline xml:lang="en">{HEADLINE}</headline>')).headline == HEADLINE
    assert one(item(content=f"{other}<headline>{HEADLINE}</headline>")).headline == HEADLINE
    assert one(item(content=other)).headline == "Les ferries en gr\u00e8ve"
