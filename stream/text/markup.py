"""HTML, XHTML and NITF bodies to plain text with paragraphs.

Not built on `html.parser`: its versions in supported Pythons take quadratic time on unclosed tags and raise
AssertionError on some declarations, and this text comes from outside. One pass, linear in the length.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

from stream.text.wrapping import LONGEST_WRAPPED, is_tabular, paragraphs, unwrapped

_MARK: Final = re.compile(
    r"""<!--
    |<!\[CDATA\[
    |<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9.:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>
    |<[!?][^<>]*+>
    """,
    re.VERBOSE,
)
# What holds no story: code, pictures with their captions and credits (HTML's `figure`, NITF's `media`), NITF's notes, and a
# header, which repeats headline, time and slug.
_DROPPED: Final = frozenset({
    "script", "style", "head", "title", "noscript", "template", "svg", "iframe", "textarea", "figure", "figcaption",
    "media", "object", "audio", "video", "note", "header", "form",
})  # fmt: skip
# Those whose content is no markup: the first end tag ends them.
_RAW: Final = frozenset({"script", "style", "title", "textarea", "iframe"})
_VOID: Final = frozenset(
    {"img", "br", "hr", "input", "link", "meta", "wbr", "source", "embed", "col", "area"}
)
# Blocks that are no story by their class: contacts of press releases, TT's vignette line, dpa's notebook, what is hidden.
_CLASS: Final = re.compile(
    r"""\sclass\s*=\s*["']?(?:[^"'<>]*\s)?(?:mw_contactinfo|bwcontact\w*|contact(?:info|-info)?|contacts|dat|vignette|hidden|"""
    r"""visually-hidden|sr-only|screen-reader-text|mw_(?:tracking|logo)\w*|notebook|nonpublic|feedflare|sharedaddy|jp-relatedposts|addtoany_\w+|share-buttons)(?=[\s"'/>])""",
    re.IGNORECASE,
)
_STYLE: Final = re.compile(
    r"""\sstyle\s*=\s*["'][^"']*?(?:display\s*:\s*none|visibility\s*:\s*hidden)""", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"""\"[^"]*+"|'[^']*+'""")
_HIDDEN: Final = re.compile(r"\shidden(?=[\s=/>])", re.IGNORECASE)
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "body.content", "block", "caption", "dd", "div", "dl", "dt",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul",
})  # fmt: skip
_LOOKS_LIKE: Final = re.compile(
    r"</?(?:p|div|br|html|body|section|article|span|h[1-6]|ul|ol|li|a|b|i|em|strong|blockquote|table)\b[^<>]*>",
    re.IGNORECASE,
)
# Any run of white space but a single blank, which most are and which stays.
_SPACE: Final = re.compile(r"[\t\r\n\f\xa0][ \t\r\n\f\xa0]*| [ \t\r\n\f\xa0]+")
_BREAKS: Final = re.compile(r" ?(\x1e|\x1d)[ \x1d\x1e]*")
# Some senders put a whole story into one paragraph, with blank lines or indents where the next one begins.
_BLANK_LINE: Final = re.compile(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n\s*(?=\S)")
_INDENTED: Final = re.compile(r"(?<=\S)[ \t\r]*\n[ \t]*")
# An entity that is still one after decoding: it was escaped twice.
_ESCAPED: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,6});")
# html.unescape turns any run of digits into an int, and int() refuses more than 4,300 of them.
_HUGE_REFERENCE: Final = re.compile(r"&#(?:\d{8,}|[xX][0-9A-Fa-f]{8,});?")

# An indent behind a line break: there a paragraph begins.
_INDENT_AFTER: Final = re.compile(r"(?:[ \xa0]|&nbsp;|&#160;){3,}+(?P<line>[^\s<][^<\n]{0,120})")
# The same on the next line of the source, where not all lines of it are indented: there it is no layout of the markup.
_INDENT_AFTER_LINE: Final = re.compile(
    r"[ \t\r]*+\n?(?:[ \xa0]|&nbsp;|&#160;){3,}+(?P<line>[^\s<][^<\n]{0,120})"
)
_BREAK_WITHOUT_INDENT: Final = re.compile(r"<br\b[^<>]*+>[ \t\r]*+\n(?=[^\s<])", re.IGNORECASE)
_END_OF_PARAGRAPH: Final = re.compile(r"</(?:\w+:)?p\s*>|(?P<next><(?:\w+:)?p[\s>])", re.IGNORECASE)
_END_OF_PREFORMATTED: Final = re.compile(r"</(?:\w+:)?pre\s*>", re.IGNORECASE)

