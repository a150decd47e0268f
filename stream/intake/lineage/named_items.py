"""What an article names by words: the key of its own headline, and of a kill, hold or correction the item that it means.

Agencies send these under ids of their own, and say in the note or the text which item is meant: by its id, its headline
or its slug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import xxhash

from stream.intake.identity import keys_of
from stream.intake.lineage.headline_marks import bare_headline
from stream.intake.lineage.signals import lineage_slug
from stream.text.words import written_words

MOST_CHARACTERS: Final = 3000  # characters of a text in which it says what it means: notices are short, and a whole story may follow
MOST_NAMED_ITEMS: Final = 40  # names: a text with more lists them
_LEAST: Final = 8  # letters of a headline that names anything: "Weather" does not
_LONGEST: Final = 30  # words of a headline
# Quotation marks that open and close, in the languages that use them; as escapes, since many look alike.
_OPENING, _CLOSING = r"\u201c\u201e\u00ab\u2018\u201a\u300c\u300e", r"\u201d\u201c\u00bb\u2019\u300d\u300f"
_TOKEN: Final = re.compile(rf"""[^\s"'<>(){{}}\[\],;{_OPENING}{_CLOSING}]{{4,}}""")
_QUOTED: Final = re.compile(
    rf""""([^"\n]{{8,250}})"|[{_OPENING}]\s?([^{_OPENING}{_CLOSING}\n]{{6,250}}?)\s?[{_CLOSING}]"""
    r"""|(?<!\w)'([^'\n]{8,250})'(?!\w)"""
)
_SLUGGED: Final = re.compile(r"(?i:\bslug(?:ged|line|)\b)\W{0,3}([^\s,;]+)")
_HEADED: Final = re.compile(r"(?i:\b(?:headlined?|headed|titled|entitled)\b)\W{0,3}([^.;\n]{8,250})")
_STORY: Final = re.compile(r"(?i)\s+(?:story|item|article|report)$")
_CORRECTION: Final = re.compile(r"(?i)(?:correction|clarification)s?:")  # "Correction: Velmar Ferry"
_SCHEMES: Final = ("urn:", "tag:", "http:", "https:")


def headline_key(source: str, headline: str) -> str:
    """The name of a headline of one source: the same for the same words without their marks, "" when they are too few."""
    words = written_words(bare_headline(headline).casefold())
    if sum(map(len, words)) < _LEAST or len(words) > _LONGEST:
        return ""
    return (
        f"{xxhash.xxh3_64_intdigest(' '.join((source, *words)).encode('utf-8', 'surrogatepass')) >> 32:08x}"
    )


def mentions(
    *,
    source: str,
    headline: str,
    ednote: str,
    body: str,
    named: Iterable[str] = (),
    linked: Iterable[str] = (),
) -> tuple[str, ...]:
    """The items that a kill, hold or correction may mean, each once; `named` are the uris that it names outside its text, `linked` those that it only links.

    As `id:` a lineage key, `link:` one that it only links, `h:` a headline, `slug:` a slug, `topic:` the words of a slug.
    """
    said = f"{ednote}\n{body[:MOST_CHARACTERS]}"
    found = [
        *_ids(source, [*named, *_TOKEN.findall(f"{bare_headline(headline)} {said}")]),
        *(f"h:{key}" for text in _headlines(headline, said) if (key := headline_key(source, text))),
        *(f"slug:{slug}" for hit in _SLUGGED.finditer(said) if (slug := lineage_slug(hit[1].rstrip(".:")))),
    ]
    found += [f"link:{each[3:]}" for each in _ids(source, linked) if each not in found]
    topic = " ".join(written_words(_STORY.sub("", bare_headline(headline)).casefold()))
    if topic and (_STORY.search(headline) or _CORRECTION.match(headline)):
        found.insert(0, f"topic:{topic}")
    return tuple(list(dict.fromkeys(found))[:MOST_NAMED_ITEMS])


def _ids(source: str, tokens: Iterable[str]) -> Iterator[str]:
    for token in tokens:
        bare = token.strip(".,:;!?*=-\u2013\u2014/")
        if bare.lower().startswith(_SCHEMES) or any(map(str.isdigit, bare)):
            yield from (f"id:{key}" for key in keys_of(bare, source))


def _headlines(headline: str, said: str) -> Iterator[str]:
    yield _STORY.sub("", bare_headline(headline))  # AP: "Correction: Velmar Ferry story"
    for quoted in _QUOTED.finditer(said):
        yield next(filter(None, quoted.groups()))
    for headed in _HEADED.finditer(said):
        yield headed[1]
    for line in said.split("\n")[:12]:
        yield line.strip(" .*-=#")
