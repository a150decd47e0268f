"""Bytes to a JSON object, or a refusal that says what is wrong with the bytes."""

from __future__ import annotations

from typing import Any, Final

import orjson

from stream.intake.reasons import Refusal, refuse

BOM: Final = b"\xef\xbb\xbf"
MAX_DEPTH: Final = 64  # news items nest under ten levels; orjson writes at most 254 and our records add a few


def decode_json(value: bytes | None) -> dict[str, Any]:
    """The object that the bytes hold; of keys that occur twice the last counts, as in every common parser.

    Raises:
        RejectedError: `empty_value`, `not_utf8`, `not_json`, `lone_surrogate`, `not_object`, `too_deep` or
            `nul_character`.
    """
    if value is None:
        raise refuse(Refusal.EMPTY, "", "the value is null (a tombstone): send a kill to withdraw an item")
    data = value.removeprefix(BOM)
    if not data.strip():
        raise refuse(Refusal.EMPTY, "", "the value is empty: expected a JSON object")
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _unreadable(data, error) from error
    if not isinstance(fields, dict):
        problem = f"the value is a JSON {_KINDS[type(fields)]}: expected one object per record"
        raise refuse(Refusal.NOT_OBJECT, "", problem)
    # The walk is needed only where a fault is possible; two scans of the bytes rule it out for most records.
    if b"\\u0000" in data or data.count(b"{") + data.count(b"[") > MAX_DEPTH:
        _inspect(fields)
    return fields


_KINDS: Final = {
    list: "array", str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
}  # fmt: skip


def _unreadable(data: bytes, error: orjson.JSONDecodeError) -> Exception:
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
    return refuse(Refusal.NOT_JSON, "", f"not JSON: {error.msg} at character {error.pos}")


def _inspect(fields: dict[str, Any]) -> None:
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
