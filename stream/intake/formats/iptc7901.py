"""IPTC 7901, the text transmission format, with its control characters and without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stream.intake.draft import Draft, Found, Hints, unique
from stream.intake.encodings import decode_text
from stream.intake.formats.edges import edged, without_last_lines
from stream.intake.formats.iptc7901_heading import EMBARGO, Heading, heading_of
from stream.intake.formats.nitf import made_id
from stream.intake.formats.notebook import without_notebook
from stream.intake.formats.story import agency_in
from stream.intake.formats.times import footer_time
from stream.intake.lineage.agencies import agency_names
from stream.intake.reasons import Refusal, refuse
from stream.text.wrapping import paragraphs

_SOH, _STX, _ETX = "\x01", "\x02", "\x03"
_HEADER: Final = re.compile(
    r"(?P<service>[^\W\d_]{1,5})(?P<number>\d{1,6})[ \t]+(?P<urgency>[1-9])[ \t]+(?P<category>[^\W\d_]{1,4})"
    r"(?:[ \t]+(?P<words>\d{1,6})(?=\s|$))?(?P<more>[ \t][^\r\n]*)?(?=[\r\n]|$)"
)
_PLAIN_HEADER: Final = re.compile(
    rb"[A-Za-z]{2,5}\d{2,6}[ \t][1-9][ \t]+[A-Za-z]{1,4}[ \t]+\d{1,6}(?:[ \t][^\r\n]{0,200})?\r?\n"
)
# A further id of the item and its count, as KNA sends it behind the words.
_OWN_ID: Final = re.compile(r"\b(\d{6}-\d{2}-\d{4,6})(?:#(\d{1,3}))?(?!\S)")
_DATELINE: Final = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{0,60}?)\s{0,2}\([^()\n]{2,40}\)\s{0,2}[-\u2013\u2014:]{1,2}(?:\s|$)"
)
_BARE_DATELINE: Final = re.compile(r"(?P<place>[^\W\d_][^()\n]{0,60}?)\s{0,2}\((?P<agency>[^()\n]{2,20})\)\s")
_READ: Final = 4000  # characters in which a message names its agency
_NOTEBOOK_OF: Final = re.compile(
    r"^#+ ?(\w{2,12})[ -](?:notebook|notizblock|contacts?|kontakte?)\b", re.IGNORECASE | re.MULTILINE
)
_INITIALS: Final = re.compile(r"(?:[a-z]{2,3}\d?[ /]){0,5}[a-z]{2,3}\d?")
_FOOTER: Final = re.compile(
    r"^\s*\d{6}\s{0,3}[A-Z]{0,4}\s{1,3}[^\W\d_]{3,9}\.?\s{1,3}\d{2,4}\s*$", re.MULTILINE | re.IGNORECASE
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


# AFP's note of what a lead changes, above the text: `ATTENTION - ADDS quotes ///`.
_ATTENTION: Final = re.compile(r"\s*(?:ATTENTION|ACHTUNG)\b[ \t]*[-\u2013:]?[ \t]*")
_ATTENTION_LINES: Final = 4


def is_message(data: bytes) -> bool:
    """Whether bytes begin as a message does: with SOH, or with the header line of one that lost its control characters."""
    return data.startswith(b"\x01") or _PLAIN_HEADER.match(data[:300]) is not None


def read(data: bytes, hints: Hints) -> Iterator[Found]:
    """The message as a draft."""
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").lstrip(_SOH)
    header = _HEADER.match(text)
    if header is None:
        first = text.partition("\n")[0][:60]
        problem = (
            f"{first!r} is no header of IPTC 7901: expected service and number, priority, category, words"
        )
        raise refuse(Refusal.BAD_VALUE, "header", problem)
    slugs, story, tail = _parts(text[header.end() :].removeprefix("\n"))
    heading, body_lines = heading_of(story)
    parts = edged(without_notebook(_body(body_lines, heading)))
    marks, version = unique(heading.marks), heading.version
    created = footer_time(tail)
    source = hints.source or _sender(header, parts.story, text, note=not {"kill", "hold"}.isdisjoint(marks))
    # Of the number's namespace: what the record says, or the service, which a kill without a dateline has as well.
    space = f"{_name(hints.source)}:" if hints.source else ""
    slug = " ".join(slugs)
    own = _OWN_ID.search(header["more"] or "")
    if own is not None:
        uri, version = own[1], own[2] or version
    elif created is not None:
        uri = f"urn:newswire:iptc7901:{space}{header['service'].lower()}{header['number']}:{created:%Y%m%d}"
    else:
        uri = made_id("iptc7901", hints.source or header["service"], text)
    meant = (
        _meant(heading, parts.story, header) if created is not None and {"kill", "hold"} & {*marks} else ""
    )
    own_uri = uri
    if meant and created is not None:  # a kill names the item that it means by its number
        uri = f"urn:newswire:iptc7901:{space}{meant}:{created:%Y%m%d}"
    yield Draft(
        uri=uri,
        source=source,
        version=version,
        pubstatus="canceled" if "kill" in marks else "withheld" if "hold" in marks else "",
        version_created=created.isoformat() if created is not None else "",
        headline=" ".join(" ".join(heading.headline).split()),
        byline=heading.byline or parts.byline,
        located=_located(parts.story, source, header["service"]),
        slugline=slug,
        ednote=" ".join(unique([*heading.notes, parts.note])),
        urgency=int(header["urgency"]),
        body=parts.story,
        alt_ids=unique(
            [
                own_uri if meant else "",
                "" if own is None else f"iptc7901:{header['service']}{header['number']}",
            ]
        ),
        marks=marks,
        extra={
            "format": "iptc-7901",
            "category": header["category"].lower(),
            **({"marks": heading.words} if heading.words else {}),
        },
        names={"uri": "header", "body": "text", "version_created": "footer"},
    )


def _sender(header: re.Match[str], story: str, text: str, *, note: bool) -> str:
    """The agency that a message names in its header, dateline or notebook, else the letters of its service.

    A kill or hold (`note`) has no dateline: its agency may stand anywhere.
    """
    names = agency_names(())
    service = header["service"]
    for word in (*(header["more"] or "").split(), service, service.upper()):
        named = names.canonical(word)
        if named:
            return named
    rest = _clean(text[header.end() : header.end() + _READ])
    told = (names.pattern if note else _NOTEBOOK_OF).search(rest)
    return agency_in(story) or (told and names.canonical(told[told.lastindex or 0])) or service


def _located(story: str, source: str, service: str) -> str:
    """The place of a dateline; ATS writes none of the dashes that others have."""
    found = _DATELINE.match(story[:200])
    if found is None:
        found = _BARE_DATELINE.match(story[:200])
        if found is not None and found["agency"].casefold() not in (source.casefold(), service.casefold()):
            return ""
    return found["place"].strip() if found else ""


def _meant(heading: Heading, story: str, header: re.Match[str]) -> str:
    """The one item of the same service that a kill or hold names by its number, "" for none or several."""
    service, own = header["service"].lower(), header["number"]
    text = f"{' '.join(heading.headline)} {story[:2000]}".lower()
    numbers = {
        number for number in re.findall(rf"\b{re.escape(service)}\s?(\d{{2,6}})\b", text) if number != own
    }
    return f"{service}{numbers.pop()}" if len(numbers) == 1 else ""


def _parts(text: str) -> tuple[list[str], str, str]:
    """Slug lines, story, and what stands behind it."""
    start = text.find(_STX)
    if start >= 0:
        end = text.find(_ETX, start)
        end = len(text) if end < 0 else end
        slugs = [
            line.strip().rstrip("/").strip() for line in _clean(text[:start]).split("\n") if line.strip()
        ]
        # A lost end mark: the footer is the last line that reads as one.
        story, tail = text[start + 1 : end], text[end:]
    else:
        text = text.partition(_ETX)[0] + "\n" + text.partition(_ETX)[2] if _ETX in text else text
        lines = text.split("\n")
        at = next(
            (at for at, line in enumerate(lines) if line.strip() and not line.rstrip().endswith("/")),
            len(lines),
        )
        slugs = [line.strip().rstrip("/").strip() for line in lines[:at] if line.strip()]
        story, tail = "\n".join(lines[at:]), ""
    story = _clean(story)
    footers = list(_FOOTER.finditer(story))
    if footers and not footer_time(tail):
        last = footers[-1]
        if len(story) - last.end() < 80:  # characters: end marks
            story, tail = story[: last.start()], last[0]
    return slugs, story, tail


def _body(lines: list[str], heading: Heading) -> str:
    """The story of the lines below the heading; an embargo above it joins the notes."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and EMBARGO.match(lines[first]) and not _DATELINE.match(lines[first].strip()):
        heading.notes.append(" ".join(lines[first].split()))
        lines = lines[first + 1 :]
    if first < len(lines) and _ATTENTION.match(lines[first]):
        end = next(
            (at for at in range(first, min(first + _ATTENTION_LINES, len(lines))) if "///" in lines[at]), -1
        )
        if end >= 0:
            words = " ".join(" ".join(lines[first : end + 1]).split()).strip("/ ")
            heading.notes.append(_ATTENTION.sub("", words))
            lines = lines[end + 1 :]
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) > 1 and _INITIALS.fullmatch(lines[-1].strip()):  # of the editors
        lines.pop()
    return paragraphs(without_last_lines("\n".join(lines))).strip()


def _name(source: str) -> str:
    return "-".join(source.lower().split())


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\x85", "\u2026"))
