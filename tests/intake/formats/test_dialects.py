"""What single agencies and systems do with the formats: a made-up message for each trap, and what is read from it."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import orjson
import pytest

from stream.model.errors import RejectedError
from tests.intake.formats import test_anpa1312 as anpa
from tests.intake.formats import test_iptc7901 as wire
from tests.intake.formats import test_mime as mail
from tests.intake.formats import test_newsml1 as newsml
from tests.intake.formats import test_newsml_g2 as g2
from tests.intake.formats import test_nitf as nitf
from tests.intake.formats import test_rss as rss
from tests.intake.formats.making import HEADLINE, LEAD, SECOND, STORY, found, one, wrapped
from tests.intake.making import flat

PARTS = f"<p>{LEAD}</p><p>{SECOND}</p>"
BROKEN = wrapped(STORY).replace("\r\n", "<br/>\r\n")


def ended(*below: str) -> str:
    """A document whose story has these paragraphs below it."""
    return nitf.document(body=PARTS + "".join(f"<p>{each}</p>" for each in below))


def anpa_message(*lines: str, keyword: str = "BC-Esk-Ferry, 03-17 0250") -> str:
    """A message of ANPA 1312 of these lines."""
    return (
        f"\x16\x16\x01a0457\x1f_lwxx-\r\nu i\x13\x11 {keyword}\r\n\x02"
        + "\r\n".join(lines)
        + "\r\n\x03\r\n\x04"
    )


def feed(inside: str, **parts: str) -> str:
    """A feed of one item with more inside it."""
    return rss.rss(rss.item(inside, **parts))


def data(name: str, **parts: str) -> str:
    """A text in a NewsML-G2 item."""
    return g2.item(body=f"<inlineXML><html><body>{name}</body></html></inlineXML>", **parts)


TRAPS: dict[str, tuple[str, dict[str, Any]]] = {
    # What ends a transmission, agency by agency.
    "AP's rule and contact line": (ended("___", "Follow Ilse Marn at @im"), {"body": STORY, "ednote": ""}),
    "AP's correction below the rule": (ended("___", "This version corrects the toll."), {"body": STORY, "ednote": "This version corrects the toll."}),
    "AAP's initials": (ended("AAP RTV im/dl"), {"body": STORY}),
    "APA's end": (ended("(Schluss) im/dl"), {"body": STORY}),
    "dpa's signature": (ended("dpa im yyzz n1 lw"), {"body": STORY}),
    "dpa's signature in 7901": (wire.message(story=wrapped(STORY) + "\r\n   dpa im yyzz n1 lw"), {"body": STORY}),
    "TASS's and Interfax's end": (ended("-0-"), {"body": STORY}),
    "Xinhua's end": (ended("Enditem"), {"body": STORY}),
    "Kyodo's end": (ended("==Kyodo"), {"body": STORY}),
    "NTB's right": (ended("(\xa9NTB)"), {"body": STORY}),
    "EFE's marks of pictures": (ended("(foto)(v\xeddeo)"), {"body": STORY}),
    "an agency's edges in ninjs": (
        orjson.dumps({"uri": "urn:x", "source": "Reuters", "headline": HEADLINE, "bodyXhtml": f"<p>(Adds pay)</p><p>By Ilse Marn</p>{PARTS}<p>___</p><p>Follow us.</p>"}).decode(),
        {"body": STORY, "ednote": "Adds pay", "byline": "By Ilse Marn"},
    ),
    "a site's own text in ninjs stays": (
        orjson.dumps({"uri": "urn:x", "source": "Daily Mercury", "headline": HEADLINE, "body_html": f"<p>By Ilse Marn</p>{PARTS}"}).decode(),
        {"body": f"By Ilse Marn\n\n{STORY}"},
    ),
    "ATS's initials": (ended("ats/im"), {"body": STORY}),
    "Ritzau's name stays": (ended("/ritzau/"), {"body": f"{STORY}\n\n/ritzau/"}),
    "EFE's name stays, its initials do not": (ended("EFE", "im/dl"), {"body": f"{STORY}\n\nEFE"}),
    # Where a paragraph begins.
    "AAP's wrapped lines": (nitf.document(body=f"<p>{BROKEN.strip()}</p>"), {"body": STORY}),
    "wrapped lines in NewsML-G2": (data(f"<p>{BROKEN}</p>"), {"body": STORY}),
    "lines that the markup's layout indents": (nitf.document(body="<p>Ferry crews<br/>\n      walked out<br/>\n      on Tuesday.</p>"), {"body": "Ferry crews\nwalked out\non Tuesday."}),
    "a preformatted text in NewsML-G2": (data(f"<pre>{wrapped(STORY)}</pre>"), {"body": STORY}),
    # Headings of the old formats.
    "a lead in small letters": (wire.message(heading=f"1st lead\r\n{HEADLINE} =\r\n"), {"headline": HEADLINE, "version": "1", "marks": ("update",)}),
    "a flash in small letters": (wire.message(heading=f"Eilmeldung\r\n{HEADLINE} =\r\n"), {"headline": HEADLINE}),
    "a headline that only begins like a lead": (wire.message(heading="1st lead singer of the Esk =\r\n"), {"headline": "1st lead singer of the Esk", "marks": ()}),
    "a header without a count of words": (wire.message(header="ltn0157 3 pl"), {"headline": HEADLINE, "body": STORY, "urgency": 3}),
    "ANPA without any ^": (
        anpa_message("BC-Esk-Ferry,250", HEADLINE, "By ILSE MARN", "Lantern Writer", f"\t{LEAD}", f"\t{SECOND}", "AP-WF-03-17-26 0602GMT"),
        {"slugline": "BC-Esk-Ferry", "headline": HEADLINE, "byline": "By ILSE MARN", "body": STORY, "uri": "urn:newswire:anpa1312:ap:20260317:bc-esk-ferry"},
    ),
    "ANPA without any ^, with a note": (
        anpa_message("BC-Esk-Ferry,1st Ld-Writethru,250", HEADLINE, "Eds: Adds pay.", "By ILSE MARN=", f"    {LEAD}", f"    {SECOND}"),
        {"headline": HEADLINE, "ednote": "Eds: Adds pay.", "byline": "By ILSE MARN", "body": STORY, "version": "1"},
    ),
    "ANPA whose byline lacks its ^": (
        anpa.message(headings=("Esk-Ferry,250<", f"{HEADLINE}<"), lines=("By ILSE MARN", "Lantern Writer", f"\t{LEAD}", f"\t{SECOND}")),
        {"headline": HEADLINE, "byline": "By ILSE MARN", "body": STORY},
    ),
    "ANPA without its slug line": (anpa_message(f"^{HEADLINE}<", f"\t{LEAD}", f"\t{SECOND}"), {"slugline": "BC-Esk-Ferry", "headline": HEADLINE, "body": STORY}),
    "ANPA whose first paragraph is not indented": (anpa.message(lines=(LEAD, f"\t{SECOND}")), {"headline": HEADLINE, "body": STORY}),
    # Feeds.
    "a picture's caption in a feed": (feed('<media:content url="x.jpg"><media:description>Caption</media:description></media:content>'), {"body": STORY}),
    "a picture's caption before the text": (rss.rss(f"<item><media:title>Picture</media:title><media:description>Caption</media:description>{rss.item()[6:]}"), {"body": STORY, "headline": HEADLINE}),
    "buttons below a text": (feed("", body=f"<description>{rss.HTML}&lt;div class='feedflare'&gt;Share&lt;/div&gt;</description>"), {"body": STORY}),
    "a link to the rest": (feed("", body=f"<description>{rss.HTML}&lt;p&gt;&lt;a href='x'&gt;Continue reading...&lt;/a&gt;</description>"), {"body": STORY}),
    "a feed in capitals": ("<RSS><CHANNEL><TITLE>Mercury</TITLE><ITEM><TITLE>Ferries</TITLE><PUBDATE>Tue, 17 Mar 2026 06:02:11 GMT</PUBDATE><DESCRIPTION>Idle.</DESCRIPTION></ITEM></CHANNEL></RSS>", {"headline": "Ferries", "body": "Idle.", "version_created": "2026-03-17T06:02:11+00:00"}),
    # What stands around a message.
    "a line's end behind XML": (f"{nitf.document()}\r\nNNNN\r\n", {"body": STORY}),
    "a mark of the end behind XML": (f"{nitf.document()}\r\n--end--\x1a", {"body": STORY}),
    "fill characters behind JSON": (orjson.dumps(flat()).decode() + "\x00\x00", {"uri": flat()["uri"]}),
    "XML in a queue's JSON": (orjson.dumps({"id": 7, "payload": nitf.document()}).decode(), {"body": STORY, "uri": "esk-1"}),
    "XML in base64 in a queue's JSON": (orjson.dumps({"payload": base64.b64encode(nitf.document().encode()).decode()}).decode(), {"body": STORY}),
    "a mail that begins with a bracket": (f"{mail.HEAD}\r\n[Update] Ferries idle.\r\n", {"body": "[Update] Ferries idle."}),
    # The rest.
    "markup that was escaped in ninjs": (orjson.dumps({"uri": "urn:x", "source": "L", "headline": "H", "body_html": "&lt;p&gt;Esk&lt;/p&gt;&lt;p&gt;Kesh&lt;/p&gt;"}).decode(), {"body": "Esk\n\nKesh"}),
    "AP's own XML around NITF": (
        (f"<Publication><Identification><ItemId>77</ItemId></Identification><NewsLines><HeadLine>{HEADLINE}</HeadLine></NewsLines><Provider>AP</Provider><PublicationComponent><TextContentItem><DataContent>"
        f"<nitf><body.content><block>{PARTS}</block></body.content></nitf></DataContent></TextContentItem></PublicationComponent></Publication>"),
        {"uri": "77", "headline": HEADLINE, "body": STORY, "source": "AP"},
    ),
    "a story's key in NITF": (nitf.document('<doc-id id-string="HHH-13-1" regsrc="PA"/><du-key key="ESK Ferry" generation="2"/>'), {"threads": ("du-key:PA:ESK Ferry",), "version": "2", "slugline": "ESK Ferry"}),
    "the owner of rights in NITF's body": (nitf.document(head="<rights><rights.owner>Rell Media</rights.owner></rights>"), {"copyright_holder": "Rell Media"}),
    "a deletion of Reuters": (g2.item(status='<pubStatus qcode="stat:canceled"/>', meta='<signal qcode="edStat:D"/>', body="<inlineXML/>"), {"pubstatus": "canceled", "marks": ("kill",)}),
    "a status of several states": (g2.item(status='<pubStatus qcode="stat:mixed"/>'), {"body": STORY, "pubstatus": "mixed"}),
    "a mail in flowed lines": (f"{mail.HEAD}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nFer \r\nries idle.\r\n", {"body": "Ferries idle."}),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_read_rightly(name: str) -> None:
    """Field by field."""
    message, expected = TRAPS[name]
    draft = one(message)
    assert {field: getattr(draft, field) for field in expected} == expected


def test_a_rule_in_the_middle_of_a_story_ends_nothing() -> None:
    """More of the story stands below it."""
    body = ended("___", "Crews of the Kesh said so. " * 20, "Talks resume.")
    assert one(body).body.endswith("Talks resume.")


def test_a_news_message_may_have_several_sets_of_items() -> None:
    """Against the schema, and nothing is lost."""
    assert (
        len(found(f"<newsMessage><itemSet>{g2.item()}</itemSet><itemSet>{g2.item()}</itemSet></newsMessage>"))
        == 2
    )


def test_a_component_may_hold_whole_items() -> None:
    """NewsML 1: each is an article of its own, what stands around them is a package."""
    package = newsml.item(
        f"<NewsComponent>{newsml.item()}</NewsComponent>", identification="<NewsItemId>all</NewsItemId>"
    )
    _, inner = found(newsml.message(package))
    assert inner == one(newsml.message())


def test_a_compressed_record_is_read_and_a_bomb_is_not_unpacked() -> None:
    """By gzip, as some producers send values; what is compressed twice or swells beyond the bound is refused."""
    packed = gzip.compress(nitf.document().encode())

    assert one(packed) == one(nitf.document())
    for bomb in (gzip.compress(packed), gzip.compress(b" " * 21_000_000, compresslevel=1), packed[:40]):
        (error,) = found(bomb)
        assert isinstance(error, RejectedError)
