"""Names of items without what changes from one version, or one link, to the next.

A guid may end in its version (RFC 3085: `urn:newsml:provider:date:item:revision` and an update letter), a page's address in
its revision (`?rev=2`) or in parameters that follow a reader, and in another scheme, host or path for a telephone: all are
the same item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit

# RFC 3085: provider, date (CCYYMMDD, or a time as Superdesk writes it), item, revision, update letter.
NEWSML: Final = re.compile(
    r"(?P<item>urn:newsml:[^:]+(?::\d+)?:(?:\d{8}(?:T\d{6}\S*?)?|\d{4}-\d\d-\d\d(?:T[\d.:]+)?):[^\s]*[^\s:]):(?P<revision>\d{1,10})[NUAnua]?",
    re.IGNORECASE,
)
MARKED: Final = re.compile(
    r"(?P<item>.{4,}?)(?:[;#]|[-_.:/;?&#](?:v(?:er(?:sion)?|ersion)?|rev(?:ision)?)[-_.=:/]?)(?P<revision>\d{1,10})(?:\.0)?",
    re.IGNORECASE,
)
# A content system's parameter behind a page's address; "v=" alone names films and more.
REVISION: Final = re.compile(
    r"(?P<item>https?:.{4,})[?&](?:rev(?:ision)?|ver(?:sion)?)=(?P<revision>\d{1,6})", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    r"(?P<item>.{4,}?)(?:[.;#@]|[-_./](?:v(?:er(?:sion)?|ersion)?|rev(?:ision)?|r)[-_.]?|[?&]v=)(?P<number>\d{1,3})",
    re.IGNORECASE,
)
# The same behind signs that part items as well as versions; only where the version is that number.
_ENDING: Final = re.compile(
    r"(?P<item>.{4,}?)(?:[.;#@:/_]|[-_./](?:v(?:er(?:sion)?s?)?|rev(?:ision)?s?|r)[-_./]?|[?&]v=)(?P<number>\d{1,3})",
    re.IGNORECASE,
)
# An item's own id before its version: letters and digits, or a number that is no year, day or month.
_ITEM_ID: Final = re.compile(
    r"[/:._;@,-](?=[^/:;@,]*\d)(?!(?:(?:19|20)\d\d(?:-?\d\d){0,2}(?:T\d+Z?)?|\d{1,2})$)[^/:;@,]+(?:/(?:versions?|revisions?|v|rev))?$"
)
_LOOKED_BACK: Final = 9  # versions before the one that a note names
_REVISION_NAME: Final = re.compile(r"(?:rev(?:ision)?|ver(?:sion)?)=", re.IGNORECASE)
# Parameters that tell where a reader came from (of Google, Meta, Microsoft, Mailchimp, AT Internet, social cards).
_TRACKING: Final = re.compile(
    r"(?i)utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|mkt_tok|xtor|"
    r"cmpid|cmp|campaign|ns_\w+|at_\w+|smid|smtyp|ref|ref_?src|ref_url|partner|guccounter|guce_\w+|ito|ocid|cid_source|echobox|"
    r"ncid|traffic_source|taid|sref|srnd|wpisrc|feedtype|feedname|tpcc|leadsource|_x_tr_\w+|itm_\w+|dcmp|recirc|trk\w*|spm|"
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
    """Whether two uris, each with its version, differ in the number at their end alone, which is their version.

    Items may be counted like this as well (`story.1`, `story.2`): only with the same text in both it says anything.
    """
    pattern = _ENDING if one[1] and other[1] else _COUNTED
    first, second = (pattern.fullmatch(uri) for uri, _ in (one, other))
    if (
        first is None
        or second is None
        or first["item"] != second["item"]
        or first["number"] == second["number"]
    ):
        return False
    versions = ((first["number"], one[1]), (second["number"], other[1]))
    return all(not version or _same(number, version) for number, version in versions)


def counts_on(uri: str, version: str) -> tuple[tuple[str, str], ...]:
    """The uris, each with its version, that came before one which ends in its own version; none where it does not.

    Both count alike there: the item `n1001` in `…/n1001/2`, version 2, was `…/n1001/1`, version 1.
    """
    hit = _ENDING.fullmatch(uri)
    if hit is None or not version or not _same(hit["number"], version):
        return ()
    number, head, width = int(version), uri[: hit.start("number")], len(hit["number"])
    before = range(number - 1, max(-1, number - 1 - _LOOKED_BACK), -1)
    return tuple((f"{head}{each:0{width}}", str(each)) for each in before)


def has_own_id(uri: str) -> bool:
    """Whether a uri that ends in a number has an id of an item before it, so that the number can only be its version."""
    hit = _ENDING.fullmatch(uri)
    if hit is None or (hit["item"].count("/") == 2 and "://" in hit["item"]):
        return False
    return _ITEM_ID.search(hit["item"]) is not None


def page_of(uri: str) -> str:
    """The page of a web address, without parameters that do not identify it; "" if it is no web address."""
    if uri[:4].lower() != "http":
        return ""
    return item_uri(uri, "").partition("?")[0]


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses are of one page, one of them with parameters that the other lacks; with the same text in both."""
    if "?" not in one + other or not page_of(one) or page_of(one) != page_of(other):
        return False
    first, second = (set(item_uri(uri, "").partition("?")[2].split("&")) - {""} for uri in (one, other))
    return first <= second or second <= first


def counted_beside(uri: str) -> tuple[str, ...]:
    """The uris under which an item may be known of which a note names another version: without it, then the nearest first.

    They are its item's only where that number is their version, or something else says so.
    """
    hit = _COUNTED.fullmatch(uri)
    if hit is None:
        return ()
    number, head = int(hit["number"]), uri[: hit.start("number")]
    near = sorted(
        (each for each in range(max(0, number - _LOOKED_BACK), number + _LOOKED_BACK + 1) if each != number),
        key=lambda each: (abs(each - number), each),
    )
    return (hit["item"], *(f"{head}{each}" for each in near))


def _address(uri: str) -> str:
    return _page(uri) if uri[:5].lower() in ("http:", "https") else uri


def _without_version(uri: str, version: str) -> tuple[str, str]:
    for pattern in versions_told(uri):
        hit = pattern.fullmatch(uri)
        # Without a version of its own only what says so is believed, as the standard's form does: else a number may name the item.
        if hit and (_same(hit["revision"], version) or (not version and pattern is not MARKED)):
            return hit["item"], hit["revision"]
    return uri, ""


def versions_told(uri: str) -> Iterator[re.Pattern[str]]:
    """The patterns that a uri may match: they try its every character, and what each needs is quickly seen."""
    low = uri.lower()
    if low.startswith("urn:new"):
        yield NEWSML
    if "v" in low:
        if low.startswith("http"):
            yield REVISION
        yield MARKED
    elif ";" in uri or "#" in uri:
        yield MARKED


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
