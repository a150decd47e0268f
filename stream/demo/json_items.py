"""One item in JSON as feeds send it: flat snake_case, and IPTC ninjs 1.x, 2.x and 3.x.

The field names follow the ninjs 1.4, 2.1 and 3.1 schemas (IPTC).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Final

import orjson

from stream.demo.newsrooms import JsonForm


@dataclass(frozen=True, slots=True)
class WireItem:
    """What a source has to say, before it is put into a format. "" and None are left out."""

    uri: str
    source: str
    headline: str
    paragraphs: tuple[str, ...]
    language: str
    version: str = ""
    created: datetime | None = None
    pubstatus: str = "usable"
    byline: str = ""
    located: str = ""
    slugline: str = ""
    ednote: str = ""
    urgency: int | None = None
    embargo: datetime | None = None
    copyright_holder: str = ""
    url: str = ""
    evolved_from: str = ""
    alt_id: str = ""
    html: bool = False


def body_of(item: WireItem) -> str:
    """The text as a reader sees it."""
    return "\n\n".join(item.paragraphs)


def item_bytes(item: WireItem, form: JsonForm) -> bytes:
    """The item as the bytes of one record of JSON."""
    fields = {"flat": _flat, "ninjs1": _ninjs1, "ninjs2": _ninjs2, "ninjs3": _ninjs3}[form](item)
    return orjson.dumps({name: value for name, value in fields.items() if value not in ("", None)})


def _markup(item: WireItem) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>\n" for paragraph in item.paragraphs)


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _flat(item: WireItem) -> dict[str, Any]:
    return {
        "uri": item.uri,
        "source": item.source,
        "version": item.version,
        "pubstatus": item.pubstatus,
        "version_created": _time(item.created),
        "language": item.language,
        "headline": item.headline,
        "byline": item.byline,
        "located": item.located,
        "slugline": item.slugline,
        "ednote": item.ednote,
        "urgency": item.urgency,
        "embargoed_until": _time(item.embargo),
        "copyright_holder": item.copyright_holder,
        "url": item.url,
        "body": body_of(item),
    }


def _ninjs1(item: WireItem) -> dict[str, Any]:
    body = {"body_html": _markup(item)} if item.html else {"body_text": body_of(item)}
    related = {"replaces": {"uri": item.evolved_from, "type": "text"}} if item.evolved_from else None
    return {
        "uri": item.uri,
        "type": "text",
        "representationtype": "complete",
        "version": item.version,
        "versioncreated": _time(item.created),
        "embargoed": _time(item.embargo),
        "pubstatus": item.pubstatus,
        "urgency": item.urgency,
        "copyrightholder": item.copyright_holder,
        "language": item.language,
        "headline": item.headline,
        "byline": item.byline,
        "located": item.located,
        "slugline": item.slugline,
        "ednote": item.ednote,
        "infosource": [{"name": item.source, "role": "provider"}],
        "altids": {"desk": item.alt_id} if item.alt_id else None,
        "associations": related,
        **body,
    }


def _ninjs2(item: WireItem) -> dict[str, Any]:
    related = [{"name": "replaced", "rel": "evolvedfrom", "uri": item.evolved_from, "type": "text"}]
    return {
        "uri": item.uri,
        "standard": {"name": "ninjs", "version": "2.1"},
        "type": "text",
        "representationtype": "full",
        "version": item.version,
        "versioncreated": _time(item.created),
        "embargoed": _time(item.embargo),
        "pubstatus": item.pubstatus,
        "urgency": item.urgency,
        "copyrightholder": item.copyright_holder,
        "language": item.language,
        "by": item.byline,
        "located": item.located,
        "slugline": item.slugline,
        "ednote": item.ednote,
        "infosources": [{"name": item.source, "role": "provider"}],
        "altids": [{"role": "desk", "value": item.alt_id}] if item.alt_id else None,
        "associations": related if item.evolved_from else None,
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": item.headline}],
        "bodies": [_content(item)],
    }


# ninjs 3 writes the names of ninjs 2 with a capital in each further word.
_CAPITALS: Final = {
    "representationtype": "representationType",
    "versioncreated": "versionCreated",
    "embargoed": "embargoedUntil",
    "pubstatus": "pubStatus",
    "copyrightholder": "copyrightHolder",
    "ednote": "edNote",
    "infosources": "infoSources",
    "altids": "altIds",
    "contenttype": "contentType",
}


def _ninjs3(item: WireItem) -> dict[str, Any]:
    fields = {
        **_ninjs2(item),
        "standard": {"name": "ninjs", "version": "3.1"},
        "altids": [{"role": "usn", "value": item.alt_id}] if item.alt_id else None,
    }
    related = [{"name": "withdrawn story", "rel": "evolvedFrom", "uri": item.evolved_from, "type": "text"}]
    capitalised: dict[str, Any] = _capitalised(
        {**fields, "associations": related if item.evolved_from else None}
    )
    return capitalised


def _capitalised(value: Any) -> Any:
    if isinstance(value, dict):
        return {_CAPITALS.get(name, name): _capitalised(each) for name, each in value.items()}
    return [_capitalised(each) for each in value] if isinstance(value, list) else value


def _content(item: WireItem) -> dict[str, str]:
    if item.html:
        return {"role": "main", "contenttype": "text/html", "value": _markup(item)}
    return {"role": "main", "contenttype": "text/plain", "value": body_of(item)}
