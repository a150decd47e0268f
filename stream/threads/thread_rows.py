"""Steps as bytes, one behind the other: what the state of a shard is rebuilt from.

The first byte says what a step is: a story that is placed, what one tells (see `stream.threads.story_report`), or what a thread's
record says without that (`stream.threads.thread_bases`). The first is a head of fixed size, the language, the keys, the weights, and the moves in JSON where there are any. Keys and
weights are what they are by hashing: to deflate them gains nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

import orjson

from stream.model.errors import StopError
from stream.threads.placement import Move, MoveKind, PlacedStory
from stream.threads.story_report import HEAD as TOLD_HEAD
from stream.threads.story_report import TOLD, StoryReport, decode_story_report
from stream.threads.thread_bases import BASE, BASE_HEAD, PackedBase, packed_base

VERSION: Final = (
    1  # the first: a second comes with a function that reads this one, as the deduplication's rows have it
)
# Version, bytes of the language, terms, bytes of the moves, the story's id, its thread's, time, clock, both numbers.
_HEAD: Final = struct.Struct("<BBHIQQqqQQ")
_KEY: Final = 4  # bytes


def encode_step(step: PlacedStory) -> bytes:
    """One step as bytes."""
    language = step.language.encode()
    moves = orjson.dumps(step.moves) if step.moves else b""
    head = _HEAD.pack(
        VERSION,
        len(language),
        len(step.weights),
        len(moves),
        int(step.story_id, 16),
        int(step.thread_id, 16),
        step.time,
        step.clock,
        step.number,
        step.thread,
    )
    return b"".join((head, language, step.keys, step.weights, moves))


def decode_steps(data: bytes | memoryview) -> Iterator[PlacedStory | StoryReport | PackedBase]:
    """The steps of some bytes, in order.

    Raises:
        StopError: they are of another version, or damaged.
    """
    data = bytes(data)
    at = 0
    while at < len(data):
        if data[at] == TOLD:
            told, at = _told(data, at)
            yield told
            continue
        if data[at] == BASE:
            base, at = _base(data, at)
            yield base
            continue
        if data[at] != VERSION:
            msg = (
                f"a row of threads is of version {data[at]}, and this worker reads {VERSION}: a newer newswire wrote it. Start "
                "that version again; nothing is lost, and there is nothing to delete (docs/migration.md)."
            )
            raise StopError(msg)
        try:
            _, size, terms, moved, story, thread, time, clock, number, into = _HEAD.unpack_from(data, at)
            language = at + _HEAD.size
            keys = language + size
            weights = keys + terms * _KEY
            moves = weights + terms
            at = moves + moved
            if at > len(data):
                msg = f"{at - len(data)} bytes are missing"
                raise ValueError(msg)  # noqa: TRY301 - told as all that is wrong with a row
            yield PlacedStory(
                f"{story:016x}",
                data[language:keys].decode(),
                time,
                clock,
                data[keys:weights],
                data[weights:moves],
                f"{thread:016x}",
                number,
                into,
                tuple(map(_move, orjson.loads(data[moves:at]))) if moved else (),
            )
        except (struct.error, ValueError, TypeError, KeyError) as error:
            raise _damaged(error) from error


def _told(data: bytes, at: int) -> tuple[StoryReport, int]:
    """What a story tells, at a place; and the place behind it."""
    try:
        _, size = TOLD_HEAD.unpack_from(data, at)
        begin = at + TOLD_HEAD.size
        return decode_story_report(data[begin : begin + size]), begin + size
    except (struct.error, ValueError, TypeError) as error:
        raise _damaged(error) from error


def _base(data: bytes, at: int) -> tuple[PackedBase, int]:
    """What a thread's record says, at a place; and the place behind it."""
    try:
        _, size = BASE_HEAD.unpack_from(data, at)
        begin = at + BASE_HEAD.size
        return packed_base(data[begin : begin + size]), begin + size
    except (struct.error, ValueError, TypeError, IndexError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StopError:
    msg = (
        f"a row of threads is damaged ({error}). Start the worker again: it reads the table from its changelog where its own "
        "disk is at fault. Where the changelog is, give it a group of its own (NEWSWIRE_GROUP): it reads the topics again."
    )
    return StopError(msg)


def _move(fields: dict[str, object]) -> Move:
    kind, stories = fields.pop("kind"), fields.pop("stories")
    if not isinstance(kind, str) or not isinstance(stories, list):
        msg = "a move without kind or stories"
        raise TypeError(msg)
    return Move(kind=MoveKind(kind), stories=tuple(stories), **fields)  # type: ignore[arg-type] # read from JSON
