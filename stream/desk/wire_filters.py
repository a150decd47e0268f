"""The filters of the wire, between the address of the page and the question to the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Final, TypeAlias
from urllib.parse import urlencode

import orjson

from stream.desk.desk_rows import barred, first_number
from stream.desk.trait_bits import FLAGS, NUMBERS, event_bit, number_condition, trait_bit
from stream.desk.victim_classes import CLASSES, dead_of

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
    "back": "released",
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
# Few stories of a month: their numbers are looked up, and the index of all is not read from end to end.
_STATUS: Final = "counted.number IN (SELECT number FROM story WHERE status = '{0}' AND status != '')"
NAMED: Final = "story IN (SELECT value FROM json_each(?))"
_ALARMED: Final = f"counted.number IN (SELECT number FROM story WHERE {NAMED})"  # noqa: S608 - ours
_WHAT_SQL: Final = {
    "new": f"counted.traits & {trait_bit('new')}",
    "update": f"counted.traits & {trait_bit('update')}",
    "correction": f"counted.traits & {trait_bit('correction')}",
    "kill": _STATUS.format("killed"),
    "hold": _STATUS.format("held"),
    "back": f"counted.traits & {trait_bit('back')}",
}
# The columns whose values are counted beside each filter; those between bars hold several.
COUNTED: Final = {
    "agency": "agency",
    "outlet": "outlets",
    "language": "language",
    "country": "countries",
    "event": "event_types",
}
VICTIM: Final = ("victim", "victims")  # as `COUNTED`; found by, not counted
_BARRED: Final = frozenset({"outlet", "country", "event", "victim"})
# Of several filters by a value, the one that few stories are expected to pass is read by, and the others are looked up.
_READ_BY: Final = ("victim", "outlet", "country", "event", "agency", "language")
COUNTED_STORIES: Final = "story_counted"  # the index of all stories
# Own outlets by their name in whatever case: the values of outlets are stepped through, each found by the one before it.
_OWN: Final = (
    "SELECT number FROM facet WHERE value IN (WITH RECURSIVE named(value) AS (SELECT min(value) FROM facet WHERE value > 'outlet:' "
    "UNION ALL SELECT (SELECT min(value) FROM facet WHERE facet.value > named.value) FROM named WHERE value < 'outlet;') "
    "SELECT value FROM named WHERE value < 'outlet;' AND lower(value) IN (SELECT value FROM json_each(?)))"
)


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


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as a question: the rows that it reads, named `counted`, what is asked of them, and its parameters.

    A row has `number`, `facets` and `traits` of one story.
    """

    source: str
    where: str
    parameters: tuple[Parameter, ...]

    def but(self, where: str, *parameters: Parameter) -> Asked:
        """The same, and more."""
        return Asked(self.source, f"{self.where} AND {where}", (*self.parameters, *parameters))


def condition(
    filters: Filters, now: int, wrong: Sequence[str], *, own: Sequence[str] = (), who: str | None = None
) -> Asked:
    """The filters in SQL.

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

    values = [facet_value(name, getattr(filters, name)) for name in _READ_BY if getattr(filters, name)]
    source = "facet AS counted" if values else f"story AS counted INDEXED BY {COUNTED_STORIES}"
    for place, value in enumerate(values):
        if place:
            add(
                "EXISTS (SELECT 1 FROM facet AS other WHERE other.value = ? AND other.number = counted.number)",
                value,
            )
        else:
            add("counted.value = ?", value)
    if filters.hours:
        add("counted.number >= ?", first_number(hours_since(filters.hours, now)))
    since, until = moment_of(filters.since), moment_of(filters.until)
    if since is not None:
        add("counted.number >= ?", first_number(since))
    if until is not None:
        add("counted.number < ?", first_number(until + 60_000))  # the minute that is named is in it
    if filters.ours:
        names = orjson.dumps([facet_value("outlet", name).lower() for name in own]).decode()
        add(f"counted.number {'NOT ' if filters.ours == 'no' else ''}IN ({_OWN})", names)
    if who is not None:
        if filters.mine == "unread":
            add(f"counted.number NOT IN ({MARKED.format(column='number', bound=SINCE_CHANGED)})", "read", who)
        elif filters.mine:
            add(f"counted.number IN ({MARKED.format(column='number', bound='')})", filters.mine, who)
        if filters.mine != "mute":
            add(f"counted.number NOT IN ({MARKED.format(column='number', bound='')})", "mute", who)
    if filters.what:
        add(_WHAT_SQL[filters.what])
    for name in FLAGS:
        if getattr(filters, name):
            add(f"counted.traits & {trait_bit(name)}")
    for name in NUMBERS:
        if getattr(filters, name):
            add(number_condition(name), int(getattr(filters, name)))
    if filters.thread:
        add("counted.number IN (SELECT number FROM story WHERE thread = ?)", filters.thread)
    if filters.alert:
        add(_ALARMED, orjson.dumps(list(wrong)).decode())
    _add_events(filters, add)
    return Asked(source, " AND ".join(parts) or "1", tuple(parameters))


def _add_events(filters: Filters, add: Callable[..., None]) -> None:
    """What is asked of a story's events: of one and the same, where it is more than a trait tells."""
    held, given = event_condition(filters)
    if filters.box:
        add(f"counted.number IN (SELECT event.number FROM event WHERE {held})", *given)  # noqa: S608 - parts of ours
    elif filters.victim and (filters.deaths or filters.certainty):
        add(f"EXISTS (SELECT 1 FROM event WHERE event.number = counted.number AND {held})", *given)  # noqa: S608 - as above
    elif filters.deaths or filters.certainty:
        add(f"counted.traits & {event_bit(filters.deaths, filters.certainty)}")


def facet_value(name: str, value: str) -> str:
    """A value of a filter as the table of values has it."""
    return f"{name}:{value}"


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
        dead = filters.deaths and filters.victim in CLASSES
        parameters.append(f"|{dead_of(filters.victim) if dead else filters.victim}|")
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