# The cells of a table, and the paragraphs that open and close one.
_CELL: Final = re.compile(r"<t[dh][\s>]")
_CELL_START: Final = re.compile(r"(<t[dh]\b[^<>]{0,200}>)\s{0,40}<(?:p|div)\b[^<>]{0,200}>")
_CELL_END: Final = re.compile(r"</(?:p|div)>\s{0,40}(?=</t[dh])")
_LONGEST_ROW: Final = 4000  # characters with their tags
_LONGEST_CELL: Final = 400

# A run of text with fewer lines has no indent that is the rule; wires indent a paragraph by two characters or more.
_FEWEST_LINES: Final = 4
_INDENT: Final = 2
_DEEPEST_INDENT: Final = 12  # characters: beyond it stands the head of a column
_PARAGRAPH, _LINE = "\x1e", "\x1d"  # stand-ins while white space collapses; html.unescape never yields them


def looks_like_markup(text: str) -> bool:
    """Whether a body of undeclared type holds a tag of everyday HTML."""
    return "<" in text and _LOOKS_LIKE.search(text) is not None


def plain_text(markup: str) -> str:
    """The readable text: blocks parted by a blank line, `<br>` and rows of tables on lines of their own.

    Entities are decoded, also those that were escaped twice; scripts, pictures and their captions, contact blocks and
    what is hidden are dropped. Lines that `<br>` parts where a wire wraps are joined.
    """
    markup = markup.replace(_PARAGRAPH, " ").replace(_LINE, " ")
    if "<tr" in markup:
        markup = _with_flat_rows(markup)
    start = markup.find("<body.content")  # NITF: what stands before repeats headline, byline and dateline
    pieces: list[str] = []
    at = max(start, 0)
    breaks = indents = False
    while found := _MARK.search(markup, at):
        pieces.append(_text(markup[at : found.start()]))
        at = found.end()
        name = (found["name"] or "").lower().rpartition(":")[2]
        if not name and found[0] == "<!--":
            at = _after(markup, "-->", at)
        elif found[0] == "<![CDATA[":
            end = _after(markup, "]]>", at)
            pieces.append(markup[at:end].removesuffix("]]>"))
            at = end
        elif (
            not found["close"]
            and not found[0].endswith("/>")
            and (name in _DROPPED or _is_apart(found[0], name))
        ):
            at = _after_element(markup, found["name"], at)
        elif name == "br":
            if not breaks:
                indents = _BREAK_WITHOUT_INDENT.search(markup, found.start()) is not None
            indented = (_INDENT_AFTER_LINE if indents else _INDENT_AFTER).match(markup, at)
            pieces.append(_PARAGRAPH if indented and not is_tabular(indented["line"]) else _LINE)
            breaks = True
        elif name == "tr":
            pieces.append("" if found["close"] else _LINE)
        elif name in ("td", "th"):
            pieces.append(" ")
        elif name in _BLOCKS:
            pieces.append(_PARAGRAPH)
            if name == "pre" and not found["close"] and not found[0].endswith("/>"):
                closing = _END_OF_PREFORMATTED.search(markup, at)
                pieces.append(_preformatted(markup[at : closing.start() if closing else len(markup)]))
                at = closing.end() if closing else len(markup)
                pieces.append(_PARAGRAPH)
            if name == "body.content" and found["close"]:
                break
    else:
        pieces.append(_text(markup[at:]))
    text = _SPACE.sub(" ", "".join(pieces))
    # Two line ends in a row are how a paragraph ends where there are no paragraphs.
    text = _BREAKS.sub(
        lambda run: "\n\n" if _PARAGRAPH in run[0] or run[0].count(_LINE) > 1 else "\n", text
    ).strip()
    return _joined(text) if breaks else text


