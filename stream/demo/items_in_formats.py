"""An item in any form that the day speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, get_args

from stream.demo.json_items import WireItem, item_bytes
from stream.demo.newsrooms import JsonForm, WireForm
from stream.demo.text_items import anpa1312, iptc7901, plain_mail
from stream.demo.xml_items import atom, newsml1, newsml_g2, nitf, own_xml, rss

_XML: Final[Mapping[str, Callable[[WireItem], str]]] = {
    "newsml-g2": newsml_g2, "newsml-1": newsml1, "nitf": nitf, "own-xml": own_xml, "rss": rss, "atom": atom,
}  # fmt: skip
_TEXT: Final[Mapping[str, Callable[[WireItem], bytes]]] = {
    "iptc-7901": iptc7901,
    "anpa-1312": anpa1312,
    "e-mail": plain_mail,
}


def written(item: WireItem, form: WireForm) -> bytes:
    """The item as the bytes of one record in a form."""
    if form in _XML:
        return _XML[form](item).encode()
    if form in _TEXT:
        return _TEXT[form](item)
    return item_bytes(item, next(json for json in get_args(JsonForm) if json == form))
