"""The templates of the desk's pages, with the filters that they write times, links and hits by. Everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from stream.desk.desk_rows import barred
from stream.desk.page_policy import link
from stream.desk.search_hits import CLOSE_MARK, OPEN_MARK
from stream.desk.victim_classes import CLASSES

_HIT: Final = re.compile(f"{OPEN_MARK}([^{OPEN_MARK}{CLOSE_MARK}]*){CLOSE_MARK}")
# C0 and C1 controls but tab and line break, and the embeddings, overrides and isolates of direction. Joiners, soft hyphens and
# no-break spaces are parts of texts.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")
_RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "ku", "sd", "dv"})
_BADGES: Final = {
    "NEW": "the first version",
    "UPD": "updated, and how many times",
    "CORR": "the newest version corrects what was told",
    "KILL": "the agency takes it back: nobody may carry it",
    "HOLD": "the agency withholds it for now",
    "BACK": "it was held or killed, and is released again",
}
MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


def ago(at: int, now: int) -> str:
    """How long ago, short: "now", "12 min", "3 h", "2 d"."""
    past = now - at
    if past < MINUTE:
        return "now"
    if past < HOUR:
        return f"{past // MINUTE} min"
    return f"{past // HOUR} h" if past < 2 * DAY else f"{past // DAY} d"


def clock(at: int) -> str:
    """The time of day in UTC: 09:05."""
    return _utc(at).strftime("%H:%M")


def full(at: int) -> str:
    """Date and time for people: 17 March 2026, 09:05 UTC."""
    moment = _utc(at)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def iso(at: int) -> str:
    """A time for programs, RFC 3339."""
    return _utc(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def field(at: int) -> str:
    """A time as a field of a form holds it, in UTC: 2026-03-17T09:05."""
    return _utc(at).strftime("%Y-%m-%dT%H:%M")


def delay(seconds: int | None) -> str:
    """How long after the original: "+4 h 23", "+12 min"; with a minus for one dated before it."""
    if seconds is None:
        return ""
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    return f"{sign}{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{sign}{minutes} min"


def initials(name: str) -> str:
    """An outlet's short form: "Daily Mercury" is DM, "NewsHarbour" NH."""
    capitals = "".join(char for char in name if char.isupper())
    return (capitals if 1 < len(capitals) < 5 else name[:2].upper()) or "?"


def marked_hits(text: str) -> Markup:
    """A text with its hits as <mark>; a mark without its other half is dropped."""
    made = _HIT.sub("\ue000\\1\ue001", text.replace("\ue000", "").replace("\ue001", ""))
    escaped = str(escape(shown(made.replace(OPEN_MARK, "").replace(CLOSE_MARK, ""))))
    return Markup(escaped.replace("\ue000", "<mark>").replace("\ue001", "</mark>"))  # noqa: S704 - escaped above


def shown(value: object) -> object:
    """Text from anywhere without control characters, and without those that turn the direction of what follows them."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", value)


def direction(language: str) -> str:
    """The direction of a language's script; `auto` where the language is not told."""
    if not language or language == "und":
        return "auto"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def gloss(what: str) -> str:
    """What the badge of a story says, in a sentence."""
    return _BADGES.get(what.partition(" ")[0], "")


def environment() -> Environment:
    """The templates' environment."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "ago": ago, "clock": clock, "full": full, "iso": iso, "field": field, "delay": delay, "initials": initials, "hits": marked_hits,
        "gloss": gloss, "link": link, "direction": direction, "barred": barred, "hurt": lambda victim: CLASSES.get(victim, victim), "json": _json, "bytes": _bytes,
    }  # fmt: skip
    made.filters.update(filters)
    return made


def _json(text: str) -> Sequence[Any]:
    found: Sequence[Any] = orjson.loads(text)
    return found


def _bytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
