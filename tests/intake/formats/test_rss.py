"""RSS, RDF and Atom as feeds write them."""

from __future__ import annotations

import pytest

from stream.intake.draft import Draft, NotAnArticle
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one

HTML = f"<p>{LEAD}</p><p>{SECOND}</p>".replace("<", "&lt;").replace(">", "&gt;")
NAMES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'


def item(
    inside: str = "",
    *,
    title: str = HEADLINE,
    guid: str = '<guid isPermaLink="false">esk-1</guid>',
    body: str = f"<description>{HTML}</description>",
) -> str:
    """An item."""
    return (
        f"<item><title>{title}</title><link>https://mercury.example/esk-1</link>{guid}{body}{inside}</item>"
    )


def rss(*items: str) -> str:
    """A feed."""
    return f'<?xml version="1.0"?><rss version="2.0" {NAMES}><channel><title>Daily Mercury</title><language>en-gb</language>{"".join(items or (item(),))}</channel></rss>'


def atom(inside: str) -> str:
    """An Atom feed of one entry."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily Mercury</title><entry><id>tag:mercury.example,2026:1</id><title type="html">{HEADLINE}</title>'
        f'<link rel="self" href="https://mercury.example/a"/><link href="https://mercury.example/esk-1"/><published>2026-03-17T05:00:00Z</published>'
        f"<updated>2026-03-17T06:02:11Z</updated><author><name>Ilse Marn</name></author>{inside}</entry></feed>"
    )


def test_an_item_is_read_from_its_own_fields() -> None:
    """Identity, link, time, headline, byline, language, source and text."""
    draft = one(
        rss(item("<pubDate>Tue, 17 Mar 2026 06:02:11 GMT</pubDate><dc:creator>Ilse Marn</dc:creator>"))
    )

    assert (draft.uri, draft.url) == ("esk-1", "https://mercury.example/esk-1")
    assert (draft.version, draft.version_created, draft.language) == (
        "",
        "2026-03-17T06:02:11+00:00",
        "en-gb",
    )
    assert (draft.source, draft.headline, draft.byline) == ("Daily Mercury", HEADLINE, "Ilse Marn")
    assert draft.body == STORY


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">{HTML}</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><p>{SECOND}</p></div></content>',
        f'<content type="text">{STORY}</content>',
        f'<content src="https://mercury.example/x"/><summary type="html">{HTML}</summary>',
    ],
)
def test_an_atom_entry_is_read_in_every_form(content: str) -> None:
    """Escaped, inline or plain; the time is that of the update."""
    draft = one(atom(content))

    assert (draft.uri, draft.url) == ("tag:mercury.example,2026:1", "https://mercury.example/esk-1")
    assert (draft.version_created, draft.byline, draft.source) == (
        "2026-03-17T06:02:11+00:00",
        "Ilse Marn",
        "Daily Mercury",
    )
    assert draft.body == STORY


@pytest.mark.parametrize(
    "value",
    [
        f'<rss version="0.91"><channel><title>Daily Mercury</title>{item()}</channel></rss>',
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Daily Mercury</title></channel>{item()}</rdf:RDF>',
        item(),
    ],
)
def test_every_version_of_rss_is_read(value: str) -> None:
    """0.9x, RDF, and an item that stands alone (whose source the record must name)."""
    assert one(value, "Daily Mercury").body == STORY


@pytest.mark.parametrize(
    "body",
    [
        f"<description>Teaser</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]></content:encoded>",
        f"<description><![CDATA[<p>{LEAD}</p><p>{SECOND}</p><img src='t.gif'/>]]></description>",
        f"<description>{HTML.replace('&', '&amp;')}</description>",
        f"<description>{STORY}</description>",
    ],
)
def test_the_text_is_the_fullest_that_an_item_has(body: str) -> None:
    """The encoded content before the description; HTML in CDATA, escaped once or twice, or plain."""
    assert one(rss(item(body=body))).body == STORY


@pytest.mark.parametrize("title", [HEADLINE, f"<![CDATA[{HEADLINE}]]>", f"&lt;b&gt;{HEADLINE}&lt;/b&gt;"])
def test_titles_come_in_every_coat(title: str) -> None:
    """In CDATA, as HTML."""
    assert one(rss(item(title=title))).headline == HEADLINE
    assert one(rss(item(title="A &amp;amp;amp; B"))).headline == "A & B"


def test_an_identity_is_guid_else_link_else_title() -> None:
    """One link on all items is no identity."""
    assert one(rss(item(guid=""))).uri == "https://mercury.example/esk-1"
    first, second = found(rss(item(guid="", title="A"), item(guid="", title="B")))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert first.uri != second.uri
    assert first == found(rss(item(guid="", title="A"), item(guid="", title="B")))[0]


def test_the_same_page_under_a_new_guid_has_a_name_in_common() -> None:
    """Some feeds change the guid on edit."""
    first, second = (one(rss(item(guid=f"<guid>{guid}</guid>"))) for guid in ("urn:1", "urn:2"))
    assert first.alt_ids == second.alt_ids != ()


def test_the_newest_time_orders_versions() -> None:
    """An edit changes one of them, and not always the same."""
    times = "<pubDate>Tue, 17 Mar 2026 06:02:11 GMT</pubDate><dc:date>2026-03-17T09:00:00Z</dc:date><pubDate>soon</pubDate>"
    assert one(rss(item(times))).version_created == "2026-03-17T09:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    [
        rss(item('<enclosure url="x.mp3" type="audio/mpeg"/>', body="")),
        rss(item("<media:group><media:content url='x'/></media:group>", body="")),
        rss(
            item(
                '<enclosure url="x.mp3" type="audio/mpeg"/><itunes:duration xmlns:itunes="x">9:00</itunes:duration>'
            )
        ),
        rss(item("<wp:post_type xmlns:wp='x'>attachment</wp:post_type>")),
        rss(item("<wp:status xmlns:wp='x'>draft</wp:status>")),
        rss(item(title="", body="")),
        '<rss version="2.0"><channel><title>Daily Mercury</title></channel></rss>',
    ],
)
def test_what_is_no_article(value: str) -> None:
    """Sound and video, attachments and drafts of an export, empty items, a feed without any."""
    (other,) = found(value)
    assert isinstance(other, NotAnArticle)


def test_a_withdrawn_entry_is_a_kill() -> None:
    """RFC 6721."""
    value = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>M</title><at:deleted-entry ref="tag:1" when="2026-03-17T06:02:11Z"/></feed>'
    draft = one(value)
    assert (draft.uri, draft.pubstatus, draft.source) == ("tag:1", "canceled", "M")


def test_html_s_characters_and_bare_ampersands_do_not_lose_a_feed() -> None:
    """They are errors in XML, and feeds have them."""
    draft = one(
        rss(item(title="Caf&eacute; & bar&nbsp;open", body="<description>Fish & chips</description>"))
    )
    assert (draft.headline, draft.body) == ("Café & bar open", "Fish & chips")


def test_what_a_page_hides_is_no_story() -> None:
    """Hidden blocks, contacts, pictures with their captions, and the line that a blog's software adds."""
    markup = (
        f"<div style='display:none'>pixel</div><header><h1>x</h1></header><p>{LEAD}</p><div class='mw_contactinfo'><div>Ilse Marn, 555</div></div>"
        f"<p>{SECOND}</p><span hidden>x</span><p>The post Ferries appeared first on Daily Mercury.</p>"
    )

    assert one(rss(item(body=f"<description><![CDATA[{markup}]]></description>"))).body == STORY


