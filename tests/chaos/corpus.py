"""A feed without end for the chaos runs: invented stories with their copies, later versions, holds, kills, bad records.

Pure and seeded. Every article names its story in its uri, so that the account needs no list of what was sent.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import orjson

from tests.dedup.texts import prose

# Long enough that any two versions or copies share index keys: one hash in 16 of some 240 shingles or more.
WORDS: Final = 320
# How much of the text the shortest copy keeps: any two copies hold the same beginning, so either may come first.
LEAST_KEPT: Final = 0.75
# Their shards differ: with four partitions every one of them has work.
LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "sv", "pl")
OUTLETS: Final = ("Kalven Courier", "Werrin Post", "Selm Gazette", "Brellin Echo", "Tamber Herald")
AGENCY: Final = "Harrow"
# Followers come after so many further records: on the heels of the story, in the next life of a worker, much later.
NEAR: Final = (1, 5)
LATER: Final = (5, 150)
LATE: Final = (150, 500)
BAD_SHARE: Final = 0.04
EMBARGO_SECONDS: Final = (2, 8)
BAD: Final = (
    b"",
    b"{",
    b'["words"]',
    b"\xff\xfe not text",
    b'{"uri":"urn:chaos:none","source":"Harrow"}',
    b'{"source":"Harrow","body":"Nobody knows which item this is."}',
    b'{"uri":"urn:chaos:none","source":"Harrow","body":"When?","version_created":"half past noon"}',
)


@dataclass(frozen=True, slots=True)
class Planted:
    """One raw record to send."""

    key: bytes
    value: bytes


@dataclass(order=True, slots=True)
class _Due:
    number: int
    serial: int
    fields: dict[str, Any] = field(compare=False)


def story_of(uri: str) -> str:
    """The story that an article of the feed belongs to, "" for a uri of another kind."""
    parts = uri.split(":")
    return parts[2] if parts[:2] == ["urn", "chaos"] and len(parts) == 4 else ""


def feed(seed: int, start: datetime, rate: float) -> Iterator[Planted]:
    """Records for ever, the same for the same arguments.

    The versions of an item keep their order (they share a key). Copies have keys of their own: which article of a story is
    judged first is open, that exactly one of them is the original is not.

    Args:
        seed: which feed.
        start: the time of the first record; aware.
        rate: records a second, for the times that the articles name.
    """
    rng = Random(seed)  # noqa: S311 - a feed to play back, no secret
    due: list[_Due] = []
    number = story = serial = 0
    while True:
        now = start + timedelta(seconds=number / rate)
        if rng.random() < BAD_SHARE:
            yield Planted(b"bad", rng.choice(BAD))
        elif due and due[0].number <= number:
            yield _record(heapq.heappop(due).fields, now)
        else:
            first, followers = _story(rng, f"{seed}-{story}", seed * 1_000_003 + story, now)
            story += 1
            for after, fields in followers:
                heapq.heappush(due, _Due(number + after, serial, fields))
                serial += 1
            yield _record(first, now)
        number += 1


def _record(fields: dict[str, Any], now: datetime) -> Planted:
    # A redelivery repeats the record to the letter, the time of its version included.
    stamped = fields.setdefault("version_created", now.isoformat())
    return Planted(fields["uri"].encode(), orjson.dumps({**fields, "version_created": stamped}))


def _story(
    rng: Random, name: str, seed: int, now: datetime
) -> tuple[dict[str, Any], list[tuple[int, dict[str, Any]]]]:
    """A story's first article, and what follows it after how many records."""
    text = f"{prose(seed, WORDS)}\n\n{_fighting(rng, seed)}"
    first = {
        "uri": f"urn:chaos:{name}:{AGENCY.lower()}",
        "source": AGENCY,
        "version": "1",
        "language": rng.choice(LANGUAGES),
        "headline": prose(seed + 500_000, 6),
        "body": text,
    }
    followers = [
        (_after(rng), _copy(rng, first, outlet))
        for outlet in rng.sample(OUTLETS, rng.choice((0, 1, 1, 2, 3)))
    ]
    fate = rng.random()
    if fate < 0.08:
        first["embargoed_until"] = (now + timedelta(seconds=rng.randint(*EMBARGO_SECONDS))).isoformat()
    elif fate < 0.18:
        followers.append((_after(rng), first))
    elif fate < 0.55:
        followers += _versions(rng, first, text)
    return first, followers


def _versions(rng: Random, first: dict[str, Any], text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    at = _after(rng)
    headline = first["headline"]
    grown = f"{text}\n\n{prose(rng.randrange(10**9), 30)}"
    updated = {**first, "version": "2", "headline": f"UPDATE 1-{headline}", "body": grown}
    yield at, updated
    then = rng.random()
    if then < 0.3:
        at += _after(rng)
        yield (
            at,
            {
                **updated,
                "version": "3",
                "headline": f"CORRECTED-{headline}",
                "body": grown.replace(" and ", " or "),
            },
        )
    elif then < 0.5:
        at += _after(rng)
        yield at, {**first, "version": "3", "pubstatus": "withheld", "body": "", "headline": "HOLD"}
        yield at + _after(rng), {**updated, "version": "4"}
    elif then < 0.75:
        kill = {**first, "version": "3", "pubstatus": "canceled", "body": "", "headline": "KILL"}
        yield at + _after(rng), kill


def _after(rng: Random) -> int:
    return rng.randint(*rng.choice((NEAR, LATER, LATER, LATE)))


def _copy(rng: Random, first: dict[str, Any], outlet: str) -> dict[str, Any]:
    words = first["body"].split(" ")
    kept = words[: int(len(words) * rng.uniform(LEAST_KEPT, 1.0))]
    slug = outlet.lower().replace(" ", "-")
    return {
        "uri": first["uri"].rpartition(":")[0] + f":{slug}",
        "source": outlet,
        "version": "1",
        "language": first["language"],
        "headline": prose(rng.randrange(10**9), 7),
        "url": f"https://{slug}.example/{rng.randrange(10**6)}",
        "body": " ".join(kept),
    }


def _fighting(rng: Random, seed: int) -> str:
    """A line for the tagger: of few words, so that stories are told apart by all the rest."""
    town = prose(seed + 700_000, 1).rstrip(".")
    return f"Mortar fire killed {rng.randint(2, 90)} soldiers near {town} and wounded {rng.randint(2, 90)}."
