"""One item in the XML of the wires: NewsML-G2, NewsML 1, NITF, a format of its own, and the feeds RSS and Atom."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from stream.demo.json_items import WireItem

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_AFTER = {"embargoed": "Embargoed", "withheld": "Withheld", "canceled": "Canceled", "cancelled": "Canceled"}


def newsml_g2(item: WireItem) -> str:
    """A news message of one item, XHTML."""
    link = (
        f'<link rel="irel:evolvedFrom" residref={quoteattr(item.evolved_from)}/>' if item.evolved_from else ""
    )
    alternative = _element("altId", item.alt_id, ' type="idtype:usn"')
    meta = (
        f'<itemClass qcode="ninat:text"/><provider literal={quoteattr(item.source)}/>{_element("versionCreated", _iso(item.created))}'
        f'{_element("embargoed", _iso(item.embargo))}<pubStatus qcode="stat:{item.pubstatus}"/>{_element("edNote", item.ednote)}{link}'
    )
    content = (
        f"<urgency>{item.urgency or 3}</urgency>{alternative}{_element('by', item.byline)}{_element('dateline', item.located)}"
        f'<language tag="{item.language}"/>{_element("slugline", item.slugline)}{_element("headline", item.headline)}'
    )
    return (
        f'{_DECLARATION}<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sender>{escape(item.source)}</sender></header><itemSet>'
        f'<newsItem guid={quoteattr(item.uri)} version={quoteattr(item.version)} xml:lang="{item.language}"><rightsInfo><copyrightHolder>'
        f"{_element('name', item.copyright_holder)}</copyrightHolder></rightsInfo><itemMeta>{meta}</itemMeta><contentMeta>{content}</contentMeta>"
        f'<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{_paragraphs(item)}</body></html>'
        "</inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    )


def newsml1(item: WireItem) -> str:
    """NewsML 1.2 whose item has a number of its own, NITF inside."""
    advisory = (
        f'<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>{escape(item.ednote)}</NewsLineText></NewsLine>'
        if item.ednote
        else ""
    )
    before = str(int(item.version) - 1) if item.version.isdigit() else "0"
    lines = f"{_element('HeadLine', item.headline)}{_element('ByLine', item.byline)}{_element('DateLine', item.located)}{_element('SlugLine', item.slugline)}{_element('CopyrightLine', item.copyright_holder)}{advisory}"
    return (
        f'{_DECLARATION}<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName={quoteattr(item.source)}/></SentFrom></NewsEnvelope>'
        f'<NewsItem Duid={quoteattr(item.uri)}><Identification><NewsIdentifier><RevisionId PreviousRevision="{before}" Update="N">{item.version}</RevisionId></NewsIdentifier></Identification>'
        f'<NewsManagement><NewsItemType FormalName="News"/>{_element("ThisRevisionCreated", _compact(item.created))}'
        f'<Status FormalName="{_AFTER.get(item.pubstatus, "Usable")}"/><Urgency FormalName="{item.urgency or 3}"/></NewsManagement><NewsComponent><NewsLines>{lines}</NewsLines>'
        f'<DescriptiveMetadata><Language FormalName="{item.language}"/></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body>'
        f"<body.content>{_paragraphs(item)}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def nitf(item: WireItem) -> str:
    """NITF 3.6, with the story's key and version."""
    released = f'<date.release norm="{_compact(item.embargo)}"/>' if item.embargo else ""
    note = f"<ed-msg info={quoteattr(item.ednote)}/>" if item.ednote else ""
    version = f"version={quoteattr(item.version)}" if item.version else ""
    head = f"<hedline><hl1>{escape(item.headline)}</hl1></hedline>{_element('byline', item.byline)}<dateline>{_element('location', item.located)}</dateline>"
    return (
        f'{_DECLARATION}<nitf baselang="{item.language}"><head><title>{escape(item.headline)}</title><docdata management-status="{item.pubstatus}">'
        f'<doc-id id-string={quoteattr(item.uri)} regsrc={quoteattr(item.source)}/><du-key key={quoteattr(item.slugline)} {version}/><urgency ed-urg="{item.urgency or 3}"/>'
        f'<date.issue norm="{_compact(item.created)}"/>{released}{note}<doc.copyright holder={quoteattr(item.copyright_holder)}/></docdata></head>'
        f"<body><body.head>{head}</body.head><body.content>{_paragraphs(item)}</body.content></body></nitf>"
    )


def own_xml(item: WireItem) -> str:
    """The XML of a small editorial system, in no standard."""
    fields = (
        ("guid", item.uri), ("version", item.version), ("headline", item.headline), ("source", item.source), ("language", item.language),
        ("updated", _iso(item.created)), ("status", item.pubstatus), ("byline", item.byline), ("ednote", item.ednote), ("slugline", item.slugline),
        ("bodytext", _paragraphs(item)),
    )  # fmt: skip
    return f"{_DECLARATION}<story>{''.join(_element(name, value) for name, value in fields)}</story>"


def rss(item: WireItem) -> str:
    """An RSS 2.0 feed of one item, its text as escaped HTML."""
    published = _element("pubDate", format_datetime(item.created) if item.created else "")
    return (
        f'{_DECLARATION}<rss version="2.0"><channel>{_element("title", item.source)}{_element("language", item.language)}<item><guid isPermaLink="false">{escape(item.uri)}</guid>'
        f"{_element('link', item.url)}{_element('title', item.headline)}{published}{_element('description', _paragraphs(item))}</item></channel></rss>"
    )


def atom(item: WireItem) -> str:
    """An Atom feed of one entry, its text as XHTML."""
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{item.language}">{_element("title", item.source)}<entry>{_element("id", item.uri)}'
        f'{_element("title", item.headline)}<link rel="alternate" href={quoteattr(item.url)}/>{_element("updated", _iso(item.created))}'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_paragraphs(item)}</div></content>{_element("rights", item.copyright_holder)}</entry></feed>'
    )


def _paragraphs(item: WireItem) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in item.paragraphs)


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(text, quote=False)}</{name}>" if text else ""


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _compact(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y%m%dT%H%M%SZ")
