"""What stands in a story's text for editors alone: dpa's notebook, and what is not for publication."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_START: Final = re.compile(
    r"^[ \t]*(?:#+[ \t]*(?:dpa[ -])?(?:notebook|notizblock)\b.*|#+[ \t]*(?:note to editors?|notes? for editors?|"
    r"redaktionelle[r]? hinweis\w*|editorial contacts?|contacts?|kontakt\w*|internet|orte?|ansprechpartner)\b.*"
    r"|\*(?:[ \t]*\*){2,}[ \t]*|.*\bnot (?:intended )?for publication\b.*"
    r"|.*\bnicht zur ver(?:\u00f6|oe)ffentlichung\b.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_HIDDEN: Final = re.compile(
    r"\bnot (?:intended )?for publication\b|\bnicht zur ver(?:\u00f6|oe)ffentlichung\b|^[ \t]*\*(?:[ \t]*\*){2,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NOTE: Final = re.compile(
    r"^[ \t]*#+[ \t]*(?:note to editors?|notes? for editors?|redaktionelle[r]? hinweis\w*)\b[:\s]*(?P<words>[^#*]*)",
    re.IGNORECASE | re.MULTILINE,
)


class Parts(NamedTuple):
    """A story, and the note to editors that its notebook holds, "" for none."""

    story: str
    note: str


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
    return Parts(text[: start.start()].rstrip(), " ".join(note["words"].split()) if note else "")
