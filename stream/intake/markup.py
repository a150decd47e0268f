"""HTML, XHTML and NITF bodies to plain text with paragraphs.

Not built on `html.parser`: its versions in supported Pythons take quadratic time on unclosed tags and raise
AssertionError on some declarations, and this text comes from outside. One pass, linear in the length.
"""

from __future__ import annotations

import html
import re
from typing import Final

_MARK: Final = re.compile(
    r"""<!--
    |<!\[CDATA\[
    |<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9.:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>
    |<[!?][^<>]*+>
    """,
    re.VERBOSE,
)
_DROPPED: Final = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "svg", "iframe", "textarea"}
)
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "body.content", "block", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tr", "ul",
})  # fmt: skip
_LOOKS_LIKE: Final = re.compile(
    r"</?(?:p|div|br|html|body|section|article|span|h[1-6]|ul|ol|li|a|b|i|em|strong|blockquote|table)\b[^<>]*>",
    re.IGNORECASE,
)
_SPACE: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_BREAKS: Final = re.compile(r" ?(\x1e|\x1d)[ \x1d\x1e]*")
# html.unescape turns any run of digits into an int, and int() refuses more than 4,300 of them.
_HUGE_REFERENCE: Final = re.compile(r"&#(?:\d{8,}|[xX][0-9A-Fa-f]{8,});?")

_PARAGRAPH, _LINE = "\x1e", "\x1d"  # stand-ins while white space collapses; html.unescape never yields them


def looks_like_markup(text: str) -> bool:
    """Whether a body of undeclared type holds a tag of everyday HTML."""
    return "<" in text and _LOOKS_LIKE.search(text) is not None


def plain_text(markup: str) -> str:
    """The readable text: blocks parted by a blank line, `<br>` a line's end, entities decoded, scripts dropped."""
    markup = markup.replace(_PARAGRAPH, " ").replace(_LINE, " ")
    start = markup.find("<body.content")  # NITF: what stands before repeats headline, byline and dateline
    pieces: list[str] = []
    at = max(start, 0)
    while found := _MARK.search(markup, at):
        pieces.append(_decoded(markup[at : found.start()]))
        at = found.end()
        name = (found["name"] or "").lower()
        if found[0] == "<!--":
            at = _after(markup, "-->", at)
        elif found[0] == "<![CDATA[":
            end = _after(markup, "]]>", at)
            pieces.append(markup[at:end].removesuffix("]]>"))
            at = end
        elif name in _DROPPED and not found["close"] and not found[0].endswith("/>"):
            at = _after_closing(markup, name, at)
        elif name == "br":
            pieces.append(_LINE)
        elif name in ("td", "th"):
            pieces.append(" ")
        elif name in _BLOCKS:
            pieces.append(_PARAGRAPH)
            if name == "body.content" and found["close"]:
                break
    else:
        pieces.append(_decoded(markup[at:]))
    text = _SPACE.sub(" ", "".join(pieces))
    text = _BREAKS.sub(lambda run: "\n\n" if _PARAGRAPH in run[0] else "\n", text)
    return text.strip()


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_HUGE_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def _after(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _after_closing(markup: str, name: str, start: int) -> int:
    closing = re.compile(rf"</{re.escape(name)}\b[^<>]*>", re.IGNORECASE).search(markup, start)
    return closing.end() if closing else len(markup)
