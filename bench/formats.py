"""Articles a second of each wire format through the intake, on one core, beside ninjs: the same story in every one.

    python -m bench.formats [--rounds N] [--articles N]

Seconds are the processor's. `read` is the format's reader alone, `intake` all of the intake with it: normalising, language, credits, sketch. Best of
the rounds; the formats take turns within a round. feedparser reads the same feed at the end, for RSS.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import feedparser
import orjson

from stream.demo.day import build_day
from stream.intake.draft import Hints
from stream.intake.formats.detect import read
from stream.intake.prepare import IntakeRules, Raw, prepare_all
from stream.model.articles import Position

RULES = IntakeRules(default_language="en", max_body_chars=1_000_000, agencies=(), default_source="Lantern")
WIDTH = 69  # characters of a line of the old wires
FEED = 20  # items of a feed: what a newsroom's pages show


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=200)
    arguments = parser.parse_args()
    texts = stories(arguments.articles)
    messages = {name: [make(at, *text) for at, text in enumerate(texts)] for name, make in FORMATS.items()}
    messages["rss, feeds"] = [feed(texts[at : at + FEED], at) for at in range(0, len(texts), FEED)]
    best: dict[str, list[float]] = {name: [float("inf")] * 2 for name in messages}
    parsed = float("inf")
    for _ in range(arguments.rounds):
        for name, values in messages.items():
            for at, work in enumerate((_read, _intake)):
                best[name][at] = min(best[name][at], _seconds(work, values))
        parsed = min(parsed, _seconds(_feedparser, messages["rss, feeds"]))
    print(
        f"{len(texts)} articles of {sum(len(body.split()) for _, body in texts) // len(texts)} words on average"
    )
    print(f"{'':<12}{'read/s':>10}{'of ninjs':>10}{'intake/s':>10}{'of ninjs':>10}")
    for name, spans in best.items():
        rates = [len(texts) / span for span in spans]
        ratios = [best["ninjs"][at] / span for at, span in enumerate(spans)]
        print(f"{name:<12}{rates[0]:>10,.0f}{ratios[0]:>10.2f}{rates[1]:>10,.0f}{ratios[1]:>10.2f}")
    print(f"{'feedparser':<12}{len(texts) / parsed:>10,.0f}{best['rss, feeds'][0] / parsed:>10.2f} of ours")


def stories(count: int) -> list[tuple[str, str]]:
    """Headlines and bodies of the demo's day, the same on every run."""
    found = []
    for delivery in build_day().deliveries:
        try:
            fields = orjson.loads(delivery.value)
        except orjson.JSONDecodeError:
            continue
        for each in read(delivery.value, Hints("Lantern")):
            body = getattr(each, "body", "")
            if isinstance(fields, dict) and len(body.split()) > 100:
                found.append((each.headline, body))  # type: ignore[union-attr] # what has a body is a draft
    return (found * (count // len(found) + 1))[:count]


def ninjs(at: int, headline: str, body: str) -> bytes:
    """A ninjs 3.1 item, plain text."""
    item = {
        "standard": {"name": "ninjs", "version": "3.1"}, "uri": f"urn:lantern:{at}", "type": "text", "version": "1", "versionCreated": "2026-03-17T06:02:11Z",
        "pubStatus": "usable", "language": "en", "urgency": 3, "slugline": "ESK", "infoSources": [{"name": "Lantern", "role": "provider"}],
        "headlines": [{"role": "main", "value": headline}], "bodies": [{"role": "main", "contentType": "text/plain", "value": body}],
    }  # fmt: skip
    return orjson.dumps(item)


def ninjs_html(at: int, headline: str, body: str) -> bytes:
    """Superdesk's ninjs, HTML."""
    item = {
        "guid": f"urn:lantern:{at}", "type": "text", "version": "1", "versioncreated": "2026-03-17T06:02:11Z", "pubstatus": "usable", "language": "en",
        "source": "Lantern", "headline": headline, "body_html": _paragraphs(body),
    }  # fmt: skip
    return orjson.dumps(item)


def newsml_g2(at: int, headline: str, body: str) -> bytes:
    """A NewsML-G2 message of one item, XHTML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sender>lantern.example</sender></header><itemSet>'
        f'<newsItem guid="urn:lantern:{at}" version="1" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:Lantern"/>'
        '<versionCreated>2026-03-17T06:02:11Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><urgency>3</urgency>'
        f'<slugline>ESK</slugline><headline>{escape(headline)}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{_paragraphs(body)}</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>'
    ).encode()


def newsml1(at: int, headline: str, body: str) -> bytes:
    """NewsML 1.2 of one item, NITF."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>lantern</ProviderId><NewsItemId>{at}</NewsItemId>'
        f"<RevisionId>1</RevisionId><PublicIdentifier>urn:newsml:lantern:20260317:{at}:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>"
        '<ThisRevisionCreated>20260317T060211Z</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="3"/></NewsManagement><NewsComponent>'
        f'<NewsLines><HeadLine>{escape(headline)}</HeadLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata><ContentItem>'
        f'<MediaType FormalName="Text"/><DataContent><nitf><body><body.content>{_paragraphs(body)}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>'
    ).encode()


def nitf(at: int, headline: str, body: str) -> bytes:
    """NITF 3.6."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><nitf baselang="en"><head><docdata><doc-id id-string="{at}" regsrc="Lantern"/><urgency ed-urg="3"/>'
        f'<date.issue norm="20260317T060211Z"/></docdata></head><body><body.head><hedline><hl1>{escape(headline)}</hl1></hedline></body.head>'
        f"<body.content>{_paragraphs(body)}</body.content></body></nitf>"
    ).encode()


def rss(at: int, headline: str, body: str) -> bytes:
    """A feed of one item."""
    return feed([(headline, body)], at)


def feed(texts: list[tuple[str, str]], start: int) -> bytes:
    """An RSS 2.0 feed, HTML in CDATA."""
    items = "".join(
        f"<item><guid>urn:lantern:{at}</guid><title>{escape(headline)}</title><link>https://lantern.example/{at}</link>"
        f"<pubDate>Tue, 17 Mar 2026 06:02:11 GMT</pubDate><description><![CDATA[{_paragraphs(body)}]]></description></item>"
        for at, (headline, body) in enumerate(texts, start)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Lantern</title><language>en</language>{items}</channel></rss>'.encode()


def iptc7901(at: int, headline: str, body: str) -> bytes:
    """IPTC 7901, lines wrapped."""
    text = "\r\n".join(_wrapped(body, "   "))
    return f"\x01ltn{at:04} 3 i 100 esk\r\nEsk/\r\n\x02{headline} =\r\n{text}\r\n\x03170602 GMT Mar 26\r\n\x04".encode(
        "cp1252", "replace"
    )


def anpa1312(at: int, headline: str, body: str) -> bytes:
    """ANPA 1312, a line a paragraph."""
    text = "\r\n".join(f"\t{paragraph}" for paragraph in body.split("\n\n"))
    return (
        f"\x16\x16\x01a{at:04}\x1f_lwxx-\r\nu i\x13\x11 bc-Esk-{at}, 03-17 0100\r\n\x02^BC-Esk-{at},<\r\n^{headline}<\r\n{text}\r\n^LN-WF-03-17-26 0602GMT<\r\n\x03"
    ).encode("latin-1", "replace")


def mime(at: int, headline: str, body: str) -> bytes:
    """An e-mail."""
    head = f"Message-ID: <{at}@lantern.example>\r\nFrom: Lantern <desk@lantern.example>\r\nDate: Tue, 17 Mar 2026 06:02:11 +0000\r\n"
    subject = headline.encode("ascii", "replace").decode()
    return f"{head}Subject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()


FORMATS: dict[str, Callable[[int, str, str], bytes]] = {
    "ninjs": ninjs, "ninjs, HTML": ninjs_html, "newsml-g2": newsml_g2, "newsml-1": newsml1, "nitf": nitf, "rss": rss, "iptc-7901": iptc7901,
    "anpa-1312": anpa1312, "e-mail": mime,
}  # fmt: skip


def _paragraphs(body: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in body.split("\n\n"))


def _wrapped(body: str, indent: str) -> list[str]:
    lines = []
    for paragraph in body.split("\n\n"):
        line = indent
        for word in paragraph.split():
            if len(line) + len(word) >= WIDTH:
                lines.append(line.rstrip())
                line = ""
            line += f"{word} "
        lines.append(line.rstrip())
    return lines


def _read(values: list[bytes]) -> None:
    hints = Hints("Lantern")
    for value in values:
        read(value, hints)


def _intake(values: list[bytes]) -> None:
    received = datetime(2026, 3, 17, tzinfo=UTC)
    for offset, value in enumerate(values):
        prepare_all(Raw(value, None, (), Position("raw", 0, offset), received), RULES)


def _feedparser(values: list[bytes]) -> None:
    for value in values:
        feedparser.parse(value)


def _seconds(work: Callable[[list[bytes]], None], values: list[bytes]) -> float:
    started = time.process_time()  # of the processor: other work of the machine does not count
    work(values)
    return time.process_time() - started


if __name__ == "__main__":
    main()
