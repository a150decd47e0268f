"""A short feed of invented stories with all that must not go wrong: copies, versions, kills, embargoes, bad records.

The bodies are short, so that a schedule takes milliseconds; copies repeat them to the letter. Every article names its
story as `tests.chaos.corpus` does, so that the same account is drawn up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import orjson

from tests.chaos.corpus import AGENCY, BAD, OUTLETS
from tests.dedup.texts import prose

WORDS: Final = 45
# What a text leads to is worked out once in a process: the texts are those of so many stories, of which a schedule has some.
STORIES: Final = 60
EMBARGO_SECONDS: Final = (1, 8)


def feed(rng: Random, now: float, most: int) -> Iterator[tuple[bytes, bytes]]:
    """Raw records, key and value, in an order in which the first article of a story is the first that is sent.

    Args:
        rng: what chooses.
        now: seconds since 1970.
        most: records.
    """
    at = datetime.fromtimestamp(now, UTC)
    waiting: list[list[dict[str, Any]]] = []
    stories = rng.sample(range(STORIES), most)
    for _ in range(most):
        if rng.random() < 0.06:
            yield b"bad", rng.choice(BAD)
            continue
        waiting = [fields for fields in waiting if fields]
        if not waiting or rng.random() < 0.45:
            waiting.append(_story(rng, stories.pop(), at))
        fields = rng.choice(waiting).pop(0)
        yield fields["uri"].encode(), orjson.dumps(fields)


def _story(rng: Random, number: int, at: datetime) -> list[dict[str, Any]]:
    seed = number * 10
    first: dict[str, Any] = {
        "uri": f"urn:chaos:{seed}-{number}:{AGENCY.lower()}",
        "source": AGENCY,
        "version": "1",
        "version_created": at.isoformat(),
        "language": ("en", "de", "fr", "es")[number % 4],
        "headline": prose(seed + 1, 5),
        "body": f"{prose(seed, WORDS)} Mortar fire killed {2 + number} soldiers.",
    }
    fate = rng.random()
    if fate < 0.2:
        first["embargoed_until"] = (at + timedelta(seconds=rng.randint(*EMBARGO_SECONDS))).isoformat()
        return [first]
    followers = [_copy(first, outlet) for outlet in rng.sample(OUTLETS, rng.choice((0, 1, 2)))]
    if fate < 0.4:
        followers.append(first)
    elif fate < 0.8:
        update = {**first, "version": "2", "headline": f"UPDATE 1-{first['headline']}"}
        update["body"] = f"{first['body']}\n\n{prose(seed + 2, 12)}"
        followers.insert(rng.randint(0, len(followers)), update)
        if fate < 0.55:
            followers.append(
                {**first, "version": "3", "pubstatus": "canceled", "body": "", "headline": "KILL"}
            )
        elif fate < 0.65:
            fixed = f"CORRECTED-{first['headline']}"
            followers.append(
                {**update, "version": "3", "headline": fixed, "body": update["body"].replace(" and ", " or ")}
            )
    return [first, *followers]


def _copy(first: dict[str, Any], outlet: str) -> dict[str, Any]:
    slug = outlet.lower().replace(" ", "-")
    return {
        **first,
        "uri": first["uri"].rpartition(":")[0] + f":{slug}",
        "source": outlet,
        "url": f"https://{slug}.example/{first['uri'].rpartition(':')[0][10:]}",
    }
