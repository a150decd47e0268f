"""The heading of an IPTC 7901 text: marks, headline, byline and notes above the story."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from stream.intake.formats.edges import ADVISORY

_ORDINAL: Final = re.compile(r"\(?(\d{1,2})(?:ST|ND|RD|TH|\.)[ -](?:LEAD|LD|NET|UPDATE)\b", re.IGNORECASE)
_MARKS: Final = (
    (
        "kill",
        re.compile(
            r"KILL\b(?:[ ,]+KILL\b)*|ELIMINATION\b|WITHDRAWN\b|ZUR\u00dcCKGEZOGEN\b|ANNULATION\b|ANULADA\b"
        ),
    ),
    ("hold", re.compile(r"HOLD\b(?:[ ,]+HOLD\b)*|SPERRE\b")),
    (
        "correction",
        re.compile(
            r"CORRECTION\b|CORRECTED\b|CORRECTIVE\b|KORREKTUR\b|BERICHTIGUNG\b|CORRECTIF\b|CORRECCI\u00d3N\b"
        ),
    ),
    ("refile", re.compile(r"REFILE\b")),
    ("repeat", re.compile(r"REPEAT\b|RPT\b|WIEDERHOLUNG\b")),
    ("update", re.compile(r"UPDATE\b|NEUFASSUNG\b|LEAD\b|ERG\u00c4NZUNG\b")),
)
# A line that is such a mark whole needs no capitals.
_ORDINAL_ALONE: Final = re.compile(
    r"\(?\d{1,2}(?:st|nd|rd|th|\.)[ -](?:lead|ld|net|update)(?:[ -]writethru)?\)?", re.IGNORECASE
)
_OTHER_MARK_ALONE: Final = re.compile(
    r"\(?(?:Eilmeldung|Eil|Alert|Flash|Urgent|Extra|Vorrang)\)?(?: \d)?", re.IGNORECASE
)
_OTHER_MARK: Final = re.compile(r"(?:EXTRA|EIL|BLITZ|FLASH|URGENT|BULLETIN|ALERT|\(?Achtung\)?)\b[^a-z]*$")
_BYLINE: Final = re.compile(r"(?:By|BY|Von|VON|Par|Por)\s+\S.*")
# AFP's, on the last line of a heading: names, and no sentence that goes on.
_SMALL_BYLINE: Final = re.compile(
    r"(?:by|par|von|por)\s+[A-Z\u00c0-\u00de][\w.'-]*(?:\s+(?:[A-Z\u00c0-\u00de][\w.'-]*|and|et|und|y|de|van|der|in|avec|with)){1,7}"
)
_SUBTITLE: Final = re.compile(
    r"(?:Utl\.?|Untertitel)\s?:\s*\S.*", re.IGNORECASE
)  # APA's, below a headline that ends by itself
_ASIDE: Final = re.compile(r"\(.{3,300}\)")  # a heading line in parentheses: a note, no headline
_RESUMED: Final = re.compile(
    r"\((?:\d{1,2}\. ?)?(?:Zusammenfassung|Neufassung|Aktualisierung|Neu|Erg\u00e4nzung|Update|Lead)\b.*\)",
    re.IGNORECASE,
)
EMBARGO: Final = re.compile(
    r"\W{0,3}(?:(?:STRICTLY |UNDER )?EMBARGO(?:ED)?\b|SPERRFRIST\b|(?:STRICTLY )?(?:NOT FOR|HOLD FOR) (?:RELEASE|PUBLICATION|USE|BROADCAST)\b)",
    re.IGNORECASE,
)
_HEADING_LINES: Final = 8  # one to four, and the marks between them


@dataclass(slots=True)
class Heading:
    """The lines above a story, by what they are."""

    headline: list[str] = field(default_factory=list)
    byline: str = ""
    marks: list[str] = field(default_factory=list)
    version: str = ""
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def heading_of(story: str) -> tuple[Heading, list[str]]:
    """The heading lines taken apart, and the lines of the text below them."""
    lines = story.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    heading = Heading()
    end = next((at for at, line in enumerate(lines[:_HEADING_LINES]) if line.rstrip().endswith("=")), None)
    count = end + 1 if end is not None else _unmarked(lines)
    for at, raw in enumerate(lines[:count]):
        line = raw.strip().rstrip("=").strip()
        if line and not _mark(line, heading):
            if heading.headline and (
                _BYLINE.fullmatch(line) or (at == end and _SMALL_BYLINE.fullmatch(line))
            ):
                heading.byline = line
            elif _ASIDE.fullmatch(line):
                heading.notes.append(line[1:-1])
                heading.marks += ["update"] if _RESUMED.fullmatch(line) else []
            elif EMBARGO.match(line):
                heading.notes.append(line)
            elif ADVISORY.fullmatch(line):  # ANP: which item this one takes the place of
                heading.notes.append(line)
                heading.marks.append("update")
            else:
                heading.headline.append(line)
    if not heading.headline and heading.notes:  # there is no other
        heading.headline.append(f"({heading.notes.pop()})")
    return heading, lines[count + _subtitles(lines[count:]) :]


def _subtitles(lines: list[str]) -> int:
    """How many lines below a headline are subtitles, with the blank ones above them."""
    last, open_line = 0, False
    for at, line in enumerate(lines[:_HEADING_LINES]):
        if open_line or _SUBTITLE.fullmatch(line.strip()):
            open_line = not line.rstrip().endswith("=") and not open_line
            last = at + 1
        elif line.strip():
            break
    return last


def _unmarked(lines: list[str]) -> int:
    """How many lines are heading where none ends in an equals sign: marks, the headline, a byline below it."""
    at, headline = 0, False
    while at < min(len(lines), _HEADING_LINES):
        line = lines[at].strip()
        if not line or lines[at].startswith(("  ", "\t")):
            if headline:
                break
        elif _mark(line, Heading()):
            pass
        elif not headline:
            headline = True
        elif not _BYLINE.fullmatch(line):
            break
        at += 1
    return at


def _mark(line: str, heading: Heading) -> bool:
    """Note a line that holds marks alone; whether it did."""
    ordinal = _ORDINAL.match(line)
    if ordinal is not None and (line.upper() == line or _ORDINAL_ALONE.fullmatch(line)):
        heading.marks.append("update")
        heading.version = str(int(ordinal[1]))
        heading.words.append(line)
        return True
    for name, pattern in _MARKS:
        hit = pattern.match(line)
        if (
            hit is not None
            and not re.search(r"[a-z]", line)
            and (hit.end() == len(line) or name in ("kill", "hold"))
        ):
            heading.marks.append(name)
            heading.words.append(line)
            return hit.end() == len(line) or len(line.split()) <= 4
    if _OTHER_MARK.match(line) or _OTHER_MARK_ALONE.fullmatch(line):
        heading.words.append(line)
        return True
    return False
