"""What the desk keeps of a record: an article or a notice as a flat row, read from the JSON of the output topics."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from stream.model.articles import Stream
from stream.model.errors import RejectedError
from stream.model.verdicts import NEWS

# Of `judged` the texts under an embargo alone are kept (see `is_waiting`): all else of it comes on the other three.
TOPICS: Final = (Stream.ENRICHED, Stream.COPIES, Stream.NOTICES, Stream.JUDGED)
WAITING_STATE: Final = "parked"  # of an article's embargo, as records spell it
WAITING: Final = b'"embargo":"parked"'  # in the bytes of every record of such a text
NEW: Final = frozenset(map(str, NEWS))  # as records spell them
HAPPENED: Final = frozenset({"reported", "claimed"})  # of an event's certainty: all else did not take place
EPOCH_2000: Final = 946_684_800_000  # milliseconds; nothing older is news
_TIME_BITS: Final = 41  # of milliseconds: until 2069
NUMBER_BITS: Final = (
    22  # of an id beside them, in which two articles of one millisecond differ; 63 in all, as SQLite has
)


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """One article. Times are milliseconds since 1970, lists are JSON, "" and None what is not known.

    `number` orders articles by the time the feed received them, and is the row's number in the database: lists, search and time
    filters go by it, and it does not depend on the order in which the topics are read. `fresh` is 1 for what came from
    `enriched`. `carries` is the article whose text it has. `tolls` are `[kind, minimum, maximum, qualifier]`; `countries` and
    `event_types` are between bars (`|IRQ|SYR|`), so that a filter finds one by its whole name. `until` is the end of its
    embargo, `thread` the thread that its story was in by then.
    """

    article_id: str
    story: str
    number: int
    received: int
    created: int | None
    position: str
    digest: str
    fresh: int
    uri: str
    source: str
    version: str
    language: str
    headline: str
    byline: str
    slug: str
    located: str
    urgency: int | None
    url: str
    verdict: str
    rule: str
    reason: str
    embargo: str
    until: int | None
    agency: str
    origin_id: str
    carries: str
    carried_version: str
    supersedes: str
    delay: int | None
    own_headline: int
    cut: int
    added: int
    relevant: int | None
    tolls: str
    toll_change: str
    place: str
    countries: str
    event_types: str
    thread: str


@dataclass(frozen=True, slots=True)
class ThreadMove:
    """A story that is in another thread from now on, by a notice; `received` in milliseconds since 1970."""

    digest: str
    story: str
    received: int
    position: str
    thread: str


@dataclass(frozen=True, slots=True)
class DeskNotice:
    """One notice. `versions` and `merged` are JSON lists of ids, `copies` of `[article id, uri, source, version, url]`."""

    digest: str
    kind: str
    story: str
    received: int
    created: int | None
    position: str
    article_id: str
    uri: str
    version: str
    source: str
    text: str
    headline: str
    slug: str
    ednote: str
    body: str
    late: int
    ambiguous: int
    versions: str
    copies: str
    merged: str
    origin_id: str
    origin_uri: str


def row_of(stream: Stream, value: bytes) -> DeskArticle | DeskNotice | tuple[ThreadMove, ...]:
    """A record of an output topic as a row; a notice of threads as a row for each story that moved.

    Raises:
        RejectedError: reason `bad_record`: it is no record of this topic.
    """
    try:
        fields = orjson.loads(value)
        if stream is Stream.NOTICES:
            return _moves(fields, value) if "from_thread" in fields else _notice(fields, value)
        return _article(fields, value, fresh=stream is Stream.ENRICHED)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        reason = "bad_record"
        msg = f"no record of {stream}: {type(error).__name__} {error}"
        raise RejectedError(reason, "", msg) from error


def is_waiting(article: DeskArticle) -> bool:
    """Whether it is a text that waits for the end of its embargo: nothing of it may be shown but whose it is, and until when."""
    return article.embargo == WAITING_STATE and article.verdict in NEW


def _article(fields: Mapping[str, Any], value: bytes, *, fresh: bool) -> DeskArticle:
    match, changes, origin = fields["match"] or {}, fields["changes"] or {}, fields["origin"] or {}
    conflict = fields.get("conflict") or {}
    events = [each for each in conflict.get("events", ()) if each.get("certainty", "reported") in HAPPENED]
    places = [each["place"] for each in events if each.get("place")]
    received = milliseconds(fields["received"])
    created = fields["version_created"]
    change = fields.get("change") or {}
    until = fields.get("embargoed_until")
    return DeskArticle(
        article_id=_text(fields["article_id"]),
        story=_text(fields["story_id"]),
        number=row_number(received, _text(fields["article_id"])),
        received=received,
        created=milliseconds(created) if created else None,
        position=sortable_position(fields["position"]),
        digest=_digest(value),
        fresh=int(fresh),
        uri=_text(fields["uri"]),
        source=_text(fields["source"]),
        version=_text(fields["version"]),
        language=_text(fields["language"]),
        headline=_text(fields["headline"]),
        byline=_text(fields["byline"]),
        slug=_text(fields["slugline"]),
        located=_text(fields["located"]),
        urgency=None if fields["urgency"] is None else int(fields["urgency"]),
        url=_text(fields["url"]),
        verdict=_text(fields["verdict"]),
        rule=_text(fields["reason"]["rule"]),
        reason=_text(fields["reason"]["text"]),
        embargo=_text(fields["embargo"]),
        until=milliseconds(until) if until else None,
        agency=_text(origin.get("agency", "")),
        origin_id=_text(origin.get("article_id", "")),
        carries=_text(match.get("article_id", "")),
        carried_version=_text(match.get("version", "")),
        supersedes=_text(fields["supersedes"] or ""),
        delay=changes.get("delay"),
        own_headline=int(changes.get("headline", False)),
        cut=len(changes.get("cut", ())),
        added=len(changes.get("added", ())),
        relevant=None if conflict.get("relevant") is None else int(conflict["relevant"]),
        tolls=_json([_toll(each) for each in conflict.get("tolls", ())]),
        toll_change=_text(change.get("text", "")),
        place=_place(places),
        countries=_barred(each.get("country", "") for each in places),
        event_types=_barred(each.get("event_type", "") for each in events),
        thread=_text(fields.get("thread_id", "")),
    )


def _notice(fields: Mapping[str, Any], value: bytes) -> DeskNotice:
    created = fields.get("version_created")
    origin = fields["origin"] or {}
    copies = [
        [each["article_id"], each["uri"], each["source"], each["version"], each["url"]]
        for each in fields["copies"]
    ]
    return DeskNotice(
        digest=_digest(value),
        kind=_text(fields["kind"]),
        story=_text(fields["story_id"]),
        received=milliseconds(fields["received"]),
        created=milliseconds(created) if created else None,
        position=sortable_position(fields["position"]),
        article_id=_text(fields["article_id"]),
        uri=_text(fields["uri"]),
        version=_text(fields["version"]),
        source=_text(fields["source"]),
        text=_text(fields["text"]),
        headline=_text(fields.get("headline", "")),
        slug=_text(fields.get("slugline", "")),
        ednote=_text(fields.get("ednote", "")),
        body=_text(fields.get("body", "")),
        late=int(fields.get("late", False)),
        ambiguous=int(fields.get("ambiguous", False)),
        versions=_json(fields["versions"]),
        copies=_json(copies),
        merged=_json(fields["merged"]),
        origin_id=_text(origin.get("article_id", "")),
        origin_uri=_text(origin.get("uri", "")),
    )


def _moves(fields: Mapping[str, Any], value: bytes) -> tuple[ThreadMove, ...]:
    received, position = milliseconds(fields["received"]), sortable_position(fields["position"])
    thread = _text(fields["thread_id"])
    return tuple(
        ThreadMove(_digest(value), _text(story), received, position, thread)
        for story in dict.fromkeys(fields["stories"])
    )


def row_number(received: int, name: str) -> int:
    """The row number of an article: its milliseconds since 2000, then bits of its id; below 2 to the power of 63."""
    bits = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> (64 - NUMBER_BITS)
    past = min(max(received - EPOCH_2000, 0), (1 << _TIME_BITS) - 1)
    return (past << NUMBER_BITS) | bits


def first_number(at: int) -> int:
    """The lowest number that an article received at `at` (milliseconds since 1970) can have."""
    return max(at - EPOCH_2000, 0) << NUMBER_BITS


def milliseconds(written: str) -> int:
    """A time in RFC 3339 as milliseconds since 1970."""
    return round(datetime.fromisoformat(written).timestamp() * 1000)


def sortable_position(position: Mapping[str, Any]) -> str:
    """A position as text that sorts as the log does within a partition."""
    return f"{position['partition']:05d}/{position['offset']:020d}/{position.get('index', 0):06d}"


def barred(words: str) -> tuple[str, ...]:
    """The words of a column that holds them between bars."""
    return tuple(word for word in words.split("|") if word)


def _barred(words: Any) -> str:
    kept = sorted({word.replace("|", "/") for word in words if word})
    return "|" + "".join(f"{word}|" for word in kept) if kept else ""


def _place(places: Sequence[Mapping[str, Any]]) -> str:
    """The first place that the map knows, a town before a country: "Mosul, IRQ"; "" where it knows none."""
    known = [each for each in places if each.get("latitude") is not None]
    for each in sorted(known, key=lambda each: each.get("precision") not in {"point", "described"}):
        name = each.get("name") or each.get("text", "")
        if name:
            country = each.get("country", "")
            return f"{name}, {country}" if country else str(name)
    return ""


def _toll(toll: Mapping[str, Any]) -> list[Any]:
    return [toll["kind"], toll.get("minimum"), toll.get("maximum"), toll.get("qualifier", "")]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _digest(value: bytes) -> str:
    return hashlib.blake2b(value, digest_size=12).hexdigest()


def _text(value: Any) -> str:
    """A text as SQLite takes it: without lone surrogates, which no UTF-8 holds."""
    if not isinstance(value, str):
        msg = f"expected a text, got {str(value)[:80]!r}"
        raise TypeError(msg)
    text = value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
