"""A feed as of a wire and its republishers: raw records of about four hundred words, and what becomes of them.

The texts are those that the user names, or made up. Of these the sentences are those of the demo's stories, drawn at random, with every fourth or fifth word exchanged for another of
theirs: no run of six words is shared but by chance, so each is a new article, and the tagger has as much to do as on a
real one. Of each hundred records 42 are new, 44 copies on another outlet (the tail cut, page furniture added), 12 later
versions, 2 the same record again: the shares of a feed that six in ten records of are no news. A `Mix` says otherwise.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from bench.mix import Mix
from bench.texts import Text, demo_pools, pools_of

MEDIAN_WORDS: Final = 400
SPREAD: Final = 0.5  # of the logarithm: one in twenty below 180 words, one in twenty above 900
FEWEST_WORDS: Final = 60
MOST_WORDS: Final = 3000
PARAGRAPH: Final = 3  # sentences
SOURCES: Final = 20
RECENT: Final = 1000  # how far back copies, versions and kills reach
FURNITURE: Final = ("Skip to main content", "Share this article", "Read more", "All rights reserved.")


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
    language: str


class Wire:
    """Records one after the other, the same for the same seed.

    Args:
        texts: of new articles, in another order; when all are used they come again with words exchanged. Without any
            they are made up.

    Raises:
        ValueError: texts cannot be made up in a language of the mix.
    """

    def __init__(self, seed: int = 1, mix: Mix | None = None, texts: Sequence[Text] = ()) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - a feed to repeat, no secret
        self._mix = mix or Mix()
        self._rest = random.Random(seed + 1)  # noqa: S311 - as above; which records are kills, and languages
        self._texts = list(texts)
        self._rng.shuffle(self._texts)
        languages = [language for language, _ in self._mix.languages]
        self._pools = pools_of(self._texts) if texts else demo_pools(languages)
        self._recent: deque[_Item] = deque(maxlen=RECENT)
        self._last = b"", b""
        self._count = self._used = 0

    def records(self, count: int) -> Iterator[Sent]:
        """So many records, kills among them as the mix says."""
        for _ in range(count):
            kill = self._rest.random() < self._mix.kills and self._recent
            yield self.kill() if kill else self._next(1.0 - self._mix.kills)

    def next(self) -> Sent:
        """The next article; no kill."""
        return self._next(1.0)

    def _next(self, of_all: float) -> Sent:
        """The next article, where articles are a share of all records."""
        kind = self._mix.kind(self._rng.random() * of_all)
        kind = kind if self._recent else "new"
        if kind == "again":
            return Sent(*self._last)
        if kind == "copy":
            item = self._copied(self._rng.choice(self._recent))
        elif kind == "update":
            item = self._rng.choice(self._recent)
            item.version += 1
            item.paragraphs.insert(min(1, len(item.paragraphs)), self._paragraph(item.language))
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
        if self._texts:
            return self._named()
        language = self._language()
        words = int(min(max(self._rng.lognormvariate(0, SPREAD) * MEDIAN_WORDS, FEWEST_WORDS), MOST_WORDS))
        paragraphs: list[str] = []
        while words > 0:
            paragraphs.append(self._paragraph(language))
            words -= paragraphs[-1].count(" ") + 1
        return self._item(paragraphs[0][:70], paragraphs, language)

    def _named(self) -> _Item:
        """The next of the user's texts; when all were used, with words exchanged."""
        again, at = divmod(self._used, len(self._texts))
        text = self._texts[at]
        self._used += 1
        paragraphs = [line for line in text.body.splitlines() if line.strip()]
        if again:
            paragraphs = [self._exchanged(line, text.language) for line in paragraphs]
        return self._item(text.headline, paragraphs, text.language)

    def _item(self, headline: str, paragraphs: list[str], language: str) -> _Item:
        uri = self._uri()
        return _Item(uri, f"Source {self._count % SOURCES}", 1, headline, paragraphs, language)

    def _language(self) -> str:
        names, weights = zip(*self._mix.languages, strict=True)
        return str(self._rest.choices(names, weights)[0]) if len(names) > 1 else str(names[0])

    def _copied(self, item: _Item) -> _Item:
        kept = max(1, round(len(item.paragraphs) * self._rng.uniform(0.7, 1.0)))
        furniture = self._rng.sample(FURNITURE, self._rng.randrange(3))
        outlet = f"Outlet {self._rng.randrange(SOURCES)}"
        return _Item(
            self._uri(), outlet, 1, item.headline, [*item.paragraphs[:kept], *furniture], item.language
        )

    def _paragraph(self, language: str) -> str:
        sentences = self._pools[language].sentences
        return " ".join(self._exchanged(self._rng.choice(sentences), language) for _ in range(PARAGRAPH))

    def _exchanged(self, text: str, language: str) -> str:
        """A text with every fourth or fifth word exchanged for another of its language."""
        words = text.split(" ")
        at = self._rng.randrange(4)
        while at < len(words):
            words[at] = self._rng.choice(self._pools[language].words)
            at += self._rng.choice((4, 5))
        return " ".join(words)


def _record(item: _Item, **more: Any) -> tuple[bytes, bytes]:
    fields = {
        "uri": item.uri,
        "source": item.source,
        "version": str(item.version),
        "headline": item.headline,
        **({"language": item.language} if item.language else {}),
        **more,
    }
    return item.uri.encode(), orjson.dumps(fields)
