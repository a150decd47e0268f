"""The filters of the wire, between the address of the page and the question to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Final, TypeAlias
from urllib.parse import urlencode

import orjson

from stream.desk.desk_rows import barred, first_number

Parameter: TypeAlias = str | int | float
HOURS: Final = {
    "today": "today (UTC)",
    "1": "last hour",
    "6": "last 6 hours",
    "24": "last 24 hours",
    "72": "last 3 days",
}
WHATS: Final = {
    "new": "new",
    "update": "updated",
    "correction": "corrected",
    "kill": "killed",
    "hold": "held",
}
CERTAINTIES: Final = {"reported": "reported", "claimed": "claimed by a side"}
MINE: Final = {"follow": "followed", "unread": "not read since it changed", "used": "used", "mute": "muted"}
OURS: Final = {"yes": "copied by us", "no": "not copied by us"}
# The stories that somebody marked, by a column; `bound` is more that is asked of the mark.
MARKED: Final = (
    "SELECT marked.{column} FROM marks.mark AS mark JOIN alias ON alias.story = mark.story "
    "JOIN story AS marked ON marked.story = alias.root WHERE mark.kind = ? AND mark.owner IN ('', ?){bound}"
)
SINCE_CHANGED: Final = " AND mark.at >= marked.changed"
# What the head tells is the story's toll up to what it was before ("11 killed, was 8").
OTHER_TOLL: Final = "outlet.toll != '' AND story.toll != '' AND outlet.toll != story.toll AND instr(story.toll, outlet.toll || ', was ') != 1"
_DAY: Final = 86_400_000  # milliseconds
# Few stories of a month: their numbers are looked up first, and the wire's index is not read from end to end.
_STATUS: Final = (
    "status = '{0}' AND number IN (SELECT number FROM story WHERE status = '{0}' AND status != '')"
)
NAMED: Final = "story IN (SELECT value FROM json_each(?))"
_ALARMED: Final = f"{NAMED} AND number IN (SELECT number FROM story WHERE {NAMED})"  # noqa: S608 - ours
_WHAT_SQL: Final = {
    "new": "what = 'NEW'",
    "update": "what LIKE 'UPD%'",
    "correction": "verdict = 'correction' AND status = ''",
    "kill": _STATUS.format("killed"),
    "hold": _STATUS.format("held"),
}
# The columns whose values are counted beside each filter; those between bars hold several.
COUNTED: Final = {
    "agency": "agency",
    "outlet": "outlets",
    "language": "language",
    "country": "countries",
    "event": "event_types",
}
_BARRED: Final = frozenset({"outlet", "country", "event"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the wire is narrowed to; "" is no filter, and so is a value that no page of ours writes."""

    hours: str = ""
    what: str = ""
    agency: str = ""
    outlet: str = ""
    language: str = ""
    country: str = ""
    event: str = ""
    conflict: str = ""
    alert: str = ""
    killed: str = ""
    copies: str = ""
    certainty: str = ""
    victim: str = ""
    deaths: str = ""
    box: str = ""
    urgency: str = ""
    since: str = ""
    until: str = ""
    mine: str = ""
    ours: str = ""
    thread: str = ""
    differs: str = ""

    def address(self, **changed: str) -> str:
        """The query of an address with these filters, beginning with a question mark; "" without any."""
        values = {**{each.name: getattr(self, each.name) for each in fields(self)}, **changed}
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def without(self, name: str) -> Filters:
        """The other filters."""
        return replace(self, **{name: ""})

    @property
    def any(self) -> bool:
        """Whether anything is filtered."""
        return any(getattr(self, each.name) for each in fields(self))


def read_filters(given: Mapping[str, str]) -> Filters:
    """The filters of an address; numbers that are none and unknown choices are left out."""
    values = {each.name: given.get(each.name, "").strip()[:200] for each in fields(Filters)}
    for name, known in (("hours", HOURS), ("what", WHATS), ("mine", MINE), ("ours", OURS)):
        if values[name] not in known:
            values[name] = ""
    for name in ("since", "until"):
        if moment_of(values[name]) is None:
            values[name] = ""
    for name in ("killed", "copies", "urgency"):
        text = values[name]
        values[name] = text if text.isascii() and text.isdigit() and len(text) < 7 else ""
    if values["certainty"] not in CERTAINTIES:
        values["certainty"] = ""
    if box_of(values["box"]) is None:
        values["box"] = ""
    for name in ("conflict", "alert", "deaths", "differs"):
        values[name] = "1" if values[name] else ""
    return Filters(**values)


