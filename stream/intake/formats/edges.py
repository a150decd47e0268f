"""What stands at the edges of a story's text for editors: advisory, embargo and byline above it, initials and end marks below."""

from __future__ import annotations

import re
from typing import Final

from stream.intake.draft import unique
from stream.intake.formats.notebook import Parts

# Reuters opens a later version with what changed in it; ANP spaces the word for "new"; embargoes stand on a line of their own.
_ADVISORY: Final = re.compile(
    r"\((?:Adds|Updates|Recasts|Corrects|Refiles|Repeats|Rewrites|Rewords|Removes|Fixes|Clarifies|Changes|Deletes|Drops|Recaps|"
    r"Restores|Amends|Writes through|Makes clear|In [^()]{2,60}?\b(?:story|item|headline|paragraph|alert|brief|snap))\b[^()]{0,600}"
    r"(?:\([^()]{0,60}\)[^()]{0,300}){0,3}\)"
    r"|N\s?i\s?e\s?u\s?w\s+bericht,?\s+vervangt\b.{0,300}"
    r"|(?:STRICTLY |UNDER )?(?:EMBARGO(?:ED)?|Embargo|SPERRFRIST|Sperrfrist|Achtung: Sperrfrist)\b(?![^\n]*\([A-Za-z/]{2,12}\)\s?[-\u2013\u2014]).{0,200}"
    r"|(?:STRICTLY )?(?:NOT FOR|HOLD FOR) (?:RELEASE|PUBLICATION|USE|BROADCAST)\b.{0,160}"
)
_BYLINE: Final = re.compile(r"(?:By|BY|Von|Par|Por)\s+[A-Z\u00c0-\u00de][^.:;!?\n]{2,80}")
_BYLINE_WORDS: Final = 10
_ABOVE: Final = 3  # paragraphs that may stand above a story
# Initials of the editors ("burs/dl"), and words that end a transmission; agencies that sign with their name keep it.
_BELOW: Final = re.compile(
    r"(?:[a-z]{2,5}\d?[-/]){1,6}[a-z]{2,5}\d?|\(?(?:ends?|END|ENDS|ENDE|FIN)\)?|(?:\u00a9|\(c\)|\(C\)|Copyright\b).{0,300}"
)
_ROUTING: Final = re.compile(
    r"[A-Z0-9][A-Z0-9/.\- ]{0,40}>{2,3}ANSA/?|>{2,3}[A-Z]{2,8}/?|[A-Z0-9]{1,4}-[A-Z]{2,4}/"
)


def edged(parts: Parts) -> Parts:
    """A story without its edges: the advisory joins the note, the byline stands apart."""
    found = parts.story.split("\n\n")
    whole = len(found)
    notes, byline = [], ""
    for _ in range(_ABOVE):
        first = found[0].strip()
        if len(found) < 2:
            break
        if _ADVISORY.fullmatch(first):
            notes.append(first[1:-1] if first.startswith("(") else first)
        elif not byline and _BYLINE.fullmatch(first) and len(first.split()) <= _BYLINE_WORDS:
            byline = first
        else:
            break
        found.pop(0)
    while len(found) > 1 and (_BELOW.fullmatch(last := found[-1].strip()) or _ROUTING.fullmatch(last)):
        found.pop()
    if len(found) == whole:
        return parts
    return Parts("\n\n".join(found), " ".join(unique([*notes, parts.note])), byline)
