"""Renders the status page: plain HTML from a template that escapes everything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from stream.worker.health import Recovering
from stream.worker.recent_verdicts import RecentVerdict
from stream.worker.web.reason_words import word

LATE_SECONDS: Final = 60.0  # a record that waited a minute is shown as late: a desk notices seconds
LONGEST_NAME: Final = 160  # characters of a name from outside; a longer one would fill the page

_HERE: Final = Path(__file__).parent
_STYLE: Final = (_HERE / "status.css").read_text()
_SCRIPT: Final = (_HERE / "status.js").read_text()


@dataclass(frozen=True, slots=True)
class PartitionWait:
    """A partition of this worker's: how many records are behind, and how long the oldest waits in seconds."""

    topic: str
    partition: int
    behind: int
    waiting: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows of one moment.

    `rates` are records a second over the last minute and `totals` since the start, by the same names; `dead` counts
    dead letters by stage and reason. `uptime` is in seconds; `newest` is the time of the newest raw record that this worker took
    in, `silent_since` when the broker answered last, None while it answers (both in seconds since 1970). `pinned` are the last
    kills, holds and corrections.
    """

    at: datetime
    worker: str
    version: str
    missing: Sequence[str]
    recovered: bool
    held: Sequence[PartitionWait]
    totals: Mapping[str, float]
    rates: Mapping[str, float]
    verdicts: Mapping[str, float]
    given: Sequence[RecentVerdict]
    dead: Mapping[tuple[str, str], float]
    recovery: Mapping[tuple[str, int], Recovering]
    broker: str = ""
    uptime: float = 0.0
    newest: float | None = None
    silent_since: float | None = None
    pinned: Sequence[RecentVerdict] = ()


def page_headers() -> dict[str, str]:
    """The headers of the page: a browser may use its own style and script, and ask its own server again."""
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src '{_source(_STYLE)}'; script-src '{_source(_SCRIPT)}'; connect-src 'self'; "
            "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def render_page(status: PageContent) -> str:
    """The page."""
    return _PAGE.render(
        status=status,
        style=Markup(_STYLE),  # noqa: S704 - a file of ours
        script=Markup(_SCRIPT),  # noqa: S704 - as above
        late_seconds=LATE_SECONDS,
        topics=_topics(status.held),
        verdicts=[(verdict, count) for verdict, count in status.verdicts.items() if count],
        dead=sorted(((count, *place) for place, count in status.dead.items() if count), reverse=True),
        changelogs=sorted({changelog for changelog, _ in status.recovery}),
        recovery=[
            _Recovery(changelog, partition, each.end + 1 - each.remaining, each.end + 1)
            for (changelog, partition), each in sorted(status.recovery.items())
        ],
    )


@dataclass(frozen=True, slots=True)
class _Topic:
    """The partitions of a topic in sum; a click shows each, because there can be hundreds."""

    topic: str
    partitions: int
    behind: int
    waiting: float


@dataclass(frozen=True, slots=True)
class _Recovery:
    """How many rows of a changelog's partition are read, of how many."""

    changelog: str
    partition: int
    done: int
    end: int


def _topics(held: Sequence[PartitionWait]) -> list[_Topic]:
    topics: dict[str, list[PartitionWait]] = {}
    for each in held:
        topics.setdefault(each.topic, []).append(each)
    return [
        _Topic(topic, len(parts), sum(each.behind for each in parts), max(each.waiting for each in parts))
        for topic, parts in topics.items()
    ]


def _shown(value: object) -> object:
    """Text from anywhere, as text: cut and without control characters. The template escapes it."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    cut = value if len(value) <= LONGEST_NAME else f"{value[:LONGEST_NAME]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in cut)


def span(seconds: float) -> str:
    """A time in its two largest units: `3 d 4 h`, `12 min 5 s`, `0 s`."""
    left = max(int(seconds), 0)
    parts = []
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if left >= size:
            parts.append(f"{left // size} {unit}")
        left %= size
    return " ".join(parts[:2]) or "0 s"


def _utc(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _source(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["utc"] = _utc
    environment.filters["span"] = span
    environment.filters["word"] = word
    return environment.get_template("status.html.jinja")


_PAGE: Final = _page()