def test_a_class_that_only_sounds_hidden_is_kept() -> None:
    """Whole words of the class count, and no other attribute."""
    markup = f"<p class='contacted-us date'>{LEAD}</p><p title='a hidden place'>{SECOND}</p>"

    assert one(rss(item(body=f"<description><![CDATA[{markup}]]></description>"))).body == STORY


def test_a_contact_paragraph_that_is_not_closed_ends_with_the_next_one() -> None:
    """Pages leave end tags out."""
    markup = f"<p>{LEAD}<p class='contact'>Ilse Marn, 555<p>{SECOND}"

    assert one(rss(item(body=f"<description><![CDATA[{markup}]]></description>"))).body == STORY


def test_the_codes_of_a_blog_s_export_are_no_story() -> None:
    """WordPress keeps them in the text for its themes."""
    text = f"{LEAD}\n\n[caption id='x']A ferry[/caption]{SECOND}\n[gallery ids='1']"

    assert (
        one(rss(item(body=f"<content:encoded xmlns:content='c'><![CDATA[{text}]]></content:encoded>"))).body
        == STORY
    )


@pytest.mark.parametrize(
    "text",
    ["&lt;img src='a.jpg'/&gt;", "<![CDATA[<iframe src='x'></iframe>]]>", "<![CDATA[<img src='a'> ]]>"],
)
def test_a_description_of_a_picture_alone_is_no_text(text: str) -> None:
    """Its tag is not, either; a sign of less is."""
    draft = one(
        f"<rss><channel><title>M</title><item><title>{HEADLINE}</title><guid>g</guid><description>{text}</description></item></channel></rss>"
    )
    plain = one(
        "<rss><channel><title>M</title><item><title>x</title><guid>g</guid><description>3 &lt; 5 boats</description></item></channel></rss>"
    )

    assert (draft.headline, draft.body) == (HEADLINE, "")
    assert plain.body == "3 < 5 boats"
