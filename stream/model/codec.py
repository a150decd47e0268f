"""Records to JSON bytes and back: orjson out, pydantic's compiled validation in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError

from stream.model.articles import Article, Prepared
from stream.model.enriched import ConflictBrief, Enriched
from stream.model.errors import RejectedError
from stream.model.notices import Notice
from stream.model.tags import Conflict
from stream.model.verdicts import Judged

_LAST_MILLISECOND = 253_402_300_799_000  # 9999-12-31T23:59:59Z
# Fields that are left out where they are empty: few formats tell them, or threads are off.
ONLY_IF_KNOWN = frozenset({"replaces", "threads", "thread_id", "thread", "from_thread", "stories", "linked"})
# Written even where the text does not tell them: an event's date, and the bounds of a count (null: no bound).
ALWAYS_TOLD = frozenset({"date", "minimum", "maximum"})
_NUMBERS = frozenset({int, float})  # False is none
_PLAIN = frozenset(
    {"str", "int", "float", "bool", "None", "EntityType"}
)  # types of fields that are no records
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def encode(record: Any, article: bytes | None = None, conflict: bytes | None = None) -> bytes:
    """JSON bytes of a record, the same for the same record on every run.

    `Judged`, `Prepared` and `Enriched` are written flat: a reader sees one object with the article's fields and
    the verdict's beside each other. `article` is what `article_json` has cut from the record before: the text is not
    written anew from stage to stage. `conflict` is what `conflict_json` has made of its tags, which two records hold.
    """
    if article is None:
        return orjson.dumps(flat(record, conflict), option=_OPTIONS)
    return article + b"," + orjson.dumps(_beside(record, conflict), option=_OPTIONS)[1:]


def conflict_json(conflict: Conflict) -> bytes:
    """Conflict tags in JSON, for `encode` of the records that hold them."""
    return orjson.dumps(brief_tags(conflict), option=_OPTIONS)


def article_json(record: Prepared | Judged, data: bytes) -> bytes | None:
    """The article's part of a record's bytes, for `encode` of what comes of it.

    None where the bytes are not as `encode` writes them (another version of this program did): the article is written
    anew then, with all the fields that it has today.
    """
    rest = b"," + orjson.dumps(_beside(record), option=_OPTIONS)[1:]
    if not data.startswith(_FIRST) or not data.endswith(rest):
        return None
    article = data[: -len(rest)]
    at = 0
    for mark in _MARKS:
        at = article.find(mark, at)
        if at < 0:
            return None
    return article


def flat(record: Any, conflict: bytes | None = None) -> Any:
    """The record as written: nested articles and verdicts unfolded into one level, in order.

    `conflict` takes the place of its conflict tags, where they are in JSON already.
    """
    if isinstance(record, Prepared | Judged):
        return {**_fields(record.article), **_beside(record)}
    if isinstance(record, Enriched):
        return {**_fields(record.judged.article), **_beside(record, conflict)}
    if isinstance(record, ConflictBrief):
        return {**_fields(record), "conflict": _written(record.conflict, conflict)}
    if isinstance(record, Notice):
        return _fields(record)
    return record


def _beside(record: Prepared | Judged | Enriched, conflict: bytes | None = None) -> dict[str, Any]:
    """What stands beside the article."""
    if isinstance(record, Enriched):
        tags = _written(record.conflict, conflict)
        return {**_beside(record.judged), "conflict": tags, "change": record.change}
    return _fields(record, skip="article")


def _written(conflict: Conflict, data: bytes | None) -> Any:
    return brief_tags(conflict) if data is None else orjson.Fragment(data)


def brief_tags(conflict: Conflict) -> dict[str, Any]:
    """Conflict tags as written: of entities, events and tolls only the fields that tell something."""
    return {
        **_fields(conflict),
        **{
            name: [_known(one) for one in getattr(conflict, name)] for name in ("entities", "tolls", "events")
        },
    }


def _known(record: Any) -> dict[str, Any]:
    """The fields of a dataclass that are not empty; a number is never empty."""
    names, values, nested = _layout(record.__class__)
    # In one go: a text has a thousand of these fields, and most are empty.
    found: dict[str, Any] = {
        name: value
        for name, value in zip(names, values(record), strict=True)
        if value or type(value) in _NUMBERS or name in ALWAYS_TOLD
    }
    for name in nested:
        value = found.get(name)
        if isinstance(value, tuple):
            found[name] = [_known(one) for one in value]
        elif hasattr(value, "__dataclass_fields__"):
            found[name] = _known(value)
    return found


@cache
def _layout(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The names of a dataclass's fields, what reads all of them, and those that hold records of their own."""
    shown = fields(kind)
    names = tuple(field.name for field in shown)
    nested = [field.name for field in shown if not _PLAIN.issuperset(re.findall(r"\w+", str(field.type)))]
    return names, attrgetter(*names), tuple(nested)


def _fields(record: Any, skip: str = "") -> dict[str, Any]:
    return {
        name: value
        for name in record.__dataclass_fields__
        if name != skip and ((value := getattr(record, name)) or name not in ONLY_IF_KNOWN)
    }


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


R = TypeVar("R")
_ARTICLE_FIELDS = frozenset(Article.__dataclass_fields__)
# How an article's JSON begins, and its further fields in their order. No text holds a mark: quotes in it are escaped.
_FIRST, *_MARKS = (
    b'%s"%s":' % (b"," if at else b"{", name.encode())
    for at, name in enumerate(Article.__dataclass_fields__)
    if name not in ONLY_IF_KNOWN
)


def decode(kind: type[R], data: bytes) -> R:
    """Read a record that this package wrote.

    Raises:
        RejectedError: reason `bad_record`, naming the field, when the bytes are not such a record.
    """
    reason = "bad_record"
    try:
        fields = orjson.loads(data)
        if kind in (Prepared, Judged) and isinstance(fields, dict):
            article = {name: fields.pop(name) for name in _ARTICLE_FIELDS & fields.keys()}
            fields["article"] = article
        if kind not in _ADAPTERS:
            _ADAPTERS[kind] = TypeAdapter(kind)
        decoded: R = _ADAPTERS[kind].validate_python(fields)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON: {error}"
        raise RejectedError(reason, "", msg) from error
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        msg = f"{kind.__name__}.{path}: {first['msg']}, got {str(first['input'])[:80]!r}"
        raise RejectedError(reason, path, msg) from error
    return decoded


def from_milliseconds(timestamp: int) -> datetime:
    """A Kafka timestamp (milliseconds since 1970, UTC) as a datetime.

    Negative ones ("no timestamp") are 1970, and those that no calendar holds (micro- or nanoseconds, sent by mistake)
    the end of the year 9999: whatever a producer sends has a time.
    """
    return datetime.fromtimestamp(min(max(timestamp, 0), _LAST_MILLISECOND) / 1000.0, tz=UTC)
