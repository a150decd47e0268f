"""Bytes to JSON, or a refusal that says what is wrong with the bytes."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from stream.intake.encodings import decode_text
from stream.intake.reasons import Refusal, refuse
from stream.model.errors import RejectedError

BOM: Final = b"\xef\xbb\xbf"
# Bytes that are no letter in windows-1252, and two that no news text in it has: they mean a fault of the line.
_NO_LETTER: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xfe\xff]")
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\(?s:.))*+"?')
MAX_DEPTH: Final = 64  # news items nest under ten levels; orjson writes at most 254 and our records add a few


def read_json(value: bytes) -> Any:
    """The JSON value that the bytes hold; of keys that occur twice the last counts, as in every common parser.

    Raises:
        RejectedError: `not_utf8`, `not_json`, `lone_surrogate`, `not_object` (an array of no objects), `too_deep` or
            `nul_character`.
    """
    data = value.removeprefix(BOM)
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        data, fields = _mended(data, error)
    # The walk is needed only where a fault is possible; two scans of the bytes rule it out for most records.
    if b"\\u0000" in data or data.count(b"{") + data.count(b"[") > MAX_DEPTH:
        _inspect(fields)
    if isinstance(fields, list) and fields and not any(isinstance(each, dict) for each in fields):
        raise not_an_object(fields, "")
    return fields


def _mended(data: bytes, error: orjson.JSONDecodeError) -> tuple[bytes, Any]:
    """What old systems write: Latin-1, and line ends and tabs that stand raw in a string."""
    for mended in (_western(data), _without_raw_controls(data)):
        if mended:
            try:
                return mended, orjson.loads(mended)
            except orjson.JSONDecodeError:
                continue
    raise _unreadable(data, error) from error


def _without_raw_controls(data: bytes) -> bytes:
    """JSON with the control characters in its strings escaped, those that are no white space as blanks; nothing for none."""
    if not _CONTROL.search(data):
        return b""
    return _STRING.sub(lambda string: _CONTROL.sub(_escaped, string[0]), data)


def _escaped(control: re.Match[bytes]) -> bytes:
    return {b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t"}.get(control[0], b" ")


def _western(data: bytes) -> bytes:
    """JSON that an old system wrote in Latin-1 or windows-1252, in UTF-8; nothing for what is not that."""
    if _NO_LETTER.search(data) or data.isascii():
        return b""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_text(data).encode("utf-8", "replace")
    else:
        return b""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return b""
    return text


def not_an_object(value: Any, path: str) -> RejectedError:
    """The refusal of a JSON value in the place of an item."""
    subject = "" if path else "the value "
    return refuse(
        Refusal.NOT_OBJECT,
        path,
        f"{subject}is a JSON {_KINDS[type(value)]}: expected an object, or an array of them",
    )


def not_json(data: bytes) -> RejectedError:
    """The refusal of bytes in no format that we know."""
    try:
        orjson.loads(data.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        return _unreadable(data, error)
    return not_an_object(orjson.loads(data.removeprefix(BOM)), "")


_KINDS: Final = {
    list: "array", dict: "object", str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
}  # fmt: skip


def _unreadable(data: bytes, error: orjson.JSONDecodeError) -> RejectedError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        found = data[fault.start : fault.start + 1].hex()
        problem = f"byte 0x{found} at {fault.start} is not UTF-8: send JSON in UTF-8"
        return refuse(Refusal.NOT_UTF8, "", problem)
    if "surrogate" in error.msg:
        problem = f"a \\u escape is half a surrogate pair at character {error.pos}: send whole characters"
        return refuse(Refusal.LONE_SURROGATE, "", problem)
    if "depth" in error.msg or "recursion" in error.msg:
        return refuse(Refusal.TOO_DEEP, "", f"nested deeper than {MAX_DEPTH} levels: flatten the item")
    problem = f"not JSON: {error.msg} at character {error.pos}"
    return refuse(
        Refusal.NOT_JSON,
        "",
        problem if data.lstrip()[:1] in (b"{", b"[") else f"{problem}, nor any other wire format",
    )


def _inspect(fields: Any) -> None:
    if not isinstance(fields, dict | list):
        return
    pending: list[tuple[Any, str, int]] = [(fields, "", 1)]
    while pending:
        node, path, depth = pending.pop()
        if depth > MAX_DEPTH:
            field = path[: path.find(".") if "." in path else None].partition("[")[0]
            raise refuse(Refusal.TOO_DEEP, field, f"nested deeper than {MAX_DEPTH} levels: flatten the item")
        if isinstance(node, dict):
            children = [(child, f"{path}.{key}" if path else key) for key, child in node.items()]
        else:
            children = [(child, f"{path}[{at}]") for at, child in enumerate(node)]
        for child, at in children:
            if "\0" in at or (isinstance(child, str) and "\0" in child):
                where = at.replace("\0", "\\u0000")
                raise refuse(Refusal.NUL_CHARACTER, where, "holds a NUL (\\u0000): send the text without it")
            if isinstance(child, dict | list):
                pending.append((child, at, depth + 1))
