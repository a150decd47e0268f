"""XML of the wire to a tree: no network, no DTD, no entities, bounded depth, by local names.

lxml parses it: it is well kept, typed by lxml-stubs, fast, and has each of these limits as a switch. The characters are
decoded here (see `stream.intake.encodings`), for declarations lie; a document type is cut out unread before the parser
sees it, for some agencies name one that nobody can fetch, and one that declares entities is refused.
"""

from __future__ import annotations

import html.entities
import re
from typing import Final

from lxml import etree

from stream.intake.encodings import decode_text
from stream.intake.formats.xml_tree import Element
from stream.intake.reasons import Refusal, refuse

# Bytes of a document type declaration with its internal subset: agencies' have a few hundred.
_LONGEST_DOCTYPE: Final = 65_536
_DECLARATION: Final = re.compile(r"<\?xml\b[^>]{0,200}\?>")
_ENCODING: Final = re.compile(rb"""<\?xml\b[^>]{0,150}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# What XML 1.0 allows in no document (section 2.2); feeds let them slip in, and they mean nothing.
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS: Final = bytes(
    set(range(32)) - set(b"\t\r\n")
)  # those of one byte, which cost the least to take out
_REFERENCE: Final = re.compile(r"&(?:#(\d{1,7}|[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{0,31}));")
# Numbers of windows-1252's quotation marks, dashes and the euro, which in Unicode are control characters.
_C1_REFERENCE: Final = re.compile(r"&#(1(?:2[89]|[345]\d)|[xX]0*[89][0-9A-Fa-f]);")
_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BARE: Final = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)")
# libxml2 refuses a text of more than ten million characters; a picture in base64 beside a story must not cost the story.
_LARGE: Final = 4_000_000
_RUN: Final = re.compile(r"[A-Za-z0-9+/=\r\n]++")
_IN_DOCTYPE: Final = re.compile(r"""[\[\]>"']|<!--""")
# Characters of a tag from which on it is looked at, and how many attributes it may have: the most seen are some thirty.
_LONG_TAG: Final = 8192
_LONG_TAGS: Final = re.compile(rf"<[^<>]{{{_LONG_TAG},}}")
_MOST_ATTRIBUTES: Final = 1000
_DECLARED_PREFIX: Final = re.compile(r"\bxmlns:([A-Za-z_][\w.-]{0,60})\s*=")
_USED_PREFIX: Final = re.compile(r"[<\s]([A-Za-z_][\w.-]{0,60}):[A-Za-z_][\w.-]{0,60}(?=[\s=/>])")
_TAG_NAME: Final = re.compile(r"<[^\s/>]{1,200}")
_MOST_PREFIXES: Final = 50  # the richest feed has a dozen
_FIRST: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def parse(data: bytes) -> Element:
    """The root of a document.

    Raises:
        RejectedError: `not_xml`, with the line; `forbidden_entity` for one that declares entities; `too_deep` beyond
            libxml2's 256 levels (the deepest NewsML 1 seen has 30).
    """
    declared = _ENCODING.search(data[:400].lstrip(b"\xef\xbb\xbf \t\r\n\x00"))
    text = decode_text(data.lstrip(b" \t\r\n"), declared[1].decode() if declared else "")
    text = text.lstrip("\ufeff \t\r\n\0")
    text = _DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    text = without_doctype(text)
    if len(text) > _LARGE:
        text = _RUN.sub(lambda run: "" if len(run[0]) > _LARGE else run[0], text)
    if "&#" in text:
        text = _C1_REFERENCE.sub(_quotation, text)
    _refuse_wide_tags(text)
    try:
        return _parsed(text)
    except etree.XMLSyntaxError as error:
        return _mended(text, error)


def _refuse_wide_tags(text: str) -> None:
    """libxml2 compares each attribute of a tag with all others, so that a megabyte of them would take minutes.

    Raises:
        RejectedError: `not_xml`: a tag with more attributes than any format has.
    """
    if len(text) < _LONG_TAG or max(map(len, text.split("<"))) < _LONG_TAG:
        return
    for tag in _LONG_TAGS.finditer(text):
        count = tag[0].count('="') + tag[0].count("='")
        if count > _MOST_ATTRIBUTES:
            raise refuse(
                Refusal.NOT_XML, "", f"a tag with {count} attributes: expected at most {_MOST_ATTRIBUTES}"
            )


def without_doctype(text: str) -> str:
    """A document without its document type declaration.

    Raises:
        RejectedError: `forbidden_entity`: it declares a general entity, or does not end.
    """
    start = text.find("<!DOCTYPE", 0, 100_000)
    first = _FIRST.search(text)
    if start < 0 or (first is not None and first.start() < start):
        return text
    at = _doctype_end(text, start, min(len(text), start + _LONGEST_DOCTYPE))
    if at < 0:
        raise refuse(Refusal.NOT_XML, "", "the document type declaration has no end: send the whole message")
    if re.search(r"<!ENTITY\s+(?!%)", text[start:at]):
        problem = (
            "the document type declares entities, which are never expanded: send characters in their place"
        )
        raise refuse(Refusal.FORBIDDEN_ENTITY, "", problem)
    return text[:start] + text[at:]


def _doctype_end(text: str, start: int, limit: int) -> int:
    """Where a document type declaration ends, -1 where it does not; comments and quoted text in it are passed over."""
    depth, at = 0, start
    while (found := _IN_DOCTYPE.search(text, at, limit)) is not None:
        mark, at = found[0], found.end()
        closing = {"<!--": "-->", '"': '"', "'": "'"}.get(mark)
        if closing is not None:
            end = text.find(closing, at, limit)
            if end < 0:
                return -1
            at = end + len(closing)
            continue
        depth += (mark == "[") - (mark == "]")
        if mark == ">" and depth <= 0:
            return at
    return -1


def _parsed(text: str) -> Element:
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    if b"\xef\xbf" in data:
        data = _ILLEGAL.sub("", data.decode()).encode()
    return etree.fromstring(data, _parser())


def _mended(text: str, error: etree.XMLSyntaxError) -> Element:
    """A second try for HTML's named characters and bare ampersands, which feeds write into XML."""
    if (
        "ntity" in (error.msg or "")
        or "xmlParseCharRef" in (error.msg or "")
        or "EntityRef" in (error.msg or "")
    ):
        try:
            return _parsed(_BARE.sub("&amp;", _REFERENCE.sub(_character, text)))
        except etree.XMLSyntaxError as second:
            error = second
    if "amespace prefix" in (error.msg or ""):
        # Senders cut items out of documents that declared their prefixes; local names are all that is read.
        try:
            return _parsed(_with_prefixes(text))
        except etree.XMLSyntaxError as second:
            error = second
    if "Extra content" in (error.msg or "") and not text.rstrip().endswith(">"):
        # What a line adds behind a message: NNNN, a mark of the end.
        try:
            return _parsed(text[: text.rindex(">") + 1])
        except etree.XMLSyntaxError as second:
            error = second
    said = (error.msg or "no reason given").splitlines()[0][:120]
    kind = Refusal.TOO_DEEP if "depth" in said.lower() else Refusal.NOT_XML
    raise refuse(kind, "", f"not XML: {said}") from error


def _with_prefixes(text: str) -> str:
    """A document whose root declares every prefix that occurs and that nothing declares."""
    first = _FIRST.search(text)
    declared = {"xml", "xmlns", *_DECLARED_PREFIX.findall(text)}
    used = dict.fromkeys(prefix for prefix in _USED_PREFIX.findall(text) if prefix not in declared)
    root = _TAG_NAME.match(text, first.start()) if first is not None else None
    if root is None or len(used) > _MOST_PREFIXES:
        return text
    names = "".join(f' xmlns:{prefix}="urn:newswire:undeclared:{prefix}"' for prefix in used)
    return f"{text[: root.end()]}{names}{text[root.end() :]}"


def _quotation(found: re.Match[str]) -> str:
    number = found[1]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return bytes([code]).decode("cp1252", "ignore")


def _character(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        legal = code < 0x110000 and not _ILLEGAL.match(chr(code)) and code
        return found[0] if legal else ""
    if name in _OWN:
        return found[0]
    text = html.entities.html5.get(f"{name};")
    return f"&amp;{name};" if text is None else text.replace("&", "&amp;").replace("<", "&lt;")
