"""Which format an object is in, and its validated reading."""

from __future__ import annotations

from typing import Any

from stream.intake.draft import Draft
from stream.intake.flat import read_flat
from stream.intake.ninjs import is_ninjs, read_ninjs
from stream.intake.validate import validate
from stream.schema_files import RAW_FLAT, RAW_NINJS


def read(fields: dict[str, Any]) -> Draft:
    """An item of either format, told apart by its content, as a draft.

    Raises:
        RejectedError: as `validate`, `read_flat` and `read_ninjs` say.
    """
    if is_ninjs(fields):
        validate(RAW_NINJS, fields)
        return read_ninjs(fields)
    validate(RAW_FLAT, fields)
    return read_flat(fields)
