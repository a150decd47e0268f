"""Labelled news: lines as they are read, and raw records, which the evaluations send through the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from stream.evaluation.scoring import LabelError

_SHOWN: Final = 60  # characters of a value in a message
_LEFT_OUT: Final = ("title", "outlet", "source", "url", "language")  # "" where they are not told


def read_labelled(lines: Iterable[bytes], label: str, *, needed: bool) -> list[dict[str, Any]]:
    """Labelled articles, one a line: an object with `id`, `body` and a label.

    Args:
        lines: JSON, one article each; empty ones are skipped.
        label: the field that names the group, such as `cluster`.
        needed: whether each article has one; else it may be null or left out.

    Raises:
        LabelError: a line does not say what it must; names the line, the field, the value and what is wanted.
    """
    found: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        item = _object(number, line)
        _demand(number, item, "id", (str, int), "a text or a whole number")
        _demand(number, item, "body", (str,), "a text")
        if needed or item.get(label) is not None:
            _demand(number, item, label, (str, int), "a text or a whole number")
        for name in _LEFT_OUT:
            if item.get(name) is not None:
                _demand(number, item, name, (str,), "a text or null")
        name = str(item["id"])
        if name in seen:
            msg = (
                f"line {number}: id {name!r} is that of line {seen[name]}: give each article an id of its own"
            )
            raise LabelError(msg)
        seen[name] = number
        found.append(item)
    return found


def read_pairs(lines: Iterable[bytes]) -> list[frozenset[str]]:
    """Pairs of articles by their ids, one a line: an object with `a` and `b`.

    Raises:
        LabelError: as in `read_labelled`.
    """
    found: list[frozenset[str]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            pair = _object(number, line)
            for name in ("a", "b"):
                _demand(number, pair, name, (str, int), "the id of an article")
            found.append(frozenset((str(pair["a"]), str(pair["b"]))))
    return found


def _object(number: int, line: bytes) -> dict[str, Any]:
    try:
        item: object = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        msg = f"line {number}: not JSON ({error.msg})"
        raise LabelError(msg) from error
    if not isinstance(item, dict):
        msg = f"line {number}: {_shown(item)} is no object: give one with the fields that `--help` names"
        raise LabelError(msg)
    return item


def _demand(number: int, item: dict[str, Any], name: str, kinds: tuple[type, ...], wanted: str) -> None:
    if name not in item:
        msg = f"line {number}: {name} is missing: give {wanted}"
        raise LabelError(msg)
    if not isinstance(item[name], kinds) or isinstance(item[name], bool):
        msg = f"line {number}: {name}: {_shown(item[name])} is not {wanted}"
        raise LabelError(msg)


def _shown(value: object) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def raw_record(item: Mapping[str, Any], language: str = "") -> bytes:
    """The raw record of a labelled article; its text tells the language where none is given."""
    return orjson.dumps(
        {
            "uri": str(item["id"]),
            "source": item.get("outlet") or item.get("source") or "unknown",
            "headline": item.get("title") or "",
            "url": item.get("url") or "",
            "language": language,
            "body": item["body"],
        }
    )
