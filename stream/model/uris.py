"""Names of items without what changes from one version, or one link, to the next.

A guid may end in its version (RFC 3085: `urn:newsml:provider:date:item:revision` and an update letter), a page's address in
its revision (`?rev=2`) or in parameters that follow a reader, and in another scheme, host or path for a telephone: all are
the same item.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

# RFC 3085: provider, date (CCYYMMDD, or a time as Superdesk writes it), item, revision, update letter.
_NEWSML: Final = re.compile(
    r"(?P<item>urn:newsml:[^:]+(?::\d+)?:(?:\d{8}(?:T\d{6}\S*?)?|\d{4}-\d\d-\d\d(?:T[\d.:]+)?):[^\s]*[^\s:]):(?P<revision>\d{1,10})[NUAnua]?",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(
    r"(?P<item>.{4,})[-_.:/;?&#](?:v(?:er(?:sion)?|ersion)?|rev(?:ision)?)[-_.=:/]?(?P<revision>\d{1,10})",
    re.IGNORECASE,
)
# A content system's parameter behind a page's address; "v=" alone names films and more.
_REVISION: Final = re.compile(
    r"(?P<item>https?:.{4,})[?&](?:rev(?:ision)?|ver(?:sion)?)=(?P<revision>\d{1,6})", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"(?P<item>.{4,})\.(?P<number>\d{1,3})")
_REVISION_NAME: Final = re.compile(r"(?:rev(?:ision)?|ver(?:sion)?)=", re.IGNORECASE)
# Parameters that tell where a reader came from (of Google, Meta, Microsoft, Mailchimp, AT Internet, social cards).
_TRACKING: Final = re.compile(
    r"(?i)utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|mkt_tok|xtor|"
    r"cmpid|cmp|campaign|ns_\w+|at_\w+|smid|smtyp|ref|ref_?src|ref_url|partner|guccounter|guce_\w+|ito|ocid|cid_source|echobox|"
    r"feature|socialshare|sharetype|__twitter_impression|amp|wt_mc\w*|pk_\w+|mtm_\w+|hsa_\w+|_hs\w+|vero_id|oly_\w+|s_cid|icid|intcid"
)
# The same page for a telephone, in a parameter, in the host (behind which a domain is left) or in the path.
_FORM: Final = re.compile(r"(?i)(?:output(?:type)?|view|mode)=(?:amp|mobile)|m=1")
_OTHER_HOST: Final = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_OTHER_PATH: Final = re.compile(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html$|$)")
_TRACKING_FRAGMENT: Final = re.compile(r"(?i)(?:xtor|echobox|utm_\w+|ref|at_\w+)=.*|comments?|share")


def item_uri(uri: str, version: str) -> str:
    """The uri of the item that a version's uri names; `version` is the version as its feed gives it, "" for none."""
    return _without_version(_address(uri), version)[0]


def version_in(uri: str, version: str) -> str:
    """The version of an item: its own, or the one that its uri ends in."""
    return version or _without_version(_address(uri), version)[1]


def counted_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two uris, each with its version, differ in the number behind their last dot alone, which is their version.

    Items may be counted like this as well (`story.1`, `story.2`): only with the same text in both it says anything.
    """
    first, second = (_COUNTED.fullmatch(uri) for uri, _ in (one, other))
    if (
        first is None
        or second is None
        or first["item"] != second["item"]
        or first["number"] == second["number"]
    ):
        return False
    versions = ((first["number"], one[1]), (second["number"], other[1]))
    return all(not version or _same(number, version) for number, version in versions)


def _address(uri: str) -> str:
    return _page(uri) if uri[:5].lower() in ("http:", "https") else uri


def _without_version(uri: str, version: str) -> tuple[str, str]:
    for pattern in (_NEWSML, _REVISION, _MARKED):
        hit = pattern.fullmatch(uri)
        # Without a version of its own only what says so is believed, as the standard's form does: else a number may name the item.
        if hit and (_same(hit["revision"], version) or (not version and pattern is not _MARKED)):
            return hit["item"], hit["revision"]
    return uri, ""


def _same(one: str, other: str) -> bool:
    return other.isascii() and other.isdigit() and one.lstrip("0") == other.lstrip("0")


def _page(uri: str) -> str:
    try:
        parts = urlsplit(uri)
    except ValueError:  # a broken IPv6 address: as it stands
        return uri
    kept = [
        each
        for each in parts.query.split("&")
        if each and not _TRACKING.fullmatch(each.partition("=")[0]) and not _FORM.fullmatch(each)
    ]
    kept.sort(key=lambda each: _REVISION_NAME.match(each) is not None)  # last: where a version is looked for
    fragment = "" if _TRACKING_FRAGMENT.fullmatch(parts.fragment) else parts.fragment
    host = _OTHER_HOST.sub("", parts.netloc.lower())
    path = _OTHER_PATH.sub("", parts.path).rstrip("/")
    return urlunsplit(("https", host, path, "&".join(kept), fragment))
