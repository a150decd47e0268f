"""What records of threads say apart from places and tolls, as it was when the thread last changed: what was read later is told with it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from stream.model.articles import Position
from stream.model.thread_records import ThreadNews, ThreadRecord

BASE: Final = 129  # the first byte of one in a row (see `stream.threads.thread_rows`)
BASE_HEAD: Final = struct.Struct("<B3xI")  # and the bytes that follow
_NAME: Final = 8  # bytes of a story's id
_FIELDS: Final = 17  # as `_packed` writes them, without those withheld, which rows had not at first
_LANGUAGE: Final = 13  # its place; the number and the stories follow


@dataclass(frozen=True, slots=True)
class ThreadBase:
    """The record of a thread without what the tagger reads in its stories.

    `stories` are those that may be read, in order of arrival, and `came` those of them that came with it; `withheld` are articles
    of theirs that may not be read, because their item or the one whose text they carry is held or killed. `language` is the
    state's, `number` that of the story that caused it. One without stories is of a thread that went into another.
    """

    record: ThreadRecord
    language: str
    number: int
    stories: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedBase:
    """One as a row has it: `thread` is the thread's id as a number, `ends` says that it went into another. The rest is packed."""

    thread: int
    language: str
    number: int
    ends: bool
    packed: bytes


def encode_base(base: ThreadBase) -> bytes:
    """One as bytes."""
    data = _packed(base)
    return BASE_HEAD.pack(BASE, len(data)) + data


def packed_base(data: bytes) -> PackedBase:
    """What `encode_base` wrote, without its head: only what it is found by is read, for most are told anew before they are asked for.

    Raises:
        ValueError: it is damaged (as TypeError and IndexError are).
    """
    fields = orjson.loads(data)
    if len(fields) < _FIELDS:
        msg = f"{len(fields)} fields where {_FIELDS} are wanted"
        raise ValueError(msg)
    return PackedBase(
        int(fields[0], 16), fields[_LANGUAGE], fields[_LANGUAGE + 1], not fields[_LANGUAGE + 2], data
    )


def decode_base(data: bytes) -> ThreadBase:
    """What `encode_base` wrote, without its head.

    Raises:
        ValueError: it is damaged (as TypeError and IndexError are).
    """
    fields = orjson.loads(data)
    thread_id, headline, article_id, first, last, stories, articles, sources, languages = fields[:9]
    new_stories, new_sources, received, position, language, number, told, came = fields[9:_FIELDS]
    record = ThreadRecord(
        thread_id,
        headline,
        article_id,
        _time(first),
        _time(last),
        stories,
        articles,
        tuple(sources),
        tuple(languages),
        ThreadNews(_names(new_stories), tuple(new_sources)),
        datetime.fromisoformat(received),
        Position(*position),
    )
    names = _names(told)
    withheld = _names("".join(fields[_FIELDS:]))
    return ThreadBase(record, language, number, names, tuple(names[at] for at in came), withheld)


class ThreadBases:
    """The last of each thread, packed, in the order of their numbers."""

    def __init__(self) -> None:
        self._bases: dict[str, dict[int, tuple[int, bytes]]] = {}  # by language and thread

    def of(self, language: str, thread_id: str) -> ThreadBase | None:
        """The last of a thread; None for one of which nothing was told."""
        _, packed = self._bases.get(language, {}).get(int(thread_id, 16), (0, b""))
        return decode_base(packed) if packed else None

    def put(self, base: PackedBase, first: int) -> None:
        """Take one, and forget those of threads without a story in the window, whose oldest has the number `first`."""
        held = self._bases.setdefault(base.language, {})
        held.pop(base.thread, None)
        if not base.ends:
            held[base.thread] = base.number, base.packed
        while held:
            oldest = next(iter(held))
            if held[oldest][0] >= first:
                break
            del held[oldest]


def _packed(base: ThreadBase) -> bytes:
    record, places = base.record, {name: at for at, name in enumerate(base.stories)}
    at = record.position
    fields: list[Any] = [
        record.thread_id,
        record.headline,
        record.article_id,
        record.first,
        record.last,
        record.story_count,
        record.article_count,
        record.sources,
        record.languages,
        "".join(record.new.stories),
        record.new.sources,
        record.received,
        (at.topic, at.partition, at.offset, at.index),
        base.language,
        base.number,
        "".join(base.stories),
        [places[name] for name in base.came],
        "".join(base.withheld),
    ]
    return orjson.dumps(fields)


def _time(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)


def _names(together: str) -> tuple[str, ...]:
    return tuple(together[at : at + 2 * _NAME] for at in range(0, len(together), 2 * _NAME))
