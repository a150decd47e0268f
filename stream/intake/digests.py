"""Whether a page carries several stories: news in brief, a summary, a live page, a newsletter.

Such a page says so in its headline, or its parts begin as stories do: with a dateline each, or with the time of day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from stream.text.words import written_words

DATELINES: Final = 2  # paragraphs that begin with one: a story has one
TIMES: Final = 3  # paragraphs that begin with a time of day: a chronicle of two is an article
LINES: Final = 2  # of a paragraph: the first may be its title
PARAGRAPHS: Final = 2  # under a headline that says so

_DATELINE: Final = re.compile(
    r"(?!(?:FILE|PHOTO|VIDEO|WATCH|UPDATE|BREAKING|EXCLUSIVE|LIVE|OPINION|ANALYSIS|CORRECTION)\b)"
    r"[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f][A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f .'\u2019/-]{2,30}"
    r"(?:,[^.()\n]{1,30})?(?:\s?\([^()\n]{1,40}\))?\s?[-\u2013\u2014]{1,2}\s"
)
_TIME: Final = re.compile(r"\[?\d{1,2}[:.h]\d{2}\b")
TITLE: Final = re.compile(
    r"""\b(?:(?:news|world|business|sports?|local|domestic|regional|national|foreign|politics)\ (?:in\ brief|briefs?|summary|digest|
    roundup|round-up|wrap)|in\ brief|news\ (?:summary|digest|briefing|roundup|round-up)|briefs|(?:morning|evening|daily|weekly|
    midday|nightly)\ (?:briefing|brief|digest|roundup|round-up|newsletter|summary|wrap|headlines)|(?:as\ it\ happened|live\ (?:updates|
    blog|page|coverage))|liveblog|newsletter|at\ a\ glance|headlines|top\ (?:news|stories)|round-?up|digest|
    kurznachrichten|kurz\ (?:gemeldet|und\ knapp)|kurzmeldungen|nachrichten(?:überblick|\ kompakt)|liveticker|newsticker|
    en\ bref|brèves|l'essentiel|en\ direct|breves|en\ breve|resumen\ de\ noticias|en\ vivo|notícias\ em\ resumo|em\ resumo|ao\ vivo|
    in\ breve|notizie\ in\ breve|in\ diretta|kort\ nieuws|nieuwsoverzicht|liveblog|kort\ nytt|nyheter\ i\ korthet|kort\ fortalt|
    w\ skrócie|skrót\ wiadomości|na\ żywo|ukratko|özet|günün\ özeti)\b
    |коротко|дайджест|главное\ к|онлайн-трансляция|стисло|укратко|σύντομες\ ειδήσεις|موجز|أخبار\ في\ سطور|خلاصه\ اخبار|בקצרה
    |简讯|簡訊|新闻简报|新聞簡報|要闻|要聞|快讯汇总|早报|晚报|ニュースまとめ|短信|ダイジェスト|뉴스\ ?브리핑|단신|주요\ ?뉴스""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
# One word at least of each of its alternatives that ASCII can write.
_TITLE_WORDS: Final = frozenset({
    "brief", "briefs", "summary", "digest", "roundup", "round", "wrap", "briefing", "newsletter", "headlines", "happened",
    "live", "liveblog", "glance", "top", "kurznachrichten", "kurz", "kurzmeldungen", "kompakt", "liveticker", "newsticker",
    "bref", "essentiel", "direct", "breves", "breve", "resumen", "vivo", "resumo", "diretta", "kort", "nieuwsoverzicht",
    "korthet", "ukratko",
})  # fmt: skip


def is_digest(headline: str, paragraphs: Sequence[str]) -> bool:
    """Whether an article is a page of several stories, by its headline and its paragraphs as they came."""
    if len(paragraphs) < PARAGRAPHS:
        return False
    if may_be_title(headline) and TITLE.search(headline) is not None:
        return True
    lines = [line for each in paragraphs for line in _beginning(each)]
    return len(_beginnings(_DATELINE, lines)) >= DATELINES or len(_beginnings(_TIME, lines)) >= TIMES


def may_be_title(headline: str) -> bool:
    """Whether a headline has a word of the pattern, which is slow: every title in ASCII has one of a few."""
    return not headline.isascii() or not _TITLE_WORDS.isdisjoint(written_words(headline.lower()))


def _beginning(paragraph: str) -> list[str]:
    """The lines at whose start a dateline or a time may stand; neither has a small letter in the second place but "9h30"."""
    if "\n" not in paragraph:
        second = paragraph[1:2]
        return [] if "a" <= second <= "z" and not paragraph[0].isdecimal() else [paragraph]
    return paragraph.split("\n", LINES)[:LINES]


def _beginnings(pattern: re.Pattern[str], lines: Iterable[str]) -> set[str]:
    """The different datelines or times that paragraphs, or lines under their own title, begin with; a lead may stand twice."""
    return {found.group() for line in lines if (found := pattern.match(line))}
