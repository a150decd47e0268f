"""A decision as the state takes it, and an article's facts in few bytes.

Facts are about 150 bytes: verdict, time, digest and article id as they are, then the texts with a zero byte between
them. What does not fit that (an id that is no hash, a zero byte in a text) is a JSON array instead, which begins with a
bracket.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

from stream.dedup.journal.decision import Decision, Tick, names_pages, time_of
from stream.dedup.journal.facts import VERDICTS, Act, Facts, Names, Step, micros
from stream.dedup.store.name_table import alias_name, article_name, item_name, place_name
from stream.text.sketch import decode_bytes

CODES: Final = {verdict: code for code, verdict in enumerate(VERDICTS)}
# The first byte is the verdict's code; that of JSON is a bracket (0x5b), which no verdict has.
_HEAD: Final = struct.Struct("<BBq16s8s")  # verdict, marks, time, digest, article id
_CREATED, _OTHER_TIME, _EXACT, _AGENCY, _TRACE, _CONTAINER, _PAGED = 1, 2, 4, 8, 16, 32, 64
_ID: Final = _HEAD.size - 8
_LONG: Final = struct.Struct("<q")
_JSON: Final = ord("[")
_HASH, _DIGEST = 16, 32  # hexadecimal digits
_TEXTS: Final = 8  # before the aliases


def step_of(decision: Decision | Tick) -> Step:
    """A decision packed: once, for the state and for its row."""
    at, clock, until = decision.position, micros(decision.clock), micros(time_of(decision))
    place = place_name(at.topic, at.partition, at.offset, at.index)
    if isinstance(decision, Tick):
        act = Act(at.topic, at.partition, at.offset, clock, until, decision.releases, item=at.index)
        return Step(act, Names(place))
    embargo = decision.parked.article.embargoed_until if decision.parked is not None else None
    story = "" if decision.story_id == decision.article_id else decision.story_id
    act = Act(
        at.topic,
        at.partition,
        at.offset,
        clock,
        until,
        decision.releases,
        story,
        decision.merges,
        decision.moves_origin,
        0 if embargo is None else micros(embargo),
        at.index,
    )
    origin = decision.origin
    time = micros(decision.time)
    facts = Facts(
        CODES[decision.verdict],
        time,
        None if decision.created is None else micros(decision.created) - time,
        decision.article_id,
        decision.uri,
        "" if decision.resolved == decision.uri else decision.resolved,
        decision.source,
        decision.version,
        decision.digest,
        decision.exact,
        decision.url,
        "" if decision.carries == decision.article_id else decision.carries,
        decision.aliases,
        None if origin is None else origin.agency,
        origin.evidence[0].text if origin is not None and origin.evidence else None,
        decision.container,
        names_pages(decision),
    )
    names = Names(
        place,
        article_name(facts.article_id),
        item_name(facts.resolved),
        tuple(alias_name(alias) for alias in facts.aliases),
    )
    return Step(act, names, facts, pack(facts), decode_bytes(decision.sketch))


def pack(facts: Facts) -> bytes:
    """The facts packed."""
    texts = (
        facts.uri,
        facts.other_item,
        facts.source,
        facts.version,
        facts.url,
        facts.other_text,
        facts.agency or "",
        facts.trace or "",
        *facts.aliases,
    )
    joined = "\0".join(texts)
    exact = facts.exact
    if (
        joined.count("\0") != len(texts) - 1
        or not _is_hash(facts.article_id, _HASH)
        or not _is_hash(facts.digest, _DIGEST)
        or (exact and not _is_hash(exact, _HASH))
    ):
        return orjson.dumps(tuple(facts))
    marks, tail = 0, b""
    if facts.made is not None:
        marks = _CREATED
        if facts.made:
            marks |= _OTHER_TIME
            tail = _LONG.pack(facts.made)
    if exact:
        marks |= _EXACT
        tail += bytes.fromhex(exact)
    if facts.agency is not None:
        marks |= _AGENCY
    if facts.trace is not None:
        marks |= _TRACE
    if facts.container:
        marks |= _CONTAINER
    if facts.paged:
        marks |= _PAGED
    if not facts.aliases:
        joined = joined.rstrip("\0")
    digest, article_id = bytes.fromhex(facts.digest), bytes.fromhex(facts.article_id)
    return _HEAD.pack(facts.code, marks, facts.at, digest, article_id) + tail + joined.encode()


def is_binary(packed: bytes) -> bool:
    """Whether facts are packed the short way."""
    return packed[0] != _JSON


def is_container(packed: bytes) -> bool:
    """Whether the article is a page of several stories."""
    return bool(packed[1] & _CONTAINER) if is_binary(packed) else unpack(packed).container


def is_paged(packed: bytes) -> bool:
    """Whether the decision on the article names a page that carries it, or parts that it carries."""
    return bool(packed[1] & _PAGED) if is_binary(packed) else unpack(packed).paged


def article_ids(packed: memoryview, starts: NDArray[np.int64]) -> list[str]:
    """The article ids of facts packed the short way, which begin at these places."""
    raw = np.frombuffer(packed, np.uint8)
    ids = raw[starts[:, None] + np.arange(_ID, _HEAD.size)].tobytes().hex()
    return [ids[at : at + _HASH] for at in range(0, len(ids), _HASH)]


def article_id_of(packed: bytes) -> str:
    """The article id alone."""
    return packed[_ID : _HEAD.size].hex() if is_binary(packed) else unpack(packed).article_id


def identity_of(packed: bytes) -> str:
    """The item alone."""
    if not is_binary(packed):
        return unpack(packed).resolved
    marks = packed[1]
    at = _HEAD.size + (8 if marks & _OTHER_TIME else 0) + (8 if marks & _EXACT else 0)
    uri, _, rest = packed[at:].partition(b"\0")
    return (rest.partition(b"\0")[0] or uri).decode()


def exact_hashes(packed: memoryview, starts: NDArray[np.int64]) -> dict[int, str]:
    """The exact hashes in facts packed the short way, by which of them have one; they begin at these places."""
    marks = np.frombuffer(packed, np.uint8)[starts + 1]
    found = {}
    for place in np.nonzero(marks & _EXACT)[0].tolist():
        at = int(starts[place]) + _HEAD.size + (8 if marks[place] & _OTHER_TIME else 0)
        found[place] = packed[at : at + 8].hex()
    return found


def unpack(packed: bytes) -> Facts:
    """The facts that `pack` packed."""
    if packed[0] == _JSON:
        return Facts(*orjson.loads(packed))
    verdict, marks, time, digest, article_id = _HEAD.unpack_from(packed)
    at = _HEAD.size
    created = 0 if marks & _CREATED else None
    if marks & _OTHER_TIME:
        (created,) = _LONG.unpack_from(packed, at)
        at += 8
    exact = ""
    if marks & _EXACT:
        exact = packed[at : at + 8].hex()
        at += 8
    texts = packed[at:].decode().split("\0")
    if len(texts) < _TEXTS:
        texts += [""] * (_TEXTS - len(texts))
    uri, resolved, source, version, url, carries, agency, trace = texts[:_TEXTS]
    return Facts(
        verdict,
        time,
        created,
        article_id.hex(),
        uri,
        resolved,
        source,
        version,
        digest.hex(),
        exact,
        url,
        carries,
        tuple(texts[_TEXTS:]),
        agency if marks & _AGENCY else None,
        trace if marks & _TRACE else None,
        bool(marks & _CONTAINER),
        bool(marks & _PAGED),
    )


def _is_hash(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and not text.strip("0123456789abcdef")
