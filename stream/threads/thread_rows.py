"""Placements as rows: what the state of a shard is rebuilt from."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable
from typing import Any, Final

import orjson

from stream.model.errors import StopError
from stream.threads.placement import Evidence, Move, MoveKind, Nearest, Placement

VERSION: Final = b"\x01"
_LEVEL: Final = 1  # of deflate, as for the decisions of the deduplication: more gains a tenth


def encode_placements(placements: Iterable[Placement]) -> bytes:
    """Some placements as one row: a version byte, then JSON, deflated."""
    return VERSION + zlib.compress(orjson.dumps([_fields(one) for one in placements]), _LEVEL)


def decode_placements(row: bytes) -> tuple[Placement, ...]:
    """The placements of a row.

    Raises:
        StopError: the row is of another version, or damaged.
    """
    if row[:1] != VERSION:
        msg = f"row of threads of version {row[:1].hex() or 'none'}: this release reads 01. Let a release that wrote it go on, or begin a new group."
        raise StopError(msg)
    try:
        return tuple(_placement(fields) for fields in orjson.loads(zlib.decompress(row[1:])))
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        msg = f"row of threads: damaged ({error}). Let the state be rebuilt from the changelog."
        raise StopError(msg) from error


def _fields(one: Placement) -> list[Any]:
    evidence = one.evidence
    return [
        one.story_id,
        one.language,
        one.time,
        one.clock,
        base64.b85encode(one.keys).decode(),
        base64.b85encode(one.weights).decode(),
        one.thread_id,
        one.score,
        evidence,
        one.moves,
    ]


def _placement(fields: list[Any]) -> Placement:
    story_id, language, time, clock, keys, weights, thread_id, score, evidence, moves = fields
    nearest = tuple(Nearest(**each) for each in evidence["nearest"])
    told = Evidence(
        evidence["rule"], tuple(evidence["terms"]), nearest, evidence["hours"], evidence["stories"]
    )
    moved = tuple(
        Move(
            MoveKind(each["kind"]),
            each["from_thread"],
            each["to_thread"],
            tuple(each["stories"]),
            each["score"],
        )
        for each in moves
    )
    return Placement(
        story_id,
        language,
        time,
        clock,
        base64.b85decode(keys),
        base64.b85decode(weights),
        thread_id,
        score,
        told,
        moved,
    )
