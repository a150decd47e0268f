"""Traces of agencies in an article: who says it wrote this text, and in which words.

Republishers strip the agency's credit, and something stays: a parenthesis in the dateline, a sign-off, "told
Reuters". Each trace is evidence of its own strength, so its kind is kept. A name we do not know counts only where
nothing but an agency stands: in a dateline's parenthesis and after a sign-off's dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stream.intake.lineage.agencies import AgencyNames, agency_names
from stream.model.articles import Credit
from stream.text.furniture import is_furniture

HEAD_LINES: Final = 6  # masthead, byline, share buttons, then the dateline
HEAD_CHARS: Final = 160  # the longest dateline: two places, a date, the agency
TAIL_LINES: Final = 8  # below a sign-off stand related links and notices
TAIL_CHARS: Final = 300  # of the last lines: a credit line with its editors
MOST_NAME_CHARS: Final = 300  # of a byline or holder: longer ones are no names
MOST_CREDITS: Final = 16  # credits of an article: a live page that quotes twenty agencies has no agency

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATELINE: Final = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n]{1,80}?)?\s?\(\s?(?P<names>[^()\n]{2,48}?)\s?\)\.?\s{0,2}(?:[-\u2013\u2014]{1,2}|:)(?:\s|$)"
)
_CAPITAL_PLACE: Final = re.compile(r"[^\W\d_a-z]{2}[^a-z\d]*(?:,|$)")
_DATED: Final = re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})")
_NAME: Final = re.compile(r"[^\W\d_a-z][\w.&'\u2019-]*(?: (?:[^\W\d_a-z][\w.&'\u2019-]*|of|and)){0,3}")
_NO_NAME: Final = re.compile(
    rf"{_MONTH}|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[AP]\.?M|GMT|EST|EDT|UTC|[IVX]+|Updated)\b"
)
_SPLIT: Final = re.compile(r"\s*(?:/|,|;|\||&|\band\b|\bwith\b|\bet\b|\bund\b|\by\b)\s*")

_SIGN_OFF: Final = re.compile(
    r"(?P<before>^|[.!?\"'\u201d\u2019)]\s{0,3})[-\u2013\u2014]{1,2}\s?\(?(?P<names>\w[^()\n.:;!?\u2014]{1,40}?)\)?\.?$"
)
_DASHES: Final = ("-", "\u2013", "\u2014")  # one of which a sign-off begins with: looking for them is cheap
_AGENCY_WORD: Final = re.compile(
    r"\b(?:Wire|News|Newswire|Press|Agency|Service|Dispatch|Presse|Media|Times|Post|Herald)\b"
)
ATTRIBUTION: Final = re.compile(
    r"^\W{0,3}(?:source|via|from|agenc(?:y|ies)|with (?:additional )?(?:inputs?|reporting|material|information|files?) from|"
    r"(?:additional )?(?:reporting|writing|editing|information) (?:by|from)|inputs? from|courtesy(?: of)?|with)\b\W{0,3}",
    re.IGNORECASE,
)
# The first words of that pattern, which is tried where one of them, or one that is not ASCII, begins a line.
_ATTRIBUTES: Final = frozenset({
    "source", "via", "from", "agency", "agencies", "with", "additional", "reporting", "writing", "editing", "information",
    "input", "inputs", "courtesy",
})  # fmt: skip
_FIRST_LETTERS: Final = frozenset(word[0] for word in _ATTRIBUTES)
_FIRST_WORD: Final = re.compile(r"\W{0,3}(\w+)")
_CONTRIBUTED: Final = (
    "contributed to this",
    "originally appeared",
    "originally published",
    "first published",
)
_COPYRIGHT: Final = re.compile(
    r"(?:copyright|©|\(c\))[\s:]{0,3}(?:\(c\)\s?|©\s?)?(?:(?:19|20)\d\d[\s,.]{1,3})?", re.IGNORECASE
)
_COPYRIGHT_MARKS: Final = ("\u00a9", "copyright", "(c)")
_BYLINES: Final = ("By", "BY", "Par", "Por", "Von", "Av", "Di")
_BYLINE: Final = re.compile(r"(?:By|BY|Par|Por|Von|Av|Di)\s")
_BY: Final = re.compile(r"^(?:By|BY|by|Par|Por|Von|Av|Di|From)\s+")
_TOLD_NAME: Final = (
    r"\s?(?:the |news agency )?(?P<name>[^\W\d_a-z][\w-]*|dpa)(?P<more>(?: [^\W\d_a-z][\w-]*){0,3})"
)
_TOLD: Final = {  # by the words without which the pattern cannot match
    "told ": re.compile(rf"told{_TOLD_NAME}"),
    "\u00e0 l": re.compile(rf"\u00e0 l['\u2019]{_TOLD_NAME}"),  # French
    " till ": re.compile(rf"\btill{_TOLD_NAME}"),  # Swedish
    " til ": re.compile(rf"\btil{_TOLD_NAME}"),  # Norwegian and Danish
    "dijo a ": re.compile(rf"\bdijo a{_TOLD_NAME}"),  # Spanish
    "declar\u00f3 a ": re.compile(rf"\bdeclar\u00f3 a{_TOLD_NAME}"),
    "gegen\u00fcber": re.compile(rf"\bgegen\u00fcber(?: der)?{_TOLD_NAME}"),  # German
}
_PARENTHESIS: Final = re.compile(r"\(\s?(?P<names>[^()\n]{2,40}?)\s?\)")


def credits(  # noqa: A001 - the builtin of this name is for the interactive prompt
    body: str, byline: str, located: str, copyright_holder: str, agencies: tuple[str, ...]
) -> tuple[Credit, ...]:
    """The agencies that an article credits, strongest kind of evidence first, each agency once a kind.

    `agencies` are names that the newsroom knows beside the built-in ones. Known names come out in their canonical
    form (`Associated Press` as `AP`), unknown ones as they stand.
    """
    names = agency_names(agencies)
    lines = [line for raw in _edges(body) if (line := raw.strip())]
    head, tail = lines[:HEAD_LINES], lines[-TAIL_LINES:]
    datelines = [*_datelines(head, names), *_datelines([f"{located} -"] if located else [], names)]
    dated = {credit.agency for credit in datelines}
    found = [
        *datelines,
        *(credit for credit in _parentheses([*head[:3], *tail[-3:]], names) if credit.agency not in dated),
        *_sign_offs(tail, names),
        *_credit_lines(head, tail, names),
    ]
    given = {credit.agency for credit in found}
    found += _copyrights(tail, copyright_holder, names, given)
    found += _bylines(byline, head, names)
    found += _told(body, names, given)
    if not found:
        return ()
    unique = {(credit.agency, credit.evidence): credit for credit in reversed(found)}
    return tuple(dict.fromkeys(unique[credit.agency, credit.evidence] for credit in found))[:MOST_CREDITS]


def _edges(body: str) -> list[str]:
    """The lines that may hold credits: a body can be long, its edges are not."""
    room = 4000  # characters; eight lines of a page's foot with their notices fit well
    if len(body) <= 2 * room:
        return body.splitlines()
    return [*body[:room].splitlines(), *body[-room:].splitlines()]


def _known(words: str, names: AgencyNames) -> Iterator[str]:
    words = words[:MOST_NAME_CHARS]
    whole = names.canonical(words)
    if whole:
        yield whole
        return
    for part in _SPLIT.split(words):
        agency = names.canonical(part)
        if agency:
            yield agency


def _datelines(lines: list[str], names: AgencyNames) -> Iterator[Credit]:
    for line in lines:
        hit = _DATELINE.match(line[:HEAD_CHARS]) if "(" in line else None
        if not hit:
            continue
        place, words = (hit["place"] or "").strip(), hit["names"].strip()
        known = list(_known(words, names))
        text = hit[0].strip()
        if known:
            yield from (Credit(agency, "dateline", text) for agency in known)
        elif (_CAPITAL_PLACE.match(place) or _DATED.search(place)) and _is_name(words):
            yield Credit(words, "dateline", text)


def _is_name(words: str) -> bool:
    return _NAME.fullmatch(words) is not None and not _NO_NAME.match(words)


def _parentheses(lines: list[str], names: AgencyNames) -> Iterator[Credit]:
    for line in lines:
        if "(" not in line:
            continue
        for part in dict.fromkeys((line[:TAIL_CHARS], line[-TAIL_CHARS:])):  # one where the line is short
            for hit in _PARENTHESIS.finditer(part):
                words = ATTRIBUTION.sub("", hit["names"])
                if "/" in words and not all(names.canonical(part) for part in words.split("/")):
                    continue  # a photographer's credit
                yield from (Credit(agency, "parenthesis", hit[0]) for agency in _known(words, names))


def _sign_offs(tail: list[str], names: AgencyNames) -> Iterator[Credit]:
    for line in reversed(tail):
        end = line[-TAIL_CHARS:]
        hit = _SIGN_OFF.search(end) if any(map(end.__contains__, _DASHES)) else None
        if hit is None:
            if is_furniture(line) or len(line) < 60:  # shorter lines at the foot are links and mastheads
                continue
            return
        words = hit["names"].strip()
        known = list(_known(words, names))
        text = end[hit.start("names") - 2 :].strip() if hit["before"] else hit[0]
        if known:
            yield from (Credit(agency, "sign_off", text) for agency in known)
        elif _is_name(words) and (
            " " not in words or _AGENCY_WORD.search(words)
        ):  # two plain words are an author
            yield Credit(words, "sign_off", text)
        return


def _credit_lines(head: list[str], tail: list[str], names: AgencyNames) -> Iterator[Credit]:
    lines = [(line[:TAIL_CHARS], len(line)) for line in (*head[:4], *tail)]
    contributed = _has_any(_CONTRIBUTED, "\n".join(line for line, _ in lines).lower())
    for short, length in lines:
        alone = names.canonical(short) if length < 40 else None
        if alone:
            yield Credit(alone, "credit_line", short)
        elif length <= TAIL_CHARS and (opening := attribution(short)):
            rest = short[opening.end() :]
            start = names.pattern.match(rest.removeprefix("the ").removeprefix("The "))
            editors = opening[0].lower().rstrip().endswith((" by", " from"))
            if start or editors:
                yield from (
                    Credit(_sure(names, hit[0]), "credit_line", short) for hit in names.pattern.finditer(rest)
                )
        elif contributed and _has_any(_CONTRIBUTED, short.lower()):
            yield from (
                Credit(_sure(names, hit[0]), "credit_line", short) for hit in names.pattern.finditer(short)
            )


def attribution(line: str) -> re.Match[str] | None:
    """The words at the start of a line that name who wrote it; the pattern is slow, and most first words are others."""
    if line[:1].isascii() and line[:1].isalpha() and line[0].lower() not in _FIRST_LETTERS:
        return None
    first = _FIRST_WORD.match(line)
    if first is None or (first[1].isascii() and first[1].lower() not in _ATTRIBUTES):
        return None
    return ATTRIBUTION.match(line)


def _has_any(words: tuple[str, ...], low: str) -> bool:
    return any(map(low.__contains__, words))


def _sure(names: AgencyNames, name: str) -> str:
    return names.canonical(name) or name


def _copyrights(tail: list[str], holder: str, names: AgencyNames, given: set[str]) -> Iterator[Credit]:
    # Looked for before the pattern, which tries every character.
    marked = _has_any(_COPYRIGHT_MARKS, "\n".join(tail).lower())
    for line in tail if marked else ():
        begin = line[:TAIL_CHARS]
        opening = _COPYRIGHT.search(begin) if _has_any(_COPYRIGHT_MARKS, begin.lower()) else None
        if opening:
            rest = line[opening.end() : opening.end() + 60].removeprefix("by ")
            start = names.pattern.match(rest.removeprefix("The ").removeprefix("the "))
            if start:
                yield Credit(_sure(names, start[0]), "copyright", line[:TAIL_CHARS])
    if not holder:
        return
    first = holder.split(" ", 1)[0]
    known = [*_known(holder, names)] or [name for name in (holder, first) if name in given][:1]
    yield from (Credit(agency, "copyright", holder) for agency in known)


def _bylines(byline: str, head: list[str], names: AgencyNames) -> Iterator[Credit]:
    in_text = [
        line for line in head[:4] if len(line) < 80 and line.startswith(_BYLINES) and _BYLINE.match(line)
    ]
    for line in [byline, *in_text] if byline else in_text:
        words = _BY.sub("", line.strip())
        yield from (Credit(agency, "byline", line) for agency in _known(words, names))


def _told(body: str, names: AgencyNames, given: set[str]) -> Iterator[Credit]:
    hits = (hit for hint, pattern in _TOLD.items() if hint in body for hit in pattern.finditer(body))
    for hit in hits:
        words = [hit["name"], *hit["more"].split()]
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            agency = names.canonical(name) or (name if name in given else None)
            if agency:
                yield Credit(agency, "told", f"{hit[0][: hit.start('name') - hit.start()]}{name}")
                break
