"""Records as the desk reads them: made-up articles, copies, versions, kills and corrections of a wire, worked out without a worker.

The demo's day gives the form of each record, with all that the tagger says of it; its text gets every third word exchanged
for another of the day's, so that no text comes twice and the words of the index are many. Of each hundred articles 42 are
new, 45 copies on another outlet and 13 later versions; one in a hundred later versions is a correction, and one article in
a thousand is killed. Stories are as unequal as on a wire: the copies of the newest and of a few go on for hours.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from stream.config.settings import Settings
from stream.demo.day_on_desk import day_arrivals
from stream.desk.desk_database import TopicRecord
from stream.model.articles import Stream

DELAY: Final = (7.0, 1.2)  # of a copy: half come within 18 minutes, one in a hundred after five hours
COPIES: Final = 0.45
VERSIONS: Final = 0.13
CORRECTIONS: Final = 0.01  # of the later versions
KILLS: Final = 0.001  # of all articles
AGENCIES: Final = 6
OUTLETS: Final = 200
RECENT: Final = 400  # stories that copies and versions still come of
_WORD: Final = re.compile(r"\b[^\W\d_A-Z]{4,}")


@dataclass(slots=True)
class _Told:
    story: str
    uri: str
    source: str
    template: dict[str, Any]
    versions: list[str] = field(default_factory=list)
    copies: list[list[str]] = field(default_factory=list)


class DeskFeed:
    """Records one after the other, the same for the same seed.

    Args:
        seed: of the draws.
        prefix: of the ids, so that two feeds into one database have none in common.
    """

    def __init__(self, seed: int = 1, prefix: str = "") -> None:
        self._rng = random.Random(seed)  # noqa: S311 - a feed to repeat, no secret
        self._prefix = prefix
        self._templates = [
            orjson.loads(each.value)
            for each in day_arrivals(Settings())
            if each.stream is Stream.ENRICHED and b'"language":"en"' in each.value
        ]
        words = {word for each in self._templates for word in _WORD.findall(each["body"])}
        self._words = sorted(words)
        # A wire's vocabulary is larger than a day's: the same words with an ending of two syllables more.
        self._words += [
            word + ending for word in self._words for ending in ("alor", "emin", "ithra", "osken")
        ]
        self._recent: deque[_Told] = deque(maxlen=RECENT)
        self._count = 0

    def arrivals(self, count: int, begin: float, end: float) -> Iterator[TopicRecord]:
        """So many articles and the notices between them, evenly over a time (seconds since 1970)."""
        for at in range(count):
            yield from self.next(begin + (end - begin) * at / count)

    def next(self, at: float) -> Iterator[TopicRecord]:
        """The next article, and what a kill or a correction says beside it."""
        draw = self._rng.random()
        if draw < COPIES and self._recent:
            yield self._copy(self._drawn(), at)
        elif draw < COPIES + VERSIONS and self._recent:
            yield from self._version(self._drawn(), at)
        else:
            yield self.first(at)
        if self._rng.random() < KILLS:
            told = self._recent.pop()
            yield self._notice("kill", told, told.versions[-1], at)

    def first(self, at: float) -> TopicRecord:
        """A story's first article."""
        template = self._rng.choice(self._templates)
        name = self._name()
        source = f"Agency {self._rng.randrange(AGENCIES)}"
        told = _Told(name, f"urn:bench:{name}", source, template, [name])
        self._recent.append(told)
        return self._article(told, name, "original", at)

    def update(self, story: str, number: int, at: float) -> TopicRecord:
        """A version of a story that a bench watches, told by its headline."""
        told = _Told(
            story,
            f"urn:bench:{story}",
            "Agency 0",
            self._templates[0],
            [f"{story}-{n}" for n in range(number + 1)],
        )
        verdict = "update" if number else "original"
        return self._article(told, f"{story}-{number}", verdict, at, headline=f"Watched {number}")

    def _drawn(self) -> _Told:
        """A story of the last hours: the newest most, and a few of them over and over."""
        at = min(int(self._rng.paretovariate(0.7)), len(self._recent))
        return self._recent[-at]

    def _name(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count:x}-{self._rng.getrandbits(40):010x}"

    def _article(self, told: _Told, name: str, verdict: str, at: float, **more: Any) -> TopicRecord:
        record = {
            **told.template,
            "article_id": name,
            "uri": told.uri,
            "source": told.source,
            "version": str(len(told.versions)),
            "received": _written(at),
            "version_created": _written(at - 20),
            "story_id": told.story,
            "verdict": verdict,
            "supersedes": told.versions[-2] if len(told.versions) > 1 else None,
            "headline": self._exchanged(told.template["headline"]),
            "body": self._exchanged(told.template["body"]),
            "slugline": f"BC-{told.story[-6:]}",
            **more,
        }
        return TopicRecord(Stream.ENRICHED, orjson.dumps(record))

    def _version(self, told: _Told, at: float) -> Iterator[TopicRecord]:
        name = self._name()
        before = list(told.versions)
        told.versions.append(name)
        corrected = self._rng.random() < CORRECTIONS
        yield self._article(told, name, "correction" if corrected else "update", at)
        if corrected:
            yield self._notice("correction", told, name, at, before)

    def _copy(self, told: _Told, at: float) -> TopicRecord:
        name = self._name()
        outlet = f"Outlet {min(int(self._rng.paretovariate(0.5)), OUTLETS)}"
        url = f"https://outlet.example/{name}"
        carried = told.versions[-1]
        told.copies.append([name, url, outlet, carried])
        kept = {key: value for key, value in told.template.items() if key not in {"conflict", "change"}}
        record = {
            **kept,
            "article_id": name,
            "uri": url,
            "source": outlet,
            "version": "1",
            "received": _written(at),
            "version_created": _written(at - 60),
            "story_id": told.story,
            "verdict": "copy",
            "headline": self._exchanged(told.template["headline"]),
            "body": self._exchanged(told.template["body"]),
            "reason": {"rule": "same_text", "text": f"0.97 of the shorter text is shared with {told.uri}", "score": 0.97},
            "match": {"article_id": carried, "uri": told.uri, "source": told.source, "version": str(len(told.versions)), "containment": 0.97, "coverage": 0.8, "added": 0.0, "shared": 160},
            "changes": {"headline": False, "cut": [{"start": 0, "end": 90}], "added": [], "delay": int(self._rng.lognormvariate(*DELAY))},
        }  # fmt: skip
        return TopicRecord(Stream.COPIES, orjson.dumps(record))

    def _notice(
        self, kind: str, told: _Told, name: str, at: float, versions: list[str] | None = None
    ) -> TopicRecord:
        copies = [
            {"article_id": copy, "uri": uri, "source": source, "version": "1", "url": uri, "carries": carried}
            for copy, uri, source, carried in told.copies
        ]
        record = {
            "kind": kind, "story_id": told.story, "article_id": name, "uri": told.uri, "version": str(len(told.versions)),
            "source": told.source, "text": f"of {told.uri}", "versions": versions or told.versions, "copies": copies,
            "merged": [], "origin": None, "received": _written(at),
            "position": {"topic": "newswire.raw", "partition": 0, "offset": self._count, "index": 0},
            "headline": told.template["headline"], "slugline": "", "version_created": None, "language": "en",
            "ednote": "", "body": "", "late": False, "ambiguous": False,
        }  # fmt: skip
        return TopicRecord(Stream.NOTICES, orjson.dumps(record))

    def _exchanged(self, text: str) -> str:
        return _WORD.sub(lambda found: found[0] if self._rng.random() > 0.4 else self._rng.choice(self._words), text)  # fmt: skip


def _written(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