def condition(
    filters: Filters, now: int, wrong: Sequence[str], *, own: Sequence[str] = (), who: str | None = None
) -> tuple[str, list[Parameter]]:
    """The filters in SQL, with its parameters.

    Args:
        filters: what is asked.
        now: milliseconds since 1970, from which hours count back.
        wrong: ids of the stories with an open alert.
        own: names of the own outlets.
        who: whose marks count; None where no marks are at hand.
    """
    parts: list[str] = []
    parameters: list[Parameter] = []

    def add(part: str, *values: Parameter) -> None:
        parts.append(part)
        parameters.extend(values)

    if filters.hours:
        add("number >= ?", first_number(hours_since(filters.hours, now)))
    since, until = moment_of(filters.since), moment_of(filters.until)
    if since is not None:
        add("number >= ?", first_number(since))
    if until is not None:
        add("number < ?", first_number(until + 60_000))  # the minute that is named is in it
    if filters.urgency:
        add("urgency <= ?", int(filters.urgency))
    if filters.ours:
        named = " OR ".join(["instr(lower(outlets), ?) > 0"] * len(own)) or "0"
        add(f"{'NOT ' if filters.ours == 'no' else ''}({named})", *(f"|{name.lower()}|" for name in own))
    if who is not None:
        if filters.mine == "unread":
            add(f"story NOT IN ({MARKED.format(column='story', bound=SINCE_CHANGED)})", "read", who)
        elif filters.mine:
            add(f"story IN ({MARKED.format(column='story', bound='')})", filters.mine, who)
            add(
                f"number IN ({MARKED.format(column='number', bound='')})", filters.mine, who
            )  # few: see above
        if filters.mine != "mute":
            add(f"story NOT IN ({MARKED.format(column='story', bound='')})", "mute", who)
    if filters.what:
        add(_WHAT_SQL[filters.what])
    for name, column in COUNTED.items():
        value = getattr(filters, name)
        if value and name in _BARRED:
            add(f"instr({column}, ?) > 0", f"|{value}|")
        elif value:
            add(f"{column} = ?", value)
    if filters.differs:
        add("differs = 1")
    if filters.thread:
        add("thread = ?", filters.thread)
    if filters.conflict:
        add("relevant = 1")
    if filters.killed:
        add("killed_least >= ?", int(filters.killed))
    if filters.copies:
        add("copies > ?", int(filters.copies))
    if filters.alert:
        add(_ALARMED, *[orjson.dumps(list(wrong)).decode()] * 2)
    held, given = event_condition(filters)
    if held:
        add(f"story IN (SELECT event.story FROM event WHERE {held})", *given)  # noqa: S608 - parts of ours
    return " AND ".join(parts) or "1", parameters


def hours_since(hours: str, now: int) -> int:
    """When a time of `HOURS` began, in milliseconds since 1970."""
    return now - (now % _DAY if hours == "today" else int(hours) * 3_600_000)


def event_condition(filters: Filters) -> tuple[str, list[Parameter]]:
    """What the filters ask of an event, in SQL with its parameters; "" where they ask nothing."""
    parts: list[str] = []
    parameters: list[Parameter] = []
    if filters.certainty:
        parts.append("event.certainty = ?")
        parameters.append(filters.certainty)
    if filters.victim:
        parts.append("event.victims != '' AND instr(event.victims, ?) > 0")
        parameters.append(f"|{filters.victim}|")
    if filters.deaths:
        parts.append("event.deaths = 1")
    corners = box_of(filters.box)
    if corners:
        parts.append("event.longitude BETWEEN ? AND ? AND event.latitude BETWEEN ? AND ?")
        west, south, east, north = corners
        parameters += [west, east, south, north]
    return " AND ".join(parts), parameters


def moment_of(written: str) -> int | None:
    """A moment as a browser's field writes it (2026-03-17T10:00, UTC) or a whole day, in milliseconds since 1970; None for none."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)


def box_of(written: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of `w,s,e,n` in degrees; None where it is no box."""
    try:
        corners = tuple(float(part) for part in written.split(","))
    except ValueError:
        return None
    if len(corners) != 4 or not all(-180 <= each <= 180 for each in corners):
        return None
    west, south, east, north = corners
    return (west, south, east, north) if west <= east and south <= north else None


def split_values(name: str, written: str) -> tuple[str, ...]:
    """The values of a filter that a column holds: several between bars, or one; none where it is empty."""
    return barred(written) if name in _BARRED else (written,) if written else ()
