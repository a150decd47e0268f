"""What republishers do to a wire text: pure functions from a version and a house style to the paragraphs on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from stream.demo.newsrooms import Agency, Outlet

DATELINE = re.compile(r"^(?P<place>[^()]{2,40}?), (?P<date>[^()]{3,20}) \((?P<agency>[^()]+)\) (?:-|—) ")
SAID_BY = re.compile(r'(?P<quote>["”],?) (?P<who>(?:[A-Z][\w\'-]+ ?){1,2}) said\b')
LONG_WORD = re.compile(r"\b[a-z]{9,}\b")
HYPHENATED = re.compile(r"(?<=[a-z])-(?=[a-z])")
MIN_WORDS = 80
"""No copy is cut shorter: below forty words a text is compared whole, by another rule."""

# Words that a sub-editor changes without thinking; American and British spelling go both ways.
HOUSE_WORDS = tuple(
    (re.compile(wire), house)
    for wire, house in (
        (r"\bat least (?=\d)", "no fewer than "), (r"\bbecause (?!of\b)", "since "), (r"\bmore than (?=\d)", "over "),
        (r"\b(?:about|around) (?=\d)", "some "), (r"\bdefense\b", "defence"), (r"\bkilometers\b", "kilometres"),
        (r"\bmetres\b", "meters"), (r"\bpercent\b", "per cent"), (r"\bcanceled\b", "cancelled"),
        (r"\bearly on\b", "early"), (r"\blate on\b", "late"), (r"\bshortly after\b", "soon after"),
        (r"\bsaid it would\b", "announced it would"), (r"\bseveral\b", "a number of"), (r"\bdid not\b", "didn't"),
        (r"\bcould not\b", "couldn't"), (r"\bon Tuesday\b", "yesterday"),
    )
)  # fmt: skip


def dateline(agency: Agency, located: str, date: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The agency's own text: its first paragraph opens with place, date and the agency in brackets."""
    return (f"{located}, {date} ({agency.short}) {agency.dash} {paragraphs[0]}", *paragraphs[1:])


def republished(
    paragraphs: Sequence[str], agency: Agency, outlet: Outlet, rng: Random, *, whole: bool = False
) -> tuple[str, ...]:
    """The page of an outlet that carries the agency's text; `whole` keeps every paragraph."""
    kept = list(paragraphs) if whole else shortened(paragraphs, outlet.trim, rng)
    kept = [edited(paragraph, outlet.edits, rng) for paragraph in kept]
    kept = with_credit(kept, agency, outlet)
    kept = joined(kept, outlet.join, rng)
    kept = [broken(paragraph, outlet.hyphens, rng) for paragraph in kept]
    if outlet.curly:
        kept = [curly(paragraph) for paragraph in kept]
    return furnished(kept, outlet, rng)


def shortened(paragraphs: Sequence[str], least: float, rng: Random) -> list[str]:
    """The paragraphs without some of the tail, and now and then without one from the middle."""
    count = max(2, round(len(paragraphs) * rng.uniform(least, 1.05)))
    while count < len(paragraphs) and _words(paragraphs[:count]) < MIN_WORDS:
        count += 1
    kept = list(paragraphs[:count])
    middle = rng.randrange(1, max(2, len(kept) - 1))
    if len(kept) > 4 and rng.random() < 0.25 and _words(kept) - _words(kept[middle : middle + 1]) > MIN_WORDS:
        del kept[middle]
    return kept


def edited(paragraph: str, chance: float, rng: Random) -> str:
    """The paragraph in house style: each known word is replaced with the given chance."""
    changed = paragraph
    for wire, house in HOUSE_WORDS:
        if wire.search(changed) and rng.random() < chance:
            changed = wire.sub(house, changed, count=1)
    return changed


def with_credit(paragraphs: Sequence[str], agency: Agency, outlet: Outlet) -> list[str]:
    """The agency's name as the outlet leaves it: in the dateline, behind `told`, below the text, or nowhere."""
    kept = list(paragraphs)
    if outlet.credit != "kept":
        kept[0] = DATELINE.sub(lambda found: f"{found['place']} — ", kept[0])
    if outlet.credit == "told":
        for at, paragraph in enumerate(kept):
            told = SAID_BY.sub(rf"\g<quote> \g<who> told {agency.short}", paragraph, count=1)
            if told != paragraph:
                kept[at] = told
                return kept
    if outlet.credit in ("told", "sign_off"):
        kept[-1] = f"{kept[-1]} — {agency.short}"
    if outlet.credit == "byline":
        kept.insert(0, f"By {agency.name}")
    if outlet.credit == "copyright":
        kept.append(f"© 2026 {agency.name}. All rights reserved.")
    return kept


def joined(paragraphs: Sequence[str], chance: float, rng: Random) -> list[str]:
    """Some neighbours run together into one paragraph."""
    merged = [paragraphs[0]]
    for paragraph in paragraphs[1:]:
        if rng.random() < chance:
            merged[-1] = f"{merged[-1]} {paragraph}"
        else:
            merged.append(paragraph)
    return merged


def broken(paragraph: str, chance: float, rng: Random) -> str:
    """Hyphens of line ends that were left inside words: `self- styled`, `govern- ment`."""

    def split(found: re.Match[str]) -> str:
        word = found[0]
        cut = len(word) // 2
        return f"{word[:cut]}- {word[cut:]}" if rng.random() < chance else word

    spaced = HYPHENATED.sub(lambda _: "- " if rng.random() < 10 * chance else "-", paragraph)
    return LONG_WORD.sub(split, spaced)


def curly(paragraph: str) -> str:
    """Typewriter quotes as a content system sets them."""
    opened = re.sub(r'(^|(?<=[\s(—]))"', "“", paragraph)
    return opened.replace('"', "”").replace("'", "\u2019")


def furnished(paragraphs: Sequence[str], outlet: Outlet, rng: Random) -> tuple[str, ...]:
    """The text with the outlet's page around it, and its interruption somewhere after the second paragraph."""
    page = list(paragraphs)
    for line in outlet.between:
        page.insert(rng.randint(min(2, len(page)), len(page)), line)
    return (*outlet.head, *page, *outlet.tail)


def rehearsed(headline: str, outlet: Outlet, rng: Random) -> str:
    """Another headline for the same story: marks and attribution go, the outlet's own manner comes."""
    plain = re.sub(
        r"^(?:(?:UPDATE \d+|CORRECTED|REFILE|REPEAT|Boxing|Correction|Report)\s*[-:]\s*)+", "", headline
    )
    plain = re.sub(r" - (?:residents|police|aid group)$", "", plain)
    plain = plain[0].upper() + plain[1:]
    manners = (
        plain,
        plain.replace(",", ":", 1),
        f"{plain} | {outlet.name}",
        " ".join(word if len(word) < 4 else word[0].upper() + word[1:] for word in plain.split()),
        " ".join(plain.split()[: max(5, len(plain.split()) - 3)]),
    )
    return rng.choice(manners)


def _words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
