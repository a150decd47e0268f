"""The JSON Schemas of every record: files in `schemas/` of a checkout, in `stream/schemas/` of the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from stream.model.articles import Stream
from stream.model.errors import StopError

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (
    _PACKAGE / "schemas",
    _PACKAGE.parent / "schemas",
)  # the wheel's place first: it is self-contained

RAW_FLAT = "raw-flat"
RAW_NINJS = "raw-ninjs"
NAMES = (RAW_FLAT, RAW_NINJS, *(stream.value for stream in Stream if stream is not Stream.RAW))


@cache
def schema(name: str, folders: tuple[Path, ...] = _FOLDERS) -> dict[str, Any]:
    """The schema called `name`: one of `NAMES`, from the first of the folders that has it.

    Raises:
        StopError: no such file: the installation lacks its schemas.
    """
    for folder in folders:
        file = folder / f"{name}.schema.json"
        if file.is_file():
            loaded: dict[str, Any] = orjson.loads(file.read_bytes())
            return loaded
    looked = " or ".join(str(folder) for folder in folders)
    msg = f"{name}.schema.json is not in {looked}: reinstall newswire-stream"
    raise StopError(msg)


@cache
def validator(name: str | Stream) -> jsonschema_rs.Draft202012Validator:
    """The compiled validator of a schema: of `NAMES`, or of what is written to a stream's topic.

    `Stream.RAW` has two shapes: ask for `RAW_FLAT` or `RAW_NINJS`.
    """
    return jsonschema_rs.Draft202012Validator(schema(str(name)), validate_formats=True)