def _with_flat_rows(markup: str) -> str:
    """Markup whose rows of several cells have no paragraphs at the edges of the cells: a row is a line.

    A row of one cell, and of one with a long text, is a page's layout.
    """
    rows = markup.split("<tr")
    for at, row in enumerate(rows[1:], 1):
        if ("<p" in row or "<div" in row) and len(_CELL.findall(row)) > 1:
            own, closing, behind = row.partition("</tr")
            if len(own) < _LONGEST_ROW and max(map(len, _CELL.split(own))) < _LONGEST_CELL:
                rows[at] = _CELL_END.sub("", _CELL_START.sub(r"\g<1>", own)) + closing + behind
    return "<tr".join(rows)


def clean_line(text: str) -> str:
    """A headline, byline or note on one line: tags taken out, entities decoded (twice, if need be), white space folded."""
    if looks_like_markup(text):
        text = plain_text(text)
    for _ in range(2):
        if "&" in text:
            text = _decoded(text)
    if looks_like_markup(text):  # it was escaped
        text = plain_text(text)
    return " ".join(text.split())


def _preformatted(markup: str) -> str:
    """A block whose lines stand as the sender wrapped them: paragraphs joined, rows of tables on lines of their own."""
    text = _MARK.sub(lambda mark: "\n" if (mark["name"] or "").lower() == "br" else "", markup)
    lines = paragraphs(_decoded(text.replace("\r\n", "\n").replace("\xa0", " ")))
    return lines.replace("\n\n", _PARAGRAPH).replace("\n", _LINE)


def _text(text: str) -> str:
    if "\n" in text:
        text = _parted(_BLANK_LINE.sub(_PARAGRAPH, text))
    decoded = _decoded(text)
    if "&" in decoded and decoded != text and _ESCAPED.search(decoded):
        decoded = _decoded(decoded)
    return decoded


def _parted(text: str) -> str:
    """A run of text with a mark before each line that is indented deeper than most: there a paragraph begins."""
    gaps = [len(gap) - gap.index("\n") - 1 for gap in _INDENTED.findall(text)]
    if len(gaps) < _FEWEST_LINES or gaps.count(min(gaps)) * 2 < len(gaps):
        return text
    deep = min(gaps) + _INDENT

    def mark(gap: re.Match[str]) -> str:
        width = len(gap[0]) - gap[0].index("\n") - 1
        if not deep <= width <= _DEEPEST_INDENT or gap.end() == len(text):
            return gap[0]
        return (
            gap[0]
            if is_tabular(text[gap.end() : gap.end() + LONGEST_WRAPPED].partition("\n")[0])
            else _PARAGRAPH
        )

    return _INDENTED.sub(mark, text)


def _joined(text: str) -> str:
    blocks = [block.split("\n") for block in text.split("\n\n")]
    width = max((len(line) for block in blocks if len(block) > 1 for line in block), default=0)
    return "\n\n".join("\n".join(unwrapped(block, width)) for block in blocks)


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_HUGE_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def _after(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _is_apart(tag: str, name: str) -> bool:
    """Whether a start tag opens what its class or style sets apart from the story, or hides."""
    if name in _VOID or not ("class" in tag or "style" in tag or "hidden" in tag):
        return False
    if _CLASS.search(tag) is not None or _STYLE.search(tag) is not None:
        return True
    return _HIDDEN.search(_QUOTED.sub("", tag)) is not None


def _after_element(markup: str, name: str, start: int) -> int:
    """Where an element that is left out ends: behind its end tag, or at the end of the text."""
    local = name.lower().rpartition(":")[2]
    if local == "p":  # a paragraph holds no other, and its end tag may be missing
        closing = _END_OF_PARAGRAPH.search(markup, start)
        if closing is None:
            return len(markup)
        return closing.start() if closing["next"] else closing.end()
    depth = 1
    for tag in _tags(name).finditer(markup, start):
        if tag["close"]:
            depth -= 1
        elif local not in _RAW and not tag[0].endswith("/>"):
            depth += 1
        if depth == 0:
            return tag.end()
    return len(markup)


@lru_cache(maxsize=256)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?P<close>/?){re.escape(name)}(?=[\s/>])[^<>]*+>", re.IGNORECASE)
