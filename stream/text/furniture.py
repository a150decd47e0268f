"""What a web page puts around an article, line by line: navigation, sharing, adverts, notices, sign-offs.

Such lines differ from outlet to outlet and are the same on all pages of one, so they hide copies and make false
ones. Only whole lines go, and only for the sketch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from stream.text.needles import Needles
from stream.text.walls import is_label
from stream.text.words import is_unspaced

# A line longer than this is a paragraph: a sentence may begin like furniture ("Share prices fell ...").
LONGEST_FURNITURE: Final = 120
LONGEST_NOTICE: Final = 400  # copyright notices and credit lines are whole paragraphs

FURNITURE: Final = re.compile(
    r"""(?:
    (?:advertise(?:ment|ing)?|sponsored(?:\ content)?|promoted|paid\ content|story\ continues\ below|
       continue\ reading|article\ continues)\b.*
    |(?:read|see|view|learn|find\ out|watch|show)\ (?:more|also|next|all|gallery|comments)\b.*
    |(?:also\ read|must[ ]read|click\ here|tap\ here|read\ the\ full|you\ (?:may|might)\ (?:also\ )?like)\b.*
    |(?:share|tweet|e-?mail|print|save|like|follow|subscribe|sign\ (?:up|in)|log\ ?in|register|donate|comments?|reply)
       (?:\ (?:this|on|via|by|us|me|to|for|in|now|here|story|article|page|with|your|\(?\d+\)?|@\w+|facebook|twitter|
       x|whatsapp|linkedin|today|below)\b.*)?
    |(?:related|recommended|trending|popular|top)(?:\ (?:stor(?:y|ies)|articles?|content|coverage|links?|topics?|news|
       posts?|videos?|reading|roundup|tags?|now)\b.*)?
    |(?:most|more)\ (?:popular|read|viewed|shared|stories|news|coverage|on\ this|from\ (?:the\ )?\w+)\b.*
    |related:\ .*|tags?:\ .*|filed\ under\b.*|topics?:\ .*|source:\ [^.]*|via:?\ [^.]*|photo:\ .*|image:\ .*|credit:\ .*
    |.*\b(?:newsletters?|our\ app|push\ notifications?|free\ trial|privacy\ policy|terms\ of\ (?:use|service))\b.*
    |.*\bcookies?\ (?:policy|settings|preferences|notice|consent)\b.*|(?:we|this\ (?:web)?site)\ uses?\ cookies\b.*
    |(?:accept|manage|reject)\ (?:all\ )?cookies\b.*
    |(?:photos?|videos?|images?|gallery|image\ caption|play\ video|file\ photo|video\ loading|loading|poll\ loading)\W*
    |scroll\ down\ for\ .*|(?:please\ )?enable\ javascript\b.*|skip\ to\ .*|back\ to\ top|close(?:\ dialog)?
    |home|menu|search|next|previous|contact\ us|about\ us|newspapers\ in\ \w+|updated?:?\ .{0,30}\d.*
    |.*\bfollow\ (?:us|me|him|her|@?\w+)\b.*\bon\ (?:twitter|facebook|instagram|x)\b.*
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST: Final = re.compile(r"\w+")
_FIRST_WORDS: Final = frozenset({
    "advertise", "advertisement", "advertising", "sponsored", "promoted", "paid", "story", "continue", "article", "read", "see",
    "view", "learn", "find", "watch", "show", "also", "must", "click", "tap", "you", "share", "tweet", "e", "email", "print",
    "save", "like", "follow", "subscribe", "sign", "log", "login", "register", "donate", "comment", "comments", "reply",
    "related", "recommended", "trending", "popular", "top", "most", "more", "tag", "tags", "filed", "topic", "topics", "source",
    "via", "photo", "photos", "image", "images", "credit", "we", "this", "accept", "manage", "reject", "video", "videos",
    "gallery", "play", "file", "poll", "loading", "scroll", "please", "enable", "skip", "back", "close", "home", "menu",
    "search", "next", "previous", "contact", "about", "newspapers", "update", "updated",
})  # fmt: skip
_WORDS_INSIDE: Final = Needles(
    ("newsletter", "our app", "push notification", "free trial", "privacy policy", "terms of", "cookie", "follow ")
)  # fmt: skip
_NOTICE: Final = re.compile(
    r"""(?:
    (?:copyright\b|©|\(c\)\ ?\d{4}).*
    |.*\ball\ rights\ reserved\b.*
    |.*\bmay\ not\ be\ (?:published|reproduced|broadcast|redistributed|copied|republished)\b.*
    |\(?(?:additional\ )?(?:reporting|writing|editing|compiled|edited|written)\ by\ .*
    |.*\bcontributed\ to\ this\ (?:report|story|article)\b.*
    |this\ (?:article|story|post)\ (?:was\ |has\ been\ )?(?:first|originally)\ (?:appeared|published)\b.*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Words without which the notice pattern cannot match; it is slow on every paragraph, plain searches are not.
_NOTICE_HINTS: Final = (
    "copyright", "\u00a9", "(c)", "all rights", "may not be", "ing by", "contributed", "appeared", "published",
    "compiled", "edited", "written",
)  # fmt: skip
_SIGN_OFF_LINE: Final = re.compile(r"[-\u2014\u2013]{1,2}\s?\(?\w[\w .,/&]{0,40}\)?")
# Of Latin, Chinese and Japanese, Arabic and Urdu, Devanagari, Burmese, Khmer, Ethiopic and Armenian writing, and what may
# close a quotation behind them.
_SENTENCE_END: Final = (
    ".", "!", "?", ":", ";", '"', "\u201d", "\u2019", "'", ")", "\u00bb", "\u2026",
    "\u3002", "\uff61", "\uff01", "\uff1f", "\u300d", "\u300f",
    "\u061f", "\u061b", "\u06d4", "\u0964", "\u104b", "\u17d4", "\u1362", "\u0589",
)  # fmt: skip
# Thai and Lao end no sentence with a mark: an unspaced line from this length on is prose, a shorter one a title.
_UNSPACED_PROSE: Final = 40

MASTHEAD_WORDS: Final = (
    8  # an unpunctuated line up to this long at either edge is a masthead, a byline or a link
)
MOST_EDGE_LINES: Final = 5  # beyond that it is a table or a list, and belongs to the article


def is_furniture(line: str) -> bool:
    """Whether a stripped line is a page's, not the article's."""
    return _is_navigation(line) or _is_notice(line, _NOTICE_HINTS)


def article_lines(lines: Sequence[str]) -> list[int]:
    """Which of a page's lines (stripped, none blank) are the article's.

    None when all of them are furniture: what every page of an outlet has tells no two articles apart.
    """
    low = "\n".join(lines).lower()
    hints = [hint for hint in _NOTICE_HINTS if hint in low]
    kept = [
        at
        for at, line in enumerate(lines)
        if not (_is_navigation(line) or (hints and _is_notice(line, hints)))
    ]
    kept = [at for at in kept if len(lines[at]) > LONGEST_FURNITURE or not is_label(lines[at].casefold())]
    first = next((at for at, line in enumerate(kept) if _is_prose(lines[line])), None)
    if first is None:
        return kept
    last = next(at for at in range(len(kept) - 1, -1, -1) if _is_prose(lines[kept[at]])) + 1
    start = first if first <= MOST_EDGE_LINES else 0
    end = last if len(kept) - last <= MOST_EDGE_LINES else len(kept)
    return kept[start:end]


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence does; a title, a link and a wrapped line do not."""
    return line.endswith(_SENTENCE_END)


def _is_navigation(line: str) -> bool:
    if len(line) > LONGEST_FURNITURE:
        return False
    return (may_be_furniture(line) and FURNITURE.fullmatch(line) is not None) or _SIGN_OFF_LINE.fullmatch(
        line
    ) is not None


def may_be_furniture(line: str) -> bool:
    """Whether a line begins with one of the pattern's first words or has what the others need: the pattern is slow."""
    first = _FIRST.match(line)
    if first is not None and first.group().lower() in _FIRST_WORDS:
        return True
    return _WORDS_INSIDE.may_be_in(line)


def _is_notice(line: str, hints: Sequence[str]) -> bool:
    if len(line) > LONGEST_NOTICE:
        return False
    low = line.lower()
    return any(hint in low for hint in hints) and _NOTICE.match(line) is not None


def _is_prose(line: str) -> bool:
    if ends_sentence(line) or len(line) > LONGEST_FURNITURE or line.count(" ") >= MASTHEAD_WORDS:
        return True
    return len(line) >= _UNSPACED_PROSE and is_unspaced(line)
