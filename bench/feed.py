"""A synthetic stream of prepared articles: what the intake would hand on, without the cost of writing texts.

A text is drawn as the hashes of its words, uniform, with paragraphs of forty words, so keys and outlines have their
real sizes, and candidates their odds. Lengths are lognormal around 330 words, as of agency copy with its briefs and its long reads. Of
each hundred articles about thirty carry the text of an earlier one (cut and added to), eight are later versions, five
are briefs too short for a sketch, and a few are kills or wait for an embargo.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from stream.model.articles import Article, Position, Prepared, PubStatus
from stream.text.outline import Paragraph
from stream.text.sketch import Sketch, encode_sketch, sketch_of

Hashes: TypeAlias = NDArray[np.uint64]

START: Final = datetime(2031, 5, 4, tzinfo=UTC)
MEDIAN_WORDS: Final = 330
SPREAD: Final = 0.65  # of the logarithm: one in twenty below 110 words, one in twenty above 960
PARAGRAPH: Final = 40  # words
LETTERS: Final = 6  # characters a word, its space among them
SOURCES: Final = 400
RECENT: Final = 20_000  # how far back copies and versions reach: most come within hours


class Feed:
    """Articles by number, the same for the same seed; each is drawn anew from its number, nothing is kept.

    Args:
        span: the time between the first and the last of `articles`.
    """

    def __init__(self, articles: int, span: timedelta = timedelta(days=13), seed: int = 7) -> None:
        self._step = span / max(articles, 1)
        self._seed = seed
        self.articles = articles

    def __iter__(self) -> Iterator[Prepared]:
        return map(self.prepared, range(self.articles))

    def words(self, number: int) -> Hashes:
        """The hashes of an article's own words."""
        rng = self._rng(number, 0)
        words = int(np.clip(MEDIAN_WORDS * math.exp(SPREAD * rng.standard_normal()), 45, 6000))
        return rng.integers(0, 1 << 64, words, np.uint64)

    def text(self, number: int) -> Hashes:
        """The hashes of an article with what it took from another."""
        kind, of, kept = self._plan(number)
        if kind not in {"copy", "version"}:
            return self.words(number)
        words = self.text(of) if self._plan(of)[0] == "copy" else self.words(of)
        own = self.words(number)[: len(words) // 8]
        return np.concatenate((words[: max(int(len(words) * kept), 45)], own))

    def prepared(self, number: int) -> Prepared:
        """One article as the intake writes it."""
        kind, of, _ = self._plan(number)
        named = of if kind in {"version", "kill"} else number
        rng = self._rng(named, 2)
        source = int(SOURCES * rng.random() ** 3)
        uri = f"tag:source{source}.example,2031:item/{named * 7919 % 10**8:08d}"
        version = str(number - named + 1)
        received = START + number * self._step
        brief = kind == "brief"
        digest = f"{(number * 0x9E3779B97F4A7C15) % (1 << 128):032x}"
        values: dict[str, Any] = {
            "article_id": digest[-16:],
            "uri": uri,
            "source": f"Source {source}",
            "version": version,
            "version_created": received - timedelta(seconds=rng.random() * 600),
            "pubstatus": PubStatus.CANCELED if kind == "kill" else PubStatus.USABLE,
            "embargoed_until": received + timedelta(hours=3) if rng.random() < 0.005 else None,
            "url": f"https://www.source{source}.example/2031/05/04/a-headline-of-some-words-{named}",
            "received": received,
            "position": Position("newswire.raw", number % 4, number // 4),
        }
        slug = f"topic-{named}" if rng.random() < 0.5 else ""
        exact = f"{int(rng.integers(0, 1 << 62)) % 50_000:016x}" if brief else ""
        sketch = "" if brief or kind == "kill" else encode_sketch(self.sketch(number))
        return Prepared(_article(values), uri, digest, sketch, 0, exact, slug, headline_key=f"{named:08x}")

    def sketch(self, number: int) -> Sketch:
        """The sketch of an article."""
        words = self.text(number)
        paragraphs = []
        for at in range(0, len(words), PARAGRAPH):
            inside = min(PARAGRAPH, len(words) - at)
            start = at * LETTERS + 2 * (at > 0)
            paragraphs.append(Paragraph(start, (at + inside) * LETTERS, inside))
        return sketch_of(words.tobytes(), paragraphs, "en")

    def _plan(self, number: int) -> tuple[str, int, float]:
        """What an article is, which one it refers to, and how much of its text it keeps."""
        if number < 10:
            return "own", number, 1.0
        rng = self._rng(number, 1)
        draw, back = rng.random(), int(min(number, RECENT) * rng.random() ** 3) + 1
        kept = 0.4 + 0.6 * rng.random()
        for share, kind in ((0.3, "copy"), (0.38, "version"), (0.43, "brief"), (0.432, "kill")):
            if draw < share:
                return kind, max(number - back, 0), kept
        return "own", number, 1.0

    def _rng(self, number: int, purpose: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64((self._seed * 3 + purpose) << 64 | number))


def _article(values: dict[str, Any]) -> Article:
    texts = ("language", "headline", "byline", "located", "slugline", "ednote", "copyright_holder", "body")
    empty: dict[str, Any] = dict.fromkeys(texts, "")
    return Article(
        **empty,
        **values,
        urgency=None,
        alt_ids=(),
        evolved_from=(),
        signals=(),
        credits=(),
    )
