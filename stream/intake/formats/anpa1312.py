"""ANPA 1312, the American wires' transmission format, and Kyodo's kin of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from stream.intake.draft import Draft, Found, Hints, unique
from stream.intake.encodings import decode_text
from stream.intake.formats.edges import edged
from stream.intake.formats.nitf import made_id
from stream.intake.formats.notebook import Parts
from stream.intake.formats.story import agency_in
from stream.intake.lineage.agencies import agency_names
from stream.intake.lineage.signals import lineage_slug
from stream.intake.reasons import Refusal, refuse
from stream.text.wrapping import is_tabular, unwrapped

_START: Final = re.compile(rb"\x01[^\n\x02]{1,120}\r?\n[A-Za-z][ \t][A-Za-z]")
# A unit separator behind the number is this format's, also where the second line is missing (Kyodo).
_ROUTED: Final = re.compile(rb"\x01[A-Za-z]{1,2}\d{1,5}[A-Z]{0,12}\x1f")
_HEAD: Final = re.compile(
    r"\x01?(?P<service>[A-Za-z]{1,2})(?P<number>\d{1,5})(?P<routing>[^\n\x02]*)"
    r"(?:\n(?P<urgency>[A-Za-z])[ \t](?P<category>[A-Za-z]{1,3})(?P<format>[\x13\x14]?[\x11\x12]?)[ \t]?(?P<keyword>[^\n\x02]*)|\n|(?=\x02))"
)
_DAY: Final = re.compile(r"\b(\d{2})-(\d{2})(?:\s+\d{2,5})?\s*$")
_FOOTER: Final = re.compile(r"\^?(?P<agency>[A-Z]{2,12})-[A-Z]{1,4}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)GMT<?")
# Kyodo's, behind the end of the text: `JST-15:41-17-03-26`.
_FAR_FOOTER: Final = re.compile(r"\b(?P<zone>[A-Z]{3})-(\d\d):(\d\d)-(\d\d)-(\d\d)-(\d\d)\b")
_HOURS: Final = {"JST": 9, "GMT": 0, "UTC": 0}
_AGENCY: Final = re.compile(r"[A-Z]{3,12}(?=\x1f)")  # in the routing
_SIGNED: Final = re.compile(r"^==(?P<agency>\w{2,20})[ \t]*$", re.MULTILINE)
_KILL: Final = re.compile(
    r"[\s,(]*(?:(?i:mandatory)[ -])?\b(?:KILL|ELIMINATION)\b\)?"
    r"|\s*[,(]\s*(?i:(?:mandatory[ -])?(?:kill|elimination|withdrawal|withdrawn))\b\)?"
)
_HOLD: Final = re.compile(r"[,(]\s*(?:HOLD|Hold)\b")
_CORRECTION: Final = re.compile(r"[,(]\s*(?i:corrective|correction|clarification)\b")
_AGENCY_LINE: Final = re.compile(r"(?:The )?(?:AP|Associated Press|Kyodo(?: News)?)\W*", re.IGNORECASE)
_FOOT: Final = 1000  # characters at the end of a message that hold its footer
_LEAD: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]Ld", re.IGNORECASE)
_WORD_COUNT: Final = re.compile(r",\s*\d{1,5}\s*$")
_NOTE: Final = re.compile(r"\(?(?:Eds?[.:]|EDITOR'?S'? NOTE\b|Editors?:|ADVISORY\b)", re.IGNORECASE)
_PHOTO: Final = re.compile(r"(?:AP )?(?:Photos?|Graphics?|Video|Audio)\b", re.IGNORECASE)
_BYLINE: Final = re.compile(r"(?:By|BY)\s+\S")
# Slugs that many items of a day share: what they are is their text.
_SHARED: Final = re.compile(
    r"alert|advisory|digest|headlines?|brief|summary|budget|\badd\b|menu|planner", re.IGNORECASE
)
_URGENCY: Final = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 7, "w": 8}
_BLANKS: Final = str.maketrans({"\t": "  ", "\x10": " ", "\x1e": " ", "\x1f": " ", "\xa0": " "})
_CONTROL: Final = re.compile("[\x00-\x07\x0b-\x1d\x7f-\x9f]")
_DASH: Final = re.compile(r"(?<![^\s.,;:!?\"'])_(?=\s|$)|(?<=\s)_(?!\w)")
_HEADING_LINES: Final = 8
_LINES_ABOVE: Final = 16  # with blank ones between
_LONGEST_HEADING: Final = 100  # characters
_CYCLE: Final = re.compile(r"(?:BC|AM|PM|AP)-", re.IGNORECASE)  # what a slug begins with
_TABLE, _PARAGRAPH = "\x08", "\t"


@dataclass(slots=True)
class _Copy:
    """The text of a message: its heading lines above the first paragraph, and the lines below."""

    headings: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def is_message(data: bytes) -> bool:
    """Whether bytes (from SOH on) are this format."""
    return _START.match(data) is not None or _ROUTED.match(data) is not None


def read(data: bytes, hints: Hints) -> Iterator[Found]:
    """The message as a draft."""
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    if head is None:
        first = text.strip().partition("\n")[0][:60]
        problem = (
            f"{first!r} begins no header of ANPA 1312: expected number, then priority, category and keyword"
        )
        raise refuse(Refusal.BAD_VALUE, "header", problem)
    story = text[head.end() :].partition("\x02")[2] or text[head.end() :]
    story, footer, created = _ended(story)
    copy = _copy(story)
    keyword = " ".join(_CONTROL.sub(" ", (head["keyword"] or "").translate(_BLANKS)).split())
    day = _DAY.search(keyword)
    slug = _slug(copy, keyword)
    headline, byline, note, below = _sorted(copy.headings)
    # A list of headlines has no paragraphs, and the headings of a table are part of it.
    whole = not copy.blocks or "\x12" in (head["format"] or "")
    parts = edged(
        Parts("\n\n".join(block for block in ([*below, *copy.blocks] if whole else copy.blocks) if block), "")
    )
    body = parts.story
    routed = _AGENCY.search(head["routing"])
    canonical = agency_names(()).canonical
    source = (
        hints.source
        or footer
        or agency_in(body)
        or (canonical(routed[0].title()) if routed else None)
        or head["service"]
    )
    lead = _LEAD.search(slug) or _LEAD.search(keyword)
    stamp = created.strftime("%Y%m%d") if created else f"{day[1]}-{day[2]}" if day else ""
    killed, held = _KILL.search(slug) is not None, _HOLD.search(slug) is not None
    base = lineage_slug(_HOLD.sub("", _KILL.sub("", slug)))
    if not base or not stamp or (_SHARED.search(slug) and not killed):
        uri = made_id("anpa1312", source, stamp, base, headline, body)
    else:
        name = "-".join(source.lower().split())
        uri = f"urn:newswire:anpa1312:{name}:{stamp}:{'-'.join(base.split())}"
    yield Draft(
        uri=uri,
        source=source,
        version="" if killed or held else str(int(lead[1])) if lead else "0",
        pubstatus="canceled" if killed else "withheld" if held else "",
        version_created=created.isoformat() if created else "",
        headline=headline,
        byline=byline or parts.byline,
        located=_dateline(body),
        slugline=slug,
        ednote=" ".join(unique([note, parts.note])),
        urgency=_URGENCY.get((head["urgency"] or "").lower()),
        body=body,
        marks=("correction",) if _CORRECTION.search(slug) else (),
        extra={
            "format": "anpa-1312",
            **({"category": head["category"].lower()} if head["category"] else {}),
            "number": f"{head['service']}{head['number']}",
        },
        names={"uri": "keyword", "body": "text", "version_created": "footer"},
    )


def _ended(story: str) -> tuple[str, str, datetime | None]:
    """The story without its footer, the agency that the footer names, and its time."""
    found = next(reversed(list(_FOOTER.finditer(story, max(len(story) - _FOOT, 0)))), None)
    if found is None:
        return _far_ended(story)
    month, day, year, hour, minute = (int(part) for part in found.groups()[1:])
    try:
        created = datetime(2000 + year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        created = None
    return re.split("[\x03\x04\x0c]", story[: found.start()])[0], found["agency"], created


def _far_ended(story: str) -> tuple[str, str, datetime | None]:
    """As `_ended`, of a message whose footer stands behind the end of its text, as Kyodo writes it."""
    text, _, tail = story.partition("\x03") if "\x03" in story else (re.split("[\x04\x0c]", story)[0], "", "")
    signed = _SIGNED.search(text, max(len(text) - _FOOT, 0))
    found = _FAR_FOOTER.search(tail[:_FOOT])
    created = None
    if found is not None:
        hour, minute, day, month, year = (int(part) for part in found.groups()[1:])
        try:
            local = datetime(2000 + year, month, day, hour, minute, tzinfo=UTC)
            created = local - timedelta(hours=_HOURS.get(found["zone"], 0))
        except ValueError:
            created = None
    agency = agency_names(()).canonical(signed["agency"]) or signed["agency"] if signed else ""
    return text[: signed.start()] if signed else text, agency, created


def _copy(story: str) -> _Copy:
    """The lines of a story by what begins them: `^` a heading, TAB a paragraph, backspace a row of a table."""
    copy = _Copy()
    lines = story.split("\n")
    marked = "^" in story
    # Without `^` (Kyodo) the headline ends in a plus sign, and all above it is heading.
    end = next((at for at, line in enumerate(lines[:_HEADING_LINES]) if line.rstrip().endswith("+")), -1)
    if not marked and end >= 0:
        above = [line for each in lines[: end + 1] if (line := _characters(each).rstrip("<=+").strip())]
        slugs = [line for line in above[:1] if _CYCLE.match(line)]
        copy.headings += [*slugs, " ".join(above[len(slugs) :])]
        lines = lines[end + 1 :]
    unmarked = _above_first_paragraph(lines) if end < 0 or marked else 0
    paragraph: list[str] = []
    rows: list[str] = []
    begun = False

    def close() -> None:
        if paragraph:
            copy.blocks.append("\n".join(unwrapped(paragraph)))
            paragraph.clear()
        if rows:
            copy.blocks.append("\n".join(rows))
            rows.clear()

    for at, raw in enumerate(lines):
        line = _characters(raw)
        if not line:
            if paragraph and not rows:
                close()
        elif raw.lstrip(" ").startswith("^"):
            heading = line.lstrip("^").rstrip("<=+").strip()
            if begun:
                close() if paragraph else None
                rows.append(heading) if rows else copy.blocks.append(heading)
            else:
                copy.headings.append(heading)
        elif raw.startswith(_TABLE) or (begun and is_tabular(raw)):
            if paragraph:
                close()
            begun = True
            rows.append(line)
        elif at < unmarked or (not begun and not copy.headings and not raw.startswith((_PARAGRAPH, "  "))):
            copy.headings.append(line.rstrip("<=+").strip())  # Kyodo's headings begin with nothing
        elif not begun and raw.rstrip().endswith(("<", "=")) and not raw.startswith((_PARAGRAPH, "  ")):
            copy.headings.append(line.rstrip("<=+").strip())
        else:
            if rows or raw.startswith((_PARAGRAPH, "  ")):
                close()
            begun = True
            # A heading line that begins like a paragraph: its marks do not belong to the text.
            paragraph.append(line.lstrip("^").rstrip("<").strip() if line.startswith("^") else line)
    close()
    return copy


def _above_first_paragraph(lines: list[str]) -> int:
    """How many lines stand above the first indented one and are headings that lack their `^`: short, and no dateline."""
    for at, line in enumerate(lines[:_LINES_ABOVE]):
        if line.startswith((_PARAGRAPH, "  ", _TABLE)):
            return at
        if len(line) > _LONGEST_HEADING or _dateline(line):
            return 0
    return 0


def _characters(raw: str) -> str:
    """A line as it is meant: fixed blanks, fractions, dashes and quotation marks written out, no control characters."""
    line = raw.strip()
    if not line.isprintable():
        line = _CONTROL.sub("", line.replace(_TABLE, "").translate(_BLANKS))
    line = line.replace("``", "\u201c").replace("''", "\u201d").replace("{", "\u00bd")
    return (_DASH.sub("\u2014", line) if "_" in line else line).strip()


def _slug(copy: _Copy, keyword: str) -> str:
    """The slug with its version words: the first heading, or the keyword line where that is none of it."""
    short = _DAY.sub("", keyword).strip(" ,")
    first = copy.headings[0] if copy.headings else ""
    known = short.partition(",")[0].casefold().replace(" ", "-")[:12]
    same = bool(known) and first.casefold().replace(" ", "-").startswith(known)
    # Or it is told by its cycle and its count of words, where the keyword was cut or says less.
    if first and (same or (_CYCLE.match(first) and _WORD_COUNT.search(first))):
        copy.headings.pop(0)
        return _WORD_COUNT.sub("", first).strip(" ,")
    return short


def _sorted(headings: list[str]) -> tuple[str, str, str, list[str]]:
    """Headline, byline, note to editors, and the headings that are none of these."""
    headline, byline, rest = "", "", []
    notes: list[str] = []
    for heading in headings:
        if _AGENCY_LINE.fullmatch(heading):
            continue
        if _NOTE.match(heading):
            notes.append(heading.strip("()"))
        elif _PHOTO.match(heading):
            continue
        elif _BYLINE.match(heading):
            byline = byline or heading
        elif not headline:
            headline = heading
        else:
            rest.append(heading)
    return headline, byline, " ".join(notes), rest


def _dateline(body: str) -> str:
    found = re.match(
        r"([^\W\d_][^()\n]{0,60}?)\s{0,2}\([^()\n]{2,40}\)\s{0,2}[-\u2013\u2014_:]{1,2}(?:\s|$)", body[:200]
    )
    return found[1].strip() if found else ""
