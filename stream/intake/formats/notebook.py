"""What stands in a story's text for editors alone: dpa's notebook, and what is not for publication."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A line that says that what follows is for nobody; a sentence of a story may have the words, and an embargo has a time.
_FOLLOWING: Final = (
    r"(?:.{0,60}\b(?:following|information|names?|contacts?|details|folgende\w*|informationen|angaben)\b.{0,60}?|\W{0,8})"
    r"\b(?:not (?:intended |meant )?for publication|nicht (?:zur ver(?:\u00f6|oe)ffentlichung|f\u00fcr die ver(?:\u00f6|oe)ffentlichung))\b"
    r"(?![ \t]*(?:before|until|till|prior|vor|bis)\b)[^\n]{0,40}"
)
_START: Final = re.compile(
    r"^[ \t]*(?:#+[ \t]*(?:dpa[ -])?(?:notebook|notizblock)\b.*|#+[ \t]*(?:note to editors?|notes? for editors?|"
    r"redaktionelle[r]? hinweis\w*|editorial contacts?|contacts?|kontakt\w*|internet|orte?|ansprechpartner)\b.*"
    r"|\*(?:[ \t]*\*){2,}[ \t]*|" + _FOLLOWING + r")$",
    re.IGNORECASE | re.MULTILINE,
)
_HIDDEN: Final = re.compile(
    _FOLLOWING + r"|^[ \t]*\*(?:[ \t]*\*){2,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NOTE: Final = re.compile(
    r"^[ \t]*#+[ \t]*(?:note to editors?|notes? for editors?|redaktionelle[r]? hinweis\w*)\b[:\s]*(?P<words>[^#*]*)",
    re.IGNORECASE | re.MULTILINE,
)


class Parts(NamedTuple):
    """A story, the note to editors that stands with it, and the byline above it, "" for none."""

    story: str
    note: str
    byline: str = ""


def without_notebook(text: str) -> Parts:
    """A text cut where its notebook begins; names and telephone numbers that are not for publication are not kept."""
    if "#" not in text and "*" not in text and "ublication" not in text and "ffentlichung" not in text:
        return Parts(text, "")
    start = _START.search(text)
    if start is None:
        return Parts(text, "")
    notebook = text[start.start() :]
    hidden = _HIDDEN.search(notebook)
    note = _NOTE.search(notebook[: hidden.start()] if hidden else notebook)
    return Parts(text[: start.start()].rstrip(), _lines(note["words"]) if note else "")


def _lines(words: str) -> str:
    """A note on one line, without the marks of its list."""
    return " ".join(" ".join(line.strip().removeprefix("- ").split()) for line in words.split("\n")).strip()
