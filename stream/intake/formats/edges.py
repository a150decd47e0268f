"""What stands at the edges of a story's text for editors: advisory, embargo and byline above it, initials and end marks below."""

from __future__ import annotations

import re
from typing import Final

from stream.intake.draft import unique
from stream.intake.formats.notebook import Parts

# Reuters opens a later version with what changed in it; ANP spaces the word for "new"; embargoes stand on a line of their own.
ADVISORY: Final = re.compile(
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
# Initials of the editors ("burs/dl", AAP's and dpa's with their name), and words and signs that end a transmission (TASS's and
# Interfax's -0-, Xinhua's Enditem, Kyodo's ==Kyodo); agencies that sign with their name keep it.
_BELOW: Final = re.compile(
    r"(?:[a-z]{2,5}\d?[-/]){1,6}[a-z]{2,5}\d?|AAP(?: RTV)?(?:[ /-][a-z]{2,4}){1,4}|dpa(?:[ /][a-z]{1,4}\d?){1,6}|\(Schluss\)(?: ?[a-z/-]{2,20})?"
    r"|(?:\((?:foto|fotos|v[i\u00ed]deo|audio|photo)\)[ .]?){1,4}|-{1,2} ?(?:0|30) ?-{1,2}|#{3,}|(?i:enditem|end item)\.?|[\u25a0\u25fe]|={2,} ?\w{2,20}|\(\s?\u00a9[^()]{1,40}\)|\(?(?:ends?|END|ENDS|ENDE|FIN)\)?|(?:\u00a9|\(c\)|\(C\)|Copyright\b).{0,300}"
)
_ROUTING: Final = re.compile(
    r"[A-Z0-9][A-Z0-9/.\- ]{0,40}>{2,3}ANSA/?|>{2,3}[A-Z]{2,8}/?|[A-Z0-9]{1,4}-[A-Z]{2,4}/"
)
# AP's rule above a contact line, a correction, or an address: what stands below it is no story.
_RULE: Final = re.compile(r"_{2,}|\u2014{2,}")
_ENDS_SENTENCE: Final = (".", "!", "?", '"', "\u201d", "\u00bb", ")", "\u3002")
_LINES_BELOW: Final = 4  # initials, an agency's line and two end marks are the most seen
_END_WORD: Final = re.compile(
    r"(?<=[.!?\"\u201d)])\s+(?:Enditem|End item)\.?\s*$"
)  # Xinhua's, behind the last sentence
_BELOW_RULE: Final = 3  # paragraphs
_LONGEST_BELOW: Final = 300  # characters of one
_CORRECTS: Final = re.compile(r"\b(?:correct(?:s|ed|ion)|clarif(?:ies|ied|ication))\b", re.IGNORECASE)


def edged(parts: Parts) -> Parts:
    """A story without its edges: the advisory joins the note, the byline stands apart."""
    found = parts.story.split("\n\n")
    whole = len(found)
    notes, byline = [], ""
    for _ in range(_ABOVE):
        first = found[0].strip()
        if len(found) < 2:
            break
        if ADVISORY.fullmatch(first):
            notes.append(first[1:-1] if first.startswith("(") else first)
        elif not byline and _BYLINE.fullmatch(first) and len(first.split()) <= _BYLINE_WORDS:
            byline = first
        else:
            break
        found.pop(0)
    while len(found) > 1 and (_BELOW.fullmatch(last := found[-1].strip()) or _ROUTING.fullmatch(last)):
        found.pop()
    notes += _cut_at_rule(found)
    last = found[-1]
    found[-1] = _END_WORD.sub("", without_last_lines(last))
    if len(found) == whole and found[-1] == last:
        return parts
    return Parts("\n\n".join(found), " ".join(unique([*notes, parts.note])), byline)


def without_last_lines(text: str) -> str:
    """A text without the initials and end marks that stand on its last lines, below a whole sentence.

    Where a paragraph is not parted from them: before its lines are joined they can still be told.
    """
    kept = text.rstrip()
    for _ in range(_LINES_BELOW):
        above, found, last = kept.rpartition("\n")
        above = above.rstrip()
        if not found or not above or not _BELOW.fullmatch(last.strip()):
            break
        if not above.endswith(_ENDS_SENTENCE) and not _BELOW.fullmatch(above.rpartition("\n")[2].strip()):
            break
        kept = above
    return kept


def _cut_at_rule(found: list[str]) -> list[str]:
    """Take what stands below the last rule of a story out; the notes among it."""
    for at in range(len(found) - 1, max(len(found) - 2 - _BELOW_RULE, 0), -1):
        if _RULE.fullmatch(found[at].strip()):
            below = found[at + 1 :]
            if any(len(each) > _LONGEST_BELOW for each in below):
                break
            del found[at:]
            return [" ".join(each.split()) for each in below if _CORRECTS.search(each)]
    return []
