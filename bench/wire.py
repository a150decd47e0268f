"""A made-up feed as of a wire and its republishers: raw records of about four hundred words, and what becomes of them.

The sentences are those of the demo's stories, drawn at random, with every fourth or fifth word exchanged for another of
theirs: no run of six words is shared but by chance, so each is a new article, and the tagger has as much to do as on a
real one. Of each hundred records 42 are new, 44 copies on another outlet (the tail cut, page furniture added), 12 later
versions, 2 the same record again: the shares of a feed that six in ten records of are no news.
"""

from __future__ import annotations

import random
import re
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

import orjson

from stream.demo.story_files import read_stories

MEDIAN_WORDS: Final = 400
SPREAD: Final = 0.5  # of the logarithm: one in twenty below 180 words, one in twenty above 900
FEWEST_WORDS: Final = 60
MOST_WORDS: Final = 3000
PARAGRAPH: Final = 3  # sentences
SOURCES: Final = 20
RECENT: Final = 1000  # how far back copies, versions and kills reach
FURNITURE: Final = ("Skip to main content", "Share this article", "Read more", "All rights reserved.")
SHARES: Final = ((0.44, "copy"), (0.56, "update"), (0.58, "again"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A raw record: its key and value."""

    key: bytes
    value: bytes


@dataclass(slots=True)
class _Item:
    uri: str
    source: str
    version: int
    headline: str
    paragraphs: list[str]


class Wire:
    """Records one after the other, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - a feed to repeat, no secret
        texts = [
            paragraph
            for story in read_stories()
            if story.language == "en"
            for paragraph in story.versions[0].paragraphs
        ]
        self._sentences = [each for text in texts for each in re.split(r"(?<=[.!?]) ", text)]
        self._words = sorted({word for each in self._sentences for word in re.findall(r"\b[a-z]{4,}", each)})
        self._recent: deque[_Item] = deque(maxlen=RECENT)
        self._last = b"", b""
        self._count = 0

    def next(self) -> Sent:
        """The next article."""
        draw = self._rng.random()
        kind = next((kind for share, kind in SHARES if draw < share), "new") if self._recent else "new"
        if kind == "again":
            return Sent(*self._last)
        if kind == "copy":
            item = self._copied(self._rng.choice(self._recent))
        elif kind == "update":
            item = self._rng.choice(self._recent)
            item.version += 1
            item.paragraphs.insert(min(1, len(item.paragraphs)), self._paragraph())
        else:
            item = self._new()
            self._recent.append(item)
        self._last = _record(item, body="\n\n".join(item.paragraphs))
        return Sent(*self._last)

    def kill(self) -> Sent:
        """A kill of a recent article, which is not killed again."""
        item = self._recent[self._rng.randrange(len(self._recent))]
        self._recent.remove(item)
        item.version += 1
        return Sent(*_record(item, pubstatus="canceled"))

    def _uri(self) -> str:
        self._count += 1
        return f"urn:bench:{self._count}"

    def _new(self) -> _Item:
        words = int(min(max(self._rng.lognormvariate(0, SPREAD) * MEDIAN_WORDS, FEWEST_WORDS), MOST_WORDS))
        paragraphs: list[str] = []
        while words > 0:
            paragraphs.append(self._paragraph())
            words -= paragraphs[-1].count(" ") + 1
        uri = self._uri()
        return _Item(uri, f"Source {self._count % SOURCES}", 1, paragraphs[0][:70], paragraphs)

    def _copied(self, item: _Item) -> _Item:
        kept = max(1, round(len(item.paragraphs) * self._rng.uniform(0.7, 1.0)))
        furniture = self._rng.sample(FURNITURE, self._rng.randrange(3))
        outlet = f"Outlet {self._rng.randrange(SOURCES)}"
        return _Item(self._uri(), outlet, 1, item.headline, [*item.paragraphs[:kept], *furniture])

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(PARAGRAPH))

    def _sentence(self) -> str:
        words = self._rng.choice(self._sentences).split(" ")
        at = self._rng.randrange(4)
        while at < len(words):
            words[at] = self._rng.choice(self._words)
            at += self._rng.choice((4, 5))
        return " ".join(words)


def _record(item: _Item, **more: Any) -> tuple[bytes, bytes]:
    fields = {
        "uri": item.uri,
        "source": item.source,
        "version": str(item.version),
        "headline": item.headline,
        "language": "en",
        **more,
    }
    return item.uri.encode(), orjson.dumps(fields)
